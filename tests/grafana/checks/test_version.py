from __future__ import annotations

import pytest

from archestra_ops.grafana.api.model import Health
from archestra_ops.grafana.checks import version
from tests.grafana.checks.made import seen, told


def found(number: str, **more: object) -> list[tuple[str, str, str]]:
    return told(version, seen(health=Health(ok=True, version=number, database="ok"), **more))


@pytest.mark.parametrize("number", ["9.0.0", "9.5.21", "10.4.1", "11.6.4+security-01", "12.0.0-x"])
def test_versions_that_the_boards_are_made_for(number) -> None:
    assert found(number) == []


@pytest.mark.parametrize("number", ["8.5.27", "7.0.0"])
def test_one_that_is_too_old(number) -> None:
    assert found(number) == [
        (
            "error",
            f"Grafana {number} is too old: the boards are made for 9 and later",
            "upgrade Grafana",
        )
    ]


def test_what_13_deprecates() -> None:
    assert found("13.1.0") == [
        (
            "info",
            "Grafana 13.1.0 has the API below /api for the time being: it is deprecated",
            "--api apps uses the one that replaces it",
        )
    ]
    assert found("13.1.0", apps=True) == []


def test_one_that_is_newer_than_what_is_known() -> None:
    assert found("14.0.0") == [
        (
            "info",
            "Grafana 14.0.0 is newer than those that the boards are made for",
            "up to 13 is known here: is there a newer archestra-ops?",
        )
    ]


def test_one_that_is_hidden_or_odd() -> None:
    assert found("") == [("info", "it hides its version", "the boards want 9 or later")]
    assert found("main") == [
        ("info", "its version 'main' is odd", "the boards want 9 or later"),
    ]


def test_of_one_that_is_not_well_the_version_does_not_matter() -> None:
    health = Health(ok=False, version="8.0.0", database="failing")

    assert told(version, seen(health=health)) == []
