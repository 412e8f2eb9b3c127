from __future__ import annotations

import pytest

from archestra_ops.errors import ToolMissingError
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.config_lint import cross_check
from tests.servers.programs import require


def _find(text: str) -> list[tuple[str, int, str, str]]:
    require("promtool")
    return [(str(p.severity), p.line, p.message, p.hint) for p in cross_check.find(text)]


def test_what_promtool_accepts_is_fine() -> None:
    assert _find("scrape_configs: [{job_name: a}]") == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "scrape_configs: [{job_name: a, metric_relabel_configs: [{action: foo}]}]",
            0,
            'promtool: unknown relabel action "foo"',
        ),
        ("alerting:\n  alertmanager: []", 2, "promtool: unknown key 'alertmanager'"),
        (
            "alerting:\n  alertmanagers: x",
            2,
            "promtool: cannot unmarshal !!str into config.AlertmanagerConfigs",
        ),
    ],
)
def test_what_promtool_refuses_is_said(text, line, message) -> None:
    assert _find(text) == [("error", line, message, "")]


def test_what_promtool_quotes_is_left_out() -> None:
    text = """\
remote_write:
- basic_auth: s3cr3t
- basic_auth: 'a `s3cr3t` in quotes'
"""
    assert _find(text) == [
        ("error", 2, "promtool: cannot unmarshal !!str into config.plain", ""),
        ("error", 3, "promtool: cannot unmarshal !!str into config.plain", ""),
    ]
    assert _find('remote_write: [{proxy_url: "http://me:s3cr3t%zz@h"}]') == [
        ("error", 0, 'promtool: parse "http://***@h": invalid URL escape "%zz"', "")
    ]


def _answer(monkeypatch, **outcome: object) -> None:
    answer = promtool.Outcome(**{"code": 1, "stdout": "", "stderr": "", **outcome})
    monkeypatch.setattr(promtool, "run", lambda *_arguments: answer)


def test_a_key_that_is_newer_than_promtool_is_no_error(monkeypatch) -> None:
    said = "  FAILED: parsing YAML file x: yaml: unmarshal errors:\n"
    said += "  line 3: field scrape_native_histograms not found in type config.ScrapeConfig\n"
    said += "  line 4: field tomorrows_sd_configs not found in type config.ScrapeConfig\n"
    _answer(monkeypatch, stderr=said)

    assert [(str(p.severity), p.line, p.message, p.hint) for p in cross_check.find("")] == [
        (
            "warning",
            line,
            f"this promtool does not know the key '{key}'",
            "check with the promtool of the Prometheus that will read the file",
        )
        for line, key in ((3, "scrape_native_histograms"), (4, "tomorrows_sd_configs"))
    ]


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        ({"stderr": "promtool: error: unknown flag"}, "promtool: unknown flag"),
        ({"stdout": "no idea."}, "promtool: no idea"),
        ({"code": -11}, "promtool: ended with -11"),
    ],
)
def test_whatever_else_promtool_says_is_told(monkeypatch, outcome, message) -> None:
    _answer(monkeypatch, **outcome)

    assert [problem.message for problem in cross_check.find("")] == [message]


def test_without_promtool_it_says_so(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(ToolMissingError, match="'promtool' is not installed"):
        list(cross_check.find(""))


DEBIANS = """\
scrape_configs:
- job_name: a
  kubernetes_sd_configs:
  - role: pod

    # A comment.
    namespaces: {names: [a]}
  relabel_configs:
  - action: keeep
- kubernetes_sd_configs:
    - role: pod
  job_name: b
- {job_name: c, kubernetes_sd_configs: [{role: pod}]}
"""


def test_a_build_without_a_kind_of_discovery_judges_the_rest(monkeypatch) -> None:
    asked = []

    def answer(*arguments: object) -> promtool.Outcome:
        asked.append(arguments[-1].read_text())
        stderr = "  FAILED: parsing YAML file x: yaml: unmarshal errors:\n"
        for line, text in enumerate(asked[-1].splitlines(), 1):
            if "kubernetes_sd_configs" in text:
                stderr += f"  line {line}: field kubernetes_sd_configs not found in type x\n"
            if "keeep" in text:
                stderr += f'  line {line}: unknown relabel action "keeep"\n'
        return promtool.Outcome(code=1, stdout="", stderr=stderr)

    monkeypatch.setattr(promtool, "run", answer)

    found = [(problem.line, problem.message) for problem in cross_check.find(DEBIANS)]

    assert found == [(9, 'promtool: unknown relabel action "keeep"')]
    assert asked[1].splitlines() == [
        "scrape_configs:",
        "- job_name: a",
        *[""] * 5,
        "  relabel_configs:",
        "  - action: keeep",
        "- static_configs:",
        "",
        "  job_name: b",
        "- {job_name: c, kubernetes_sd_configs: [{role: pod}]}",
    ]
