from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules import default_values
from archestra_ops.prometheus.rules.values import Values, read_values

TEXT = """\
by: {value: [cluster, namespace], unit: labels, reason: r}
selector: {value: '', unit: matchers, reason: r}
llm:
  error_ratio: {value: 0.05, unit: ratio, reason: r}
  hold: {value: 10m, unit: duration, reason: r}
  strict: {value: false, unit: switch, reason: r, example: true}
  routes: {value: 0, unit: regex, reason: r}
  window: {value: 1h, unit: duration, reason: r}
  seconds: {value: 5, unit: seconds, reason: r}
cost:
  budgets:
    value: []
    unit: budgets
    reason: r
    fields: {period: 1h|24h|30d, name: text, usd: number}
    example:
      - {period: 24h, name: all, usd: 100}
"""


@pytest.fixture
def values(tmp_path: Path) -> Values:
    path = tmp_path / "values.yaml"
    path.write_text(TEXT, "utf-8")
    return read_values(path, "alerts/x/values.yaml")


def read(tmp_path: Path, text: str) -> Values:
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    return read_values(path, "alerts/x/values.yaml")


def test_values_are_read_by_their_paths(values) -> None:
    assert {path: (one.kind, one.content) for path, one in values.entries.items()} == {
        "by": ("texts", ("cluster", "namespace")),
        "selector": ("matchers", ""),
        "llm.error_ratio": ("number", "0.05"),
        "llm.hold": ("duration", "10m"),
        "llm.strict": ("switch", "false"),
        "llm.routes": ("regex", "0"),
        "llm.window": ("duration", "1h"),
        "llm.seconds": ("number", "5"),
        "cost.budgets": ("entries", ()),
    }


def test_each_kind_has_its_getter(values) -> None:
    assert values.text("llm.hold") == "10m"
    assert values.number("llm.error_ratio") == Decimal("0.05")
    assert values.texts("by") == ("cluster", "namespace")
    assert values.rows("cost.budgets") == ()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda values: values.get("llm.eror_ratio"), "no value named 'llm.eror_ratio'"),
        (lambda values: values.text("by"), "the value 'by' is a list"),
        (lambda values: values.number("llm.hold"), "the value 'llm.hold' is no number"),
        (lambda values: values.rows("by"), "the value 'by' is no list of entries"),
    ],
)
def test_what_is_asked_of_the_wrong_value_is_refused(values, ask, message: str) -> None:
    with pytest.raises(OpsError) as caught:
        ask(values)

    assert str(caught.value) == message


def test_an_unknown_path_is_corrected(values) -> None:
    with pytest.raises(OpsError) as caught:
        values.text("llm.eror_ratio")

    assert caught.value.hint == "did you mean 'llm.error_ratio'?"


def test_what_is_set_is_neither_zero_nor_false_nor_empty(values) -> None:
    assert {path for path, one in values.entries.items() if one.is_set} == {
        "by",
        "llm.error_ratio",
        "llm.hold",
        "llm.window",
        "llm.seconds",
    }


def test_examples_stand_for_what_is_not_set(values) -> None:
    given = values.with_settings({"llm.strict": "false"}).with_examples()

    assert given.text("llm.strict") == "true"
    assert given.text("selector") == ""
    assert given.rows("cost.budgets") == ({"period": "24h", "name": "all", "usd": "100"},)


def test_a_file_overrides_plainly(values) -> None:
    text = """\
llm: {error_ratio: 1e-1}
by: []
cost:
  budgets:
    - {period: 1h, name: '', usd: 5}
"""
    given = values.with_text(text, "mine.yaml")

    assert given.text("llm.error_ratio") == "0.1"
    assert given.texts("by") == ()
    assert given.rows("cost.budgets") == ({"period": "1h", "name": "", "usd": "5"},)
    assert given.text("llm.hold") == "10m"
    assert values.text("llm.error_ratio") == "0.05"
    assert values.with_text("# nothing yet\n", "mine.yaml") == values


