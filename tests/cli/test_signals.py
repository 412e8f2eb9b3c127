from __future__ import annotations

import os
import signal

import pytest

from archestra_ops.cli.signals import terminable


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_a_command_ends_it_as_ctrl_c_does(ending: signal.Signals) -> None:
    before = signal.getsignal(ending)

    with pytest.raises(KeyboardInterrupt), terminable():
        os.kill(os.getpid(), ending)

    assert signal.getsignal(ending) is before


def test_what_is_ignored_stays_ignored_as_nohup_wants_it() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with terminable():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
