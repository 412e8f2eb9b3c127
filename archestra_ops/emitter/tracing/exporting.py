"""Sends what waits in an outbox, in requests of a bounded size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from archestra_ops import otlp
from archestra_ops.emitter.tracing.outbox import Outbox, grouped, taken
from archestra_ops.errors import FetchError
from archestra_ops.http import Http, shown

_BATCH = 512  # spans or records in one request, as the SDK's own exporters have it


@dataclass
class Exporter:
    """Sends with *http* where the *settings* say, and tells by *say* when that ceases to work.

    `spans` and `records` are how many were taken.
    """

    http: Http
    settings: otlp.Settings
    say: Callable[[str], None]
    spans: int = 0
    records: int = 0
    _last: dict[str, str] = field(default_factory=dict)

    def send(self, outbox: Outbox) -> bool:
        """Send all that waits; False where a part was not taken, which is lost then."""
        fine = True
        while outbox.spans:
            batch = taken(outbox.spans, _BATCH)
            document = otlp.traces(grouped(batch))
            took = self._sent(self.settings.traces_url, document, len(batch), "spans")
            self.spans += took
            fine = fine and took == len(batch)
        while outbox.records:
            lines = taken(outbox.records, _BATCH)
            document = otlp.logs(grouped(lines))
            took = self._sent(self.settings.logs_url, document, len(lines), "log records")
            self.records += took
            fine = fine and took == len(lines)
        return fine

    def _sent(self, url: str, document: otlp.Json, count: int, what: str) -> int:
        """How many of *count* were taken."""
        try:
            answer = otlp.send(self.http, url, document)
        except FetchError as error:
            self._tell(what, f"{what} are not sent: {error}")
            return 0
        if not answer.accepted or not answer.otlp:
            said = f"{answer.status} {answer.reply}".rstrip()
            self._tell(what, f"{what} are not taken: '{shown(url)}' answered {said}")
            return 0
        if answer.rejected:
            why = answer.reply or "it does not say why"
            self._tell(what, f"{what} were thrown away by '{shown(url)}': {why}")
        else:
            self._tell(what, "")
        return max(count - answer.rejected, 0)

    def _tell(self, what: str, problem: str) -> None:
        """Say a problem once, and once that it is over."""
        before = self._last.get(what, "")
        self._last[what] = problem
        if problem and problem != before:
            self.say(f"warning: {problem}; see `ops check traces`")
        elif before and not problem:
            self.say(f"{what} are taken again")
