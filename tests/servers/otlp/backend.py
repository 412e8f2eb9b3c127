"""A collector with Tempo and Loki behind it: ours, or real ones.

With TEMPO_URL, LOKI_URL and OTLP_URL (the collector, http://localhost:4318 if unset) in the
environment these are used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.servers.otlp.receiver import Receiver
from tests.servers.otlp.serving import listening
from tests.servers.otlp.stores import Loki, Tempo


@dataclass(frozen=True)
class Backend:
    """The addresses."""

    endpoint: str
    tempo: str
    loki: str


@contextmanager
def backend() -> Iterator[Backend]:
    """Ours while it lasts, or the real one."""
    tempo, loki = os.environ.get("TEMPO_URL"), os.environ.get("LOKI_URL")
    if tempo and loki:
        yield Backend(os.environ.get("OTLP_URL", "http://localhost:4318"), tempo, loki)
        return
    receiver = Receiver()
    with ExitStack() as stack:
        answers = (receiver, Tempo(receiver), Loki(receiver))
        yield Backend(*(stack.enter_context(listening(answer)) for answer in answers))
