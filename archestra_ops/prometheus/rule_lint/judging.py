"""Every rule that looks at one rule of a file, applied to many, on several processors."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from archestra_ops import expressions
from archestra_ops.prometheus.rule_lint import expression
from archestra_ops.prometheus.rule_lint.problem import OfEntry, Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope

Judged = tuple[int, str, Problem]
"""The place of a rule in what was given, the id of what found something, and that."""

_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_WORTH: Final = 500  # rules for which another process is worth its start


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules to apply: to expressions, to a rule whose expression is PromQL, to any rule.

    `names` are the ids of all of them, and of what is said before a rule is asked.
    """

    of_expressions: Mapping[str, expressions.Rule]
    of_readable: Mapping[str, OfEntry]
    of_all: Mapping[str, OfEntry]
    names: frozenset[str]

    def apply(self, entry: Entry, scope: Scope) -> Iterator[tuple[str, Problem]]:
        """What they find wrong with *entry*."""
        for name, find in self.of_all.items():
            for problem in find(entry, scope):
                yield name, problem
        if not entry.expr.strip():
            return
        shared = list(expression.find(entry, scope, self.of_expressions))
        yield from (found for found in shared if found[0] in self.names)
        if not any(name == expressions.SYNTAX for name, _ in shared):
            for name, find in self.of_readable.items():
                for problem in find(entry, scope):
                    yield name, problem


def judge(
    entries: Sequence[Entry], scope: Scope, rules: Rules, *, processes: int | None = None
) -> list[Judged]:
    """What *rules* find wrong with *entries*, in their order.

    On as many *processes* as there are processors, unless told, where there is enough to do.
    """
    count = max(1, min(processes or _processors(), len(entries) // _WORTH))
    bounds = [len(entries) * number // count for number in range(count + 1)]

    def part(number: int) -> list[Judged]:
        places = range(bounds[number], bounds[number + 1])
        return [
            (place, name, problem)
            for place in places
            for name, problem in rules.apply(entries[place], scope)
        ]

    return [judged for found in _each(part, count) for judged in found]


def _each(part: Callable[[int], list[Judged]], count: int) -> Iterator[list[Judged]]:
    """What *part* returns for each number below *count*, the first of them in this process."""
    if count == 1:
        yield part(0)
        return
    # What a fork would copy for the collector's marks stays shared.
    gc.freeze()
    context: Any = multiprocessing.get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in range(1, count)]
    workers = [
        context.Process(target=_send, args=(sender, part, number), daemon=True)
        for number, (_, sender) in enumerate(pipes, 1)
    ]
    for worker, (_, sender) in zip(workers, pipes, strict=True):
        # What ends this process waits until the new one has its own way to end.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        try:
            worker.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        sender.close()
    yield part(0)
    for number, (worker, (receiver, _)) in enumerate(zip(workers, pipes, strict=True), 1):
        yield _received(receiver, part, number)
        worker.join()
    gc.unfreeze()


def _send(sender: Connection, part: Callable[[int], list[Judged]], number: int) -> None:
    # A worker has nothing to clear up or to say: it ends at once by what ends the command.
    for one in _ENDING:
        if callable(signal.getsignal(one)):
            signal.signal(one, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    sender.send(part(number))
    sender.close()


def _received(
    receiver: Connection, part: Callable[[int], list[Judged]], number: int
) -> list[Judged]:
    """What the process for *number* found; done here where it was killed."""
    try:
        found: list[Judged] = receiver.recv()
    except (EOFError, OSError):
        return part(number)
    return found


def _processors() -> int:
    """How many processes may run at once, here; one where a process cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
