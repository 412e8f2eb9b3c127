from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.grafana.board import Variable
from archestra_ops.verify.questions import sheets
from archestra_ops.verify.scope import is_part, within
from tests.grafana.small import PLATFORM, panel
from tests.verify.sheets import of

TOGETHER = replace(PLATFORM, all_in_one="ROLE=all")
PANELS = (
    panel("acme_up", title="Web"),
    panel("busy", title="Worker"),
    panel("max(up)", title="Up"),
    panel("{{ commits }}", title="Commits"),
)
SHEET = of(*PANELS, platform=TOGETHER)


def kept(*pages: str) -> list[str]:
    return [query.panel for query in within(SHEET, pages).panels]


@pytest.mark.parametrize(
    ("pages", "titles"),
    [
        (("web", "postgres"), ["Web", "Worker", "Up", "Commits"]),
        # One process's page is enough: what the worker should have is missing then.
        (("web",), ["Web", "Worker", "Up"]),
        (("postgres",), ["Commits"]),
    ],
)
def test_panels_of_what_was_not_looked_at_are_left_out(pages, titles) -> None:
    assert kept(*pages) == titles


def test_variables_go_with_the_panels_that_use_them() -> None:
    def names(*pages: str) -> list[str]:
        return [variable.name for variable in within(SHEET, pages).variables]

    everything = ["cluster", "namespace", "job", "instance", "pg_job", "pg_instance"]
    assert names("web", "postgres") == everything
    assert names("web") == everything[:4]
    only_pg = within(of(panel("{{ commits }}")), ["postgres"]).variables
    assert [variable.name for variable in only_pg] == everything[4:]


def test_a_variable_stays_where_another_asks_for_it() -> None:
    query = '{{ connections_used }} > on () group_left () sum(acme_up{cluster=~"$cluster"})'
    found = within(of(panel(query)), ["web", "postgres"])

    assert [variable.name for variable in found.variables][:1] == ["cluster"]


def test_a_variable_stays_that_only_another_one_asks_for() -> None:
    own = (
        Variable(name="region", label="Region", query="label_values(acme_up, region)"),
        Variable(name="unused", label="Unused", query="label_values(acme_up, unused)"),
        Variable(name="zone", label="Zone", query='label_values(acme_up{r="$region"}, zone)'),
    )
    sheet = of(panel('max(up{zone=~"$zone"})'), variables=own)

    names = [variable.name for variable in within(sheet, ["web"]).variables]
    assert names[-2:] == ["region", "zone"]


def test_of_the_shipped_boards_each_part_can_be_proven_alone() -> None:
    for whole in sheets(packs.platform("archestra"), [packs.provider("helm")], {}):
        platform = within(whole, ["web"])
        postgres = within(whole, ["postgres"])
        assert len(platform.panels) + len(postgres.panels) == len(whole.panels)
        assert platform.traces_and_logs == whole.traces_and_logs
        assert postgres.traces_and_logs == ()
        least = 30 if whole.title == "Application Metrics (helm)" else 0
        assert (len(postgres.panels) > 30, len(platform.panels) > least) == (least == 30, True)


@pytest.mark.parametrize(
    ("pages", "titles"),
    [
        (("web", "worker", "postgres"), ["Web", "Worker", "Up", "Commits"]),
        (("web", "postgres"), ["Web", "Up", "Commits"]),
        (("worker",), ["Worker", "Up"]),
        (("postgres",), ["Commits"]),
    ],
)
def test_where_no_process_does_the_work_of_all_each_needs_its_own_page(pages, titles) -> None:
    assert [query.panel for query in within(of(*PANELS), pages).panels] == titles


def test_of_several_processes_that_have_a_metric_one_is_enough() -> None:
    both = replace(PLATFORM.metrics["busy"], processes=("web", "worker"))
    platform = replace(PLATFORM, metrics={**PLATFORM.metrics, "busy": both})

    assert len(within(of(panel("busy"), platform=platform), ["web"]).panels) == 1


def test_what_not_all_have_is_no_part_that_is_missing() -> None:
    agyn = packs.platform("agyn")
    usual = [name for name, process in agyn.processes.items() if not process.optional]

    assert is_part(agyn, ["gateway"])
    assert is_part(agyn, ["postgres"])
    assert not is_part(agyn, usual)
    assert not is_part(packs.platform("archestra"), ["web"])
