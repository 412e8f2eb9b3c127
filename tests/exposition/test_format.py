"""Which format a header or a page means."""

import pytest

from archestra_ops.exposition import Format, format_of, sniff
from archestra_ops.exposition.format import foreign


@pytest.mark.parametrize(
    "header",
    [
        "text/plain",
        "text/plain; version=0.0.4",
        "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8",
        "text/plain;charset=utf-8;version=1.0.0",
        'Text/Plain ; VERSION = "0.0.4" ;',
        Format.CLASSIC.content_type,
    ],
)
def test_classic(header):
    assert format_of(header) is Format.CLASSIC


@pytest.mark.parametrize(
    "header",
    [
        "application/openmetrics-text",
        "application/openmetrics-text; version=0.0.1",
        "application/openmetrics-text; charset=utf-8; version=1.0.0; escaping=underscores",
        'APPLICATION/OPENMETRICS-TEXT; escaping="values"; Version="1.0.0"',
        Format.OPENMETRICS.content_type,
    ],
)
def test_openmetrics(header):
    assert format_of(header) is Format.OPENMETRICS


@pytest.mark.parametrize(
    "header",
    [
        "",
        "text",
        "text/html",
        "application/json; version=0.0.4",
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily",
        "text/plain; version=0.0.5",
        "text/plain; version=1.0.0; version=1.0.0",
        "text/plain; version",
        "text/plain version=0.0.4",
        "application/openmetrics-text; version=2.0.0",
    ],
)
def test_neither(header):
    assert format_of(header) is None


@pytest.mark.parametrize(
    "page",
    [
        b"a 1\n# EOF\n",
        b"a 1\r\n# EOF\r\n",
        b"# EOF",
        b"# TYPE a_seconds gauge\n# UNIT a_seconds seconds\n",
        b'a_bucket{le="1"} 3 # {} 1 1795.5\nb 1\n',
        b"# TYPE a counter\n# HELP a A\na_total 3\nb 1\n",
    ],
)
def test_sniffed_openmetrics(page):
    assert sniff(page) is Format.OPENMETRICS


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"# EOF\na 1\n",
        b"# HELP a # UNIT\na 1\n",
        b"# TYPE a_total counter\na_total 3\n",
        b'a{b=" # {c} 1"} 2\n',
        b"# HELP a as in x # {} 1 1\na 1\n",
    ],
)
def test_sniffed_classic(page):
    assert sniff(page) is Format.CLASSIC


def test_the_tail_decides_where_the_head_cannot():
    assert sniff(b"a 1\n", b"b 2\n# EOF\n") is Format.OPENMETRICS
    assert sniff(b"a 1\n", b"b 2\n") is Format.CLASSIC


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("<!DOCTYPE html>", "HTML"),
        ("  <html>", "HTML"),
        ('<?xml version="1.0"?>', "XML"),
        ('{"error": "unauthorised"}', "JSON"),
        ("{", "JSON"),
        ("[1]", "JSON"),
        ("\x1f\udc8b\b", "compressed data"),
        ("\x1a\0\x02", "binary data"),
        ('{"http.status",x="y"} 1', ""),
        ("{}", "JSON"),
        ("up 1", ""),
        ("", ""),
    ],
)
def test_foreign(line, what):
    assert foreign(line) == what
