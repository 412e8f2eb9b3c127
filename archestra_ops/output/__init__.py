"""How findings are printed: one file a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from archestra_ops.output import github, json, junit, sarif, text
from archestra_ops.output.report import Report

# Named by their modules.
FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
    "sarif": sarif.render,
    "junit": junit.render,
}
