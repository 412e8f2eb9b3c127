"""Drills for people: a timeline of each alert that fits 80 columns.

Above it stands by when the alert has promised to fire, below it when it does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from archestra_ops.output import junit
from archestra_ops.output.lines import wrapped
from archestra_ops.prometheus import duration
from archestra_ops.verify.drill.report import Report, document, ending
from archestra_ops.verify.drill.timing import Timing
from archestra_ops.verify.drill.verdict import Verdict

_WIDTHS: Final = (20, 36, 19)  # of the three phases
_SIGNS: Final = {".": "·", "p": "▒", "F": "█"}
_WORST: Final = ".pF"
_GLUE: Final = "\xa0"


def printed(report: Report, output: str) -> str:
    """*report* as `text`, `json` or `junit`."""
    match output:
        case "json":
            return json.dumps(document(report), indent=2, ensure_ascii=False) + "\n"
        case "junit":
            return junit.document("archestra-ops alerts drill", report.cases)
        case _:
            return text(report)


def text(report: Report) -> str:
    """*report* as text."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    if any(verdict.states for verdict in report.verdicts):
        yield f"{_SIGNS['.']} silent   {_SIGNS['p']} pending   {_SIGNS['F']} firing"
        yield ""
    for verdict in report.verdicts:
        if not verdict.left_out:
            yield from _of(verdict)
            yield ""
    left_out = [verdict for verdict in report.verdicts if verdict.left_out]
    for verdict in left_out:
        yield from wrapped(f"left out: {verdict.alert}, {verdict.left_out}", "", "  ")
    yield from [""] if left_out else []
    yield from _steady(report)
    yield _summary(report.verdicts)


def _of(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.alert}  {verdict.severity}".ljust(68) + f"{ending(verdict):>10}"
    if verdict.scenario:
        yield f"  {verdict.scenario}"
    if verdict.timing and verdict.states:
        timing = verdict.timing
        promised = "" if verdict.always else f", promised by {_at(timing.within)}"
        yield _columns(
            f"healthy {_at(timing.healthy)}",
            f"incident {_at(timing.lasts)}{promised}",
            f"recovery {_at(timing.recovers)}",
        )
        yield "  " + _bar(verdict.states, timing)
        yield _columns(*_events(verdict, timing))
    for problem in verdict.problems:
        yield from wrapped(f"failed: {problem}", "  ", "          ")


def _columns(*words: str) -> str:
    """The words above or below their phases."""
    found = [word.ljust(width) for word, width in zip(words, _WIDTHS, strict=True)]
    return ("  " + " ".join(found)).rstrip()


def _events(verdict: Verdict, timing: Timing) -> tuple[str, str, str]:
    if verdict.always:
        return "", "fires always", ""
    healthy = verdict.states[: round(timing.healthy / timing.interval)]
    before = "fires" if "F" in healthy else "pending at times" if "p" in healthy else "silent"
    incident = "stays silent"
    if verdict.firing is not None:
        pending = "" if verdict.pending == verdict.firing else f"pending {_at(verdict.pending)}, "
        incident = f"{pending}firing {_at(verdict.firing)}"
    elif verdict.pending is not None:
        incident = f"pending {_at(verdict.pending)}"
    after = "" if verdict.firing is None else "still firing"
    if verdict.resolved is not None:
        after = f"resolved {_at(verdict.resolved - timing.lasts)}"
    return before, incident, after


def _bar(states: str, timing: Timing) -> str:
    begins = round(timing.healthy / timing.interval)
    ends = round(timing.ends / timing.interval)
    phases = (states[:begins], states[begins:ends], states[ends:])
    return "│".join(_phase(part, width) for part, width in zip(phases, _WIDTHS, strict=True))


def _phase(states: str, width: int) -> str:
    """The states of a phase on *width* columns, each showing the worst of its time."""
    count = max(1, len(states))
    found = []
    for column in range(width):
        first = column * count // width
        last = max(first + 1, (column + 1) * count // width)
        worst = max(states[first:last] or ".", key=_WORST.index)
        found.append(_SIGNS[worst])
    return "".join(found)


def _steady(report: Report) -> Iterator[str]:
    if report.steady is None:
        return
    for alert, second in report.steady.items():
        said = f"failed: {alert} fires {_at(second)} after the beginning of a day without trouble"
        yield from wrapped(said, "", "  ")
    if not report.steady:
        yield "in a day without trouble nothing fires"


def _summary(verdicts: Sequence[Verdict]) -> str:
    endings = [ending(verdict) for verdict in verdicts]
    counted = [(endings.count(word), word) for word in ("proven", "failed", "left out")]
    return ", ".join(f"{count} {word}" for count, word in counted if count)


def _at(seconds: float | None) -> str:
    """A time on a timeline, to the second."""
    return duration.text(round(seconds or 0))
