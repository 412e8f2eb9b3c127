from __future__ import annotations

from tests.grafana.lint.boards import board, hints, panel, said


def test_a_selector_that_says_nothing_of_the_instance_is_found() -> None:
    wrong = board(panel('up{job="a"}'))

    assert said("instance-matcher", wrong) == [
        "Is it well?: 'up' is selected without a matcher for 'instance'"
    ]
    assert hints("instance-matcher", wrong) == ['add instance=~"$instance"']


def test_one_that_does_is_fine() -> None:
    assert said("instance-matcher", board(panel('up{instance=~"$instance"}'))) == []
