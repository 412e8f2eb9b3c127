from __future__ import annotations

import pytest

from tests.checks.answers import API, web_api

HINT = "(until it is ready, skills cannot run code)"


def test_a_sandbox_that_is_unreachable_is_told_with_its_reason(examined) -> None:
    answers = web_api(sandbox="unreachable", sandboxReason="connect ECONNREFUSED")

    assert examined(answers, api={"web": API}) == [
        (
            "http://localhost:9000: warning health/sandbox: the sandbox of the web process is "
            f"unreachable: connect ECONNREFUSED {HINT}"
        )
    ]


def test_a_sandbox_that_starts_is_only_mentioned(examined) -> None:
    assert examined(web_api(sandbox="initializing"), api={"web": API}) == [
        (
            "http://localhost:9000: info health/sandbox: the sandbox of the web process is "
            f"initializing {HINT}"
        )
    ]


@pytest.mark.parametrize("state", ["ready", "disabled"])
def test_a_sandbox_that_is_ready_or_not_wanted_is_fine(examined, state) -> None:
    assert examined(web_api(sandbox=state), api={"web": API}) == []
