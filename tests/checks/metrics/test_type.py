from __future__ import annotations

import re

from tests.checks.pages import replace


def test_another_type_is_wrong(spoilt) -> None:
    assert spoilt(replace("# TYPE sandbox_commands counter", "# TYPE sandbox_commands gauge")) == [
        (
            "error metrics/type: 'sandbox_commands_total' is of type gauge here, and ought to "
            "be of "
            "type counter (panels and alerts rely on the type: rate() is for counters alone)"
        )
    ]


def test_no_type_is_wrong(spoilt) -> None:
    assert spoilt(replace("# TYPE sandbox_commands counter\n", "")) == [
        (
            "error metrics/type: 'sandbox_commands_total' has no TYPE line here, and ought to "
            "be of "
            "type counter (panels and alerts rely on the type: rate() is for counters alone)"
        )
    ]


def test_metrics_with_the_same_fault_are_told_together(spoilt) -> None:
    lost = re.compile(r"(?m)^# TYPE process_\w+_fds gauge\n")

    assert spoilt(lambda text: lost.sub("", text)) == [
        (
            "error metrics/type: 'process_open_fds' and 'process_max_fds' have no TYPE line "
            "here, and "
            "ought to be of type gauge (panels and alerts rely on the type: rate() is for counters "
            "alone)"
        )
    ]
