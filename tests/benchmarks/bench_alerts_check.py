"""Ten thousand different rules: `ops alerts check` against `promtool check rules`, and growth."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.row import Row, medians
from tests.benchmarks.timing import command

BAR = 2.5
GROWTH_BAR = 2.4  # twice the rules in at most so many times the seconds
PER_GROUP = 20
METRICS = (
    "llm_request_duration_seconds_count",
    "http_request_duration_seconds_count",
    "node_network_receive_packets_total",
    "kube_pod_container_status_restarts_total",
    "app_requests_total",
)


def rule(number: int) -> str:
    """An alert that no other is like: a ratio, guarded against little traffic, with its texts."""
    metric = METRICS[number % len(METRICS)]
    own = f'job="job-{number}"'
    return f"""\
      - alert: Rule{number}
        expr: |
          sum by (instance) (rate({metric}{{{own},status_code=~"5..|{number}"}}[5m]))
            / sum by (instance) (rate({metric}{{{own}}}[5m]))
            > 0.{number % 90 + 10}
          and sum by (instance) (rate({metric}{{{own}}}[5m])) > {number / 1000}
        for: {number % 50 + 1}m
        labels:
          severity: warning
          team: team-{number % 7}
        annotations:
          summary: "Rule {number} finds errors on {{{{ $labels.instance }}}}"
          description: "{{{{ $value | humanizePercentage }}}} of the calls of job {number} fail"
          runbook_url: "https://runbooks.example/Rule{number}"
"""


def write(path: Path, rules: int) -> None:
    with path.open("w") as file:
        file.write("groups:\n")
        for number in range(rules):
            if number % PER_GROUP == 0:
                file.write(f"  - name: group-{number // PER_GROUP}\n    rules:\n")
            file.write(rule(number))


def ours(path: Path) -> float:
    """Seconds for the whole command, which has to read every rule."""
    words = [sys.executable, "-m", "archestra_ops", "alerts", "check", "--no-promtool", str(path)]
    start = time.perf_counter()
    done = subprocess.run([*words, "-o", "json"], capture_output=True, check=False)
    seconds = time.perf_counter() - start
    errors = {f["check"] for f in json.loads(done.stdout)["findings"] if f["severity"] == "error"}
    assert errors <= {"unknown-label"}, errors
    return seconds


def theirs(path: Path) -> float:
    return command(["promtool", "check", "rules", str(path)])


def run(full: bool) -> list[Row]:
    rules = 10_000 if full else 1_000
    with TemporaryDirectory() as folder:
        whole, double = Path(folder, "whole.yaml"), Path(folder, "double.yaml")
        write(whole, rules)
        write(double, 2 * rules)
        what = f"ops alerts check, {rules:,} rules, {whole.stat().st_size / 1e6:.0f} MB"
        seconds, peer = medians(lambda: ours(whole), lambda: theirs(whole))
        more, less = medians(lambda: ours(double), lambda: ours(whole))
        return [
            Row(what, seconds, "promtool check rules", peer, seconds / peer, BAR),
            Row("ops alerts check, growth", more, "half as many", less, more / less, GROWTH_BAR),
        ]
