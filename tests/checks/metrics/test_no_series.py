from __future__ import annotations

import re

from tests.checks.pages import relabelled

SAMPLES = re.compile(r"(?m)^chat_message_feedback_total.*\n")


def test_what_is_only_declared_is_told_apart(spoilt) -> None:
    assert spoilt(lambda text: SAMPLES.sub("", text)) == [
        (
            "info metrics/no-series: 2 metrics have no series yet: "
            "'chat_message_feedback_total' and "
            "'nodejs_active_requests' "
            "(series come with the first event; until then panels over them are empty)"
        )
    ]


def test_lines_that_cannot_be_read_are_no_sign_of_rest(spoilt) -> None:
    found = spoilt(relabelled("database_pool_size_limit", "$", "x"))

    assert [told.split(":")[0] for told in found] == ["error metrics/well-formed"]
