"""Runs every `bench_*.py` beside it: `python -m tests.benchmarks [--quick] [name …]`.

Each has `run(full: bool) -> list[Row]`. Exits with 1 where a ratio is over its bar.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from tests.benchmarks.row import Row

COLUMNS = "{:<58} {:>9} {:<2}  {:<32} {:>9} {:<2} {:>7} {:>7}  {}\n"


def line(row: Row) -> str:
    ours, theirs = f"{row.ours_seconds:.2f}", f"{row.peer_seconds:.2f}"
    verdict = "holds" if row.holds else "DOES NOT HOLD"
    ratio, bar = f"{row.ratio:.2f}", f"{row.bar:.2f}"
    return COLUMNS.format(row.what, ours, row.unit, row.peer, theirs, row.unit, ratio, bar, verdict)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small inputs: does it run at all?")
    parser.add_argument("names", nargs="*", help="such as check_metrics; all without any")
    options = parser.parse_args()
    found = [path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")]
    sys.stdout.write(COLUMNS.format("what", "ours", "", "peer", "theirs", "", "ratio", "bar", ""))
    all_hold = True
    for name in options.names or sorted(found):
        module = importlib.import_module(f"tests.benchmarks.bench_{name}")
        for row in module.run(not options.quick):
            sys.stdout.write(line(row))
            sys.stdout.flush()
            all_hold = all_hold and row.holds
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
