"""What is only tested against the tests' own Grafana, and why: everything else must hold for any.

A test goes into the list with the decorator `@pytest.mark.fake_only("…")`, and with a reason that
says why a real server cannot be brought to it.
"""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parent.parent

FAKE_ONLY: dict[str, str] = {
    (
        "grafana/sync/contract/test_conflicts.py"
        "::test_what_a_file_provisions_is_explained_and_left_alone"
    ): "a file on the server's own disk provisions boards, and no API does",
}


def reasons(file: Path) -> dict[str, str]:
    """The reason of each test in *file* that has one."""
    found = {}
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if ast.unparse(getattr(decorator, "func", decorator)) == "pytest.mark.fake_only":
                    (reason,) = decorator.args
                    name = f"{file.relative_to(TESTS).as_posix()}::{node.name}"
                    found[name] = ast.literal_eval(reason)
    return found


def test_every_test_that_is_not_for_a_real_grafana_is_listed_with_its_reason() -> None:
    found: dict[str, str] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        if "fake_only" in file.read_text("utf-8"):
            found |= reasons(file)

    assert found == FAKE_ONLY
