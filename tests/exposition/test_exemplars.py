"""Exemplars counted by text, and read exactly: the same."""

import pytest

from archestra_ops.exposition import Exemplar, Kind, Problem
from archestra_ops.exposition.exemplars import Exemplars, is_sound
from archestra_ops.exposition.problems import ProblemLog


def both(text, labels):
    counts = []
    for add in (
        lambda exemplars: exemplars.add_text(text, 5),
        lambda exemplars: exemplars.add(Exemplar(labels, 1.0, None), 5),
    ):
        log = ProblemLog(9)
        exemplars = Exemplars("a", log)
        add(exemplars)
        counts.append(
            (exemplars.count, exemplars.empty, exemplars.longest, [*exemplars.labels], log.kept)
        )
    assert counts[0] == counts[1]
    return counts[0]


@pytest.mark.parametrize(
    ("text", "labels", "longest"),
    [
        ("", {}, 0),
        ('a="b"', {"a": "b"}, 2),
        ('traceID="12,34",spanID="é"', {"traceID": "12,34", "spanID": "é"}, 19),
        ('a=""', {"a": ""}, 1),
        ('a="🙂"', {"a": "🙂"}, 3),
    ],
)
def test_counted(text, labels, longest):
    assert both(text, labels) == (1, not labels, longest, [*labels], [])


def test_at_the_limit():
    assert both(f'abc="{"x" * 125}"', {"abc": "x" * 125})[2:] == (128, ["abc"], [])


def test_over_the_limit():
    problem = Problem(
        5,
        Kind.EXEMPLAR_TOO_LONG,
        "exemplar of 'a' has 129 characters of labels, more than 128: Prometheus does not store it",
        "prom-client refuses it too, and may print a broken exemplar from then on",
    )
    assert both(f'abc="{"x" * 126}"', {"abc": "x" * 126})[2:] == (129, ["abc"], [problem])
    # 65 characters, as prom-client counts them 129.
    assert both(f'a="{"🙂" * 64}"', {"a": "🙂" * 64})[4] == [problem]


def test_more_labels_than_are_kept():
    exemplars = Exemplars("a", ProblemLog(9))
    for number in range(100):
        exemplars.add_text(f'a{number}="1"', 1)
        exemplars.add(Exemplar({f"b{number}": "1"}, 1.0, None), 1)
    assert exemplars.count == 200
    assert len(exemplars.labels) == 64


def test_a_label_that_stands_twice_is_left_to_the_exact_reader():
    assert not is_sound('a="1",a="2"')
    assert is_sound('a="1",b="a",c=",a="')
    assert is_sound("")
