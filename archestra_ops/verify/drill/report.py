"""What drills showed, as a report: an alert is proven, has failed, or is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from archestra_ops.findings import Case
from archestra_ops.prometheus import duration
from archestra_ops.verify.drill.verdict import Verdict

Ending = Literal["proven", "failed", "left out"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The verdicts, and when in a steady day which alert fires (None: no such day was played)."""

    provider: str
    profile: str = ""
    verdicts: Sequence[Verdict]
    steady: Mapping[str, float] | None = None

    @property
    def ok(self) -> bool:
        """Whether no drill failed, and nothing fires in the steady day."""
        return not self.steady and all(verdict.ok for verdict in self.verdicts)

    @property
    def cases(self) -> list[Case]:
        """A case for each alert, and for each that fires in the steady day."""
        found = [_case(verdict) for verdict in self.verdicts]
        for alert, second in (self.steady or {}).items():
            found.append(
                Case(
                    group="a steady day",
                    name=alert,
                    status="fires",
                    ok=False,
                    message=f"it fires {duration.text(second)} after the day began",
                )
            )
        if self.steady == {}:
            found.append(Case(group="a steady day", name="nothing fires", status="ok", ok=True))
        return found


def ending(verdict: Verdict) -> Ending:
    """How a drill ended."""
    if verdict.left_out:
        return "left out"
    return "proven" if verdict.ok else "failed"


def _case(verdict: Verdict) -> Case:
    return Case(
        group="alerts",
        name=verdict.alert,
        status=ending(verdict),
        ok=verdict.ok,
        message="; ".join(verdict.problems) or verdict.left_out,
    )


def document(report: Report) -> dict[str, Any]:
    """*report* for programs; times in seconds, those of an alert from the incident's beginning."""
    return {
        "type": "archestra-ops.alerts-drill",
        "schema_version": 1,
        "postgres_provider": report.provider,
        "profile": report.profile,
        "ok": report.ok,
        "alerts": [_told(verdict) for verdict in report.verdicts],
        "steady_day": None
        if report.steady is None
        else [{"alert": alert, "fires": second} for alert, second in report.steady.items()],
    }


def _told(verdict: Verdict) -> dict[str, Any]:
    timing = verdict.timing
    return {
        "alert": verdict.alert,
        "severity": verdict.severity,
        "scenario": verdict.scenario,
        "status": ending(verdict),
        "healthy": timing and timing.healthy,
        "lasts": timing and timing.lasts,
        "recovers": timing and timing.recovers,
        "promised": timing and timing.within,
        "pending": verdict.pending,
        "firing": verdict.firing,
        "resolved": verdict.resolved,
        "problems": list(verdict.problems),
        "left_out": verdict.left_out,
    }
