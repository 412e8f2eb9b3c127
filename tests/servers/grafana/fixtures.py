"""A Grafana for tests that hold for any: ours as 9, 11 and 13, or a real one.

With GRAFANA_URL and GRAFANA_TOKEN (of a service account that is an Admin) in the environment every
test with the fixture `grafana` runs against that one, and those marked `fake_only` are skipped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from tests.servers.grafana.editions import EDITIONS
from tests.servers.grafana.instance import Instance, asking
from tests.servers.grafana.server import FakeGrafana

_REAL = "real"


def _is_real() -> bool:
    return bool(os.environ.get("GRAFANA_URL") and os.environ.get("GRAFANA_TOKEN"))


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marks are for."""
    config.addinivalue_line(
        "markers",
        "grafana(since=9): runs against the tests' own Grafana, 9, 11 and 13, or a real one that "
        "GRAFANA_URL and GRAFANA_TOKEN name; since= leaves older ones out",
    )
    config.addinivalue_line(
        "markers", "fake_only(reason): a real Grafana cannot be brought to this"
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what asks for a Grafana, and skip what a real one cannot be brought to."""
    if _version(item) is not None:
        item.add_marker("grafana")
    mark = item.get_closest_marker("fake_only")
    if mark is not None and _is_real():
        reason = f"only against the tests' own server: {mark.args[0]}"
        item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the versions that a test is not for."""
    older = [item for item in items if _is_older(item)]
    if older:
        config.hook.pytest_deselected(items=older)
        items[:] = [item for item in items if item not in older]


@pytest.fixture(
    params=[_REAL] if _is_real() else EDITIONS, ids=lambda version: f"grafana-{version}"
)
def grafana(request: pytest.FixtureRequest) -> Iterator[Instance]:
    """A Grafana, from which what the test made is removed again."""
    if request.param != _REAL:
        with asking(FakeGrafana(request.param)) as instance:
            yield instance
        return
    instance = _real()
    if instance.major < _since(request.node):
        pytest.skip(f"needs a Grafana {_since(request.node)}, and this is a {instance.major}")
    with closing(instance):
        try:
            yield instance
        finally:
            instance.clean()


def _version(item: pytest.Item) -> int | str | None:
    """The Grafana that *item* runs against; None where it has none, or one of its own."""
    call = getattr(item, "callspec", None)
    return call.params.get("grafana") if call else None


def _is_older(item: pytest.Item) -> bool:
    version = _version(item)
    return isinstance(version, int) and version < _since(item)


def _since(node: pytest.Item) -> int:
    marks = [mark.kwargs["since"] for mark in node.iter_markers("grafana") if mark.kwargs]
    return max(marks, default=0)


def _real() -> Instance:
    url, token = os.environ["GRAFANA_URL"].rstrip("/"), os.environ["GRAFANA_TOKEN"]
    version = httpx.get(f"{url}/api/health", timeout=10).json()["version"]
    return Instance(url=url, token=token, major=int(version.partition(".")[0]))
