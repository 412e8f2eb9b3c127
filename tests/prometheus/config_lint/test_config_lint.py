from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops import packs
from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus import config_lint
from archestra_ops.prometheus.config_lint import RULES, cross_check
from archestra_ops.prometheus.config_lint.configuration import Problem
from tests.servers.programs import require

NOT_RULES = {
    "another_file",
    "__init__", "cluster", "configuration", "cross_check", "losses", "meant", "ownership",
    "relabelled", "schema", "scraped"
}  # fmt: skip


def test_every_rule_is_in_the_list() -> None:
    modules = {file.stem for file in Path(config_lint.__file__).parent.glob("*.py")}

    assert {name.replace("-", "_") for name in RULES} == modules - NOT_RULES


def test_a_sound_file_has_no_findings() -> None:
    text = "scrape_configs: [{job_name: web, static_configs: [{targets: ['web:9050']}]}]"

    assert config_lint.check(text, name="prometheus.yml") == ()


def test_what_is_not_yaml_is_one_finding() -> None:
    assert config_lint.check("a: 1\na: 2", name="prometheus.yml", promtool=True) == (
        Finding(
            check="yaml",
            severity=Severity.ERROR,
            subject="prometheus.yml",
            message="the key 'a' is given twice",
            hint="it is in line 1 already",
            line=2,
        ),
    )


def test_findings_are_in_the_order_of_the_lines() -> None:
    text = """\
scrape_configs:
  - job_name: web
    scrape_interval: 15
    static_configs:
      - targets: [http://web:9050]
    bearer_token: s3cr3t
  - job_name: web
    metrics_pth: /metrics
"""
    findings = config_lint.check(text, name="prometheus.yml")

    assert [(f.check, str(f.severity), f.subject, f.line) for f in findings] == [
        ("interval", "error", "prometheus.yml", 3),
        ("target", "error", "prometheus.yml", 5),
        ("secret-in-clear", "warning", "prometheus.yml", 6),
        ("job-name", "error", "prometheus.yml", 7),
        ("structure", "error", "prometheus.yml", 8),
    ]


def test_promtool_adds_what_it_alone_sees() -> None:
    require("promtool")
    text = "scrape_configs: [{job_name: a, relabel_configs: [{action: foo}]}]"

    assert config_lint.check(text, name="f") == ()
    assert config_lint.check(text, name="f", promtool=True) == (
        Finding(
            check="promtool",
            severity=Severity.ERROR,
            subject="f",
            message='promtool: unknown relabel action "foo"',
        ),
    )


def test_promtool_does_not_say_again_what_is_found_already() -> None:
    require("promtool")
    with_line = "scrape_configs: [{job_name: a, metrics_pth: x}]"
    without_line = "scrape_configs: [{job_name: a}, {job_name: a}]"

    for text, rule in ((with_line, "structure"), (without_line, "job-name")):
        checks = [finding.check for finding in config_lint.check(text, name="f", promtool=True)]
        assert checks == [rule]


def test_a_secret_is_in_nothing_that_is_said(monkeypatch) -> None:
    blabbing = Problem(line=0, message='parse "//hunter2/x" in "s3cr3t"')
    monkeypatch.setattr(cross_check, "find", lambda _text: iter([blabbing]))
    text = "scrape_configs: [{job_name: a, bearer_token: hunter2, params: {token: [s3cr3t]}}]"

    findings = config_lint.check(text, name="f", promtool=True)

    assert [finding.message for finding in findings] == [
        'parse "//***/x" in "***"',
        "job 'a' has a secret in clear under 'bearer_token'",
        "job 'a' has a secret in clear under 'token'",
    ]


@pytest.mark.parametrize("text", ["", "[]", "x", "scrape_configs: x", "scrape_configs: [x, [], ~]"])
def test_odd_shapes_are_findings_and_no_accidents(text) -> None:
    assert config_lint.check(text, name="f")


WATCHED = config_lint.Watched(
    platform=packs.platform("archestra"), providers=(packs.provider("helm"),)
)
KEYS = st.sampled_from(
    ["global", "scrape_configs", "job_name", "scrape_interval", "scrape_timeout", "static_configs",
     "targets", "labels", "authorization", "type", "basic_auth", "password", "rule_files",
     "relabel_configs", "params", "credentials_file", "x_sd_configs", "?",
     "kubernetes_sd_configs", "role", "namespaces", "names", "source_labels", "regex", "modulus",
     "action", "target_label", "replacement", "separator", "honor_labels", "metrics_path"]
)  # fmt: skip
TEXTS = st.sampled_from(
    ["", "~", "15s", "0", "a:1", "http://u:p@h", "basic", "*", "é\0", "pod", "endpoints", "keep",
     "hashmod", "labelmap", "(", "$1", "true", "/federate", "archestra:9050", "99999999999999999"]
)  # fmt: skip


def _yaml(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f'"{key}": {_yaml(entry)}' for key, entry in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_yaml, value)) + "]"
    return '"' + str(value).replace("\0", "\\0") + '"'


@given(
    st.recursive(
        TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=25,
    )
)
def test_any_shape_is_judged(value) -> None:
    text = _yaml(value)
    for finding in config_lint.check(text, name="f", folder=Path("/nowhere"), watched=WATCHED):
        assert finding.line >= 1
