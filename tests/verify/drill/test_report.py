from __future__ import annotations

from archestra_ops.findings import Case
from archestra_ops.verify.drill.report import Report, document, ending
from archestra_ops.verify.drill.timing import Timing
from archestra_ops.verify.drill.verdict import Verdict

TIMING = Timing(interval=60, healthy=240, lasts=300, recovers=240, within=180)
FINE = Verdict(
    alert="Fine",
    severity="warning",
    scenario="lag",
    timing=TIMING,
    pending=0.0,
    firing=120.0,
    resolved=300.0,
    states="....ppFFF.....",
)
BROKEN = Verdict(alert="Broken", severity="info", scenario="", problems=("it is", "it was"))
LEFT_OUT = Verdict(alert="Gone", severity="info", scenario="lag", left_out="helm has none")


def test_endings() -> None:
    assert [ending(one) for one in (FINE, BROKEN, LEFT_OUT)] == ["proven", "failed", "left out"]


def test_a_report_is_fine_where_all_of_it_is() -> None:
    assert Report(provider="helm", verdicts=[FINE, LEFT_OUT]).ok
    assert Report(provider="helm", verdicts=[FINE], steady={}).ok
    assert not Report(provider="helm", verdicts=[FINE, BROKEN]).ok
    assert not Report(provider="helm", verdicts=[FINE], steady={"Fine": 60.0}).ok


def test_cases() -> None:
    assert Report(provider="helm", verdicts=[FINE, BROKEN, LEFT_OUT]).cases == [
        Case(group="alerts", name="Fine", status="proven", ok=True),
        Case(group="alerts", name="Broken", status="failed", ok=False, message="it is; it was"),
        Case(group="alerts", name="Gone", status="left out", ok=True, message="helm has none"),
    ]
    assert Report(provider="helm", verdicts=[], steady={}).cases == [
        Case(group="a steady day", name="nothing fires", status="ok", ok=True)
    ]
    assert Report(provider="helm", verdicts=[], steady={"Fine": 5400.0}).cases == [
        Case(
            group="a steady day",
            name="Fine",
            status="fires",
            ok=False,
            message="it fires 1h30m after the day began",
        )
    ]


def test_a_document() -> None:
    found = document(Report(provider="helm", verdicts=[FINE, BROKEN], steady={"Fine": 60.0}))

    assert found == {
        "type": "archestra-ops.alerts-drill",
        "schema_version": 1,
        "postgres_provider": "helm",
        "profile": "",
        "ok": False,
        "alerts": [
            {
                "alert": "Fine",
                "severity": "warning",
                "scenario": "lag",
                "status": "proven",
                "healthy": 240,
                "lasts": 300,
                "recovers": 240,
                "promised": 180,
                "pending": 0.0,
                "firing": 120.0,
                "resolved": 300.0,
                "problems": [],
                "left_out": "",
            },
            {
                "alert": "Broken",
                "severity": "info",
                "scenario": "",
                "status": "failed",
                "healthy": None,
                "lasts": None,
                "recovers": None,
                "promised": None,
                "pending": None,
                "firing": None,
                "resolved": None,
                "problems": ["it is", "it was"],
                "left_out": "",
            },
        ],
        "steady_day": [{"alert": "Fine", "fires": 60.0}],
    }
    assert document(Report(provider="helm", verdicts=[]))["steady_day"] is None
