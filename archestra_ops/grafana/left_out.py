"""What of a board is left out for an installation, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A *whole* panel that cannot be fed, or part of it.

    `signals` are those that the provider lacks, `reasons` the ends of sentences that say what the
    platform's profile does.
    """

    panel: str
    signals: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    whole: bool

    def why(self, provider: str) -> str:
        """The end of a sentence; *provider* is the one that lacks the signals.

        Of several reasons that a profile gives for one panel, the first.
        """
        if self.signals:
            return f"{provider} has no {', '.join(self.signals)}"
        return self.reasons[0]
