from __future__ import annotations

import pytest

from archestra_ops.expressions.needless_regex import find
from tests.expressions.finding import found


@pytest.mark.parametrize(
    ("matcher", "message", "hint"),
    [
        ('job=~"web"', 'job=~"web" has no pattern in it', 'write job="web"'),
        ('job!~"web"', 'job!~"web" has no pattern in it', 'write job!="web"'),
        (
            'job=~".*"',
            'job=~".*" fits everything',
            "leave it out, or write '.+' where one must be",
        ),
        (
            'job=~"^web.+"',
            'job=~"^web.+" is anchored, which every pattern is by itself',
            "leave out '^' and '$'",
        ),
        (
            'job!~"web|x$"',
            'job!~"web|x$" is anchored, which every pattern is by itself',
            "leave out '^' and '$'",
        ),
    ],
)
def test_a_needless_pattern_is_found(matcher, message, hint) -> None:
    assert found(find, f"up{{{matcher}}}") == [(message, hint)]


@pytest.mark.parametrize(
    "matcher",
    [
        'job=~"a|b"',
        'job=~".+"',
        'job="web"',
        'job=~"$job"',
        'job!~".*"',  # odd-regex
        r'job=~"a.\\$"',
        '__name__=~"up"',
        'le=~"1([.]0)?"',
    ],
)
def test_a_pattern_that_is_needed_is_fine(matcher) -> None:
    assert found(find, f"up{{{matcher}}}") == []
