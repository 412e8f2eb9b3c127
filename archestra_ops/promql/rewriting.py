"""Matchers put into an expression and metrics renamed in it, as text: the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from archestra_ops.errors import PromQLError
from archestra_ops.promql.grammar import tree
from archestra_ops.promql.selection import Selector, selectors
from archestra_ops.promql.strings import quoted, shortened
from archestra_ops.promql.tokens import splice
from archestra_ops.promql.tree import Matcher, Vector

_BARE_NAME: Final = re.compile(r"[A-Za-z_:][0-9A-Za-z_:]*")


def _everywhere(_: Selector) -> bool:
    return True


def with_matchers(
    expr: str,
    matchers: Sequence[str | Matcher],
    *,
    where: Callable[[Selector], bool] = _everywhere,
) -> str:
    """Put *matchers* behind those that each selector has, in their order.

    A text (`job=~"$job"`) goes in as it is spelled. A selector that has an equal matcher (label,
    operator and value) gets none; one with the same label and another value gets it: both hold
    then. A Grafana variable that stands for a whole metric has to have braces or a window, or it
    is taken for a number. Raises PromQLError, also for a text that is not one matcher.
    """
    for one in matchers:
        _matcher(one)  # whether any selector gets it or none
    return with_chosen_matchers(expr, lambda selector: matchers if where(selector) else ())


def with_chosen_matchers(expr: str, chosen: Callable[[Selector], Iterable[str | Matcher]]) -> str:
    """Put into each selector the matchers that are *chosen* for it, as `with_matchers` does.

    That is read once, where a call for each choice reads every result again.
    """
    edits: list[tuple[int, int, str]] = []
    for selector in selectors(expr):
        vector, wanted = selector.vector, dict[Matcher, str]()
        for one in chosen(selector):
            wanted.setdefault(_matcher(one), str(one).strip())
        new = [text for matcher, text in wanted.items() if matcher not in vector.matchers]
        if new:
            text = f"{vector.before}{','.join(new)}{vector.after}"
            edits.append((vector.insert_at, vector.insert_at, text))
    return splice(expr, edits)


def rename(expr: str, names: Mapping[str, str]) -> str:
    """Replace the metrics of *expr* that *names* has as keys, wherever a selector names them.

    A pattern for `__name__` is left alone. Raises PromQLError for a new name that does not fit
    into the place of the old one, since it would have to stand in quotes.
    """
    edits: list[tuple[int, int, str]] = []
    for selector in selectors(expr):
        place, old = selector.vector.name_at, selector.name
        if place is not None and old is not None and old in names:
            edits.append((*place, _spelled(names[old], expr[slice(*place)])))
    return splice(expr, edits)


def _spelled(name: str, old: str) -> str:
    if old[0] in "\"'`":
        return quoted(name)
    if not _BARE_NAME.fullmatch(name):
        raise PromQLError(
            f"metric name '{shortened(name)}' cannot stand without quotes",
            hint=f"write the selector as {{{quoted(old)}}}, then its name is replaced",
        )
    return name


@lru_cache(maxsize=256)
def _matcher(text: str | Matcher) -> Matcher:
    if isinstance(text, Matcher):
        return text
    try:
        node = tree(f"{{{text}}}")
    except PromQLError:
        node = None
    if isinstance(node, Vector) and node.name is None and len(node.matchers) == 1:
        return node.matchers[0]
    raise PromQLError(
        f"'{shortened(text)}' is not one label matcher", hint='write it as in job=~"web|worker"'
    )
