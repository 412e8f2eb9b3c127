from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, said, variable


@pytest.mark.parametrize("refresh", [0, 1, None, "2"])
def test_a_list_that_is_kept_is_found(refresh) -> None:
    wrong = board(variables=(variable("job", "label_values(up, job)", refresh=refresh),))

    assert said("stale-variable", wrong) == [
        "variable $job: its list is not asked for again when the time range changes"
    ]
    assert hints("stale-variable", wrong) == [
        "set 'Refresh' to 'On time range change' (refresh: 2)"
    ]


def test_one_that_is_asked_for_again_is_fine_and_so_is_a_fixed_one() -> None:
    asked = variable("job", "label_values(up, job)")
    fixed = {"name": "x", "type": "custom", "query": "a,b"}

    assert said("stale-variable", board(variables=(asked, fixed))) == []