def test_settings_override_one_by_one(values) -> None:
    given = values.with_settings(
        {"by": "cluster, pod", "llm.error_ratio": "0.2", "selector": 'cluster="a,b",x!~"c"'}
    )

    assert given.texts("by") == ("cluster", "pod")
    assert given.text("llm.error_ratio") == "0.2"
    assert given.text("selector") == 'cluster="a,b",x!~"c"'


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "llm: {eror_ratio: 1}",
            "mine.yaml:1: no value named 'llm.eror_ratio'",
            "did you mean 'llm.error_ratio'?",
        ),
        ("\nlllm: {error_ratio: 1}", "mine.yaml:2: no value named 'lllm'", "did you mean 'llm'?"),
        ("llm: 1", "mine.yaml:1: 'llm' is a group of values", "give a table"),
        (
            "llm: {error_ratio: 5%}",
            "mine.yaml:1: the value 'llm.error_ratio' is no number: '5%'",
            "as in 0.05",
        ),
        (
            "llm: {error_ratio: {value: 5}}",
            "mine.yaml:1: the value 'llm.error_ratio' is one number, no list and no table",
            "",
        ),
        (
            "llm: {strict: maybe}",
            "mine.yaml:1: the value 'llm.strict' is neither true nor false: 'maybe'",
            "",
        ),
        (
            "llm: {hold: 10}",
            "mine.yaml:1: the value 'llm.hold': '10' is not a duration",
            "give a unit: 10s is seconds, 10m is minutes",
        ),
        (
            "selector: 'cluster=prod'",
            "mine.yaml:1: the value 'selector' is no list of matchers: 'cluster=prod'",
            'as in cluster="prod",namespace=~"agents.*"',
        ),
        (
            "selector: 'up'",
            "mine.yaml:1: the value 'selector' is no list of matchers: 'up'",
            'as in cluster="prod",namespace=~"agents.*"',
        ),
        ("by: cluster", "mine.yaml:1: the value 'by' is a list", "write it as [a, b]"),
        (
            "by: [a-b]",
            "mine.yaml:1: an entry of 'by' is no name: 'a-b'",
            "write the list as [a, b] in a file, as a,b behind --set",
        ),
        (
            "cost: {budgets: [{usd: 1}]}",
            "mine.yaml:1: an entry of 'cost.budgets' lacks 'period'",
            "add period: …",
        ),
        (
            "cost: {budgets: [5]}",
            "mine.yaml:1: an entry of 'cost.budgets' is no table",
            "give period, name, usd",
        ),
        (
            "cost: {budgets: [{eur: 1}]}",
            "mine.yaml:1: an entry of 'cost.budgets' has an unknown 'eur'",
            "one of: name, period, usd",
        ),
        (
            "cost: {budgets: [{period: 31d, name: all, usd: 1}]}",
            "mine.yaml:1: an entry of 'cost.budgets' has an unknown period '31d'",
            "did you mean '30d'?",
        ),
        (
            "cost: {budgets: [{period: 30d, name: all, usd: much}]}",
            "mine.yaml:1: the value 'cost.budgets: usd' is no number: 'much'",
            "as in 0.05",
        ),
        ("[]", "mine.yaml:1: the file is no table", "write it as key: value"),
        ("a: 1\na: 2", "mine.yaml:2: the key 'a' is given twice", "it is in line 1 already"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(values, text, message, hint) -> None:
    with pytest.raises(OpsError) as caught:
        values.with_text(text, "mine.yaml")

    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"by.x": "1"}, "no value named 'by.x'"),
        ({"cost.budgets": "5"}, "the value 'cost.budgets' is a list of entries"),
        ({"llm.hold": "soon"}, "the value 'llm.hold': 'soon' is not a duration"),
    ],
)
def test_settings_that_do_not_fit_are_refused(values, given, message: str) -> None:
    with pytest.raises(OpsError) as caught:
        values.with_settings(given)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {value: 1, unit: x}", "alerts/x/values.yaml:1: missing key 'reason'"),
        ("a: {value: 1, unti: x}", "alerts/x/values.yaml:1: unknown key 'unti'"),
        ("a: {b: 1}", "alerts/x/values.yaml:1: 'b' is no table"),
        (
            "a: {value: x, unit: duration, reason: r}",
            "alerts/x/values.yaml:1: the value 'a': 'x' is not a duration",
        ),
    ],
)
def test_a_definition_that_is_wrong_is_refused(tmp_path, text: str, message: str) -> None:
    with pytest.raises(OpsError) as caught:
        read(tmp_path, text)

    assert str(caught.value) == message


