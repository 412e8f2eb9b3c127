from __future__ import annotations

import pytest

from archestra_ops.expressions.odd_regex import find
from tests.expressions.finding import found


@pytest.mark.parametrize(
    ("matcher", "message", "hint"),
    [
        (
            'route=~"/api/*"',
            "in route=~\"/api/*\" the '*' repeats the '/' before it",
            "write '/.*' for '/' and anything after it",
        ),
        (
            'job!~"web*|x"',
            "in job!~\"web*|x\" the '*' repeats the 'b' before it",
            "write 'b.*' for 'b' and anything after it",
        ),
        (
            'job=~"a | b"',
            "in job=~\"a | b\" the blank beside '|' is a part of the value",
            "take the blank out",
        ),
        ('job="a|b"', 'job="a|b" compares with that very text', 'write job=~"a|b"'),
        ('job="a.*"', 'job="a.*" compares with that very text', 'write job=~"a.*"'),
        ('pod!="a-.+"', 'pod!="a-.+" compares with that very text', 'write pod!~"a-.+"'),
        ('job!~".*"', 'nothing fulfils job!~".*"', 'write job="" for what lacks it'),
        ('job!~"^(.*)$"', 'nothing fulfils job!~"^(.*)$"', 'write job="" for what lacks it'),
    ],
)
def test_a_slip_is_found(matcher, message, hint) -> None:
    assert found(find, f"up{{{matcher}}}") == [(message, hint)]


@pytest.mark.parametrize(
    "matcher",
    [
        'route=~"/api/.*"',
        'a=~"[a-z*]*b+"',
        r'a=~"\\d*"',
        'a=~"(ab)*"',
        'a=~"a|b c"',
        'a!~".+"',
        'a=~".*"',
        'a="b*"',
        'path="/api/.*"',
        'path="/(a|b)"',
        'a="a | b"',
        'a="v1.2"',
        'a="|"',
        'a="$v|b"',
        'a=~"$v*"',
        'a!~"template.*|postgres"',
    ],
)
def test_what_is_meant_is_fine(matcher) -> None:
    assert found(find, f"up{{{matcher}}}") == []
