"""An import as it is run from the command line: it can be stopped, and says what it did."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from archestra_ops.cli import options
from archestra_ops.cli.backups import Backups
from archestra_ops.cli.interrupting import stoppable
from archestra_ops.cli.painting import painter
from archestra_ops.cli.progress import bar

if TYPE_CHECKING:
    from archestra_ops.grafana.api.client import Grafana
    from archestra_ops.grafana.sync.apply import Outcome
    from archestra_ops.grafana.sync.crew import Crew
    from archestra_ops.grafana.sync.plan import Plan

Outcomes = dict[str, "Outcome"]
_LONG = 1.0  # seconds, from which on progress is shown


def carry_out(
    grafana: Grafana, plan: Plan, backups: Path | None, *, quiet: bool
) -> tuple[Plan, Outcomes, str]:
    """Do what *plan* says: the plan with its folder, and the outcomes by uid.

    The last is what became of boards that have no outcome: empty where all have one, a word where
    Ctrl-C came before that.
    """
    from archestra_ops.grafana.sync.apply import apply
    from archestra_ops.grafana.sync.crew import Crew
    from archestra_ops.grafana.sync.folders import create

    outcomes: Outcomes = {}
    crew = Crew()
    with stoppable(lambda: _stop(crew, quiet=quiet)):
        try:
            if any(step.writes for step in plan.steps):
                uid = create(grafana, plan.folder)
                plan = replace(plan, folder=replace(plan.folder, uid=uid))
            keep = Backups(backups, grafana.url) if backups else None
            ends = apply(grafana, plan, plan.folder.uid, keep, crew)
            _collect(outcomes, ends, len(plan.steps), quiet=quiet)
        except KeyboardInterrupt:
            return plan, outcomes, "not known"
    return plan, outcomes, "not done" if len(outcomes) < len(plan.steps) else ""


def _collect(into: Outcomes, ends: Iterable[Outcome], total: int, *, quiet: bool) -> None:
    """Put the outcomes *into*, as they come; where that takes long, say how far it is."""
    begun, shown = time.monotonic(), None
    with ExitStack() as stack:
        for outcome in ends:
            into[outcome.step.wanted.uid] = outcome
            if shown is None and time.monotonic() - begun > _LONG:
                shown = stack.enter_context(bar(quiet=quiet))
            if shown is not None:
                shown("importing", len(into), total)


def _stop(crew: Crew, *, quiet: bool) -> None:
    crew.stop()
    if not quiet:
        typer.echo("stopping: what is being sent is waited for; Ctrl-C again does not", err=True)


def print_import(
    plan: Plan, outcomes: Mapping[str, Outcome], missing: str, output: options.Output
) -> None:
    """Print what came of *plan*."""
    from archestra_ops.cli import planned_json
    from archestra_ops.cli.imported_text import import_text

    if output is options.Output.JSON:
        document = planned_json.import_document(plan, dict(outcomes), missing)
        typer.echo(planned_json.text(document), nl=False)
        return
    for line in import_text(plan, outcomes, missing, painter()):
        typer.echo(line)
