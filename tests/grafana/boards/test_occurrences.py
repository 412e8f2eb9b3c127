from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops.grafana.boards.occurrences import occurrences
from tests.grafana.boards.evaluated import check, interpolated

WORKER = 'job="archestra-worker",instance="w:9000"'
NEW = 'job="archestra-worker",instance="new:9000"'
UP = {f"up{{{WORKER}}}": "1+0x90", f"process_start_time_seconds{{{WORKER}}}": "-9999+0x90"}
# The range begins at the 30th value, and the last one is the 90th.
SERIES = {
    "old and growing": (UP, WORKER, "2+0x59 5+0x29", 3),
    "old and still": (UP, WORKER, "2+0x90", 0),
    "new with its first event": (UP, WORKER, "_x59 1+0x30", 1),
    "new with three events": (UP, WORKER, "_x59 1+0x9 3+0x20", 3),
    "new for a single scrape": (UP, WORKER, "_x89 1", 1),
    "new and gone again": (UP, WORKER, "_x40 1+0x10 stale", 1),
    "in a process that started meanwhile": (
        {f"up{{{NEW}}}": "_x49 1+0x40", f"process_start_time_seconds{{{NEW}}}": "_x49 2940+0x40"},
        NEW,
        "_x59 1+0x30",
        1,
    ),
    "old, and scraped only now": (
        {f"up{{{NEW}}}": "_x49 1+0x40", f"process_start_time_seconds{{{NEW}}}": "_x49 -9999+0x40"},
        NEW,
        "_x49 7+0x40",
        0,
    ),
    "of a target that was down when the range began": (
        {
            f"up{{{WORKER}}}": "1+0x20 0+0x19 1+0x50",
            f"process_start_time_seconds{{{WORKER}}}": "-9999+0x20 _x19 -9999+0x50",
        },
        WORKER,
        "7+0x20 _x19 7+0x50",
        0,
    ),
}


@pytest.mark.servers
@pytest.mark.parametrize("case", SERIES)
def test_what_happened_within_the_range_is_counted_the_first_time_too(
    case: str, tmp_path: Path
) -> None:
    target, labels, values, expected = SERIES[case]
    series = {**target, f'lost_total{{kind="a",{labels}}}': values}

    expr = interpolated(occurrences("lost_total", "kind"))
    check(tmp_path, series, f"round({expr})", {'{kind="a"}': expected})


@pytest.mark.servers
def test_without_labels_it_is_one_sum(tmp_path: Path) -> None:
    series = {
        **UP,
        f'lost_total{{kind="a",{WORKER}}}': "_x59 1+0x30",
        f'lost_total{{kind="b",{WORKER}}}': "4+0x59 6+0x30",
    }

    check(tmp_path, series, f"round({interpolated(occurrences('lost_total'))})", {"{}": 3})


@pytest.mark.servers
def test_what_never_happened_has_no_series(tmp_path: Path) -> None:
    check(tmp_path, UP, interpolated(occurrences("lost_total")), {})
