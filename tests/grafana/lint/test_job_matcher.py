from __future__ import annotations

from tests.grafana.lint.boards import board, hints, panel, said


def test_a_selector_that_says_nothing_of_the_job_is_found() -> None:
    wrong = board(panel('up / up{job="a"} + {instance="b"} + sum(rate(a_total[5m]))'))

    assert said("job-matcher", wrong) == [
        "Is it well?: 'up' is selected without a matcher for 'job'",
        "Is it well?: what has no name is selected without a matcher for 'job'",
        "Is it well?: 'a_total' is selected without a matcher for 'job'",
    ]
    assert hints("job-matcher", wrong)[0] == 'add job=~"$job"'


def test_one_that_does_and_what_rules_make_are_fine() -> None:
    assert said("job-matcher", board(panel('up{job=~"$job"} + ALERTS + job:up:sum'))) == []
