"""What a line is, given those before it."""

import pytest

from archestra_ops.exposition import Format, Kind, Sample
from archestra_ops.exposition.lines import OVERLONG
from archestra_ops.exposition.metadata import Metadata, Word
from archestra_ops.exposition.problems import LineError
from archestra_ops.exposition.scan import Scanner


def test_lines_of_a_classic_page():
    scanner = Scanner(Format.CLASSIC)
    assert scanner.read("", 1) is None
    assert scanner.read(" \t", 2) is None
    assert scanner.read("  # a comment", 3) is None
    assert scanner.read("# EOF", 4) is None
    assert not scanner.ended
    assert scanner.read("  # TYPE a gauge", 5) == Metadata(Word.TYPE, "a", "gauge")
    assert scanner.read("a 1", 6) == Sample("a", {}, 1.0, None, None, 6)


def test_lines_of_an_openmetrics_page():
    scanner = Scanner(Format.OPENMETRICS)
    assert scanner.read("# HELP a A", 1) == Metadata(Word.HELP, "a", "A")
    assert scanner.read("# EOF", 2) is None
    assert scanner.ended
    with pytest.raises(LineError, match=r"^data after '# EOF': Prometheus drops the whole page$"):
        scanner.read("", 3)


@pytest.mark.parametrize(
    ("form", "text", "kind", "message"),
    [
        (Format.OPENMETRICS, "", Kind.BLANK_LINE, "blank line: Prometheus drops the page"),
        (Format.CLASSIC, "a 1\r", Kind.CRLF, "line ends in CR LF: Prometheus drops the page"),
        (
            Format.CLASSIC,
            'a{b="\udcff"} 1',
            Kind.ENCODING,
            "'a{b=\"?\"} 1' is not UTF-8: Prometheus drops the page",
        ),
        (
            Format.CLASSIC,
            OVERLONG,
            Kind.LINE_TOO_LONG,
            "line is longer than 1 MiB, it was left out",
        ),
        (Format.CLASSIC, "<html>", Kind.NOT_METRICS, "this is HTML, not a metrics page"),
    ],
)
def test_refused(form, text, kind, message):
    with pytest.raises(LineError) as caught:
        Scanner(form).read(text, 1)
    assert (caught.value.kind, str(caught.value)) == (kind, message)


def test_a_nul_byte():
    scanner = Scanner(Format.CLASSIC)
    scanner.read("a 1", 1)
    with pytest.raises(LineError, match=r"^NUL byte, which Prometheus takes for the end"):
        scanner.read('a{b="\0"} 1', 2)


def test_only_the_beginning_is_looked_at_for_what_is_no_page():
    scanner = Scanner(Format.CLASSIC)
    scanner.read("a 1", 1)
    with pytest.raises(LineError, match=r"^line begins with '<html>', not with a metric name$"):
        scanner.read("<html>", 2)
