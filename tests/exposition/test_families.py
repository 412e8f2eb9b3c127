"""Which samples belong to which family."""

import pytest

from archestra_ops.exposition import Format
from archestra_ops.exposition.families import (
    belongs,
    bound_label,
    is_alone,
    may_have_exemplar,
    misnamed,
    suffixes,
)

CLASSIC, OPENMETRICS = Format.CLASSIC, Format.OPENMETRICS


@pytest.mark.parametrize(
    ("form", "kind", "expected"),
    [
        (CLASSIC, "counter", ("",)),
        (CLASSIC, "histogram", ("_bucket", "_sum", "_count")),
        (CLASSIC, "unknown", ("",)),
        (OPENMETRICS, "counter", ("_total", "_created")),
        (OPENMETRICS, "histogram", ("_bucket", "_sum", "_count", "_created")),
        (OPENMETRICS, "gaugehistogram", ("_bucket", "_gsum", "_gcount")),
        (OPENMETRICS, "summary", ("", "_sum", "_count", "_created")),
        (OPENMETRICS, "info", ("_info",)),
        (OPENMETRICS, "stateset", ("",)),
    ],
)
def test_suffixes(form, kind, expected):
    assert suffixes(form, kind) == expected
    assert all(belongs(form, kind, suffix) for suffix in expected)
    assert not belongs(form, kind, "_other")


def test_what_is_meant_belongs_too():
    assert belongs(CLASSIC, "counter", "_total")
    assert belongs(OPENMETRICS, "counter", "")
    assert not belongs(OPENMETRICS, "gauge", "_total")
    assert not belongs(CLASSIC, "gauge", "_total")


def test_misnamed():
    assert misnamed(CLASSIC, "counter", "a", "_total") == (
        "samples of counter 'a' are named 'a_total', another metric here",
        "OpenMetrics writes it so; serve the page as application/openmetrics-text",
    )
    assert misnamed(OPENMETRICS, "counter", "a_total", "") == (
        "the TYPE line of counter 'a_total' has the '_total' that OpenMetrics leaves out",
        "write '# TYPE a counter'",
    )
    assert misnamed(OPENMETRICS, "counter", "a", "") == (
        "sample 'a' of a counter does not end in '_total'",
        "",
    )
    assert misnamed(CLASSIC, "histogram", "a", "") == (
        "histogram 'a' has a sample of that bare name",
        "",
    )


def test_bound_label():
    assert bound_label("histogram", "_bucket", "a") == "le"
    assert bound_label("histogram", "_sum", "a") == ""
    assert bound_label("summary", "", "a") == "quantile"
    assert bound_label("summary", "_count", "a") == ""
    assert bound_label("gauge", "", "a") == ""
    assert bound_label("unknown", "", "a_bucket") == "le"


def test_the_rest():
    assert may_have_exemplar("a_total")
    assert may_have_exemplar("a_bucket")
    assert not may_have_exemplar("a_sum")
    assert is_alone(OPENMETRICS, "counter", "_total")
    assert not is_alone(OPENMETRICS, "counter", "_created")
    assert not is_alone(CLASSIC, "summary", "")
    assert is_alone(CLASSIC, "gauge", "")
