"""Promises about the whole repository that no single module can keep."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest
from typer.main import get_command

from archestra_ops.cli import app

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "archestra_ops"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Names that say nothing of what a module is for.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}

# Each heavy library has one home.
HOMES = {
    "typer": "cli",
    "rich": "cli",
    "grafanalib": "grafana/style.py",
    "httpx": "http",
    "httpcore": "http",
    "jinja2": "templating.py",
    "prometheus_client": "emitter",
    "subprocess": ("prometheus/children.py", "prometheus/promtool.py", "prometheus/server.py"),
    "promql_parser": "promql",
    "opentelemetry": "emitter/tracing",
    "tomllib": "packs",
}


def commands() -> dict[str, str]:
    """Every command with its help, as `ops scrape-config render`."""
    found: dict[str, str] = {}

    def walk(command: object, path: tuple[str, ...]) -> None:
        inner = getattr(command, "commands", None)
        if inner is None:
            found[" ".join(path)] = command.help or ""  # type: ignore[attr-defined]
        for name, child in (inner or {}).items():
            walk(child, (*path, name))

    walk(get_command(app), ("ops",))
    return found


def test_no_module_is_over_250_lines_and_most_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {path: length for path, length in lengths.items() if length > 250} == {}
    assert statistics.median(lengths.values()) <= 100


def test_names_say_what_a_module_is_for() -> None:
    assert [path for path in MODULES if path.stem in EMPTY_NAMES] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_stay_at_home(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            home = HOMES.get(name.partition(".")[0], "")
            assert where.startswith(home), f"{where} imports {name}, whose home is {home}"


def test_every_command_has_help_with_an_example() -> None:
    lacking = [name for name, help_text in commands().items() if "Example" not in help_text]

    assert lacking == []


def test_readme_names_only_commands_that_exist_and_every_group() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"\bops ([a-z]+(?:-[a-z]+)?(?: [a-z]+)?)", readme))
    known = {name.removeprefix("ops ") for name in commands()}
    groups = {name.partition(" ")[0] for name in known}

    assert {name for name in named if name not in known and name.split()[0] not in groups} == set()
    assert groups - {name.split()[0] for name in named} == set()


def test_ci_calls_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    command = next(line for line in readme.splitlines() if "pytest" in line and "venv" in line)

    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_tests_read_nothing_outside_the_checkout() -> None:
    outside = re.compile(r"\.\./shared|parent\.parent\.parent\.parent")
    readers = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]

    assert [path for path in readers if outside.search(path.read_text("utf-8"))] == []
