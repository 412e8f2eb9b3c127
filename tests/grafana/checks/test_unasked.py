from __future__ import annotations

from archestra_ops.errors import FetchError
from archestra_ops.grafana.api.errors import GrafanaError
from archestra_ops.grafana.checks import unasked
from archestra_ops.grafana.checks.seen import PanelAnswer
from tests.grafana.checks.made import seen, told


def test_what_got_no_answer() -> None:
    errors = (GrafanaError("status 500", hint="its log says more"), FetchError("timeout"))

    assert told(unasked, seen(failures=errors)) == [
        ("error", "status 500", "its log says more"),
        ("error", "timeout", ""),
    ]


def test_panels_that_got_no_answer_are_told_once_a_reason() -> None:
    one, other = GrafanaError("status 500", hint="see the log"), FetchError("timeout")
    panels = tuple(
        PanelAnswer(board="b", row="r", panel="p", unasked=why, frames=0 if why else 1)
        for why in (one, None, other, one)
    )

    assert told(unasked, seen(panels=panels)) == [
        ("error", "2 panels could not be asked: status 500", "see the log"),
        ("error", "1 panel could not be asked: timeout", ""),
    ]
