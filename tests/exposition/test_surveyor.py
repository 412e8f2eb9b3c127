"""A survey of a whole page, whatever is in it."""

import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops.exposition import Format, Kind, Problem, Survey, lines, survey

FIXTURES = Path(__file__).parents[1] / "fixtures" / "exposition"
WEB = (FIXTURES / "archestra_web.openmetrics.txt").read_bytes()
POSTGRES = (FIXTURES / "pg_exporter_0.11.1_pg15.prom").read_bytes()
PAGES = {Format.OPENMETRICS: WEB, Format.CLASSIC: POSTGRES}


def classic(*chunks, **options):
    return survey(chunks, format=Format.CLASSIC, **options)


def openmetrics(*chunks, **options):
    return survey(chunks, format=Format.OPENMETRICS, **options)


def told(found):
    return [(problem.line, problem.kind, problem.message) for problem in found.problems]


def test_nothing():
    assert classic() == Survey(
        format=Format.CLASSIC,
        samples=0,
        lines=0,
        bytes=0,
        families={},
        problems=(),
        problem_count=0,
    )
    assert told(openmetrics()) == [
        (1, Kind.NO_EOF, "the page does not end with '# EOF': Prometheus drops it")
    ]


@pytest.mark.parametrize(
    ("page", "problems"),
    [
        (b"a 1\n", [(1, Kind.NO_EOF, "the page does not end with '# EOF': Prometheus drops it")]),
        (
            b'a 1\nb{c="d',
            [
                (2, Kind.SYNTAX, "label value is not closed (label 'c')"),
                (2, Kind.NO_EOF, "the page does not end with '# EOF': Prometheus drops it"),
            ],
        ),
        (b"a 1\n# EOF", []),
        (
            b"a 1\n# EOF\nb 1\nc 1\nd",
            [(3, Kind.AFTER_EOF, "data after '# EOF': Prometheus drops the whole page")],
        ),
        (
            b"a 1\n# EOF\nb",
            [(3, Kind.AFTER_EOF, "data after '# EOF': Prometheus drops the whole page")],
        ),
        (
            b"a 1\r\nb 1\r\r\n# EOF\r\n",
            [(1, Kind.CRLF, "line ends in CR LF: Prometheus drops the page")],
        ),
    ],
)
def test_ends_of_an_openmetrics_page(page, problems):
    assert told(openmetrics(page)) == problems


def test_a_classic_page_without_its_last_newline():
    found = classic(b"a 1\nb 2")
    assert found.samples == 2
    assert (found.lines, found.bytes) == (2, 7)
    assert found.problems == (
        Problem(
            2,
            Kind.TRUNCATED,
            "the page ends in the middle of a line",
            "a value may have lost digits: Prometheus stores what is there",
        ),
    )


def test_a_classic_page_cut_inside_a_label():
    found = classic(b'a 1\nb{c="d')
    assert told(found) == [
        (2, Kind.SYNTAX, "label value is not closed (label 'c')"),
        (2, Kind.TRUNCATED, "the page ends in the middle of a line"),
    ]


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    ("page", "message"),
    [
        (b"\n\n<!doctype html>\n<p>a 1\n", "this is HTML, not a metrics page"),
        (b"<html>no newline", "this is HTML, not a metrics page"),
        (b'{"message": "unauthorised"}', "this is JSON, not a metrics page"),
        (b"\x1f\x8b\x08\x00", "this is compressed data, not a metrics page"),
    ],
)
def test_other_content(form, page, message):
    problem = survey([page], format=form).problems[-1]
    assert (problem.kind, problem.message) == (Kind.NOT_METRICS, message)


@pytest.mark.parametrize("page", [b"Unauthorized", b"404 page not found\n", b"Not\nFound\n"])
def test_prose(page):
    found = classic(page)
    assert told(found)[0] == (
        1,
        Kind.NOT_METRICS,
        "this is not a metrics page: none of its lines can be read",
    )
    assert found.samples == 0


def test_bytes_that_are_no_text():
    assert told(classic(b'a 1\na{b="\xff"} 1\n')) == [
        (2, Kind.ENCODING, "'a{b=\"?\"} 1' is not UTF-8: Prometheus drops the page")
    ]


