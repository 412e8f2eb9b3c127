from __future__ import annotations

from dataclasses import replace

from archestra_ops.grafana.fit import fit
from tests.grafana.small import PLATFORM, PROVIDER, UNSEEN, board, panel

SAID = "Documented, not seen in the field: said_total; until then: the calls of the proxy."


def described(*panels) -> tuple[str, list[str]]:
    found = fit(board(*panels), UNSEEN, PROVIDER)[0]
    return found.description, [one.description for one in found.panels]


def test_panels_say_what_nobody_has_met_and_what_there_is_instead() -> None:
    assert described(
        panel("rate(said_total[5m])", "sum(said_total)"),
        panel("sum(told_total) / sum(calls_total)", title="Told?"),
        panel("sum(said_total) / sum(told_total)", title="Both?"),
    ) == (
        "A small board. Documented, not seen in the field: what all of its panels ask for.",
        [
            f"It is.\n\n{SAID}",
            "It is.\n\nDocumented, not seen in the field: told_total.",
            f"It is.\n\n{SAID} Documented, not seen in the field: told_total.",
        ],
    )


def test_a_board_of_which_a_part_was_seen_says_that() -> None:
    assert described(panel("said_total"), panel("busy", title="Busy?")) == (
        "A small board. Documented, not seen in the field: what some of its panels ask for.",
        [f"It is.\n\n{SAID}", "It is."],
    )


def test_what_was_seen_is_described_as_it_is() -> None:
    assert described(panel("busy")) == ("A small board.", ["It is."])
    assert fit(board(panel("busy")), PLATFORM, PROVIDER)[0].description == "A small board."


def test_what_the_documentation_lacks_too_is_a_proposal() -> None:
    said = replace(UNSEEN.metrics["said_total"], documented=False)
    platform = replace(UNSEEN, metrics={**UNSEEN.metrics, "said_total": said})
    found, _ = fit(board(panel("sum(told_total) / sum(said_total)")), platform, PROVIDER)

    assert found.description == (
        "A small board. Documented, not seen in the field: what all of its panels ask for. "
        "Proposed, not seen in the field: what all of its panels ask for."
    )
    assert [one.description for one in found.panels] == [
        (
            "It is.\n\nDocumented, not seen in the field: told_total. "
            "Proposed, not seen in the field: said_total; until then: the calls of the proxy."
        )
    ]
