from __future__ import annotations

import json
from pathlib import Path

import pytest

from archestra_ops.cli.backups import Backups, default_folder
from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Stored

URL = "https://grafana.example:3000/team/a"


def stored(version: int = 3, **dashboard: object) -> Stored:
    return Stored(
        uid="u-calls", title="x", folder_uid="", version=version, path="/d/x", dashboard=dashboard
    )


def test_a_board_is_a_file_of_its_version_in_its_grafanas_folder(tmp_path: Path) -> None:
    path = Backups(tmp_path, URL)(stored(title="Käse"))

    assert path == str(tmp_path / "grafana.example-3000-team-a" / "u-calls.v3.json")
    assert Path(path).read_text("utf-8") == '{\n  "title": "Käse"\n}\n'


def test_the_same_is_saved_once_and_nothing_is_ever_replaced(tmp_path: Path) -> None:
    backups = Backups(tmp_path, URL)

    paths = [backups(stored(title=title)) for title in ("a", "a", "b", "a", "b")]

    names = [Path(path).name for path in paths]
    first, second = "u-calls.v3.json", "u-calls.v3.2.json"
    assert names == [first, first, second, first, second]


def test_a_uid_leads_nowhere_else(tmp_path: Path) -> None:
    board = Stored(
        uid="../../etc/x", title="x", folder_uid="", version=1, path="", dashboard={"a": 1}
    )

    assert Path(Backups(tmp_path, URL)(board)).parent == tmp_path / "grafana.example-3000-team-a"


def test_half_a_character_is_written_out(tmp_path: Path) -> None:
    path = Backups(tmp_path, URL)(stored(title="\ud800"))

    assert json.loads(Path(path).read_text("utf-8")) == {"title": "\ud800"}


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OpsError, match="cannot be written"):
        Backups(tmp_path / "file", URL)(stored())


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_STATE_HOME": "/var/state"}, Path("/var/state/archestra-ops/backups")),
        ({"XDG_STATE_HOME": "not/whole"}, Path("~/.local/state/archestra-ops/backups")),
        ({}, Path("~/.local/state/archestra-ops/backups")),
    ],
)
def test_by_default_they_are_with_the_users_other_state(environment, folder: Path) -> None:
    assert default_folder(environment) == folder.expanduser()
