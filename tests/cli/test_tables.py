from __future__ import annotations

import json

import pytest

from archestra_ops.cli.tables import print_table

ROWS = [
    {"name": "helm", "what_it_is": "a chart with [brackets] and words " * 3, "count": 7},
    {"name": "otel", "what_it_is": "short", "count": 12345},
]


def test_a_table_fits_80_columns_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table("kind", ROWS, "text")

    out = capsys.readouterr().out
    assert [line.rstrip() for line in out.splitlines()] == [
        "name   what it is                                                          count",
        "─" * 80,
        "helm   a chart with [brackets] and words a chart with [brackets] and           7",
        "       words a chart with [brackets] and words",
        "otel   short                                                               12345",
    ]
    assert max(map(len, out.splitlines())) == 80


def test_json_is_one_document_with_the_keys_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("kind", ROWS, "json")

    assert json.loads(capsys.readouterr().out) == {
        "type": "kind",
        "schema_version": 1,
        "items": ROWS,
    }


def test_no_rows_are_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("kind", [], "text")

    assert capsys.readouterr().out.strip() == ""
