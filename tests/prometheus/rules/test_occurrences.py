from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops.errors import PromQLError
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.rules.occurrences import expand
from tests.servers.programs import require

DEAD = "task_queue_tasks_dead_total"
EXPANDED = """\
((dead{a="b"} unless dead{a="b"} offset 15m) and on (cluster, job, instance) \
(up offset 15m == 1 or process_start_time_seconds > time() - 900) \
or increase(dead{a="b"}[15m]))"""

# What one worker exposes, a sample a minute, and how many tasks died in the last 15 minutes.
CASES = {
    "the first event ever counts": ("_x29 1x30", "1x60", "0x60", "35m", "1"),
    "several events of a new series count": ("_x29 1 3x30", "1x60", "0x60", "35m", "3"),
    "a newly scraped process with an old count does not": (
        "_x29 7x30",
        "_x29 1x30",
        "0x60",
        "35m",
        "0",
    ),
    "the first event of a process that just started counts": (
        "_x29 1x30",
        "_x27 1x32",
        "_x27 1620x32",
        "35m",
        "1",
    ),
    "a quiet counter counts nothing": ("5x60", "1x60", "0x60", "35m", "0"),
    "a restart that loses the series is no event": (
        "5x20 _x40",
        "1x20 0 1x40",
        "0x20 _ 1260x40",
        "35m",
        None,
    ),
    "an event before the window is over": ("_x9 1x50", "1x60", "0x60", "35m", "0"),
    "a target that was down is not trusted": ("_x29 7x30", "0x29 1x30", "0x60", "35m", "0"),
}


def series(values: str) -> str:
    return " ".join(values.split())


def test_the_macro_is_put_in_with_the_labels_that_tell_installations_apart() -> None:
    expr = 'sum by (cluster) (occurrences(dead{a="b"}[15m])) > 0'

    assert expand(expr, ["cluster"]) == f"sum by (cluster) ({EXPANDED}) > 0"
    assert "on (instance, job)" in expand(expr, ["instance"])


def test_the_macro_wants_a_window() -> None:
    with pytest.raises(PromQLError, match="'occurrences' in expression"):
        expand("occurrences(dead)", [])


def test_rare_events_are_counted_by_the_real_engine(tmp_path: Path) -> None:
    require("promtool")
    tests = []
    for name, (dead, up, start, at, count) in CASES.items():
        labels = '{job="archestra-worker",instance="worker:9000"'
        samples = f"[{{labels: '{{}}', value: {count}}}]" if count is not None else "[]"
        tests.append(
            f"""\
  - name: {name}
    interval: 1m
    input_series:
      - {{series: '{DEAD}{labels},task_type="batch_embedding"}}', values: '{_times(dead)}'}}
      - {{series: 'up{labels}}}', values: '{_times(up)}'}}
      - {{series: 'process_start_time_seconds{labels}}}', values: '{_times(start)}'}}
    promql_expr_test:
      - expr: sum(round({expand(f"occurrences({DEAD}[15m])", [])}))
        eval_time: {at}
        exp_samples: {samples}
"""
        )
    file = tmp_path / "test.yaml"
    file.write_text("evaluation_interval: 1m\ntests:\n" + "\n".join(tests), "utf-8")

    outcome = promtool.run("test", "rules", file)

    assert (outcome.code, outcome.stderr) == (0, "")


def _times(values: str) -> str:
    """`7x2` as promtool has it, `7+0x2`: the value and two more."""
    return " ".join(
        one if "x" not in one or one.startswith("_") else one.replace("x", "+0x")
        for one in values.split()
    )
