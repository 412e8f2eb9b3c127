from __future__ import annotations

from archestra_ops.errors import FetchError
from archestra_ops.prometheus.ruler import RulerRefusedError, apply, plan
from tests.prometheus.ruler.memory import Fault, MemoryRuler, alert, group

LOST = FetchError("no answer", hint="is it up?")
NO = RulerRefusedError("it refuses", hint="ask")
WANTED = [group("p-a"), group("p-b", alert("B")), group("p-c")]
AGAIN = "run the same command again: what is done stays as it is"


def ruler(*faults: tuple[int, Fault]) -> MemoryRuler:
    """A ruler with p-b otherwise than it is wanted, p-c as it is, and p-old besides."""
    made = MemoryRuler()
    for one in (group("p-b"), group("p-c"), group("p-old")):
        made.put(one)
    made.asked.clear()
    made.faults = dict(faults)
    return made


def done(kept: MemoryRuler, stopped=lambda: False) -> list[tuple[str, str, str, str]]:
    outcomes = list(apply(kept, plan(kept, WANTED, {"p-a", "p-b", "p-c", "p-old"}), stopped))
    return [(one.step.name, one.result, one.message, one.hint) for one in outcomes]


def test_what_a_plan_says_is_done_and_the_second_time_nothing() -> None:
    kept = ruler()

    assert done(kept) == [
        ("p-a", "created", "", ""),
        ("p-b", "updated", "", ""),
        ("p-c", "unchanged", "", ""),
        ("p-old", "removed", "", ""),
    ]
    assert kept.asked == ["groups", "put p-a", "put p-b", "remove p-old", "groups"]

    kept.asked.clear()
    assert [result for _, result, _, _ in done(kept)] == ["unchanged"] * 3
    assert kept.asked == ["groups"]


def test_a_group_that_is_refused_keeps_no_other_but_what_was_to_go_stays() -> None:
    kept = ruler((2, Fault(NO)))

    assert done(kept) == [
        ("p-a", "failed", "it refuses", "ask"),
        ("p-b", "updated", "", ""),
        ("p-c", "unchanged", "", ""),
        (
            "p-old",
            "kept",
            "left in place, because another group failed that its rules may have moved to",
            "",
        ),
    ]
    assert "p-old" in kept.kept


def test_a_lost_answer_is_read_again() -> None:
    kept = ruler((2, Fault(LOST, done=True)), (5, Fault(LOST, done=True)))

    assert [result for _, result, _, _ in done(kept)] == [
        "created",
        "updated",
        "unchanged",
        "removed",
    ]
    assert kept.asked == [
        *("groups", "put p-a", "groups", "put p-b", "remove p-old", "groups"),
        "groups",  # once more in the end
    ]


def test_what_was_not_done_is_tried_again_and_in_the_end_failed() -> None:
    kept = ruler((2, Fault(LOST)))

    assert done(kept)[:2] == [("p-a", "created", "", ""), ("p-b", "updated", "", "")]
    assert kept.asked[:5] == ["groups", "put p-a", "groups", "put p-a", "put p-b"]

    kept = ruler((2, Fault(LOST)), (4, Fault(LOST)), (6, Fault(LOST)))
    assert done(kept)[0] == ("p-a", "failed", "no answer", "is it up?")


def test_where_nobody_answers_it_is_not_known() -> None:
    kept = ruler((2, Fault(LOST, done=True)), (3, Fault(LOST)))

    assert done(kept)[0] == (
        "p-a",
        "failed",
        "whether it was done is not known: no answer",
        AGAIN,
    )


def test_once_stopped_the_rest_has_no_outcome() -> None:
    kept = ruler()

    assert done(kept, lambda: "put p-a" in kept.asked) == [("p-a", "created", "", "")]


NOTHING = (
    "the server said that it was done, and it is not",
    "is the address that of a ruler, and does only one server answer there?",
)


class Yes(MemoryRuler):
    """A server that says yes to everything, and does none of it."""

    def put(self, group) -> None:
        self.asked.append(f"put {group.name}")

    def remove(self, name) -> None:
        self.asked.append(f"remove {name}")


def test_what_is_not_there_in_the_end_has_failed() -> None:
    kept = Yes(kept=ruler().kept)

    assert done(kept) == [
        ("p-a", "created", "", ""),
        ("p-b", "updated", "", ""),
        ("p-c", "unchanged", "", ""),
        ("p-old", "removed", "", ""),
        ("p-a", "failed", *NOTHING),
        ("p-b", "failed", *NOTHING),
        ("p-old", "failed", *NOTHING),
    ]


def test_a_group_in_the_server_s_own_words_is_there() -> None:
    class Wordy(MemoryRuler):
        def groups(self):
            return {name: {**one, "limit": "7"} for name, one in super().groups().items()}

    assert [result for _, result, _, _ in done(Wordy())] == ["created"] * 3


def test_what_cannot_be_read_in_the_end_is_not_known() -> None:
    kept = ruler((5, Fault(LOST)))

    message = "whether it was done is not known: no answer"
    assert done(kept)[4:] == [(name, "failed", message, AGAIN) for name in ("p-a", "p-b", "p-old")]
