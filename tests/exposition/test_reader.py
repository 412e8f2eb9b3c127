"""Samples one by one, and the first line that is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import parser as classic_parser
from prometheus_client.openmetrics import parser as openmetrics_parser

from archestra_ops.errors import ExpositionError
from archestra_ops.exposition import Exemplar, Format, Sample, samples

FIXTURES = Path(__file__).parents[1] / "fixtures" / "exposition"


def read(page, form=Format.OPENMETRICS):
    return list(samples([page], format=form))


def test_a_page():
    page = b'# TYPE a counter\na_total{b="c"} 1 # {t="x"} 2 5.5\n# TYPE d gauge\nd 3 1.5\n# EOF\n'
    assert read(page) == [
        Sample("a_total", {"b": "c"}, 1.0, None, Exemplar({"t": "x"}, 2.0, 5.5), 2),
        Sample("d", {}, 3.0, 1.5, None, 4),
    ]


def test_samples_come_before_the_fault():
    found = samples([b'a 1\n\nb 2\nc{d="e} 3\n'], format=Format.CLASSIC)
    assert next(found).name == "a"
    assert next(found).line == 3
    with pytest.raises(ExpositionError) as caught:
        next(found)
    assert str(caught.value) == "line 4: label value is not closed (label 'd')"
    assert caught.value.hint == 'inside a value, " is written \\"'


@pytest.mark.parametrize(
    ("form", "page", "message"),
    [
        (Format.CLASSIC, b"a 1\nb 2", "line 2: the page ends in the middle of a line"),
        (Format.CLASSIC, b"a 1\r\n", "line 1: line ends in CR LF: Prometheus drops the page"),
        (Format.CLASSIC, b"\n<html>\n", "line 2: this is HTML, not a metrics page"),
        (Format.CLASSIC, b"<html>", "line 1: this is HTML, not a metrics page"),
        (
            Format.OPENMETRICS,
            b"",
            "line 1: the page does not end with '# EOF': Prometheus drops it",
        ),
        (
            Format.OPENMETRICS,
            b"a 1\nb",
            "line 2: the page does not end with '# EOF': Prometheus drops it",
        ),
        (Format.OPENMETRICS, b"a 1\n\n# EOF\n", "line 2: blank line: Prometheus drops the page"),
        (
            Format.OPENMETRICS,
            b"# EOF\na 1",
            "line 2: data after '# EOF': Prometheus drops the whole page",
        ),
        (
            Format.OPENMETRICS,
            b"a_total 1 # {} +Inf undefined\n# EOF\n",
            (
                "line 1: broken exemplar, timestamp 'undefined' is not a number: "
                "Prometheus drops the whole page"
            ),
        ),
    ],
)
def test_faults(form, page, message):
    with pytest.raises(ExpositionError) as caught:
        read(page, form)
    assert str(caught.value) == message


def test_good_ends():
    assert read(b"# EOF") == []
    assert read(b"", Format.CLASSIC) == []


def plain(form, name, labels, value, timestamp, exemplar):
    if form is Format.CLASSIC:
        # The official parser gives every counter its suffix.
        name = name.removesuffix("_total")
    if exemplar:
        exemplar = exemplar.labels, float(exemplar.value), round(float(exemplar.timestamp), 3)
    return name, labels, str(float(value)), timestamp, exemplar


@pytest.mark.parametrize(
    ("form", "name", "parse"),
    [
        (
            Format.OPENMETRICS,
            "archestra_web.openmetrics.txt",
            openmetrics_parser.text_string_to_metric_families,
        ),
        (
            Format.CLASSIC,
            "pg_exporter_0.11.1_pg15.prom",
            classic_parser.text_string_to_metric_families,
        ),
    ],
)
def test_real_pages_read_as_the_official_parser_reads_them(form, name, parse):
    page = (FIXTURES / name).read_bytes()
    ours = [plain(form, *sample[:5]) for sample in read(page, form)]
    theirs = [
        plain(form, *sample[:5]) for family in parse(page.decode()) for sample in family.samples
    ]
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)


@given(st.binary(max_size=200), st.sampled_from(Format))
def test_no_bytes_give_anything_but_an_exposition_error(page, form):
    try:
        read(page, form)
    except ExpositionError as error:
        assert str(error).startswith("line ")  # noqa: PT017 - both ways are right
