"""Which rules to apply: what `--select` and `--ignore` say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean

ALL: Final = "all"
DEFAULT: Final = "default"


def choose(
    select: Iterable[str], ignore: Iterable[str], *, known: Collection[str], opt_in: Collection[str]
) -> frozenset[str]:
    """The rules of *known* to apply: those that are selected, without those that are ignored.

    Each text may name several, with commas between; `all` and `default` stand for their groups, the
    default being all but the *opt_in* ones. Raises OpsError for a name that no rule has.
    """
    groups = {ALL: frozenset(known), DEFAULT: frozenset(known) - frozenset(opt_in)}
    names = (*known, *groups)
    selected = list(_named(select, "--select", names)) or [DEFAULT]
    chosen = frozenset[str]().union(*(groups.get(name, frozenset({name})) for name in selected))
    for name in _named(ignore, "--ignore", names):
        chosen -= groups.get(name, frozenset({name}))
    return chosen


def _named(given: Iterable[str], option: str, known: Iterable[str]) -> Iterator[str]:
    for text in given:
        for name in filter(None, (part.strip() for part in text.split(","))):
            if name not in known:
                raise OpsError(f"{option} {name!r} is no rule", hint=did_you_mean(name, known))
            yield name
