"""One steady day, in which no alert fires."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from archestra_ops.emitter.scenario import STEADY
from archestra_ops.prometheus.children import threads
from archestra_ops.prometheus.rules.model import Definition
from archestra_ops.verify.drill.engine import Question, ask
from archestra_ops.verify.drill.part import part
from archestra_ops.verify.drill.run import AT_ONCE, Course
from archestra_ops.verify.drill.world import World
from archestra_ops.verify.progress import Progress, silent

_SAMPLES: Final = 60.0  # seconds between two
_RULES: Final = 300.0  # seconds between two evaluations
_DAY: Final = 86_400.0
_PARTS: Final = 4
_FIRING: Final = 'sum by (alertname) (ALERTS{alertstate="firing"})'
_NAME: Final = re.compile(r'alertname="(\w+)"')


def steady_day(
    course: Course,
    definitions: Iterable[Definition],
    progress: Progress = silent,
    *,
    length: float = _DAY,
) -> Mapping[str, float]:
    """The alerts that fire in a day in which nothing happens, each with the first second of it.

    Those that are left out and those that fire always are not looked at. Raises what `ask` does.
    """
    left_out = {one.rule for one in course.rules.left_out}
    names = [d.alert for d in definitions if not d.always and d.alert not in left_out]
    shares = _shares(names)
    found: dict[str, float] = {}
    with threads(AT_ONCE) as pool:
        days = pool.map(lambda share: _day(course, share, length), shares)
        for done, day in enumerate(days, 1):
            found |= day
            progress("playing a steady day", done, len(shares))
    return {name: found[name] for name in names if name in found}


def _shares(names: Sequence[str]) -> list[Sequence[str]]:
    """The alerts in parts; neighbours stay together, since they read the same series."""
    size = -(-len(names) // _PARTS) or 1
    return [names[i : i + size] for i in range(0, len(names), size)]


def _day(course: Course, names: Sequence[str], length: float) -> Mapping[str, float]:
    own = part(course.rules, names)
    world = World(
        platform=course.platform,
        provider=course.provider,
        scenario=STEADY,
        names=own.names,
        interval=_SAMPLES,
        seed=course.seed,
    )
    moments = [i * _RULES for i in range(int(length // _RULES) + 1)]
    (firing,) = ask(
        own.rules,
        world.series(int(length // _SAMPLES)),
        [Question(expr=_FIRING, moments=moments)],
        interval=_SAMPLES,
        every=_RULES,
    )
    found: dict[str, float] = {}
    for moment in sorted(firing):
        for name in _NAME.findall(firing[moment]):
            found.setdefault(name, moment)
    return found
