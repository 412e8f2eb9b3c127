"""Lines that begin with #."""

import pytest

from archestra_ops.exposition import Format, Kind
from archestra_ops.exposition.metadata import Metadata, Word, read_metadata
from archestra_ops.exposition.problems import LineError

CLASSIC, OPENMETRICS = Format.CLASSIC, Format.OPENMETRICS


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        (CLASSIC, "# HELP a b c", Metadata(Word.HELP, "a", "b c")),
        (CLASSIC, "# HELP a", Metadata(Word.HELP, "a", "")),
        (CLASSIC, r"# HELP a \\ \n \"", Metadata(Word.HELP, "a", '\\ \n \\"')),
        (CLASSIC, "#\tTYPE  a gauge", Metadata(Word.TYPE, "a", "gauge")),
        (CLASSIC, "# UNIT a seconds", Metadata(Word.COMMENT)),
        (CLASSIC, "# EOF", Metadata(Word.COMMENT)),
        (CLASSIC, "#HELP a b", Metadata(Word.COMMENT)),
        (CLASSIC, "# HELP", Metadata(Word.COMMENT)),
        (CLASSIC, '# TYPE "http.status" counter', Metadata(Word.TYPE, "http.status", "counter")),
        (OPENMETRICS, "# HELP a ", Metadata(Word.HELP, "a", "")),
        (OPENMETRICS, r'# HELP a \\ \n \" "', Metadata(Word.HELP, "a", '\\ \n " "')),
        (OPENMETRICS, "# TYPE a gaugehistogram", Metadata(Word.TYPE, "a", "gaugehistogram")),
        (OPENMETRICS, "# UNIT a_seconds seconds", Metadata(Word.UNIT, "a_seconds", "seconds")),
        (OPENMETRICS, "# UNIT a ", Metadata(Word.UNIT, "a", "")),
        (OPENMETRICS, "# EOF", Metadata(Word.EOF)),
    ],
)
def test_read(form, text, found):
    assert read_metadata(text, form) == found


@pytest.mark.parametrize(
    ("form", "text", "kind", "message"),
    [
        (CLASSIC, "# HELP 1a b", Kind.SYNTAX, "'# HELP 1a b' needs a metric name and a text"),
        (OPENMETRICS, "# HELP a", Kind.SYNTAX, "'# HELP a' needs a metric name and a text"),
        (
            CLASSIC,
            "# TYPE a gauge ",
            Kind.TYPE,
            "family 'a' has the unknown type 'gauge ': Prometheus drops the page",
        ),
        (
            OPENMETRICS,
            "# TYPE a untyped",
            Kind.TYPE,
            "family 'a' has the unknown type 'untyped': Prometheus drops the page",
        ),
        (
            OPENMETRICS,
            "# hello",
            Kind.COMMENT,
            "comment '# hello': Prometheus drops the whole page",
        ),
        (OPENMETRICS, "# EOF ", Kind.COMMENT, "comment '# EOF ': Prometheus drops the whole page"),
        (
            OPENMETRICS,
            "# UNIT a seconds",
            Kind.UNIT,
            "unit 'seconds' is not the end of the name 'a': Prometheus drops the page",
        ),
    ],
)
def test_refused(form, text, kind, message):
    with pytest.raises(LineError) as caught:
        read_metadata(text, form)
    assert caught.value.kind is kind
    assert str(caught.value) == message
