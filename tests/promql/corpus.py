"""The expressions of corpus.promql, one to a line."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).with_name("corpus.promql")

CORPUS = [
    line
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
