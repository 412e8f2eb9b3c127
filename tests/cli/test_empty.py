"""An empty path is the folder that one is in, and is refused wherever a path is given."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app
from archestra_ops.cli.groups import Groups

HINT = "hint: was a variable not set?\n"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["stack", "render", "--out", ""], "'--out'"),
        (["dashboards", "export", "--out", ""], "'--out'"),
        (["scrape-config", "render", "--out="], "'--out'"),
        (["alerts", "check", "a.yml", ""], "a PATH that is given"),
        (["alerts", "render", "--values", "a.yaml", "--values", ""], "'--values'"),
        (["verify", "--ca-file", ""], "'--ca-file'"),
        (["emitter", "run", "--host", ""], "'--host'"),
        (["packs", "list", "--pack-dir", ""], "'--pack-dir'"),
    ],
)
def test_what_is_empty_is_refused(given, shown, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, given)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {shown}")
    assert done.stderr.endswith(f" is empty\n{HINT}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_may_be_the_one_that_one_is_in(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["stack", "render", "--out", ".", "--quiet"])

    assert done.exit_code == 0
    assert (tmp_path / "compose.yaml").is_file()


def test_other_options_may_be_empty() -> None:
    assert CliRunner().invoke(app, ["scrape-config", "render", "--profile", ""]).exit_code == 0


@pytest.mark.parametrize("name", Groups())
def test_every_group_has_its_paths_looked_at(name: str) -> None:
    def walk(command):
        children = getattr(command, "commands", {}).values()
        return [one for each in children for one in walk(each)] or [command]

    named = {"out", "file", "files", "values", "ca_file", "secret_file", "token_file", "backup"}
    for command in walk(Groups()[name]):
        for parameter in command.params:
            assert parameter.name not in named or "process_value" in vars(parameter), (
                command.name,
                parameter.name,
            )
