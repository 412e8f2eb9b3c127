"""What the error of a scrape means, and what to do about it.

The sentences are those of Prometheus 2.42 and 3, and of VictoriaMetrics' scraper.
"""

from __future__ import annotations

import re
from typing import Final

from archestra_ops.packs.model import Platform

_BEARER: Final = (
    "give the job the metrics secret under 'authorization', as `ops scrape-config render` writes "
    "it; it is the same for every process"
)
_PAGE: Final = "`ops check metrics` names the lines of its page that are wrong"
_MEANINGS: Final[tuple[tuple[str, str, str], ...]] = (
    (r"status(?: code)?:? \"?401|: 401", "its page wants a bearer token (401)", _BEARER),
    (r"status(?: code)?:? \"?403", "something before its page lets nobody in (403)", _BEARER),
    (r"status(?: code)?:? \"?404", "there is no page at that address (404)", "{place}"),
    (
        r"status(?: code)?:? \"?5\d\d",
        "it answers with an error of its own",
        "some metrics ask the database at each scrape: is it up? `ops check health` tells",
    ),
    (
        r"status(?: code)?:? \"?3\d\d",
        "it sends the scraper elsewhere",
        "name the address that the page is at; {place}",
    ),
    (
        r"[Cc]ontent-Type",
        "its page says of no format that Prometheus reads what it is",
        "does a proxy or a login page stand before it? Prometheus 3 wants a Content-Type",
    ),
    (
        r"not a valid start token|cannot unmarshal",
        "what it answers is no metrics page",
        "does another program, or a login page, answer there? {place}",
    ),
    (r"does not end with # EOF", "its page ends early", _PAGE),
    (
        r"deadline exceeded|[Tt]imeout",
        "it did not answer in time",
        "is the process busy, or a firewall in between? `ops check metrics` asks for its page",
    ),
    (r"connection refused", "nothing listens at that address", "is it up? {place}"),
    (r"no such host|lookup ", "no such host is known", "is the name spelt right, and in DNS?"),
    (
        r"tls:|x509|certificate",
        "TLS does not come about",
        "does 'scheme' of the job fit the port, and 'tls_config' the certificate?",
    ),
    (
        r"(sample|body size|label\w*).* limit exceeded|limit.*exceeded",
        "its page is larger than the job allows",
        "raise the limit that the error names; `ops check metrics` says which metric is large",
    ),
    (r"\bEOF\b|reset by peer|broken pipe", "it hung up", "is it being restarted?"),
    (r"expected|invalid|parse|duplicate", "its page is malformed", _PAGE),
)


def explained(error: str, platform: Platform, part: str) -> tuple[str, str]:
    """What *error* means, as the end of a sentence, and what to do; of a scrape of *part*."""
    for pattern, meaning, hint in _MEANINGS:
        if re.search(pattern, error):
            return meaning, hint.format(place=_place(platform, part))
    return (
        ("its last scrape failed", "the server's page of targets has more") if error else ("", "")
    )


def _place(platform: Platform, part: str) -> str:
    process = platform.processes.get(part)
    if process is None:
        return "the exporter's page is at '/metrics'"
    return f"the {process.title} has it at port {process.port}, path '{process.path}'"
