from __future__ import annotations

import threading

import pytest

from archestra_ops import promql
from archestra_ops.promql.reader import MAX_LEVELS, MAX_OPERATORS, Reader
from tests.promql.refusals import assert_refused


def test_reads_to_the_end_and_stays_there():
    reader = Reader("sum (")

    assert (reader.now.text, reader.following.text) == ("sum", "(")
    assert reader.skip("by") is False
    assert reader.skip("sum") is True
    assert reader.expect("(").text == "("
    assert reader.take().kind == reader.take().kind == reader.following.kind == "end"


def test_what_should_stand_there():
    assert_refused(
        lambda: Reader("  ").fail("a"),
        "expression '' is empty",
        "write at least a metric's name",
    )
    assert_refused(
        lambda: Reader("up").expect("("),
        "expression 'up' has 'up' at character 1 where '(' should be",
        "look at its beginning",
    )
    assert_refused(
        lambda: Reader("# up").expect_kind(("name",), "a name"),
        "expression '# up' ends where a name should follow",
        "look just after '# up'",
    )


def nested(levels):
    return "(" * (levels - 1) + "up" + ")" * (levels - 1)


@pytest.mark.parametrize(
    ("expr", "says"),
    [
        (nested(MAX_LEVELS + 1), "is nested more than 64 levels deep"),
        ("-" * MAX_LEVELS + "up", "is nested more than 64 levels deep"),
        ("^".join(["up"] * (MAX_LEVELS + 1)), "is nested more than 64 levels deep"),
        ("+".join(["up"] * (MAX_OPERATORS + 2)), "has more than 200 operators"),
        ("up" + "[1h:]" * (MAX_OPERATORS + 1), "has more than 200 operators"),
    ],
)
def test_what_would_overflow_a_stack_is_refused(expr, says):
    assert_refused(
        lambda: promql.parse(expr),
        f"expression '{expr[:59]}…' {says}",
        "split it up with recording rules",
    )


@pytest.mark.parametrize("expr", [nested(MAX_LEVELS), "+".join(["up"] * (MAX_OPERATORS + 1))])
def test_the_deepest_expression_fits_on_a_small_stack(expr):
    def read():
        promql.parse(expr)
        promql.needs(expr)
        done.append(promql.surviving(expr, lambda _: frozenset({"job"})))

    done = []
    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)

    assert done[0] >= {"job"}
