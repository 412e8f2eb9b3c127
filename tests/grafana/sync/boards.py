"""Two boards that should be in a Grafana, and an import of them as it is run."""

from __future__ import annotations

from collections.abc import Sequence

from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.sync.apply import Keep, Outcome, apply
from archestra_ops.grafana.sync.crew import Crew
from archestra_ops.grafana.sync.folders import create
from archestra_ops.grafana.sync.look import Where, look
from archestra_ops.grafana.sync.plan import Plan, plan
from archestra_ops.grafana.sync.step import Allowed
from archestra_ops.grafana.sync.wanted import Wanted
from tests.grafana.sync.memory import MemoryGrafana

HOME = Folder(uid="ours", title="Ours")


def dashboard(uid: str, *titles: str, **more: object) -> Json:
    panels = [
        {"id": number, "type": "stat", "title": title, "targets": [{"refId": "A", "expr": "up"}]}
        for number, title in enumerate(titles, 1)
    ]
    return {"uid": uid, "title": uid, "tags": ["archestra-ops", "acme"], "panels": panels, **more}


def wanted(slug: str, *titles: str) -> Wanted:
    return Wanted(slug=slug, uid=f"u-{slug}", dashboard=dashboard(f"u-{slug}", *titles))


CALLS = wanted("calls", "How many?", "How slow?")
COST = wanted("cost", "How much?")
BOTH = (CALLS, COST)


def planned(
    grafana: MemoryGrafana,
    boards: Sequence[Wanted] = BOTH,
    *,
    path: str = "",
    others: Sequence[str] = (),
    **allowed: bool,
) -> Plan:
    where = Where(home=HOME, path=path)
    found = look(grafana, [one.uid for one in boards], others, where)
    return plan(grafana, found, boards, Allowed(**allowed))


def imported(
    grafana: MemoryGrafana,
    boards: Sequence[Wanted] = BOTH,
    *,
    path: str = "",
    keep: Keep | None = None,
    **allowed: bool,
) -> dict[str, Outcome]:
    made = planned(grafana, boards, path=path, **allowed)
    return carried_out(grafana, made, keep)


def carried_out(grafana: MemoryGrafana, made: Plan, keep: Keep | None = None) -> dict[str, Outcome]:
    writes = any(step.writes for step in made.steps)
    folder = create(grafana, made.folder) if writes else made.folder.uid
    return {one.step.wanted.slug: one for one in apply(grafana, made, folder, keep, Crew())}


def verbs(made: Plan) -> dict[str, str]:
    return {step.wanted.slug: step.verb for step in made.steps}


def results(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {slug: one.result for slug, one in sorted(outcomes.items())}
