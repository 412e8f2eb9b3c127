from __future__ import annotations

import pytest

from archestra_ops.grafana.board import Column
from archestra_ops.grafana.columns import overrides
from tests.grafana.small import panel

CHOSEN = ("datasource", "cluster", "session", "trace")


def made(*columns: Column) -> list[dict[str, object]]:
    return overrides(panel("x", kind="table", columns=columns), "archestra-ops-small", CHOSEN)


def test_a_panel_without_columns_has_no_overrides() -> None:
    assert made() == []


@pytest.mark.parametrize(
    ("column", "properties"),
    [
        (Column(field="f"), []),
        (Column(field="f", title="Cost"), [{"id": "displayName", "value": "Cost"}]),
        (Column(field="f", unit="ms"), [{"id": "unit", "value": "ms"}]),
        (Column(field="f", width=90), [{"id": "custom.width", "value": 90}]),
        (Column(field="f", hidden=True), [{"id": "custom.hidden", "value": True}]),
        # What is taken out needs no looks.
        (
            Column(field="f", title="Cost", unit="ms", width=90, opens="trace", hidden=True),
            [{"id": "custom.hidden", "value": True}],
        ),
        (
            Column(field="f", title="Cost", unit="ms", width=90),
            [
                {"id": "displayName", "value": "Cost"},
                {"id": "unit", "value": "ms"},
                {"id": "custom.width", "value": 90},
            ],
        ),
    ],
)
def test_a_column_is_an_override_by_the_fields_name(column, properties) -> None:
    assert made(column) == [{"matcher": {"id": "byName", "options": "f"}, "properties": properties}]


def test_a_click_opens_the_board_again_with_the_value_and_everything_else_kept() -> None:
    assert made(Column(field="id", title="Session", opens="session")) == [
        {
            "matcher": {"id": "byName", "options": "id"},
            "properties": [
                {"id": "displayName", "value": "Session"},
                {
                    "id": "links",
                    "value": [
                        {
                            "title": "Show this session",
                            "url": (
                                "/d/archestra-ops-small?${datasource:queryparam}"
                                "&${cluster:queryparam}&${trace:queryparam}"
                                "&var-session=${__value.raw}&${__url_time_range}"
                            ),
                            "targetBlank": False,
                        }
                    ],
                },
            ],
        }
    ]


def test_columns_stay_in_their_order() -> None:
    found = made(Column(field="b"), Column(field="a"))

    assert [one["matcher"]["options"] for one in found] == ["b", "a"]
