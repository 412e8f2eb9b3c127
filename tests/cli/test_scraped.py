from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app, scraped
from archestra_ops.prometheus import rules
from tests.prometheus.rules import gate


@pytest.fixture
def own(tmp_path: Path):
    yield gate.folders(tmp_path)[0]
    packs.use_folder(None)


def run(own: Path, *arguments: str) -> tuple[int, str, str]:
    words = ["scrape-config", *arguments, "--platform=gate", f"--pack-dir={own}"]
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.stdout, result.stderr


def test_targets_of_any_process_are_named(own) -> None:
    words = ("--target=gate=g:1", "--target=gate=g:2", "--target=side=s:3")

    code, stdout, stderr = run(own, "render", *words)

    assert (code, stderr) == (0, "")
    for target in ("g:1", "g:2", "s:3"):
        assert f'          - "{target}"\n' in stdout
    assert "postgres" not in stdout


def test_a_postgresql_is_scraped_where_it_is_named(own) -> None:
    code, stdout, _ = run(own, "render", "--target=gate=g:1", "--postgres-target=pg:9187")

    assert (code, '          - "pg:9187"\n' in stdout) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--web-target=w:1"],
            (
                "error: platform 'gate' has no process 'web' for --web-target\n"
                "hint: as in --target gate=HOST:PORT; it has gate, side\n"
            ),
        ),
        (
            ["--target=gat=g:1"],
            "error: nothing called 'gat' is scraped\nhint: did you mean 'gate'?\n",
        ),
        (
            ["--setup=colector"],
            "error: platform 'gate' has no set-up named 'colector'\nhint: it has collector\n",
        ),
        (
            ["--setup="],
            "error: platform 'gate' has no set-up named ''\nhint: it has collector\n",
        ),
        (
            ["--profile=odl"],
            "error: platform 'gate' has no profile 'odl'\nhint: did you mean 'old'?\n",
        ),
    ],
)
def test_what_the_platform_lacks_is_refused(own, words, said) -> None:
    assert run(own, "render", *words) == (2, "", said)


def test_short_forms_are_the_same_as_targets() -> None:
    short = CliRunner().invoke(app, ["scrape-config", "render", "-q", "--web-target=w:1"])
    long = CliRunner().invoke(app, ["scrape-config", "render", "-q", "--target=web=w:1"])

    assert short.stdout == long.stdout


def test_a_set_up_is_given_out_byte_for_byte(own, tmp_path) -> None:
    out = tmp_path / "collector.yaml"
    text = "receivers: {}\n  # as it stands: $x\\n\n"

    assert run(own, "render", "--setup=collector") == (0, text, "")
    assert run(own, "render", "--setup=collector", f"--out={out}") == (0, "", "")
    assert out.read_bytes() == text.encode()


def test_a_file_is_judged_by_what_the_platform_has(own, tmp_path) -> None:
    file = tmp_path / "prometheus.yml"
    file.write_text(run(own, "render", "--target=gate=g:8787", "--full")[1])

    code, stdout, stderr = run(own, "check", str(file), "--no-promtool", "-q")

    assert (code, stderr) == (0, "")
    assert "side" not in stdout


def agyn(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    words = ["scrape-config", *arguments, "--platform=agyn"]
    result = CliRunner().invoke(app, words, input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_an_optional_process_is_looked_for_where_that_is_asked() -> None:
    code, stdout, stderr = agyn("render", "--as=kubernetes-sd", "--target=openfga=pods")

    assert (code, stdout.count("job_name"), 'names: ["openfga"]' in stdout) == (0, 4, True)
    assert "note: openfga is looked for in the namespace 'openfga'\n" in stderr
    assert "note: kube-state-metrics is left out, being optional" in stderr
    assert 'job_name: "openfga"' not in agyn("render", "--as=kubernetes-sd")[1]


def test_what_cannot_be_looked_for_is_refused() -> None:
    assert agyn("render", "--as=kubernetes-sd", "--target=openziti=pods") == (
        2,
        "",
        (
            "error: where a cluster has openziti is not known\n"
            "hint: give its targets: --target openziti=HOST:PORT\n"
        ),
    )
    code, _, stderr = agyn(
        "render", "--as=kubernetes-sd", "--target=openfga=pods", "--target=openfga=o:2112"
    )
    assert (code, stderr) == (
        2,
        "error: openfga is looked for, and has targets as well\nhint: give one of both\n",
    )


@pytest.mark.parametrize("form", ["kubernetes-sd", "prometheus"])
def test_what_is_rendered_for_a_platform_is_fine(form) -> None:
    targets = ("gateway", "llm-proxy", "orchestrator", "runners", "tracing", "authorization",
               "notifications")  # fmt: skip
    named = [f"--target={one}={one}:8080" for one in targets] if form == "prometheus" else []
    text = agyn("render", f"--as={form}", *named)[1]

    assert agyn("check", "-", "--no-promtool", "--fail-on=info", stdin=text) == (
        0,
        "no findings\n",
        "",
    )


def test_a_platform_that_is_named_is_missed() -> None:
    text = "scrape_configs: [{job_name: node, static_configs: [{targets: ['node:9100']}]}]\n"
    words = ["scrape-config", "check", "--no-promtool", "-"]

    quiet = CliRunner().invoke(app, words, input=text)
    named = CliRunner().invoke(app, [*words, "--platform=truefoundry"], input=text)

    assert quiet.stdout == "no findings\n"
    assert named.stdout == (
        "warning: stdin:1: no job scrapes gateway\n"
        "  hint: `ops scrape-config render` writes its job\n"
        "1 warning\n"
    )


def test_a_job_is_judged_by_the_names_that_the_alerts_know() -> None:
    text = "scrape_configs: [{job_name: gw, static_configs: [{targets: ['gateway.agyn:8080']}]}]\n"

    _, stdout, _ = agyn("check", "-", "--no-promtool", stdin=text)

    assert "no alert knows gateway by the job 'gw'" in stdout
    pack, found = packs.platform("agyn"), scraped.alerted_by_default(packs.platform("agyn"))
    assert re.fullmatch(found["gateway"], pack.processes["gateway"].job)
    assert not re.fullmatch(found["gateway"], "gw")


def test_a_platform_without_alerts_knows_no_job(own) -> None:
    packs.use_folder(own)

    assert scraped.alerted_by_default(packs.platform("gate")) == {}


def test_a_pattern_that_only_re2_reads_is_left_out(monkeypatch) -> None:
    entries = {"availability.gateway_job": object()}
    values = SimpleNamespace(entries=entries, text=lambda _: r"\pN(")
    monkeypatch.setattr(rules, "default_values", lambda _: values)

    assert scraped.alerted_by_default(packs.platform("truefoundry")) == {}


def test_where_nothing_is_looked_for_pods_are_no_target() -> None:
    given = ["gateway=pods", "tracing=t:8080"]
    pack, provider = packs.platform("agyn"), packs.provider("helm")

    assert scraped.targets(pack, provider, {}, given)["gateway"] == ("pods",)
    assert scraped.discovered(given) == (frozenset({"gateway"}), ["tracing=t:8080"])
    assert scraped.discovered(None) == (frozenset(), [])
