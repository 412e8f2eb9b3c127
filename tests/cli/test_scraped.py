from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app
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
