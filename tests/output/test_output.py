from __future__ import annotations

from pathlib import Path

from archestra_ops import output
from archestra_ops.output import FORMATS


def test_every_file_is_a_format_or_serves_them() -> None:
    files = {path.stem for path in Path(output.__file__).parent.glob("*.py")}

    assert FORMATS.keys() == files - {"__init__", "cases", "lines", "report"}
    assert {name: render.__module__ for name, render in FORMATS.items()} == {
        name: f"archestra_ops.output.{name}" for name in FORMATS
    }
