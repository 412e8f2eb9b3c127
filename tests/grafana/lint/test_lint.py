from __future__ import annotations

import json
from pathlib import Path

import pytest

from archestra_ops import expressions
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana import lint as package
from archestra_ops.grafana.boards import platforms
from archestra_ops.grafana.lint import OPT_IN, RULES, documentation, lint
from archestra_ops.grafana.lint.scope import of_ours
from archestra_ops.grafana.shipped_boards import board_files
from tests.grafana.lint.boards import OTHERS, board, panel, query, variable

ALL = frozenset(documentation())
FILES = [
    pytest.param(file, id=str(file.path)) for name in platforms() for file in board_files(name)
]


def test_every_file_is_a_rule() -> None:
    files = {path.stem for path in Path(package.__file__).parent.glob("*.py")}
    beside = {"__init__", "expression", "matchers", "problem", "scope"}

    assert {name.replace("-", "_") for name in RULES} == files - beside
    assert {name: find.__module__ for name, find in RULES.items()} == {
        name: f"archestra_ops.grafana.lint.{name.replace('-', '_')}" for name in RULES
    }


def test_every_rule_has_its_test() -> None:
    tests = {path.stem for path in Path(__file__).parent.glob("test_*.py")}

    assert {f"test_{name.replace('-', '_')}" for name in RULES} <= tests


def test_no_two_rules_have_one_name() -> None:
    assert not RULES.keys() & expressions.RULES.keys()
    assert RULES.keys() > OPT_IN
    assert documentation().keys() == {
        *RULES,
        *expressions.RULES,
        *("syntax", "unreadable", "not-a-dashboard", "v2-schema", "drift"),
    }


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_rule_says_in_a_sentence_what_it_is_about(name) -> None:
    short, _, rest = documentation()[name].partition("\n")

    assert short.endswith((".", "?"))
    assert len(short) <= 100
    assert not rest or rest.startswith("\n")


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_for_dashboards_says_why(name) -> None:
    assert len(documentation()[name].splitlines()) >= 3


@pytest.mark.parametrize("file", FILES)
def test_our_boards_are_clean(file) -> None:
    scope = of_ours(file.platform, file.provider)

    assert lint(file.rendered.text, name="ours", scope=scope, rules=ALL - OPT_IN) == ()


def test_findings_are_in_the_order_of_parts_and_lines() -> None:
    wrong = board(
        panel(query("up / up"), query("llm_tokens_total"), title="Second", description=""),
        panel("rate(up[1h])", title="First"),
        variables=(variable("model", "label_values(llm_tokens_total, modle)"),),
        schemaVersion=12,
    )
    found = lint(json.dumps(wrong, indent=1), name="a.json", scope=OTHERS, rules=ALL - OPT_IN)

    assert [(one.part, one.check) for one in found] == [
        ("", "old-schema"),
        ("variable $model", "unknown-label"),
        ("variable $model", "unused-variable"),
        ("Second", "no-description"),
        ("Second", "same-sides"),
        ("Second", "raw-counter"),
        ("First", "rate-on-gauge"),
    ]
    assert found[5] == Finding(
        check="raw-counter",
        severity=Severity.ERROR,
        subject="a.json",
        part="Second",
        message="counter 'llm_tokens_total' is read as it is",
        hint="take its rate() or increase()",
        line=json.dumps(wrong, indent=1).split("\n").index('     "expr": "llm_tokens_total",') + 1,
    )


def test_the_same_is_said_once_of_a_place() -> None:
    found = lint(
        json.dumps(board(panel("llm_tokens_total + llm_tokens_total"))),
        name="a.json",
        scope=OTHERS,
        rules=frozenset({"raw-counter"}),
    )

    assert len(found) == 1


def test_only_the_rules_that_are_asked_speak() -> None:
    wrong = json.dumps(board(panel("llm_tokens_total / llm_tokens_total", description="")))

    def told(*rules: str) -> set[str]:
        found = lint(wrong, name="a.json", scope=OTHERS, rules=frozenset(rules))
        return {one.check for one in found}

    assert told("same-sides") == {"same-sides"}
    assert told("no-description", "raw-counter") == {"no-description", "raw-counter"}
    assert told() == set()


@pytest.mark.parametrize(
    ("text", "check", "line"),
    [
        ('{"a":\n 1,}', "unreadable", 2),
        ("[]", "not-a-dashboard", 0),
        ('{"kind": "Dashboard", "elements": {}, "layout": {}}', "v2-schema", 1),
    ],
)
def test_what_cannot_be_linted_is_a_finding(text, check, line) -> None:
    (found,) = lint(text, name="a.json", scope=OTHERS, rules=ALL)

    assert (found.check, found.severity, found.line) == (check, Severity.ERROR, line)
    assert lint(text, name="a.json", scope=OTHERS, rules=ALL - {check}) == ()
