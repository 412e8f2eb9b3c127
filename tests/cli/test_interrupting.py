from __future__ import annotations

import signal

import pytest

from archestra_ops.cli import signals
from archestra_ops.cli.interrupting import stoppable


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_stops_and_the_second_ends(number: int) -> None:
    before = signal.getsignal(number)
    stops = []
    with stoppable(lambda: stops.append(1)):
        signal.raise_signal(number)
        assert stops == [1]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)

    assert stops == [1]
    assert signal.getsignal(number) is before


def test_a_signal_that_comes_while_it_begins_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    before, install, stops = signal.getsignal(signal.SIGINT), signal.signal, []

    def interrupted(number: int, handler: object) -> object:
        earlier = install(number, handler)
        if number == signals.ENDING[-1]:
            monkeypatch.setattr(signal, "signal", install)
            signal.raise_signal(signal.SIGINT)
        return earlier

    monkeypatch.setattr(signal, "signal", interrupted)
    with stoppable(lambda: stops.append(1)):
        assert stops == [1]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert stops == [1]
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable(lambda: pytest.fail("it was ignored")):
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
