from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from archestra_ops.prometheus import scratch as module
from archestra_ops.prometheus.scratch import scratch


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary ones are made."""
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_ours_alone_inside_and_gone_outside(place: Path) -> None:
    with scratch() as folder, scratch("ops-") as other:
        (folder / "inner").mkdir()
        (folder / "inner" / "file").write_text("text")

        assert sorted(place.iterdir()) == sorted([folder, other])
        assert (folder.name.startswith("archestra-ops-"), other.name.startswith("ops-")) == (1, 1)
        assert folder.stat().st_mode & 0o777 == 0o700

    assert list(place.iterdir()) == []


def test_an_error_inside_goes_on_and_leaves_nothing(place: Path) -> None:
    with pytest.raises(KeyError), scratch():
        raise KeyError

    assert list(place.iterdir()) == []


def test_an_interrupt_while_it_is_made_leaves_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir = Path.mkdir

    def interrupted(path: Path, *given: Any, **named: Any) -> None:
        mkdir(path, *given, **named)
        assert list(place.iterdir()) == [path]
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Path, "mkdir", interrupted)

    with pytest.raises(KeyboardInterrupt), scratch():
        pytest.fail("it was entered")

    assert list(place.iterdir()) == []


def test_where_none_can_be_made_it_says_so(place: Path) -> None:
    place.rmdir()

    with pytest.raises(FileNotFoundError), scratch():
        pytest.fail("it was entered")
