from __future__ import annotations

import pytest

from archestra_ops.prometheus import target


@pytest.mark.parametrize(
    "good",
    [
        "localhost:9050",
        "archestra-worker.prod.svc:9000",
        "archestra_web:1",
        "10.0.0.7:65535",
        "[::1]:9187",
        "[fd00::a:1]:80",
        "a:9",
        "example.org.:443",
    ],
)
def test_host_and_port_are_a_target(good) -> None:
    assert target.flaw(good) == ""


@pytest.mark.parametrize(
    ("bad", "flaw"),
    [
        ("http://web:9050", "has a scheme or a path"),
        ("web:9050/metrics", "has a scheme or a path"),
        ("web", "has no port"),
        ("[::1]", "has no port"),
        ("web:0", "has a port that is not 1 to 65535"),
        ("web:65536", "has a port that is not 1 to 65535"),
        ("web:" + "9" * 5000, "has a port that is not 1 to 65535"),
        ("", "has no host name or address"),
        (":9050", "has no host name or address"),
        ("web:", "has no host name or address"),
        ("web:http", "has no host name or address"),
        ("::1:9050", "has no host name or address"),
        ("[web]:9050", "has no host name or address"),
        ("web :9050", "has no host name or address"),
        ("web:9050\n", "has no host name or address"),
        ("user@web:9050", "has no host name or address"),
        ("wéb:9050", "has no host name or address"),
        ("-web:9050", "has no host name or address"),
    ],
)
def test_what_is_wrong_is_said(bad, flaw) -> None:
    assert target.flaw(bad) == flaw


def test_a_password_is_not_shown() -> None:
    assert target.shown("http://me:s3cr3t@web:9050") == "'http://***@web:9050'"
    assert target.shown("me:s3cr3t@web:9050") == "'***@web:9050'"
    assert target.shown("it's") == '"it\'s"'
