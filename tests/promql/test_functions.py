from __future__ import annotations

import promql_parser
import pytest

from archestra_ops.promql import functions


@pytest.mark.parametrize("name", sorted(functions.NAMES))
def test_promql_parser_knows_each_function(name):
    try:
        promql_parser.parse(f"{name}()")
    except ValueError as error:
        assert "unknown function" not in str(error)  # noqa: PT017 - most take an argument


@pytest.mark.parametrize("name", sorted(functions.AGGREGATIONS))
def test_promql_parser_knows_each_aggregation(name):
    parameter = {"count_values": '"v", '}.get(name, "1, " if name in TWO else "")

    promql_parser.parse(f"{name} by (job) ({parameter}up)")


TWO = functions.SELECTING | {"quantile"}


def test_every_function_with_something_special_is_a_function():
    special = functions.SCALARS | functions.KEEP_NAME | functions.BUCKETS | functions.ABSENCE
    special |= functions.ADDS.keys() | functions.READS.keys()

    assert special - functions.NAMES - functions.AGGREGATIONS == {
        *("step", "start", "end", "range", "min_of", "max_of"),
        *("first_over_time", "histogram_quantiles"),
    }
