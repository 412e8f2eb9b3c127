from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from archestra_ops import expressions
from archestra_ops.errors import ToolMissingError
from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus import rule_lint
from archestra_ops.prometheus.rule_lint import Source, check, documentation, metrics, tables
from tests.prometheus.rule_lint.rules import ALL, GOOD, OTHERS, alert, file, found, told

BESIDE = {
    "__init__", "actions", "annotated", "comments", "cross_check", "disagreement", "existing",
    "expression", "found", "judging", "keys", "linter", "problem", "read", "rulefile", "scope",
    "tables",
}  # fmt: skip
FINDS = {**tables.OF_EXPRESSIONS, **tables.OF_RULES, **tables.OF_FILES, **tables.OF_COMMENTS}


def asked(text: str, path: Path | None = None) -> list[tuple[str, str, int, str, str]]:
    """What promtool makes of *text*, beside our own rules that it has as well."""
    rules = frozenset({"promtool", "syntax", "unusual-syntax", "structure", "unknown-key"})
    source = Source(name="r.yaml", text=text, path=path)
    return [
        (one.check, str(one.severity), one.line, one.message, one.hint)
        for one in check([source], OTHERS, rules, promtool=True)
    ]


def test_every_file_is_a_rule() -> None:
    files = {path.stem for path in Path(rule_lint.__file__).parent.glob("*.py")}

    assert {name.replace("-", "_") for name in FINDS} == files - BESIDE
    assert {name: find.__module__.rpartition(".")[2] for name, find in FINDS.items()} == {
        name: name.replace("-", "_") for name in FINDS
    }


def test_every_rule_has_its_test() -> None:
    tests = {path.stem for path in Path(__file__).parent.glob("test_*.py")}

    assert {f"test_{name.replace('-', '_')}" for name in FINDS} <= tests


def test_no_two_rules_have_one_name() -> None:
    assert not FINDS.keys() & expressions.RULES.keys()
    assert documentation().keys() == {
        *FINDS,
        *expressions.RULES,
        *("syntax", "unusual-syntax", "yaml", "promtool"),
    }


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_rule_says_in_a_sentence_what_it_is_about(name) -> None:
    short, _, rest = documentation()[name].partition("\n")

    assert short.endswith((".", "?", "`.", "`", "it"))
    assert len(short) <= 100
    assert not rest or rest.startswith("\n")


def test_a_finding_says_which_rule_of_which_group_and_where() -> None:
    assert found(GOOD.replace(" > 30", "")) == (
        Finding(
            check="always-firing",
            severity=Severity.ERROR,
            subject="r.yaml",
            part="alert 'LlmSlow' of group 'llm'",
            message="it always fires: nothing in it compares",
            hint="say from which value on, as in … > 0.05",
            line=23,
        ),
    )


def test_rules_come_in_their_order_and_the_worst_of_each_first() -> None:
    text = file(
        "alert: B\nexpr: up",
        "record: a b\nexpr: sum(up)",
        "alert: C\nexpr: up ==\nfor: 5m\nlabels: {severity: info}",
    )

    assert [(one.line, str(one.severity), one.check) for one in found(text)] == [
        (5, "error", "always-firing"),
        (5, "warning", "no-severity"),
        (5, "warning", "no-summary"),
        (5, "warning", "no-description"),
        (5, "warning", "no-for"),
        (5, "info", "no-runbook"),
        (5, "info", "no-job"),
        (6, "error", "structure"),
        (7, "info", "no-job"),
        (9, "error", "syntax"),
        (9, "warning", "no-summary"),
        (9, "warning", "no-description"),
        (9, "info", "no-runbook"),
    ]


def test_files_come_in_their_order_and_one_that_is_no_yaml_stops_no_other() -> None:
    sources = [
        Source(name="b.yaml", text=file(alert("up"))),
        Source(name="c.yaml", text="a: [\nb"),
        Source(name="a.yaml", text=file(alert("llm_tokens_total > 0"))),
    ]
    rules = frozenset({"always-firing", "raw-counter", "yaml"})

    assert [
        (one.subject, one.check, one.line, one.message) for one in check(sources, OTHERS, rules)
    ] == [
        ("b.yaml", "always-firing", 5, "it always fires: nothing in it compares"),
        (
            "c.yaml",
            "yaml",
            3,
            "not YAML: while parsing a flow sequence: did not find expected ',' or ']', at column 1",  # noqa: E501 - a rule or a message in full
        ),
        ("a.yaml", "raw-counter", 5, "counter 'llm_tokens_total' is read as it is"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "groups:\n- name: a\n  name: b\n",
            3,
            "the key 'name' is given twice, at column 3",
            "it is in line 2 already",
        ),
        (
            "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(
                f"{chr(99 + n)}: &{chr(99 + n)} [{', '.join([f'*{chr(98 + n)}'] * 10)}]\n"
                for n in range(7)
            ),
            8,
            "it has more than 1,000,000 values, aliases written out",
            "",
        ),
        ("groups:\n\t- a\n", 2, "not YAML: while scanning for the next token: found character that cannot start any token, at column 1", "indent with spaces: YAML takes no tabs"),  # noqa: E501 - a rule or a message in full
        ("a: \x00", 1, "the character '\\x00' is not allowed in YAML, at column 4", ""),
    ],
)  # fmt: skip
def test_what_is_no_yaml_says_where(text, line, message, hint) -> None:
    assert told(text, "yaml") == [(line, "error", message, hint)]
    assert found(text, rules=ALL - {"yaml"}) == ()


