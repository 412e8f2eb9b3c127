"""Valid PromQL made up by hypothesis; what promql-parser says an expression selects."""

from __future__ import annotations

import re
from itertools import cycle

import promql_parser
from hypothesis import strategies as st

from archestra_ops import promql

Parts = tuple[str, ...]
Found = tuple[str | None, list[tuple[str, str, str]]]

# Keywords, functions and aggregations are allowed as names of metrics and of labels.
_METRICS = st.sampled_from(
    ["up", "sum_total", "job:x:rate5m", ":a:b", "rate", "sum", "by", "offset", "start", "or"]
)
_LABELS = st.sampled_from(["job", "le", "by", "on", "sum", "offset", "group_left", "a_b", "_x"])
_BLANKS = st.sampled_from(["", " ", "  ", "\n", "\t", ' # a "(comment\n'])
_DURATIONS = st.sampled_from(["5m", "1h30m", "90s"])
_NUMBERS = st.sampled_from(["1", "0.5", "1e-3", "0x1F", "Inf", "NaN", ".5"])
_QUOTES = st.sampled_from("\"'`")
_OPS = {"Equal": "=", "NotEqual": "!=", "Re": "=~", "NotRe": "!~"}


def selected(expr: str) -> list[Found]:
    """The names and matchers that promql-parser finds in *expr*, in its order."""
    found: list[Found] = []

    def visit(node: promql_parser.Expr) -> bool:
        if isinstance(node, promql_parser.VectorSelector):
            found.append(_normal(node))
        return True

    promql_parser.walk(promql.parse(expr), visit)
    return found


def ours(expr: str) -> list[Found]:
    """The same as `selectors` finds them."""
    return [
        (one.name, [(each.label, each.op, each.value) for each in one.matchers])
        for one in promql.selectors(expr)
    ]


def _normal(node: promql_parser.VectorSelector) -> Found:
    """With an equality matcher for the name as the name, as we have it."""
    name = node.name
    # An operator has neither a hash nor a name of its own, only a repr.
    matchers = [
        (one.name, _OPS[repr(one.op).rpartition(".")[2]], one.value)
        for one in node.matchers.matchers
    ]
    named = next((one for one in matchers if one[:2] == ("__name__", "=") and one[2]), None)
    if name is None and named:
        matchers.remove(named)
        name = named[2]
    return name, matchers


def _joined(parts: Parts, blanks: list[str]) -> str:
    """Words apart, and everything else as far apart as *blanks* says."""
    text = ""
    for part, blank in zip(parts, cycle(blanks)):
        words = re.match(r"[\w:.]", part) and re.search(r"[\w:.]\Z", text)
        text += (blank or " ") + part if words else blank + part
    return text


def _quoted(value: str, quote: str) -> str:
    if quote == "`" and "`" not in value:
        return f"`{value}`"
    quote = '"' if quote == "`" else quote
    escaped = value.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\n", "\\n")
    return f"{quote}{escaped}{quote}"


_strings = st.builds(_quoted, st.text(alphabet="ab\"'`\\{}#(),=[]\n é", max_size=6), _QUOTES)
_patterns = st.builds(_quoted, st.sampled_from(["a|b", "x.*", r"\d+", "a{1,2}", "[x]"]), _QUOTES)


