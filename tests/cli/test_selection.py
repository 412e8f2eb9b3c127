from __future__ import annotations

import pytest

from archestra_ops.cli.selection import choose
from archestra_ops.errors import OpsError

KNOWN, OPT_IN = ("raw-counter", "no-unit", "job-matcher"), ("job-matcher",)


def chosen(select=(), ignore=()) -> set[str]:
    return set(choose(select, ignore, known=KNOWN, opt_in=OPT_IN))


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ([], [], {"raw-counter", "no-unit"}),
        (["default"], [], {"raw-counter", "no-unit"}),
        (["all"], [], {"raw-counter", "no-unit", "job-matcher"}),
        (["no-unit"], [], {"no-unit"}),
        (["no-unit,job-matcher"], [], {"no-unit", "job-matcher"}),
        (["no-unit", " raw-counter ,"], [], {"no-unit", "raw-counter"}),
        (["default,job-matcher"], ["no-unit"], {"raw-counter", "job-matcher"}),
        ([], ["no-unit", "raw-counter"], set()),
        (["all"], ["default"], {"job-matcher"}),
        (["", ","], [], {"raw-counter", "no-unit"}),
    ],
)
def test_what_is_selected_without_what_is_ignored(select, ignore, expected) -> None:
    assert chosen(select, ignore) == expected


@pytest.mark.parametrize(
    ("select", "ignore", "message", "hint"),
    [
        (["row-counter"], [], "--select 'row-counter' is no rule", "did you mean 'raw-counter'?"),
        ([], ["no-unit,x"], "--ignore 'x' is no rule", None),
    ],
)
def test_a_name_that_no_rule_has_is_refused(select, ignore, message, hint) -> None:
    with pytest.raises(OpsError) as raised:
        chosen(select, ignore)

    assert str(raised.value) == message
    assert raised.value.hint == hint or hint is None
    assert hint or raised.value.hint == "one of: all, default, job-matcher, no-unit, raw-counter"
