from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops.prometheus import live_checks
from archestra_ops.prometheus.live_checks import CHECKS, RULES, SCRAPE, STORAGE, UNANSWERED
from tests.prometheus.live_checks.made import seen, told

FOLDER = Path(live_checks.__file__).parent
NO_CHECKS = {
    "advice", "attribution", "check", "drift", "exemplar_storage", "heard", "look", "product",
    "report", "scrape_error", "seen", "targets", "windows", "wording",
}  # fmt: skip


def test_the_list_has_every_check_that_there_is() -> None:
    files = {path.stem for path in FOLDER.glob("[!_]*.py")} - NO_CHECKS
    ids = [check.ID for check in CHECKS]

    assert set(ids) == {f"prometheus/{name.replace('_', '-')}" for name in files}
    assert len(ids) == len(files)
    assert set(ids) >= UNANSWERED


def test_every_check_is_of_one_layer() -> None:
    assert sorted(one.ID for one in (*SCRAPE, *STORAGE, *RULES)) == sorted(one.ID for one in CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_every_check_has_a_test_of_its_own(check) -> None:
    name = check.ID.partition("/")[2].replace("-", "_")

    assert (Path(__file__).parent / f"test_{name}.py").is_file()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_nothing_is_said_where_all_is_well(check) -> None:
    assert told(check, seen()) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_nothing_is_said_of_what_could_not_be_seen(check) -> None:
    nothing = seen(targets=None, groups=None, retention=None, exemplars=None, series={}, ahead=None)

    assert told(check, nothing) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_every_check_says_what_it_is_about(check) -> None:
    question, _, reason = check.__doc__.partition("\n\n")

    assert "?" in question.splitlines()[0]
    assert reason
