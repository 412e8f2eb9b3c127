from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.checks.recognition import candidates, settled
from archestra_ops.checks.report import metrics
from archestra_ops.checks.visit import Scrape
from tests.checks.pages import told
from tests.checks.test_recognition import NEW, OLD, page
from tests.packs.toys import found_at


@pytest.fixture(autouse=True)
def toys(tmp_path):
    with found_at(tmp_path):
        yield


def found(text: str, *, keep: bool = False) -> list[str]:
    scrape = Scrape(platform=packs.platform("mill"), files=(page(text),))
    return [told(one) for one in metrics(settled(scrape, candidates("mill"), keep=keep)).findings]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            NEW,
            (
                "info metrics/profile: this page speaks 'new': mill_*, since 2020 "
                "(it is what boards and alerts are made for without --profile)"
            ),
        ),
        (
            OLD,
            (
                "info metrics/profile: this page speaks 'old': windmill_*, until 2019 "
                "(make boards and alerts for it with --profile old)"
            ),
        ),
        (
            NEW + OLD,
            (
                "info metrics/profile: this page speaks 'both': mill_* beside windmill_*; the same "
                "events stand on it under the names of 'old', too "
                "(boards made with --profile both count one of the two only, and so must you)"
            ),
        ),
    ],
)
def test_the_profile_is_named(text, finding) -> None:
    assert found(text) == [finding]


def test_another_one_than_was_chosen_is_a_warning() -> None:
    assert found(OLD, keep=True) == [
        (
            "warning metrics/profile: this page speaks 'old', not 'new': windmill_*, until 2019 "
            "(give --profile old, or leave it out: it is recognised)"
        ),
        (
            "warning metrics/legacy-name: 'windmill_sacks' is a name of the profile "
            "'old': 'new' has "
            "'mill_sacks_total' in its place (what asks for the one finds nothing of the other)"
        ),
    ]


def test_a_page_of_no_profile_is_another_programs() -> None:
    assert found("# TYPE up gauge\nup 1\n") == [
        (
            "error metrics/process: this is not a page of Mill: none of its own metrics is on it "
            "(is the address right? Mill has them by default: 'mill' at ':7201/metrics')"
        )
    ]
