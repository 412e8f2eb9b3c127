"""Every board for every provider, as a whole process: at most a second, and linear in boards."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from tests.benchmarks.row import Row, medians
from tests.benchmarks.timing import ops, python

PEER = 'python -c "import grafanalib.core, promql_parser"'
BAR_SECONDS = 1.0
USUAL = ("--platform", "archestra")


def run(full: bool) -> list[Row]:
    del full
    with TemporaryDirectory() as folder:
        ours, theirs = medians(
            lambda: ops("dashboards", "build", *USUAL, "--out", folder, "--quiet"),
            lambda: python("-c", "import grafanalib.core, promql_parser"),
        )
    what = "ops dashboards build, five boards and all providers"
    return [
        Row(what, ours, "the bar of a second", BAR_SECONDS, ours / BAR_SECONDS, 1.0),
        Row(what, ours, PEER, theirs, ours / theirs, 10.0),
    ]