def _one_of(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


def _perhaps(*parts: str) -> st.SearchStrategy[Parts]:
    return st.sampled_from([(), parts])


@st.composite
def _matcher(draw: st.DrawFn) -> Parts:
    label = draw(_LABELS | st.just('"a.b"'))
    if draw(st.booleans()):
        return (label, draw(_one_of("=", "!=")), draw(_strings))
    return (label, draw(_one_of("=~", "!~")), draw(_patterns))


@st.composite
def _selector(draw: st.DrawFn) -> Parts:
    shape = draw(_one_of("bare", "named", "quoted", "matched"))
    if shape == "bare":
        return (draw(_METRICS),)
    items = draw(st.lists(_matcher(), max_size=3))
    if shape == "quoted":
        items.insert(draw(st.integers(0, len(items))), (_quoted("my.metric", draw(_QUOTES)),))
    elif shape == "matched":
        items.append(("__name__", draw(_one_of("=", "=~")), '"up"'))
    inner = tuple(part for item in items for part in (",", *item))[1:]
    comma = draw(_perhaps(",")) if items else ()
    return (*([draw(_METRICS)] if shape == "named" else []), "{", *inner, *comma, "}")


@st.composite
def _modified(draw: st.DrawFn) -> Parts:
    at = st.sampled_from([(), (), ("@", "end", "(", ")"), ("@", "1609746000")])
    offset: Parts = ()
    if draw(st.integers(0, 3)) == 0:
        offset = ("offset", *draw(_perhaps("-")), draw(_DURATIONS))
    return (*draw(_selector()), *offset, *draw(at))


@st.composite
def _labels(draw: st.DrawFn, *words: str) -> Parts:
    names = draw(st.lists(_LABELS, max_size=3, unique=True))
    commas = tuple(part for name in names for part in (",", name))[1:]
    return (draw(_one_of(*words)), "(", *commas, *(draw(_perhaps(",")) if names else ()), ")")


@st.composite
def _aggregated(draw: st.DrawFn, vectors: st.SearchStrategy[Parts]) -> Parts:
    operators = [("sum",), ("avg",), ("SUM",), ("group",), ("topk", "3"), ("count_values", '"v"')]
    name, *parameter = draw(st.sampled_from(operators))
    inner = ("(", *((*parameter, ",") if parameter else ()), *draw(vectors), ")")
    shape = draw(_one_of("plain", "before", "after"))
    if shape == "plain":
        return (name, *inner)
    grouping = draw(_labels("by", "without", "BY"))
    return (name, *grouping, *inner) if shape == "before" else (name, *inner, *grouping)


@st.composite
def _ranged(draw: st.DrawFn, vectors: st.SearchStrategy[Parts]) -> Parts:
    name = draw(_one_of("rate", "increase", "absent_over_time", "last_over_time"))
    if draw(st.booleans()):
        return (name, "(", *draw(_selector()), f"[{draw(_DURATIONS)}]", ")")
    window = f"[{draw(_DURATIONS)}:{draw(st.just('') | _DURATIONS)}]"
    return (name, "(", "(", *draw(vectors), ")", window, ")")


@st.composite
def _called(draw: st.DrawFn, vectors: st.SearchStrategy[Parts]) -> Parts:
    inner = draw(vectors)
    called: list[Parts] = [
        ("abs", "(", *inner, ")"),
        ("absent", "(", *inner, ")"),
        ("vector", "(", "scalar", "(", *inner, ")", ")"),
        ("histogram_quantile", "(", "0.9", ",", *inner, ")"),
        ("label_replace", "(", *inner, ",", "'d'", ",", '"$1"', ",", '"job"', ",", "'(.*)'", ")"),
        ("(", *inner, ")"),
        ("-", "(", *inner, ")"),
    ]
    return draw(st.sampled_from(called))


@st.composite
def _operated(draw: st.DrawFn, vectors: st.SearchStrategy[Parts]) -> Parts:
    left, right = draw(vectors), draw(vectors)
    matching = draw(st.just(()) | _labels("on", "ignoring"))
    shape = draw(_one_of("arithmetic", "comparison", "set", "number"))
    if shape == "set":
        return (*left, draw(_one_of("and", "or", "unless", "AND")), *matching, *right)
    op: Parts = (draw(_one_of("+", "-", "*", "/", "%", "^", "atan2")),)
    if shape == "number":
        return (*left, *op, draw(_NUMBERS))
    if shape == "comparison":
        op = (draw(_one_of("==", "!=", ">", "<", ">=", "<=")), *draw(_perhaps("bool")))
    if matching and draw(st.booleans()):
        side = draw(_one_of("group_left", "group_right"))
        matching = (*matching, side, "(", *draw(_perhaps("pod")), ")")
    return (*left, *op, *matching, *right)


_vectors = st.recursive(
    _modified(),
    lambda inner: _aggregated(inner) | _called(inner) | _ranged(inner) | _operated(inner),
    max_leaves=6,
)
expressions = st.builds(_joined, _vectors, st.lists(_BLANKS, min_size=1, max_size=7))
