from __future__ import annotations

from io import BytesIO

import pytest

from archestra_ops import packs
from archestra_ops.checks.metrics import well_formed
from archestra_ops.checks.reading import Reader
from archestra_ops.findings import Severity
from tests.checks.pages import capture, findings_on, page_of, replace, told


def test_a_line_that_stands_twice_is_an_error(spoilt) -> None:
    line = 'sandbox_commands_total{status="ok"} 31\n'

    assert spoilt(replace(line, line + line)) == [
        (
            "error metrics/well-formed: line 119: sample 'sandbox_commands_total{status=\"ok\"}' "
            "stands twice (Prometheus keeps one of them and logs a warning; which one is left open)"
        )
    ]


def test_disorder_is_a_warning(spoilt) -> None:
    line = 'sandbox_commands_total{status="ok"} 31\n'
    change = replace(line, "")

    assert spoilt(lambda text: change(text).replace("# EOF", f"{line}# EOF")) == [
        (
            "warning metrics/well-formed: line 2397: family 'sandbox_commands' goes on here after "
            "another one (all lines of a family stand together)"
        )
    ]


@pytest.mark.parametrize(("size", "line"), [(100_000, 507), (300_000, 1196), (544_540, 2397)])
def test_a_page_that_was_cut_off_says_that_and_nothing_else(size, line) -> None:
    found = findings_on(page_of(capture("web")[:size], expected=("web",)))

    assert [told for told in found if not told.startswith("info")] == [
        (
            f"error metrics/well-formed: line {line}: the page does not end with '# EOF': "
            "Prometheus "
            "drops it (it was cut on its way, or whatever makes it up forgets the end mark)"
        )
    ]


def test_the_classic_format_shows_only_a_cut_line() -> None:
    found = findings_on(page_of("# TYPE llm_tokens_total counter\nllm_tokens_total{ty"))

    assert [told for told in found if not told.startswith("info")] == [
        (
            "error metrics/well-formed: line 2: the page ends in the middle of a line "
            "(a value may have lost digits: Prometheus stores what is there)"
        )
    ]


def test_of_many_problems_the_first_are_told() -> None:
    found = findings_on(page_of(capture("web").replace('"} ', '"}  ')))

    problems = [told for told in found if "metrics/well-formed" in told]
    assert len(problems) == 11
    assert problems[-1] == (
        "error metrics/well-formed: 2,202 more problems with the page "
        "(put the first ones right: others often follow from them)"
    )


def test_an_empty_page_is_called_empty() -> None:
    expected = [
        (
            "error metrics/well-formed: the page is empty: it has no metric at all "
            "(is it the right address or file, and was it written to its end?)"
        )
    ]

    assert findings_on(page_of("")) == expected
    assert findings_on(page_of("# EOF\n")) == expected


@pytest.mark.parametrize(
    ("profile", "finding"),
    [
        (
            "otlp",
            (
                "warning metrics/well-formed: the page is empty, as it is while nothing happens "
                "(all that it has comes with events and is forgotten again: idle is not down; "
                "`ops check health` tells which it is)"
            ),
        ),
        (
            "documented",
            (
                "error metrics/well-formed: the page is empty: it has no metric at all "
                "(is it the right address or file, and was it written to its end?)"
            ),
        ),
    ],
)
def test_an_idle_collector_has_an_empty_page(profile, finding) -> None:
    platform = packs.platform("astromesh", profile)
    page = Reader(platform=platform).read(BytesIO(b""), "page")

    assert [told(one) for one in well_formed.check(page)] == [finding]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<!doctype html>\n<html></html>\n", "HTML"),
        ('{"status":"ok"}\n', "JSON"),
        ("\x1f\x8b\n", "compressed data"),
    ],
)
def test_what_is_no_metrics_page_is_called_by_its_name(text, what) -> None:
    assert findings_on(page_of(text)) == [
        (
            f"error metrics/well-formed: line 1: this is {what}, not a metrics page "
            "(look at the URL's port and path, and at what answers there without a login)"
        )
    ]


@pytest.mark.parametrize("text", ["OK", "OK\n", "Not found\nhere or there\n"])
def test_prose_is_no_metrics_page_and_its_lines_are_not_judged(text) -> None:
    page = page_of(text, platform=packs.platform("truefoundry"))

    assert [told(one) for one in well_formed.check(page)] == [
        (
            "error metrics/well-formed: line 1: this is not a metrics page: none of its lines can "
            "be read (is the address right, with its path? TrueFoundry has them by default: "
            "'gateway' at ':8787/metrics')"
        )
    ]


def test_a_count_that_is_not_its_last_bucket_is_a_warning() -> None:
    text = '# TYPE h histogram\nh_bucket{le="+Inf"} 8\nh_sum 4\nh_count 9\n# EOF\n'

    assert [one.severity for one in well_formed.check(page_of(text))] == [Severity.WARNING]