def test_the_first_problems_are_kept_and_all_counted():
    found = classic(b"a 1\n" + b"a x\n" * 50, max_problems=3)
    assert [problem.line for problem in found.problems] == [2, 3, 4]
    assert found.problem_count == 50
    assert found.samples == 1


def test_the_exemplar_that_drops_the_page():
    page = WEB.replace(b"llm_blocked_tools_total", b"x_total").splitlines()
    number = next(at for at, line in enumerate(page) if b"# {traceID" in line)
    page[number] = page[number].split(b" # ")[0] + b" # {} +Inf undefined"
    found = openmetrics(b"\n".join(page) + b"\n")
    assert [(problem.line, problem.kind) for problem in found.problems] == [
        (number + 1, Kind.EXEMPLAR)
    ]
    assert found.samples == 2240


def test_a_real_page():
    found = openmetrics(WEB)
    assert found.problems == ()
    assert (found.samples, found.lines, found.bytes) == (2241, 2398, len(WEB))
    assert len(found.families) == 78
    assert sum(family.exemplars for family in found.families.values()) == 601


def test_a_real_classic_page():
    found = classic(POSTGRES)
    assert found.problems == ()
    assert (found.samples, len(found.families)) == (554, 341)


def test_a_histogram_that_a_real_exporter_gets_wrong():
    # As prometheus-postgres-exporter 0.11.1 prints pg_process_idle_seconds with Debian's queries.
    page = b"""\
# HELP h Idle time of server processes
# TYPE h histogram
h_bucket{application_name="",server="127.0.0.1:55432",le="1"} 2
h_bucket{application_name="",server="127.0.0.1:55432",le="300"} 2
h_bucket{application_name="",server="127.0.0.1:55432",le="+Inf"} 1
h_sum{application_name="",server="127.0.0.1:55432"} 0
h_count{application_name="",server="127.0.0.1:55432"} 1
"""
    assert told(classic(page)) == [
        (
            5,
            Kind.BUCKET_COUNT,
            "bucket of 'h' up to +Inf counts 1, fewer than the 2 of the one below it",
        )
    ]


@settings(deadline=None, max_examples=25)
@given(st.integers(min_value=1, max_value=4000), st.sampled_from(Format))
def test_borders_do_not_matter(size, form):
    page = PAGES[form]
    chunks = [page[at : at + size] for at in range(0, len(page), size)]
    assert survey(chunks, format=form) == survey([page], format=form)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300), st.sampled_from(Format))
def test_no_bytes_break_it(page, form):
    found = survey([page], format=form)
    assert found.bytes == len(page)
    assert all(1 <= problem.line <= max(found.lines, 1) for problem in found.problems)


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=0), st.sampled_from(Format))
def test_no_mutation_breaks_it(seed, form):
    page = PAGES[form]
    random_ = random.Random(seed)  # noqa: S311 - no secret
    at = random_.randrange(len(page) - 20_000)
    mutated = bytearray(page[at : at + 20_000])
    for _ in range(random_.randrange(1, 60)):
        place = random_.randrange(len(mutated))
        mutated[place : place + random_.randrange(3)] = random_.choice(
            [b"", b'"', b"\\", b"\n", b"{", b"}", b"#", b"\xff", b"\0", b" ", b",", b"e9", b"le"]
        )
    found = survey([bytes(mutated)], format=form, max_problems=10)
    if all(problem.kind is not Kind.NOT_METRICS for problem in found.problems):
        assert found.lines == mutated.count(b"\n") + (not mutated.endswith(b"\n"))


def test_memory_does_not_grow_with_the_page(monkeypatch):
    monkeypatch.setattr(lines, "_BLOCK", 1 << 14)

    def page(rounds):
        for family in [*range(10)] * rounds:
            yield b"# HELP g%d G\n" % family
            for series in range(900):
                yield b'g%d{a="%d",b="%d"} 1\n' % (family, series % 30, series // 30)

    def peak(rounds):
        tracemalloc.start()
        found = survey(page(rounds), format=Format.CLASSIC)
        assert found.samples == rounds * 9_000
        return tracemalloc.get_traced_memory()[1]

    small, large = peak(2), peak(8)
    tracemalloc.stop()
    assert large < small * 1.3
