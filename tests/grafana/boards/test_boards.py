"""The lists of boards and rows against the files."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.grafana import boards as package
from archestra_ops.grafana.board import Board, Row
from archestra_ops.grafana.boards import boards, platforms


def inside(module: ModuleType, *, folders: bool) -> list[str]:
    """The names of the sub-packages of *module*, or of its modules."""
    return [found.name for found in pkgutil.iter_modules(module.__path__) if found.ispkg == folders]


PLATFORMS = inside(package, folders=True)
FOLDERS = [
    f"{platform}.{folder}"
    for platform in PLATFORMS
    for folder in inside(import_module(f"{package.__name__}.{platform}"), folders=True)
]


# Slugs that are shorter than their folder's name, since Grafana's uids have 40 characters at most.
SHORTER = {"tracing": "tracing_throughput"}


def made_in(folder: str, kind: type) -> list[object]:
    """The values of a type that the folder's own `__init__` makes, not those it imports."""
    module = import_module(f"{package.__name__}.{folder}")
    return [value for value in vars(module).values() if isinstance(value, kind)]


def test_every_platform_with_a_folder_of_boards_is_listed() -> None:
    assert platforms() == tuple(sorted(PLATFORMS))
    assert set(PLATFORMS) <= set(packs.platform_names())


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_board_folder_is_listed_and_named_by_its_slug(folder: str) -> None:
    platform, _, name = folder.partition(".")
    (board,) = made_in(folder, Board)

    assert isinstance(board, Board)
    assert board in boards(platform)
    assert board.platform == platform
    own = board.slug.removeprefix(f"{platform}-").replace("-", "_")
    assert name.removeprefix(f"{platform}_") == SHORTER.get(own, own)


def test_no_board_is_listed_without_a_folder() -> None:
    assert sum(len(boards(platform)) for platform in PLATFORMS) == len(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_file_makes_one_row_of_its_name_and_the_board_has_it(folder: str) -> None:
    (board,) = made_in(folder, Board)
    assert isinstance(board, Board)
    module = import_module(f"{package.__name__}.{folder}")
    rows = []
    for name in inside(module, folders=False):
        file = import_module(f"{module.__name__}.{name}")
        made = [key for key, value in vars(file).items() if isinstance(value, Row)]
        assert made == [name.upper()]
        rows.append(getattr(file, name.upper()))

    assert sorted(row.title for row in board.rows) == sorted(row.title for row in rows)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_boards_share_beside_their_folders_is_no_board_and_no_row(platform: str) -> None:
    module = import_module(f"{package.__name__}.{platform}")
    for name in inside(module, folders=False):
        shared = import_module(f"{module.__name__}.{name}")
        made = [key for key, value in vars(shared).items() if isinstance(value, Board | Row)]
        assert made == [], name


def test_archestras_boards_share_a_module_on_traces() -> None:
    assert inside(import_module(f"{package.__name__}.archestra"), folders=False) == ["traces"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_a_board_says_what_it_asks(folder: str) -> None:
    path = Path(package.__file__ or "").parent.joinpath(*folder.split("."))
    for file in path.glob("*.py"):
        assert file.read_text("utf-8").split("\n")[0].endswith('?"""'), file.name


def test_boards_of_one_platform_are_imported_without_those_of_others() -> None:
    asked = (
        "import sys; from archestra_ops.grafana.boards import boards; boards('archestra');"
        "print(*sorted({name.split('.')[3] for name in sys.modules"
        " if name.startswith('archestra_ops.grafana.boards.')}))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["archestra", "occurrences"]


@pytest.mark.parametrize("name", ["toy", "occurrences", "archestra.agent_sessions", ""])
def test_a_platform_without_boards_is_named(name: str) -> None:
    with pytest.raises(OpsError, match=f"no boards for platform '{name}'") as caught:
        boards(name)

    assert caught.value.hint == (
        f"they ship for {', '.join(platforms())}; `ops packs show` has the metrics for your own"
    )