def test_a_file_that_is_not_there_is_refused(tmp_path) -> None:
    with pytest.raises(OpsError, match=r"'alerts/x/values.yaml' cannot be read"):
        read_values(tmp_path / "none.yaml", "alerts/x/values.yaml")


@pytest.mark.parametrize(
    ("path", "text", "message", "hint"),
    [
        (
            "llm.error_ratio",
            "-1",
            "is -1, and a ratio is above 0 and below 1",
            "as in 0.05 for 5 %",
        ),
        ("llm.error_ratio", "0", "is 0, and a ratio is above 0 and below 1", "as in 0.05 for 5 %"),
        ("llm.error_ratio", "1", "is 1, and a ratio is above 0 and below 1", "as in 0.05 for 5 %"),
        (
            "llm.error_ratio",
            "5e0",
            "is 5, and a ratio is above 0 and below 1",
            "as in 0.05 for 5 %",
        ),
        ("llm.seconds", "-0.5", "is -0.5, and cannot be negative", "it is in seconds"),
        ("llm.window", "0s", "is '0s', and has to be some time", "give one as in 1h"),
        (
            "llm.routes",
            "(?=a)",
            "is no regular expression: '(?=a)'",
            "as Prometheus has them, RE2: no look-around, no back-references",
        ),
    ],
)
def test_what_makes_no_sense_in_its_unit_is_refused_by_its_name(
    values, path, text, message, hint
) -> None:
    with pytest.raises(OpsError) as of_settings:
        values.with_settings({path: text})
    with pytest.raises(OpsError) as of_file:
        values.with_text(f"llm:\n  {path.partition('.')[2]}: {text!r}\n", "mine.yaml")

    assert (str(of_settings.value), of_settings.value.hint) == (
        f"the value '{path}' {message}",
        hint,
    )
    assert str(of_file.value) == f"mine.yaml:2: the value '{path}' {message}"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("llm.hold", "0s"),
        ("llm.seconds", "0"),
        ("llm.error_ratio", "0.999"),
        ("llm.routes", ""),
        ("llm.routes", 'a"b\\.c'),
    ],
)
def test_what_may_be_is_taken(values, path, text) -> None:
    assert values.with_settings({path: text}).text(path) == text


def test_a_label_that_is_given_twice_is_kept_once(values) -> None:
    assert values.with_settings({"by": "pod,cluster,pod"}).texts("by") == ("pod", "cluster")


def test_a_budgets_period_is_named_where_it_is_given(tmp_path) -> None:
    text = "b: {value: [], unit: b, reason: r, fields: {period: duration}}\n"

    with pytest.raises(OpsError) as caught:
        read(tmp_path, text).with_text("b:\n  - {period: 0h}\n", "mine.yaml")

    assert str(caught.value) == (
        "mine.yaml:1: the value 'b: period' is '0h', and has to be some time"
    )


HOURS = "b: {value: [], unit: b, reason: r, fields: {period: hours}}\n"


@pytest.mark.parametrize("period", ["1h", "60m", "24h", "1d12h", "30d", "2w"])
def test_a_period_of_whole_hours_is_taken(tmp_path, period) -> None:
    values = read(tmp_path, HOURS).with_text(f"b: [{{period: {period}}}]\n", "mine.yaml")

    assert values.rows("b") == ({"period": period},)


@pytest.mark.parametrize(
    ("period", "message", "hint"),
    [
        ("90m", "is '90m', which is no whole number of hours", "as in 1h, 24h or 30d"),
        ("59m", "is '59m', which is no whole number of hours", "as in 1h, 24h or 30d"),
        ("1h1ms", "is '1h1ms', which is no whole number of hours", "as in 1h, 24h or 30d"),
        ("0d", "is '0d', and has to be some time", "give one as in 1h"),
    ],
)
def test_a_period_of_other_than_whole_hours_is_refused(tmp_path, period, message, hint) -> None:
    with pytest.raises(OpsError) as caught:
        read(tmp_path, HOURS).with_text(f"b: [{{period: {period}}}]\n", "mine.yaml")

    assert str(caught.value) == f"mine.yaml:1: the value 'b: period' {message}"
    assert caught.value.hint == hint


