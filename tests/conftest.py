"""What tests of every part use: HTTP without a network, and real servers."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
from hypothesis import HealthCheck, settings

from archestra_ops.http import Http, Timing

pytest_plugins = ["tests.servers.fixtures", "tests.servers.grafana.fixtures"]

MockHttp = Callable[..., Http]

# An example takes as long as the machine makes it: one that stands still for a second is no fault.
settings.register_profile(
    "patient", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")

# Under `nohup` or in the background of a script, what tests start would be deaf to these.
for deaf, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(deaf) is signal.SIG_IGN:
        signal.signal(deaf, handler)


@pytest.fixture
def mock_http() -> Iterator[MockHttp]:
    """`mock_http(handler, **settings)` is an Http whose requests *handler* answers, unpaused."""
    with ExitStack() as stack:

        def build(handler: Callable[[httpx.Request], httpx.Response], **settings: object) -> Http:
            settings.setdefault("timing", Timing(sleep=lambda _seconds: None))
            return stack.enter_context(Http(transport=httpx.MockTransport(handler), **settings))

        yield build
