"""A regular expression that is hardly meant as it is written, or where none is read.

`api/*` is no glob: the star repeats the letter before it. In `a | b` the blanks belong to the
values. And `!~".*"` leaves nothing. In `job="api|web"` it is no pattern at all, but that very text;
of paths, which may be called so, nothing is said.
https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue

_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_STARRED = re.compile(r"(?<!\\)[A-Za-z0-9_/-]\*")
# A value that is meant as a pattern, where a plain text is compared.
_MEANT = re.compile(r"[^/\s]*(?:\w[|]\w|[.][*+])[^/\s]*")
_BLANK = re.compile(r"\s\||\|\s")
_AROUND = "^$()"


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The regular expressions in the matchers of *expr* that look like slips."""
    del catalogue  # this needs no knowledge of metrics
    if not any(sign in expr for sign in ("~", "|", ".*", ".+")):
        return
    for selector in promql.selectors(expr):
        for matcher in selector.matchers:
            if promql.variables(matcher.value):
                continue
            if matcher.op in ("=~", "!~"):
                yield from _judged(matcher)
            elif _MEANT.fullmatch(matcher.value):
                pattern = promql.Matcher(matcher.label, f"{matcher.op[:-1] or '='}~", matcher.value)
                yield Wrong(f"{matcher} compares with that very text", f"write {pattern}")


def matches_everything(matcher: promql.Matcher) -> bool:
    """Whether a pattern fits whatever value there is, and none at all."""
    if ".*" not in matcher.value:
        return False
    return any(one.strip(_AROUND) == ".*" for one in matcher.value.split("|"))


def _judged(matcher: promql.Matcher) -> Iterator[Wrong]:
    plain = _CLASS.sub("[]", matcher.value)
    starred = _STARRED.search(plain)
    if starred:
        letter = starred[0][0]
        yield Wrong(
            f"in {matcher} the '*' repeats the '{letter}' before it",
            f"write '{letter}.*' for '{letter}' and anything after it",
        )
    if _BLANK.search(plain):
        yield Wrong(
            f"in {matcher} the blank beside '|' is a part of the value", "take the blank out"
        )
    if matcher.op == "!~" and matches_everything(matcher):
        yield Wrong(f"nothing fulfils {matcher}", f'write {matcher.label}="" for what lacks it')
