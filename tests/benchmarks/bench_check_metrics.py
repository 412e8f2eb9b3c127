"""A page of a million samples: `ops check metrics` against `promtool check metrics`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.row import Row, medians

BOUNDS = ("0.1", "0.5", "1", "2", "5", "10", "30", "60", "+Inf")
FAMILIES = (
    "llm_request_duration_seconds",
    "llm_time_to_first_token_seconds",
    "llm_tokens_per_second",
    "mcp_tool_call_duration_seconds",
)
TIME_BAR = 0.5
MEMORY_BAR = 200.0  # MB, for the whole process
GROWTH_BAR = 2.4  # twice the samples in at most so many times the seconds


def histograms(path: Path, samples: int) -> int:
    """Write a page as Archestra's histograms are; returns how many samples it has."""
    series = samples // (len(BOUNDS) + 2) // len(FAMILIES)
    with path.open("w") as page:
        for family in FAMILIES:
            page.write(f"# HELP {family} How long it took\n# TYPE {family} histogram\n")
            for number in range(series):
                labels = (
                    f'provider="openai",model="gpt-4.{number % 9}",agent_id="{number:012x}",'
                    f'agent_name="Agent {number % 500}",agent_type="agent",source="api",'
                    f'external_agent_id="",status_code="{200 + number % 5}"'
                )
                for count, bound in enumerate(BOUNDS):
                    page.write(f'{family}_bucket{{le="{bound}",{labels}}} {count * 7}\n')
                page.write(f"{family}_sum{{{labels}}} {number * 1.37}\n")
                page.write(f"{family}_count{{{labels}}} {(len(BOUNDS) - 1) * 7}\n")
    return series * (len(BOUNDS) + 2) * len(FAMILIES)


def counters(path: Path, samples: int) -> int:
    """Write a page of one family in which every sample is a series: the most to remember."""
    with path.open("w") as page:
        page.write("# HELP llm_tokens_total Tokens\n# TYPE llm_tokens_total counter\n")
        for number in range(samples):
            page.write(
                f'llm_tokens_total{{provider="openai",model="gpt-4.{number % 9}",'
                f'agent_id="{number:012x}",agent_name="Agent {number % 500}",agent_type="agent",'
                f'external_agent_id="",source="api",type="input"}} {number}\n'
            )
    return samples


def ours(path: Path, peaks: list[float]) -> float:
    """Seconds for the whole command; its peak of memory in MB goes to *peaks*."""
    command = [sys.executable, "-m", "archestra_ops", "check", "metrics", str(path), "-o", "json"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        report = json.load(process.stdout)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    # The page lacks most metrics, which is found; nothing of it may be malformed.
    assert process.returncode == 1
    assert [f for f in report["findings"] if f["check"] == "metrics/well-formed"] == []
    peaks.append(usage.ru_maxrss / 1024)
    return seconds


def promtool(path: Path) -> float:
    start = time.perf_counter()
    with path.open("rb") as page:
        done = subprocess.run(
            ["promtool", "check", "metrics"], stdin=page, capture_output=True, check=False
        )
    # 3 means that it has advice, 1 that it could not read the page.
    assert done.returncode in (0, 3), done.stderr
    return time.perf_counter() - start


def against_promtool(what: str, path: Path, samples: int) -> list[Row]:
    what = f"ops check metrics, {samples:,} {what}, {path.stat().st_size / 1e6:.0f} MB"
    peaks: list[float] = []
    seconds, theirs = medians(lambda: ours(path, peaks), lambda: promtool(path))
    peak = max(peaks)
    return [
        Row(what, seconds, "promtool check metrics", theirs, seconds / theirs, TIME_BAR),
        Row(f"{what}: memory", peak, "the bar", MEMORY_BAR, peak / MEMORY_BAR, 1, "MB"),
    ]


def growth(whole: Path, half: Path) -> Row:
    seconds, less = medians(lambda: ours(whole, []), lambda: ours(half, []))
    what = "ops check metrics, growth"
    return Row(what, seconds, "half as many samples", less, seconds / less, GROWTH_BAR)


def run(full: bool) -> list[Row]:
    samples = 1_000_000 if full else 50_000
    with tempfile.TemporaryDirectory() as folder:
        whole, half, series = (Path(folder, name) for name in ("whole", "half", "series"))
        written = histograms(whole, samples)
        histograms(half, samples // 2)
        return [
            *against_promtool("samples", whole, written),
            growth(whole, half),
            *against_promtool("series", series, counters(series, samples)),
        ]