def test_a_period_that_is_no_duration_is_refused(tmp_path) -> None:
    with pytest.raises(OpsError) as caught:
        read(tmp_path, HOURS).with_text("b: [{period: month}]\n", "mine.yaml")

    assert str(caught.value) == "mine.yaml:1: the value 'b: period': 'month' is not a duration"


@pytest.mark.parametrize(("platform", "scope"), [("archestra", "model"), ("truefoundry", "tenant")])
def test_the_shipped_budgets_are_of_somebody(platform: str, scope: str) -> None:
    entry = f"{{period: 24h, scope: {scope}, name: '', usd: 5}}"

    with pytest.raises(OpsError) as caught:
        default_values(platform).with_text(f"cost: {{budgets: [{entry}]}}\n", "mine.yaml")

    assert str(caught.value) == "mine.yaml:1: the value 'cost.budgets: name' is empty"


@pytest.mark.parametrize("platform", ["archestra", "truefoundry"])
def test_the_shipped_budgets_know_whole_hours_alone(platform) -> None:
    entry = "{period: 90m, scope: global, name: all, usd: 5}"

    with pytest.raises(OpsError) as caught:
        default_values(platform).with_text(f"cost: {{budgets: [{entry}]}}\n", "mine.yaml")

    assert str(caught.value) == (
        "mine.yaml:1: the value 'cost.budgets: period' is '90m', which is no whole number of hours"
    )


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("agent: a, usd: -5", "the value 'cost.budgets: usd' is negative: '-5'"),
        ('agent: "", usd: 5', "the value 'cost.budgets: agent' is empty"),
        ("agent: ' ', usd: 5", "the value 'cost.budgets: agent' is empty"),
    ],
)
def test_a_budget_of_nobody_or_below_nothing_is_refused(entry: str, message: str) -> None:
    """Nothing is a budget of Astromesh's; less than that would fire at once, for good."""
    shipped = default_values("astromesh")
    given = "cost: {{budgets: [{{period: 24h, {}}}]}}\n"

    with pytest.raises(OpsError) as caught:
        shipped.with_text(given.format(entry), "mine.yaml")

    assert str(caught.value) == f"mine.yaml:1: {message}"
    values = shipped.with_text(given.format("agent: a, usd: 0"), "mine.yaml")
    assert values.rows("cost.budgets") == ({"agent": "a", "period": "24h", "usd": "0"},)


CONDITIONED = """\
budgets:
  value: []
  unit: budgets
  reason: r
  fields: {scope: global|agent, name: "text, all if scope is global", usd: positive}
"""


@pytest.mark.parametrize(
    ("entry", "message", "hint"),
    [
        (
            "{scope: global, name: total, usd: 5}",
            "an entry of 'budgets' has the scope 'global' and the name 'total'",
            "write name: all, or another scope",
        ),
        (
            "{scope: agent, name: total, usd: -5}",
            "the value 'budgets: usd' is not above 0: '-5'",
            "as in 0.05",
        ),
        (
            "{scope: agent, name: total, usd: 0}",
            "the value 'budgets: usd' is not above 0: '0'",
            "as in 0.05",
        ),
        (
            "{scope: agent, name: total, usd: five}",
            "the value 'budgets: usd' is no number: 'five'",
            "as in 0.05",
        ),
    ],
)
def test_a_budget_that_could_not_be_kept_is_refused(
    tmp_path: Path, entry: str, message: str, hint: str
) -> None:
    values = read(tmp_path, CONDITIONED)

    with pytest.raises(OpsError) as caught:
        values.with_text(f"budgets: [{entry}]", "mine.yaml")

    assert str(caught.value) == f"mine.yaml:1: {message}"
    assert caught.value.hint == hint


def test_a_condition_concerns_only_the_entries_that_it_names(tmp_path: Path) -> None:
    text = "budgets: [{scope: global, name: all, usd: 5}, {scope: agent, name: total, usd: 0.5}]"

    given = read(tmp_path, CONDITIONED).with_text(text, "mine.yaml")

    assert given.rows("budgets") == (
        {"scope": "global", "name": "all", "usd": "5"},
        {"scope": "agent", "name": "total", "usd": "0.5"},
    )
