from __future__ import annotations

import json

from archestra_ops.cli.drill_text import printed, text
from archestra_ops.verify.drill.report import Report
from archestra_ops.verify.drill.timing import Timing
from archestra_ops.verify.drill.verdict import Verdict

TIMING = Timing(interval=60, healthy=600, lasts=1200, recovers=660, within=510)
FINE = Verdict(
    alert="ArchestraWorkerDown",
    severity="critical",
    scenario="worker-down",
    timing=TIMING,
    pending=0.0,
    firing=300.0,
    resolved=1260.0,
    states="." * 10 + "p" * 5 + "F" * 16 + "." * 11,
)


def test_a_timeline_fits_eighty_columns() -> None:
    assert text(Report(provider="helm", verdicts=[FINE])) == (
        "· silent   ▒ pending   █ firing\n"
        "\n"
        "ArchestraWorkerDown  critical                                           proven\n"
        "  worker-down\n"
        "  healthy 10m          incident 20m, promised by 8m30s      recovery 11m\n"
        "  ····················│▒▒▒▒▒▒▒▒▒███████████████████████████│██·················\n"
        "  silent               pending 0s, firing 5m                resolved 1m\n"
        "\n"
        "1 proven\n"
    )


def test_what_failed_is_said_below() -> None:
    never = Verdict(
        alert="A",
        severity="info",
        scenario="lag",
        timing=TIMING,
        pending=120.0,
        states="." * 4 + "p" * 2 + "." * 6 + "p" * 18 + "." * 12,
        problems=("it never fires in an incident of 20m",),
    )
    stuck = Verdict(
        alert="B",
        severity="info",
        scenario="lag",
        timing=TIMING,
        pending=0.0,
        firing=0.0,
        states=".F" * 5 + "F" * 32,
        problems=(
            "it fires at 1m of the 10m in which all is well",
            "it is not resolved 11m after the incident",
        ),
    )
    nothing = Verdict(alert="C", severity="info", scenario="", problems=("x " * 50,))
    silent = Verdict(alert="D", severity="info", scenario="s", timing=TIMING, states="." * 42)

    assert text(Report(provider="helm", verdicts=[never, stuck, nothing, silent])) == (
        "· silent   ▒ pending   █ firing\n"
        "\n"
        "A  info                                                                 failed\n"
        "  lag\n"
        "  healthy 10m          incident 20m, promised by 8m30s      recovery 11m\n"
        "  ········▒▒▒▒········│····▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒│···················\n"
        "  pending at times     pending 2m\n"
        "  failed: it never fires in an incident of 20m\n"
        "\n"
        "B  info                                                                 failed\n"
        "  lag\n"
        "  healthy 10m          incident 20m, promised by 8m30s      recovery 11m\n"
        "  ··██··██··██··██··██│████████████████████████████████████│███████████████████\n"
        "  fires                firing 0s                            still firing\n"
        "  failed: it fires at 1m of the 10m in which all is well\n"
        "  failed: it is not resolved 11m after the incident\n"
        "\n"
        "C  info                                                                 failed\n"
        f"  failed:{' x' * 35}\n"
        f"         {' x' * 15}\n"
        "\n"
        "D  info                                                                 proven\n"
        "  s\n"
        "  healthy 10m          incident 20m, promised by 8m30s      recovery 11m\n"
        "  ····················│····································│···················\n"
        "  silent               stays silent\n"
        "\n"
        "1 proven, 3 failed\n"
    )


def test_what_fires_always() -> None:
    always = Verdict(
        alert="W", severity="none", scenario="", timing=TIMING, states="F" * 42, always=True
    )

    assert text(Report(provider="helm", verdicts=[always])).splitlines()[4:6] == [
        "  ████████████████████│████████████████████████████████████│███████████████████",
        "                       fires always",
    ]


def test_what_is_left_out_and_the_day_stand_at_the_end() -> None:
    left_out = Verdict(alert="L", severity="info", scenario="", left_out="helm has no signal")

    assert text(Report(provider="helm", verdicts=[left_out], steady={})) == (
        "left out: L, helm has no signal\n\nin a day without trouble nothing fires\n1 left out\n"
    )
    assert text(Report(provider="helm", verdicts=[], steady={"A": 5400.0})) == (
        "failed: A fires 1h30m after the beginning of a day without trouble\n\n"
    )


def test_for_programs() -> None:
    report = Report(provider="helm", verdicts=[FINE])

    assert json.loads(printed(report, "json"))["alerts"][0]["firing"] == 300
    assert '<testcase classname="alerts" name="ArchestraWorkerDown"' in printed(report, "junit")
    assert printed(report, "text") == text(report)
