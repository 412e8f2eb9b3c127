from __future__ import annotations

import os
import signal

import pytest

from archestra_ops.cli.signals import terminable


def test_sigterm_ends_what_is_inside_as_an_interrupt_does() -> None:
    with pytest.raises(KeyboardInterrupt), terminable():
        os.kill(os.getpid(), signal.SIGTERM)


def test_outside_it_is_what_it_was() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with terminable():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
