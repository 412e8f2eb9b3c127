from __future__ import annotations

from archestra_ops.emitter.events import Happening
from archestra_ops.emitter.tracing.turns import Turns
from archestra_ops.packs.span_play import Path

CHAT = Path(category="chat", source=("chat",), share=0.5)
A2A = Path(category="a2a", source=("chat",), share=0.5)
MAIL = Path(category="email", trigger="email", source=("email",))


def event(moment: float = 100.0, **labels: str) -> Happening:
    return Happening(activity="a", moment=moment, labels=labels, numbers={}, exemplar=None)


def test_a_call_of_a_model_begins_a_turn_and_others_of_the_agent_join() -> None:
    turns = Turns((MAIL,))
    turn = turns.of(event(agent_id="1", source="email"), "t", "s")

    assert (turn.trace, turn.session, turn.path) == ("t", "s", MAIL)
    assert turns.of(event(112.0, agent_id="1", source="email"), "u", "v") is turn
    assert turns.of(event(90.0, agent_id="1"), "u", "v") is turn
    assert turns.of(event(113.0, agent_id="1", source="email"), "u", "v") is not turn


def test_what_belongs_to_nobody_is_no_turn() -> None:
    turns = Turns((MAIL,))
    turns.of(event(agent_id="1", source="email"), "t", "s")

    assert turns.of(event(agent_id="2"), "u", "v") is None
    assert turns.of(event(agent_id="1", source="api"), "u", "v") is None
    assert turns.of(event(agent_id="", source="email"), "u", "v") is None
    assert turns.of(event(), "u", "v") is None


def test_the_ways_have_their_shares_and_a_trace_always_the_same() -> None:
    def category(trace: str) -> str:
        return Turns((CHAT, A2A)).of(event(agent_id="1", source="chat"), trace, "s").path.category

    found = [category(str(number)) for number in range(200)]

    assert 70 < found.count("a2a") < 130
    assert found == [category(str(number)) for number in range(200)]


def test_a_turn_is_over_when_nothing_can_come_any_more() -> None:
    turns = Turns((MAIL,))
    turn = turns.of(event(agent_id="1", source="email"), "t", "s")

    assert list(turns.over(130.0)) == []
    assert list(turns.over(131.0)) == [turn]
    assert turns.open == []
