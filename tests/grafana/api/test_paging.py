from __future__ import annotations

from archestra_ops.grafana.api.paging import PAGE, continued, numbered


def test_numbered_pages_end_with_the_first_that_is_not_full() -> None:
    pages = {1: [0] * PAGE, 2: [1] * PAGE, 3: []}
    assert list(numbered(pages.__getitem__)) == [0] * PAGE + [1] * PAGE
    assert list(numbered({1: [7]}.__getitem__)) == [7]


def test_continued_pages_end_with_the_one_that_names_no_other() -> None:
    pages = {"": ([1], "a"), "a": ([2, 3], "b"), "b": ([], "")}
    assert list(continued(pages.__getitem__)) == [1, 2, 3]


def test_pages_that_go_round_in_circles_end() -> None:
    pages = {"": ([1], "a"), "a": ([2], "a")}
    assert list(continued(pages.__getitem__)) == [1, 2]
