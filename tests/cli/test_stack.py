from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app
from tests.stack.stacks import files, request


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["stack", "render", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def written(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_every_file_is_written_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    code, out, err = run("--out", folder)

    assert (code, out) == (0, "")
    told = err.splitlines()
    assert [line for line in told if line.startswith("wrote ")] == [
        f"wrote {folder}/{name}" for name in files(request())
    ]
    assert "left out: 'How busy is its processor?', helm has no cpu_utilization" in told
    assert written(folder) == sorted(files(request()))


def test_alerts_link_to_the_stacks_own_grafana(tmp_path: Path) -> None:
    run("--out", tmp_path, "--quiet")

    rules = (tmp_path / "prometheus/rules/archestra.yaml").read_text("utf-8")
    assert "http://localhost:3000/d/archestra-ops-" in rules


def test_it_can_be_quiet_and_writes_the_same_twice(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GRAFANA_PASS=mine\n")

    assert run("--out", tmp_path, "--quiet") == (0, "", "")
    first = {name: (tmp_path / name).read_bytes() for name in written(tmp_path)}
    assert run("--out", tmp_path, "--quiet") == (0, "", "")
    assert {name: (tmp_path / name).read_bytes() for name in written(tmp_path)} == first
    assert first[".env"] == b"GRAFANA_PASS=mine\n"


@pytest.mark.parametrize("name", ["README.md", "compose.yaml", "prometheus/prometheus.yml"])
def test_what_somebody_else_wrote_is_left_alone(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / name
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_bytes(b"mine \xff\n")

    assert run("--out", tmp_path) == (
        2,
        "",
        (
            f"error: '{theirs}' is there already, and no stack of ours beside it\n"
            "hint: give a new folder, or one that this command has written\n"
        ),
    )
    assert written(tmp_path) == [name]
    assert theirs.read_bytes() == b"mine \xff\n"


def test_other_files_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")

    assert run("--out", tmp_path, "--quiet") == (0, "", "")


def test_a_real_platform_is_scraped(tmp_path: Path) -> None:
    targets = ("--web-target", "a:9050", "--worker-target", "b:9000", "--postgres-target", "c:9187")

    assert run("--out", tmp_path, "--quiet", *targets) == (0, "", "")
    config = (tmp_path / "prometheus/prometheus.yml").read_text("utf-8")
    assert all(f'- "{target}"' in config for target in targets[1::2])
    assert not (tmp_path / "emitter").exists()


def test_nothing_is_written_where_something_is_wrong(tmp_path: Path) -> None:
    code, out, err = run("--out", tmp_path, "--web-target", "a:9050")

    assert (code, out) == (2, "")
    assert err == (
        "error: 'worker' has no target, though others have\n"
        "hint: give --worker-target HOST:PORT too, or no target at all for the emitter\n"
    )
    assert run("--out", "-")[0] == 2
    assert written(tmp_path) == []


def test_what_is_left_out_fits_a_terminal(tmp_path: Path) -> None:
    told = run("--postgres-provider", "azure", "--out", tmp_path)[2].splitlines()
    left = [line for line in told if not line.startswith("wrote ")]

    assert left
    assert max(map(len, left)) <= 80
