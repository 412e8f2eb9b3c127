"""Which of the two text formats a page is in, told by its header or by itself.

Facts from prometheus/prometheus, model/textparse/interface.go and config/config.go (3.x).
"""

from __future__ import annotations

import re
from enum import StrEnum


class Format(StrEnum):
    """A text format that Prometheus scrapes."""

    CLASSIC = "classic"
    OPENMETRICS = "openmetrics"

    @property
    def content_type(self) -> str:
        """The header that a server of this format sends, as client libraries spell it."""
        if self is Format.OPENMETRICS:
            return "application/openmetrics-text; version=1.0.0; charset=utf-8"
        return "text/plain; version=0.0.4; charset=utf-8"


# Prometheus 3 looks at the media type alone. A version that none of its scrape protocols names is
# refused here nevertheless: such a page would be read as the format it is not.
_VERSIONS = {
    "text/plain": (Format.CLASSIC, {"", "0.0.4", "1.0.0"}),
    "application/openmetrics-text": (Format.OPENMETRICS, {"", "0.0.1", "1.0.0"}),
}
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE = re.compile(rf"\s*({_WORD}/{_WORD})\s*((?:;.*)?)", re.DOTALL)
_PARAMETER = re.compile(rf';\s*({_WORD})\s*=\s*(?:({_WORD})|"((?:[^"\\]|\\.)*)")\s*')


def format_of(content_type: str) -> Format | None:
    """The text format that a Content-Type header announces, as Prometheus 3 understands it.

    None where Prometheus 3 fails the scrape unless it has a `fallback_scrape_protocol`: no header,
    one that does not parse, another media type. Parameters come in any order and case.
    """
    media = _MEDIA_TYPE.fullmatch(content_type)
    if media is None:
        return None
    found, versions = _VERSIONS.get(media[1].lower(), (None, set[str]()))
    parameters = _parameters(media[2])
    if parameters is None or parameters.get("version", "") not in versions:
        return None
    return found


def _parameters(text: str) -> dict[str, str] | None:
    """The parameters by their lower-case names, None where Go's mime package refuses them."""
    found: dict[str, str] = {}
    at = 0
    while parameter := _PARAMETER.match(text, at):
        name = parameter[1].lower()
        if name in found:
            return None
        found[name] = parameter[2] or re.sub(r"\\(.)", r"\1", parameter[3] or "")
        at = parameter.end()
    return found if text[at:].strip() in {"", ";"} else None


_OPENMETRICS_ONLY = re.compile(
    rb"""^\#\ UNIT\                                         # a unit
    | ^[^#\n][^\n]*\ \#\ \{[^{}\n]*\}\ [0-9.eE+-]+(?:\ [0-9.eE+-]+)?\r?$   # an exemplar
    | ^\#\ TYPE\ (\S+)\ counter\r?\n(?:\#[^\n]*\n){0,2}\1_total[ {]  # the suffix is the format's
    """,
    re.MULTILINE | re.VERBOSE,
)
_END = re.compile(rb"(?:^|\n)# EOF\r?\n?\Z")


def sniff(head: bytes, tail: bytes = b"") -> Format:
    """The format of a page that came without a header: a file, or standard input.

    *head* is as much of its beginning as is at hand (some 100 kB tell it surely), *tail* its last
    bytes where they can be had. OpenMetrics is what ends with `# EOF`, has an exemplar or a unit,
    or names a counter's samples `…_total` and its TYPE line without; the rest is classic.
    """
    if _END.search(tail or head) or _OPENMETRICS_ONLY.search(head):
        return Format.OPENMETRICS
    return Format.CLASSIC


_JSON = re.compile(r'\[|\{\s*(?:\}|$|"(?:[^"\\]|\\.)*"\s*:)')


def foreign(line: str) -> str:
    """What a page that begins with *line* is, if it is no metrics page at all; else ``""``."""
    start = line.lstrip("\ufeff \t")
    if start.startswith("<"):
        return "XML" if start[:5].lower() == "<?xml" else "HTML"
    if _JSON.match(start):
        return "JSON"
    if start.startswith("\x1f"):
        return "compressed data"
    if "\0" in start:
        return "binary data"
    return ""
