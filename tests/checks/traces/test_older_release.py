from __future__ import annotations

import pytest

from tests.checks.traces.conftest import Tempo
from tests.checks.traces.test_platform_spans import PLATFORM, sent

HINT = (
    "(the boards ask for the names of today and do not find them: update the platform, or search "
    "for 'llm.provider', 'llm.model', 'llm.stream', 'agent.id', 'agent.name')"
)


@pytest.mark.parametrize(
    ("name", "attributes", "said"),
    [
        (
            "openai.chat.completions",
            {"llm.provider": "openai"},
            "'llm.provider' (now 'gen_ai.provider.name')",
        ),
        ("x", {"agent.name": "a"}, "'agent.name' (now 'gen_ai.agent.name')"),
        ("openai.chat.completions", {}, "spans called 'openai.chat.completions'"),
    ],
)
def test_spans_of_an_older_release_are_recognised(found, receiver, name, attributes, said) -> None:
    sent(receiver, "Archestra Platform API", name, **attributes)

    assert found(receiver, Tempo(receiver)) == [
        (
            "http://tempo:3200: warning traces/older-release: spans of an older release are "
            f"there: {said} {HINT}"
        )
    ]


def test_beside_todays_they_are_only_mentioned(found, receiver) -> None:
    sent(receiver, "Archestra Platform API", "anthropic.messages")
    sent(receiver, "Archestra", "chat x", **PLATFORM)

    (finding,) = found(receiver, Tempo(receiver))

    assert finding.startswith("http://tempo:3200: info traces/older-release:")
