from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops import promql
from archestra_ops.errors import PromQLError
from archestra_ops.promql.grammar import nodes, tree
from archestra_ops.promql.tree import (
    Aggregation,
    Call,
    Labels,
    Negation,
    Number,
    Operation,
    Signal,
    Subquery,
    Text,
    Variable,
    Vector,
)
from tests.promql.refusals import assert_refused


def kept(*names):
    return Labels(keep=True, names=names)


def dropped(*names):
    return Labels(keep=False, names=names)


def shape(expr):
    """The tree of *expr* with every operation as (operator, left, right), selectors as names."""

    def draw(node):
        if isinstance(node, Vector):
            return node.name
        if isinstance(node, Operation):
            return (node.op, *map(draw, node.children))
        return (type(node).__name__, *map(draw, node.children))

    return draw(tree(expr))


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("a + b * c", ("+", "a", ("*", "b", "c"))),
        ("a - b - c", ("-", ("-", "a", "b"), "c")),
        ("a ^ b ^ c", ("^", "a", ("^", "b", "c"))),
        ("(a + b) * c", ("*", ("+", "a", "b"), "c")),
        ("a or b and c unless d", ("or", "a", ("unless", ("and", "b", "c"), "d"))),
        ("a == b + c > d", (">", ("==", "a", ("+", "b", "c")), "d")),
        ("a ATAN2 b % c", ("%", ("atan2", "a", "b"), "c")),
        ("-a ^ b", ("Negation", ("^", "a", "b"))),
        ("-a * b", ("*", ("Negation", "a"), "b")),
        ("a ^ -b * c", ("*", ("^", "a", ("Negation", "b")), "c")),
        ("+a", "a"),
        ("or or and", ("or", "or", "and")),
    ],
)
def test_operators_bind_as_in_prometheus(expr, expected):
    assert shape(expr) == expected


def test_leaves():
    assert tree("1") == tree("Inf") == tree("5m") == Number()
    assert tree('"a\\n"') == Text("a\n")
    assert tree("$limit") == Variable()
    assert tree("{{ used }}") == Signal("used")


def test_calls_and_aggregations():
    assert tree("time()") == Call("time", ())
    assert tree("round(1, 2,)") == Call("round", (Number(), Number()))
    assert tree("-1") == Negation((Number(),))
    assert tree("time()[1h:5m] offset 1d") == Subquery((Call("time", ()),), "1h:5m")
    assert tree("SUM BY (a, b,) (1)") == Aggregation("sum", (Number(),), kept("a", "b"))
    assert tree('topk(1, 2) without ("a.b", $c)') == Aggregation(
        "topk", (Number(), Number()), dropped("a.b", "$c")
    )


@pytest.mark.parametrize(
    ("between", "matching", "many", "include", "filled", "returns_bool"),
    [
        ("", None, None, (), False, False),
        ("bool", None, None, (), False, True),
        ("on ()", kept(), None, (), False, False),
        ("bool ON (a)", kept("a"), None, (), False, True),
        ("ignoring (a) group_left", dropped("a"), 0, (), False, False),
        ("on (a) group_right (b, c)", kept("a"), 1, ("b", "c"), False, False),
        ("fill (0)", None, None, (), True, False),
        ("on (a) fill_left (0) fill_right (1)", kept("a"), None, (), True, False),
    ],
)
def test_what_stands_between_operands(between, matching, many, include, filled, returns_bool):
    node = tree(f"1 > {between} 2")

    assert node == Operation(
        ">", (Number(), Number()), matching, many, include, filled, returns_bool
    )


@pytest.mark.parametrize(
    ("expr", "message", "hint"),
    [
        (
            "sum(rate(up[5m])",
            "expression 'sum(rate(up[5m])' ends where ')' should follow",
            "look just after 'sum(rate(up[5m])'",
        ),
        (
            "sum(up))",
            "expression 'sum(up))' has ')' at character 8 where an operator or the end should be",
            "look just after 'sum(up)'",
        ),
        (
            "up down",
            "expression 'up down' has 'down' at character 4 where an operator or the end should be",
            "look just after 'up'",
        ),
        (
            "a +",
            "expression 'a +' ends where a metric, a function or a number should follow",
            "look just after 'a +'",
        ),
        (
            "(a\n == b",
            "expression '(a == b' ends where ')' should follow",
            "look just after '(a == b'",
        ),
        (
            "sum(\n  a b)",
            "expression 'sum( a b)' has 'b' at line 2, character 5 where ')' should be",
            "look just after 'sum( a'",
        ),
        (
            "sum by le (up)",
            "expression 'sum by le (up)' has 'le' at character 8 where '(' should be",
            "look just after 'sum by'",
        ),
        (
            "sum by (1) (up)",
            "expression 'sum by (1) (up)' has '1' at character 9 where a label's name should be",
            "look just after 'sum by ('",
        ),
        (
            "sum()",
            "expression 'sum()' ends where something to aggregate should follow",
            "look just after 'sum()'",
        ),
    ],
)
def test_what_stands_where_it_should_not(expr, message, hint):
    assert_refused(lambda: tree(expr), message, hint)


PIECES = [*"(){}[],=+-@^ \n#\"'`$", "sum", "by", "up", "1", '"x"', "=~", "[5m]", "[1:]", "offset"]
PIECES += ["$x", "${y:z}", "{{ s }}", "{{", "or", "on", "bool", "group_left", "rate", r'"\x"', "é"]


@settings(max_examples=300, deadline=None)
@given(expr=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_is_read_or_refused_with_a_sentence(expr):
    for read in (promql.parse, promql.needs, lambda text: promql.labels(text, lambda _: None)):
        try:
            read(expr)
        except PromQLError as error:
            assert str(error).isprintable()  # noqa: PT017 - most texts are fine, and that is too
            assert error.hint  # noqa: PT017


def test_nodes_are_all_of_the_tree_from_left_to_right() -> None:
    found = nodes("sum(a) / b > 1")

    assert found[0] is tree("sum(a) / b > 1")
    assert [type(node).__name__ for node in found] == [
        *("Operation", "Operation", "Aggregation", "Vector", "Vector", "Number")
    ]
    with pytest.raises(PromQLError):
        nodes("sum(")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("1.5e3", 1500),
        (".5", 0.5),
        ("1_000", 1000),
        ("0x1f", 31),
        ("5m", 300),
        ("1h30m", 5400),
        ("inf", float("inf")),
        ("Inf", float("inf")),
    ],
)
def test_a_number_has_its_value(text, value) -> None:
    number = tree(text)

    assert isinstance(number, Number)
    assert number.value == value


def test_numbers_are_alike_whatever_their_values() -> None:
    assert tree("1") == tree("2")
