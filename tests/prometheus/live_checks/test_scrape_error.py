from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.live_checks.scrape_error import explained

PLATFORM = packs.platform("archestra")
WEB = "the web process has it at port 9050, path '/metrics'"


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        ("server returned HTTP status 401 Unauthorized", "its page wants a bearer token (401)"),
        (
            'unexpected status code returned when scraping "http://a": 401; expecting 200',
            "its page wants a bearer token (401)",
        ),
        (
            "server returned HTTP status 403 Forbidden",
            "something before its page lets nobody in (403)",
        ),
        ("server returned HTTP status 404 Not Found", "there is no page at that address (404)"),
        (
            "server returned HTTP status 503 Service Unavailable",
            "it answers with an error of its own",
        ),
        ("server returned HTTP status 302 Found", "it sends the scraper elsewhere"),
        (
            (
                'received unsupported Content-Type "text/html" and no fallback_scrape_protocol '
                "specified for target"
            ),
            "its page says of no format that Prometheus reads what it is",
        ),
        ('"INVALID" is not a valid start token', "what it answers is no metrics page"),
        ("data does not end with # EOF", "its page ends early"),
        (
            'Get "http://a:1/metrics": context deadline exceeded',
            "it did not answer in time",
        ),
        (
            'Get "http://a:1/metrics": dial tcp 10.0.0.1:1: connect: connection refused',
            "nothing listens at that address",
        ),
        (
            'Get "http://a:1/metrics": dial tcp: lookup a on 10.0.0.53:53: no such host',
            "no such host is known",
        ),
        (
            'Get "https://a:1/metrics": tls: first record does not look like a TLS handshake',
            "TLS does not come about",
        ),
        (
            'Get "https://a/metrics": x509: certificate signed by unknown authority',
            "TLS does not come about",
        ),
        ("sample limit exceeded", "its page is larger than the job allows"),
        ("body size limit exceeded", "its page is larger than the job allows"),
        ('Get "http://a:1/metrics": EOF', "it hung up"),
        ('expected comma or left brace, got "INVALID"', "its page is malformed"),
        ("something else", "its last scrape failed"),
        ("", ""),
    ],
)
def test_every_error_has_a_meaning(error, meaning) -> None:
    assert explained(error, PLATFORM, "web")[0] == meaning


def test_where_the_page_is() -> None:
    error = "server returned HTTP status 404 Not Found"

    assert explained(error, PLATFORM, "web")[1] == WEB
    assert explained(error, PLATFORM, "postgres")[1] == "the exporter's page is at '/metrics'"
