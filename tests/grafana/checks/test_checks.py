from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops.grafana import checks
from archestra_ops.grafana.checks import CHECKS, UNANSWERED
from tests.grafana.checks.made import seen, told

FOLDER = Path(checks.__file__).parent
NO_CHECKS = {"answers", "check", "look", "report", "seen", "sources", "values"}


def test_the_list_has_every_check_that_there_is() -> None:
    files = {path.stem for path in FOLDER.glob("[!_]*.py")} - NO_CHECKS

    assert {check.ID for check in CHECKS} == {f"grafana/{name.replace('_', '-')}" for name in files}
    assert len(CHECKS) == len(files)
    assert {check.ID for check in CHECKS} >= UNANSWERED


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_every_check_has_a_test_of_its_own(check) -> None:
    name = check.ID.partition("/")[2].replace("-", "_")

    assert (Path(__file__).parent / f"test_{name}.py").is_file()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_nothing_is_said_where_all_is_well(check) -> None:
    assert told(check, seen()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_every_check_says_what_it_is_about(check) -> None:
    question, _, reason = check.__doc__.partition("\n\n")

    assert question.endswith("?") or "?" in question.splitlines()[0]
    assert reason
