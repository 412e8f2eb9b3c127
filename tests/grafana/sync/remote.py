"""Five boards, an import of them over HTTP, and the states that a Grafana may be in before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api import connect
from archestra_ops.grafana.api.model import Stored
from archestra_ops.grafana.sync import mark
from archestra_ops.grafana.sync.apply import Outcome
from archestra_ops.grafana.sync.wanted import Wanted
from archestra_ops.http import Http, Limits, Secret, Timing
from tests.grafana.sync.boards import HOME, imported, wanted
from tests.servers.grafana import FakeGrafana
from tests.servers.grafana.store import Board

FIVE = tuple(wanted(f"board{number}", "How many?", "How slow?") for number in range(5))
STATES = ("absent", "ours", "older", "changed", "theirs", "elsewhere", "provisioned")
_NEEDS = {"changed": "overwrite", "theirs": "adopt"}


@dataclass
class Imports:
    """Imports into the Grafana *fake*, run through *url*; `kept` is what was saved before."""

    fake: FakeGrafana
    url: str
    api: str = "auto"
    allowed: Mapping[str, bool] = field(default_factory=dict)
    kept: list[dict[str, Any]] = field(default_factory=list)

    def run(self, seconds: float = 20.0) -> dict[str, Outcome]:
        """One import, which waits for no answer longer than *seconds*, and not between tries."""
        timing = Timing(sleep=lambda _seconds: None)
        bearer = Secret(self.fake.token)
        with Http(Limits(seconds=seconds), bearer=bearer, timing=timing) as http:
            grafana = connect(http, self.url, api=self.api)  # type: ignore[arg-type]
            return imported(grafana, FIVE, keep=self._keep, **self.allowed)

    def ended(self, seconds: float = 20.0) -> bool:
        """Whether one import ran to its end without a failure."""
        try:
            outcomes = self.run(seconds)
        except OpsError:
            return False
        return all(one.result != "failed" for one in outcomes.values())

    def _keep(self, stored: Stored) -> str:
        self.kept.append(shown(stored.dashboard))
        return "backup.json"


def shown(dashboard: Mapping[str, Any]) -> dict[str, Any]:
    """What people see of a dashboard, which no server rewrites."""
    panels = [panel["title"] for panel in dashboard.get("panels", ())]
    return {"panels": panels, **{key: dashboard.get(key) for key in ("title", "description")}}


def bring(fake: FakeGrafana, states: Sequence[str], *, folder: bool) -> dict[str, Board]:
    """Bring the five boards into *states*; what there is now, by uid, as it is never again."""
    if folder or {*states} & {"ours", "older", "changed"}:
        fake.add_folder(HOME.uid, HOME.title)
    fake.add_folder("other", "Other")
    fake.write_board({"uid": "bystander", "title": "Bystander"}, folder_uid="other", author="eve")
    for board, state in zip(FIVE, states, strict=True):
        _bring(fake, board, state)
    return deepcopy(fake.org().boards)


def stays(state: str, allowed: Mapping[str, bool]) -> bool:
    """Whether an import leaves a board in *state* alone."""
    return state == "provisioned" or (state in _NEEDS and not allowed.get(_NEEDS[state]))


def check(imports: Imports, states: Sequence[str], before: Mapping[str, Board]) -> None:
    """Everything is as it is wanted: nothing twice, nothing lost, no version more than needed."""
    boards, folders = imports.fake.org().boards, imports.fake.org().folders
    assert {*folders} <= {HOME.uid, "other"}
    assert {*boards} == {*before, *(board.uid for board in FIVE if board.uid in boards)}
    assert boards["bystander"] == before["bystander"]
    for wanted_, state in zip(FIVE, states, strict=True):
        _check(imports, wanted_, state, before.get(wanted_.uid))


def _check(imports: Imports, board: Wanted, state: str, before: Board | None) -> None:
    now = imports.fake.org().boards[board.uid]
    if state == "ours" or stays(state, imports.allowed):
        assert now == before
        return
    assert now.folder_uid == HOME.uid
    assert now.newest.message == mark.message(board.digest)
    assert shown(now.newest.spec) == shown(board.dashboard)
    if before is None:
        assert len(now.versions) == 1
        return
    assert now.versions[:-1] == before.versions
    assert shown(before.newest.spec) in imports.kept


def _bring(fake: FakeGrafana, board: Wanted, state: str) -> None:
    mine = mark.message(board.digest)
    if state in {"ours", "changed"}:
        fake.write_board(board.dashboard, folder_uid=HOME.uid, message=mine)
    if state == "changed":
        edited = board.dashboard | {"description": "by ann"}
        fake.write_board(edited, folder_uid=HOME.uid, author="ann")
    if state == "elsewhere":
        fake.write_board(board.dashboard, folder_uid="other", message=mine)
    if state == "older":
        older = {"uid": board.uid, "title": "Before"}
        fake.write_board(older, folder_uid=HOME.uid, message=mark.message("0" * 64))
    if state == "theirs":
        fake.write_board({"uid": board.uid, "title": "Theirs"}, author="bob")
    if state == "provisioned":
        fake.provision({"uid": board.uid, "title": "From a file"})
