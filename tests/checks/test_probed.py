from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.checks.probed import Reply, page_of, probe_targets
from archestra_ops.errors import OpsError
from tests.packs.toys import found_at


@pytest.fixture(autouse=True)
def toys(tmp_path):
    with found_at(tmp_path):
        yield


@pytest.mark.parametrize(
    ("platform", "named", "targets"),
    [
        (
            "bakery",
            {},
            [("http://localhost:7101", "oven"), ("http://localhost:7103", "shop")],
        ),
        # The page's address: the API is at a port of its own.
        ("bakery", {"shop": "https://shop:7102/metrics"}, [("https://shop:7103", "shop")]),
        # The API's own.
        ("bakery", {"shop": "https://shop/api/"}, [("https://shop/api", "shop")]),
        ("bakery", {"van": "http://van:1/metrics"}, []),
        # A process that has no metrics in the usual profile.
        ("mill", {}, [("http://localhost:7201", "mill")]),
    ],
)
def test_whom_to_ask(platform, named, targets) -> None:
    found = probe_targets(packs.platform(platform), named)

    assert [(one.url, *one.processes) for one in found] == targets


def test_processes_without_metrics_in_a_profile_are_asked_all_the_same() -> None:
    relayed = packs.platform("mill", "relayed")

    assert list(relayed.processes) == ["relay"]
    assert [one.url for one in probe_targets(relayed, {"mill": "http://mill:1"})] == [
        "http://mill:1"
    ]


def test_nobody_of_that_name() -> None:
    with pytest.raises(OpsError, match="platform 'bakery' has no process named 'bar'"):
        probe_targets(packs.platform("bakery"), {"bar": "http://bar"})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a", "1"),
        ("b.c", "text"),
        ("b.d", "null"),
        ("e.0", "true"),
        ("e.1", None),
        ("a.b", None),
        ("", None),
    ],
)
def test_a_field_is_found_by_its_path(path, text) -> None:
    probe = packs.platform("bakery").probes[0]
    document = {"a": 1, "b": {"c": "text", "d": None}, "e": [True]}

    assert Reply(probe=probe, status=200, document=document).field(path) == text


@pytest.mark.parametrize(
    ("platform", "name", "named", "url"),
    [
        ("bakery", "shop", {}, "http://localhost:7102/metrics"),
        ("bakery", "shop", {"shop": "http://x/metrics?a=b"}, "http://x/metrics?a=b"),
        ("bakery", "shop", {"shop": "http://x:7103"}, ""),
        ("bakery", "shop", {"oven": "http://x/metrics"}, ""),
        # It has no metrics in this profile.
        ("mill", "relay", {}, ""),
    ],
)
def test_where_the_page_of_a_process_is(platform, name, named, url) -> None:
    assert page_of(packs.platform(platform), name, named) == url