def test_only_the_rules_that_are_asked_speak() -> None:
    text = file("alert: A\nexpr: rate(up)\nlabels: {severity: info}")

    assert {one.check for one in found(text, rules=frozenset({"no-summary"}))} == {"no-summary"}
    assert found(text, rules=frozenset()) == ()


def test_metrics_are_those_that_rules_name() -> None:
    texts = [GOOD, "a: [", file(alert("up > frobnicated"), alert("up ==")), ""]

    assert metrics(Source(name="x", text=text) for text in texts) == {
        "frobnicated",
        "llm_request_duration_seconds_bucket",
        "llm_request_duration_seconds_count",
        "llm_tokens_total",
        "task_queue_stuck_tasks_reset_total",
        "up",
    }


def test_several_processes_say_the_same_as_one() -> None:
    text = file(*(alert(f"llm_tokens_total > {n}" if n % 7 else f"up > {n}") for n in range(1500)))
    source = Source(name="r.yaml", text=text)

    alone = check([source], OTHERS, ALL, processes=1)
    assert len(alone) > 1500
    assert check([source], OTHERS, ALL, processes=3) == alone


@pytest.mark.servers
class TestPromtool:
    def test_where_both_agree_nothing_is_said_twice(self) -> None:
        assert asked(GOOD) == []
        assert asked(file(alert("rate(up) > 1"))) == [
            (
                "syntax",
                "error",
                5,
                (
                    "expression 'rate(up) > 1' is not valid: expected type matrix in call to function"  # noqa: E501 - a rule or a message in full
                    " 'rate', got vector"
                ),
                "give it a window, as in rate(name[5m])",
            )
        ]
        assert [one[0] for one in asked(file(alert("up > 1", "for: 5x")))] == ["structure"]
        assert [one[0] for one in asked(file(alert("up > 1", "fro: 5m")))] == ["unknown-key"]

    def test_what_only_it_refuses_is_an_error(self) -> None:
        text = file(alert("up > 1"), alert('"text"'))

        assert asked(file(alert("sort_by_label(up, 'a') > 1"))) == [
            (
                "promtool",
                "error",
                5,
                (
                    "promtool refuses it: could not parse expression: 1:1: parse error: unknown"
                    ' function with name "sort_by_label"'
                ),
                "this lint accepts it: it does not run with the Prometheus of this promtool",
            )
        ]
        assert asked(text) == []

    def test_what_it_accepts_is_only_a_warning(self) -> None:
        assert asked(file(alert("holt_winters(llm_active_users[5m], 0.1, 0.1) > 1"))) == [
            (
                "unusual-syntax",
                "warning",
                5,
                (
                    "expression 'holt_winters(llm_active_users[5m], 0.1, 0.1) > 1' is not valid:"
                    " unknown function with name 'holt_winters'"
                ),
                "Prometheus may take it all the same: promtool of your release decides",
            )
        ]
        long = " + ".join(["up"] * 210) + " > 1"
        assert [(one[0], one[1], one[4]) for one in asked(file(alert(long)))] == [
            (
                "syntax",
                "warning",
                "promtool accepts it, and this lint does not look at it any further",
            )
        ]

    def test_what_a_newer_one_knows_is_only_a_warning(self) -> None:
        newer = file(alert("up > 1_000")), GOOD.replace("interval: 1m", "query_offset: 1m")

        assert [(one[0], one[1], one[3]) for text in newer for one in asked(text)] == [
            (
                "unusual-syntax",
                "warning",
                "expression 'up > 1_000' is not valid: bad number or duration syntax: 1_",
            ),
            (
                "promtool",
                "warning",
                (
                    "this promtool refuses it: could not parse expression: 1:6: parse error: bad number"  # noqa: E501 - a rule or a message in full
                    ' or duration syntax: "1"'
                ),
            ),
            ("promtool", "warning", "this promtool does not know the key 'query_offset'"),
        ]

    def test_other_forms_and_files_are_asked_as_well(self, tmp_path: Path) -> None:
        groups = file(alert("sort_by_label(up, 'a') > 1"))
        manifest = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n"
        path = tmp_path / "a: b.yaml"
        path.write_text(groups)

        assert [one[:3] for one in asked(groups, path)] == [("promtool", "error", 5)]
        for text in (f"namespace: a\n{groups}", manifest + indent(groups, "  ")):
            ((check_, severity, line, message, _),) = asked(text)
            assert (check_, severity) == ("promtool", "error")
            assert text.split("\n")[line - 1].strip() == "expr: sort_by_label(up, 'a') > 1"
            assert message.startswith("promtool refuses it: could not parse expression")

    def test_what_only_another_program_knows_is_kept_from_it(self) -> None:
        groups = file(alert("up > 1")).replace("- name: g\n", "- name: g\n  source_tenants: [a]\n")

        assert asked(f"namespace: a\n{groups}") == []
        assert [one[:2] for one in asked(groups)] == [("unknown-key", "warning")]

    def test_it_has_to_be_installed(self, monkeypatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))

        with pytest.raises(ToolMissingError):
            asked(GOOD)


def test_what_a_file_records_may_begin_like_a_metric_of_the_platform() -> None:
    recording = "record: llm_errors_ratio\nexpr: rate(llm_tokens_total[5m])"

    assert told(file(recording, alert("llm_errors_ratio > 1")), "unknown-metric") == []
    assert len(told(file(alert("llm_errors_ratio > 1")), "unknown-metric")) == 1
