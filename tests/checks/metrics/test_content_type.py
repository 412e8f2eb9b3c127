from __future__ import annotations

import pytest

from tests.checks.pages import capture, findings_on, page_of, usual

HINT = "(the scrape fails unless its job has a fallback_scrape_protocol; is a proxy to blame?)"


def page_with(header: str) -> list[str]:
    page = page_of(capture("web"))
    object.__setattr__(page, "content_type", header)
    return [found for found in findings_on(page) if found not in usual()]


@pytest.mark.parametrize("header", ["text/html", "application/openmetrics-text; version=2.0.0"])
def test_a_header_that_prometheus_refuses_is_named(header) -> None:
    assert page_with(header) == [
        (
            f"error metrics/content-type: Content-Type '{header}' is none that Prometheus 3 "
            "accepts "
            f"{HINT}"
        )
    ]


def test_no_header_is_refused_as_well() -> None:
    assert page_with("") == [
        f"error metrics/content-type: it has no Content-Type, which Prometheus 3 asks for {HINT}"
    ]


def test_the_header_of_the_platform_is_fine() -> None:
    assert page_with("application/openmetrics-text; version=1.0.0; charset=utf-8") == []


def test_a_page_of_html_has_a_greater_fault() -> None:
    page = page_of("<!doctype html><html></html>\n")
    object.__setattr__(page, "content_type", "text/html")

    assert [told.split(":")[0] for told in findings_on(page)] == ["error metrics/well-formed"]
