"""Promises about platforms: one is data, boards and alerts, and nothing in the code knows it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.cli import options
from archestra_ops.grafana.board import Board, Query
from archestra_ops.grafana.boards import boards, platforms
from archestra_ops.grafana.profiled import profiled, why_not
from archestra_ops.grafana.shipped_boards import complete_set
from archestra_ops.prometheus.rules import default_values, rule_set

PACKAGE = Path(__file__).parent.parent / "archestra_ops"
BOARDS = PACKAGE / "grafana" / "boards"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if not path.is_relative_to(BOARDS)]
SHIPPED = frozenset(packs.platform_names())
# Methods that tell one text from another.
TELLING = {"get", "pop", "startswith", "endswith", "removeprefix", "__contains__", "__eq__"}


def named(node: ast.AST | None) -> set[str]:
    """The platforms whose names are in *node*, alone or listed."""
    if isinstance(node, ast.Constant):
        return {str(node.value)} & SHIPPED
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return set[str]().union(*(named(one) for one in node.elts))
    return set()


def asked(node: ast.AST) -> Iterator[ast.AST | None]:
    """What *node* compares something with, or looks something up by."""
    match node:
        case ast.Compare(left=left, comparators=others):
            yield from (left, *others)
        case ast.Dict(keys=keys):
            yield from keys
        case ast.MatchValue(value=value):
            yield value
        case ast.Subscript(slice=key):
            yield key
        case ast.Call(func=ast.Attribute(attr=method), args=arguments) if method in TELLING:
            yield from arguments
        case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
            yield from (ast.Constant(keyword.arg) for keyword in keywords)


def told_apart(source: str) -> list[tuple[int, str]]:
    """The lines of *source* that treat a platform by its name, with that."""
    return [
        (node.lineno, name)
        for node in ast.walk(ast.parse(source))
        for part in asked(node)
        for name in sorted(named(part))
        if isinstance(node, ast.expr | ast.pattern)
    ]


def compared(source: str) -> list[int]:
    """The lines of *source* that ask which platform it is, by whatever name."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops)
        for part in (node.left, *node.comparators)
        if re.fullmatch(r"(\w+\.)*(platform|pack)(\.name)?", ast.unparse(part))
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_asks_which_platform_it_is(path: Path) -> None:
    assert compared(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source", ["if platform == x: pass", "y = x != self.platform.name", "pack.name == USUAL"]
)
def test_the_guard_finds_the_question(source: str) -> None:
    assert compared(source) == [1]


def test_the_usual_platform_is_the_one_that_options_name() -> None:
    assert [name for name in platforms() if packs.platform(name).usual] == [options.USUAL]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_knows_a_platform(path: Path) -> None:
    assert told_apart(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "if platform == 'archestra': pass",
        "if 'archestra' != platform.name: pass",
        "x = platform in ('other', 'archestra')",
        "TABLE = {'archestra': 1}",
        "TABLE = dict(archestra=1)",
        "x = table['archestra']",
        "x = table.get('archestra', 1)",
        "x = platform.startswith('archestra')",
        "match platform:\n    case 'archestra': pass",
    ],
)
def test_the_guard_sees_a_platform_that_is_told_apart(source: str) -> None:
    assert [name for _, name in told_apart(source)] == ["archestra"]


@pytest.mark.parametrize(
    "source",
    [
        '"""As in archestra."""',
        "def f(platform='archestra'): pass",
        "x = platform == 'other'",
        "x = 'archestra-ops' in tags",
    ],
)
def test_the_guard_lets_defaults_and_prose_be(source: str) -> None:
    assert told_apart(source) == []


WITH_PROFILES = [name for name in platforms() if packs.profiles(name)]


def questions() -> list[object]:
    """Every PromQL query of the boards of platforms that have profiles."""
    return [
        pytest.param(name, query, id=f"{board.slug}-{panel.title}-{number}")
        for name in WITH_PROFILES
        for board in boards(name)
        for panel in board.panels
        for number, query in enumerate(panel.promql)
    ]


@pytest.mark.parametrize(("platform", "query"), questions())
def test_every_query_of_a_board_can_be_answered_in_some_profile(
    platform: str, query: Query
) -> None:
    reasons = [why_not(query, packs.platform(platform, name)) for name in packs.profiles(platform)]

    assert "" in reasons, reasons


@pytest.mark.parametrize(
    ("platform", "board"),
    [pytest.param(name, board, id=board.slug) for name in WITH_PROFILES for board in boards(name)],
)
def test_every_choice_of_a_board_can_be_made_in_some_profile(platform: str, board: Board) -> None:
    found = [
        profiled(board, packs.platform(platform, name))[0].variables
        for name in packs.profiles(platform)
    ]

    listed = {variable.name for variables in found for variable in variables}
    assert listed == {variable.name for variable in board.variables}


@pytest.mark.parametrize("platform", platforms())
def test_firing_alerts_are_drawn_on_the_boards_by_how_their_names_begin(platform: str) -> None:
    pack, provider = packs.platform(platform), packs.provider("helm")
    found = rule_set(pack, provider, default_values(platform).with_examples())
    names = [rule.alert for group in found.groups for rule in group.rules if rule.alert]
    (board, *_) = complete_set(pack, provider)
    (annotation,) = board.dashboard["annotations"]["list"]
    (pattern,) = re.findall(r'alertname=~"([^"]*)"', annotation["expr"])

    assert names
    assert [name for name in names if not re.fullmatch(pattern, name)] == []
