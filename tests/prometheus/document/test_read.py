from __future__ import annotations

from contextlib import suppress
from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.prometheus.document import Rows, Table, Value, YamlError, read, read_all


def plain(value: Value) -> object:
    if isinstance(value, Table):
        return {key: plain(entry) for key, entry in value.entries.items()}
    return [plain(entry) for entry in value.values] if isinstance(value, Rows) else value


def test_scalars_stay_what_was_written() -> None:
    text = "{a: no, b: 007, c: 1e3, d: ~, e: , f: '~', g: null, h: 2026-01-15, i: !!str 5, 1: x}"

    assert plain(read(text)) == {
        "a": "no",
        "b": "007",
        "c": "1e3",
        "d": None,
        "e": None,
        "f": "~",
        "g": None,
        "h": "2026-01-15",
        "i": "5",
        "1": "x",
    }


def test_every_key_and_every_value_of_a_list_has_its_line() -> None:
    table = read("# first\na:\n  b: |\n    text\n  c:\n  - x\n\n  - y: z\n")

    assert isinstance(table, Table)
    assert (table.line, table.line_of("a"), table.line_of("absent")) == (2, 2, 2)
    inner = table.table("a")
    assert (inner.line, dict(inner.lines)) == (3, {"b": 3, "c": 5})
    assert inner.rows("c").lines == [6, 8]


def test_what_is_not_there_is_empty() -> None:
    table = read("{a: text, b: [x, {c: d}], e: {f: g}}")

    assert isinstance(table, Table)
    assert (table.text("a"), table.text("b"), table.text("z")) == ("text", None, None)
    assert plain(table.table("a")) == {}
    assert plain(table.rows("a")) == []
    assert list(table.rows("b").texts()) == [(1, "x")]
    assert [plain(inner) for inner in table.tables("b")] == [{"c": "d"}]


@pytest.mark.parametrize("text", ["", "# nothing", "---\n", "~"])
def test_an_empty_file_says_nothing(text) -> None:
    assert read(text) is None


def test_aliases_and_merges_are_written_out() -> None:
    text = """\
        base: &base {a: 1, b: 2}
        more: &more [x]
        one: {<<: *base, b: 3}
        two:
          <<: [*base, {b: 9, c: *more}]
        """

    assert plain(read(dedent(text))) == {
        "base": {"a": "1", "b": "2"},
        "more": ["x"],
        "one": {"b": "3", "a": "1"},
        "two": {"a": "1", "b": "2", "c": ["x"]},
    }


BOMB = "- &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"- &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("a: 1\nb: 2\na: 3", 3, "the key 'a' is given twice", "it is in line 1 already"),
        ("a\n---\nb", 2, "a second document starts here", "Prometheus reads the first alone"),
        ("a: *b", 1, "the alias '*b' stands for nothing before it", ""),
        ("a: &b\n  c: *b", 2, "the alias '*b' stands for nothing before it", ""),
        ("[" * 101, 1, "it is nested deeper than 100 levels", ""),
        ("[" * 100_000, 1, "it is nested deeper than 100 levels", ""),
        (BOMB, 6, "it has more than 1,000,000 values, aliases written out", ""),
        ("? [1]\n: 2", 1, "a list or a table is used as a key", ""),
        ("a:\n  <<: 4", 2, "'<<' merges something that is not a table", ""),
        ("a: b\nc: \x07", 2, "the character '\\x07' is not allowed in YAML", ""),
        (
            "a:\n\t- x",
            2,
            (
                "not YAML: while scanning for the next token: "
                "found character that cannot start any token"
            ),
            "indent with spaces: YAML takes no tabs",
        ),
        (
            "- a\n- b: 'c\td'\n   e: f",
            3,
            "not YAML: while parsing a block mapping: did not find expected key",
            "",
        ),
        (
            'a: b\nc: "d',
            2,
            "not YAML: while scanning a quoted scalar: found unexpected end of stream",
            "",
        ),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_what_is_not_safe_yaml_is_refused(text, line, message, hint) -> None:
    with pytest.raises(YamlError) as refused:
        read(text)

    assert (refused.value.line, str(refused.value), refused.value.hint) == (line, message, hint)


@given(st.text())
def test_any_text_is_read_or_refused(text) -> None:
    with suppress(YamlError):
        read(text)


values = st.recursive(
    st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@given(values)
def test_texts_lists_and_tables_read_back(value) -> None:
    text = yaml.safe_dump(value, default_style='"', width=20)

    # PyYAML writes a merge key in quotes like any other, and no configuration has one.
    if '"<<"' not in text:
        assert plain(read(text)) == value


def test_all_documents_are_read_each_with_its_line() -> None:
    text = "a: &x 1\n---\nb: 2\n...\n---\n# nothing\n---\n- c\n"

    assert [(one.line, plain(one.value)) for one in read_all(text)] == [
        (1, {"a": "1"}),
        (2, {"b": "2"}),
        (5, None),
        (7, ["c"]),
    ]
    assert read_all("") == ()


def test_an_alias_stands_for_nothing_in_another_document() -> None:
    with pytest.raises(YamlError, match="stands for nothing before it"):
        read_all("a: &x 1\n---\nb: *x\n")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nb: x: y\n", 2, 5),
        ("a: 1\n  b: 2\n", 2, 4),
        ("a:\n  b: 1\n  b: 2\n", 3, 3),
        ("a: \x01", 1, 4),
        ("a: *x", 1, 0),
    ],
)
def test_what_is_wrong_has_its_line_and_mostly_its_column(text, line, column) -> None:
    with pytest.raises(YamlError) as caught:
        read(text)

    assert (caught.value.line, caught.value.column) == (line, column)
