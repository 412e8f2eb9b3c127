from __future__ import annotations

import pytest

from tests.servers import programs
from tests.servers.programs import require


@pytest.fixture
def nothing_installed(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "POSTGRESQL", tmp_path)


def program(path) -> None:
    path.parent.mkdir(parents=True)
    path.touch(mode=0o755)


@pytest.mark.usefixtures("nothing_installed")
def test_without_the_program_the_test_is_skipped(monkeypatch) -> None:
    monkeypatch.delenv("OPS_REQUIRE_SERVERS", raising=False)

    with pytest.raises(pytest.skip.Exception) as caught:
        require("promtool")

    assert str(caught.value) == "needs promtool, which Debian's package 'prometheus' has"


@pytest.mark.usefixtures("nothing_installed")
def test_where_servers_are_required_it_fails(monkeypatch) -> None:
    monkeypatch.setenv("OPS_REQUIRE_SERVERS", "1")

    with pytest.raises(pytest.fail.Exception) as caught:
        require("initdb")

    assert str(caught.value) == "needs initdb, which Debian's package 'postgresql' has"


@pytest.mark.usefixtures("nothing_installed")
def test_the_newest_postgresql_is_taken(tmp_path) -> None:
    for version in ("9.6", "15", "8"):
        program(tmp_path / version / "bin" / "initdb")

    assert require("initdb") == tmp_path / "15" / "bin" / "initdb"
