from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app
from archestra_ops.cli.alert_values import text
from archestra_ops.prometheus.rules import Value, default_values
from archestra_ops.prometheus.rules.build import platforms

ENTRIES = {"period": "hours", "name": "name, all if scope is global", "usd": "positive"}
VALUES = [
    Value(path="by", kind="texts", content=("cluster", "namespace"), unit="labels", reason="kept"),
    Value(
        path="agents.failures",
        kind="regex",
        content="error|failed",
        unit="regex",
        reason="which values the label status has is not published; these are the usual words",
        assumed=True,
    ),
    Value(
        path="cost.budgets",
        kind="entries",
        content=(),
        unit="budgets",
        reason="what may be spent is the operator's to say",
        example=({"period": "24h", "name": "all", "usd": "800"}, {"period": "1h"}),
        fields=ENTRIES,
    ),
    Value(path="selector", kind="matchers", content="", unit="matchers", reason="put in"),
]


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["alerts", "values", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_each_has_its_default_its_unit_and_the_reason_for_it() -> None:
    assert (
        text(VALUES)
        == """\
by: [cluster, namespace]
  labels; kept
agents.failures: error|failed (assumed)
  regex; which values the label status has is not published; these are the usual
  words
cost.budgets: []
  budgets; what may be spent is the operator's to say
  an entry has
    period: whole hours, days or weeks as 30d
    name: a text, all if scope is global
    usd: a number above 0
  as in  cost: {budgets: [{period: 24h, name: all, usd: 800}]}
selector: (empty)
  matchers; put in

4 values with their defaults; set one with --set PATH=VALUE, several in a
YAML file under the same paths with --values FILE
assumed: not published, so that the default is our guess
"""
    )


@pytest.mark.parametrize("platform", platforms())
def test_all_of_a_platform_are_listed_and_the_lines_fit(platform: str) -> None:
    code, stdout, stderr = run("--platform", platform)
    shipped = default_values(platform).entries

    assert (code, stderr) == (0, "")
    heads = [line.partition(":")[0] for line in stdout.splitlines() if not line.startswith(" ")]
    assert heads[: len(shipped)] == list(shipped)
    # A regular expression stays whole, to be copied.
    assert [line for line in stdout.splitlines() if len(line) > 80 and " " in line.strip()] == []


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        ("archestra", "cost.budgets"),
        ("astromesh", "cost.budgets"),
        ("truefoundry", "cost.budgets"),
        ("truefoundry", "limits.budget_usage"),
    ],
)
def test_what_an_entry_is_shown_as_is_taken_from_a_file(platform: str, path: str) -> None:
    shown = run(path, "--platform", platform)[1]
    head, _, rest = shown.partition("  as in  ")
    given = " ".join(rest.partition("\n\n")[0].split())

    values = default_values(platform).with_text(given, "mine.yaml")

    assert head.startswith(f"{path}: []\n")
    assert len(values.rows(path)) == 1
    for field in values.get(path).fields:
        assert f"    {field}: " in head


def test_some_are_asked_for_by_their_group_or_path() -> None:
    items = json.loads(run("llm", "by", "-o", "json")[1])
    paths = [one["path"] for one in items["items"]]

    assert (items["type"], items["schema_version"]) == ("archestra-ops.alert-values", 1)
    assert "by" in paths
    assert "llm.error_ratio" in paths
    assert {path.partition(".")[0] for path in paths} == {"by", "llm"}


def test_as_json_nothing_is_left_out() -> None:
    (item,) = json.loads(run("guardrails.blocks", "--platform=truefoundry", "-o", "json")[1])[
        "items"
    ]
    path = default_values("truefoundry").get("guardrails.blocks")

    assert item == {
        "path": "guardrails.blocks",
        "kind": "regex",
        "default": path.content,
        "unit": "regex",
        "reason": path.reason,
        "fields": {},
        "example": None,
        "assumed": True,
    }


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("llm.eror_ratio", "did you mean 'llm.error_ratio'?"),
        ("xyz", "one of: availability, by, cost, http, "),
    ],
)
def test_one_that_is_not_there_is_an_error(path: str, hint: str) -> None:
    code, stdout, stderr = run(path)

    assert (code, stdout) == (2, "")
    assert stderr.startswith(f"error: no value named '{path}'\nhint: {hint}")


def test_entries_cannot_be_set_in_words_and_the_hint_has_their_fields() -> None:
    result = CliRunner().invoke(app, ["alerts", "render", "--set", "cost.budgets=1"])

    assert result.exit_code == 2
    assert result.stderr == (
        "error: the value 'cost.budgets' is a list of entries\n"
        "hint: give it in a file with --values; each has period, scope, name, usd\n"
    )
