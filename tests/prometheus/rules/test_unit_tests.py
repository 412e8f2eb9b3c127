from __future__ import annotations

import pytest
import yaml

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.unit_tests import unit_tests
from tests.prometheus.rules.small import folder

TEXT = """\
evaluation_interval: 1m
tests:
  - name: it fails
    interval: 1m
    input_series: [{series: x, values: 1+0x10}]
    alert_rule_test:
      - {eval_time: 1m, alertname: Fails, exp_alerts: []}
      - eval_time: 10m
        alertname: Fails
        exp_alerts: [{exp_labels: {severity: critical}}]
    promql_expr_test:
      - {expr: a:b:c, eval_time: 1m, exp_samples: [{labels: a:b:c, value: 1}]}
  - name: it does not
    interval: 1m
    input_series: [{series: x, values: 0+0x10}]
    alert_rule_test:
      - {eval_time: 10m, alertname: Fails}
"""


def write(tmp_path, text: str, name: str = "llm"):
    at = folder(tmp_path) / "archestra"
    (at / "tests" / f"{name}.yaml").write_text(text, "utf-8")
    return at


def test_a_test_says_what_fires_and_what_is_silent(tmp_path) -> None:
    first, second = unit_tests(write(tmp_path, TEXT))

    assert (first.file, first.line, first.group, first.provider, first.name) == (
        "alerts/archestra/tests/llm.yaml",
        3,
        "llm",
        "",
        "it fails",
    )
    assert (first.fires, first.silent, first.expressions) == ({"Fails"}, {"Fails"}, ("a:b:c",))
    assert (second.fires, second.silent, second.expressions) == (set(), {"Fails"}, ())


def test_each_is_a_file_of_its_own_for_promtool(tmp_path) -> None:
    second = unit_tests(write(tmp_path, TEXT))[1]

    assert yaml.safe_load(second.text("rules.yaml")) == {
        "rule_files": ["rules.yaml"],
        "evaluation_interval": "1m",
        "tests": [yaml.safe_load(TEXT)["tests"][1]],
    }


def test_a_file_may_be_a_providers(tmp_path) -> None:
    found = unit_tests(write(tmp_path, TEXT, "postgres.azure"))

    assert {(one.group, one.provider) for one in found} == {("postgres", "azure")}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("pg.azur", TEXT, "alerts/archestra/tests/pg.azur.yaml: no provider named 'azur'"),
        (
            "llm",
            "tests: []\nrule_files: [x]\n",
            "alerts/archestra/tests/llm.yaml:2: unknown key 'rule_files'",
        ),
        (
            "llm",
            "tests: [{input_series: []}]\n",
            "alerts/archestra/tests/llm.yaml:1: missing key 'name'",
        ),
        (
            "llm",
            TEXT.replace("it does not", "it fails"),
            "alerts/archestra/tests/llm.yaml:13: two tests are called 'it fails'",
        ),
        (
            "llm",
            "tests: []\ntests: []\n",
            "alerts/archestra/tests/llm.yaml:2: the key 'tests' is given twice",
        ),
    ],
)
def test_a_malformed_file_is_refused(tmp_path, name: str, text: str, message: str) -> None:
    with pytest.raises(OpsError) as caught:
        unit_tests(write(tmp_path, text, name))

    assert str(caught.value) == message


def test_a_value_that_is_none_of_yamls_own_is_refused(tmp_path) -> None:
    with pytest.raises(OpsError, match=r"tests/llm.yaml: not plain YAML: could not determine"):
        unit_tests(write(tmp_path, "tests: !x []\n"))
