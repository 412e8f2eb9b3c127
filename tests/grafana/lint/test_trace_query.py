from __future__ import annotations

from dataclasses import replace

import pytest

from tests.grafana.lint.boards import OTHERS, board, hints, panel, said

OURS = replace(OTHERS, ours=True)
TYPED = {"name": "session", "type": "textbox"}
AGENT = {"name": "agent", "type": "query", "query": ""}


def asked(text: str, kind: str = "tempo"):
    target = {"query" if kind == "tempo" else "expr": text}
    source = {"type": kind, "uid": f"${{{kind}}}"}
    return board(panel({"refId": "A", "datasource": source, **target}), variables=(TYPED, AGENT))


@pytest.mark.parametrize("scope", [OURS, OTHERS])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{ span.gen_ai.conversation.id =~ ".*$session.*" }', "tempo"),
        ("{ span.gen_ai.conversation.id = ${session} }", "tempo"),
        ('{service_name="Archestra"} |= "${session}"', "loki"),
    ],
)
def test_a_typed_value_that_can_end_its_quotes_is_found(text, kind, scope) -> None:
    wrong = asked(text, kind)

    assert said("trace-query", wrong, scope) == [
        "Is it well?: '$session' is typed by a user and not quoted"
    ]
    assert hints("trace-query", wrong, scope) == [
        "write ${session:doublequote} instead of quotes of your own"
    ]


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("{ span.no_such_thing = 1 }", "tempo", "no span has 'no_such_thing'"),
        ('{no_such_thing="1"}', "loki", "no log record has 'no_such_thing'"),
        ("{ status = error", "tempo", "'{' is not closed"),
    ],
)
def test_of_ours_the_fields_are_known_too(text, kind, message) -> None:
    assert said("trace-query", asked(text, kind), OURS) == [f"Is it well?: {message}"]
    assert said("trace-query", asked(text, kind)) == []


@pytest.mark.parametrize("scope", [OURS, OTHERS])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{ span.gen_ai.conversation.id = ${session:doublequote} }", "tempo"),
        ('{ span.gen_ai.agent.name =~ "${agent:regex}" }', "tempo"),
        ("${session}", "tempo"),
        ("$session", "tempo"),
        ("", "tempo"),
        ('{x="$session"', "other"),
    ],
)
def test_what_is_quoted_or_chosen_is_fine(text, kind, scope) -> None:
    assert said("trace-query", asked(text, kind), scope) == []
