"""`ops alerts plan` and `import`: rules into a Mimir or a Grafana, and kept there."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import options
from archestra_ops.cli.deployment import Safety
from archestra_ops.cli.interrupting import stoppable
from archestra_ops.cli.left_out import say_left_out
from archestra_ops.cli.rule_deployment import Content, Place, Server, Target, To, targeted
from archestra_ops.cli.signals import INTERRUPTED
from archestra_ops.cli.spreading import spread

if TYPE_CHECKING:
    from archestra_ops.cli.rules_report import Told
    from archestra_ops.prometheus.ruler import Outcome, Plan
    from archestra_ops.prometheus.rules import RuleSet

# What backups are told apart by.
_NAMED = ("Mimir", "Grafana", "Tenant", "Namespace")
ToOption = Annotated[To, typer.Option("--to", help="What evaluates the rules.")]


@spread
def plan(
    to: ToOption,
    content: Content,
    place: Place,
    server: Server,
    output: options.OutputFormat = options.Output.TEXT,
    quiet: options.Quiet = False,
) -> None:
    """Say what an import of the rules would do, and do nothing.

    The exit code is 1 where anything would change. Groups in the namespace that are called as ours
    are, archestra-http or archestra-http-2, are ours: those that these rules do not have are to be
    removed. All others are left alone, and named.

    Examples of use:

      ops alerts plan --to mimir --mimir https://mimir.example --tenant agents

      ops alerts plan --to grafana --datasource prometheus=Mimir

    """
    rules = content.rules()
    with targeted(to, place, server, content.platform) as target:
        made = _planned(target, rules, content, place.size(to))
    _print_plan(_told(to, target, rules), made, output)
    say_left_out(rules.left_out, quiet=quiet)
    _say_notes(rules, quiet=quiet)
    raise typer.Exit(int(made.changes_anything))


@spread
def import_(
    to: ToOption,
    content: Content,
    place: Place,
    safety: Safety,
    server: Server,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do nothing: the same as `ops alerts plan`.")
    ] = False,
    output: options.OutputFormat = options.Output.TEXT,
    quiet: options.Quiet = False,
) -> None:
    """Import the rules into Mimir or Grafana; a group that is as it should be is not touched.

    Groups are put one after another into a namespace of our own, and groups of ours that these
    rules do not have are removed from it. What is replaced or removed is saved as a file before.
    The exit code is 1 where a group is not as it should be in the end. Running it again finishes
    what was left.

    Examples of use:

      ops alerts import --to mimir --mimir https://mimir.example --tenant agents

      ops alerts import --to grafana --datasource prometheus=Mimir --set llm.error_ratio=0.1

    """
    rules, keep = content.rules(), safety.folder()
    with targeted(to, place, server, content.platform) as target:
        made = _planned(target, rules, content, place.size(to))
        backups = {} if dry_run else _saved(target, made, keep)
        outcomes = {} if dry_run else _carry_out(target, made, quiet=quiet)
    told = replace(_told(to, target, rules), backups=backups)
    say_left_out(rules.left_out, quiet=quiet)
    _say_notes(rules, quiet=quiet)
    if dry_run:
        _print_plan(told, made, output)
        raise typer.Exit(int(made.changes_anything))
    _print_import(told, made, outcomes, output)
    if len(outcomes) < len(made.steps):
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(int(any(not outcome.ok for outcome in outcomes.values())))


def _say_notes(rules: RuleSet, *, quiet: bool) -> None:
    for note in () if quiet else rules.notes:
        typer.echo(f"note: {note}", err=True)


def _planned(target: Target, rules: RuleSet, content: Content, size: int) -> Plan:
    from archestra_ops.prometheus.ruler import plan, split
    from archestra_ops.prometheus.rules import group_names

    groups = list(split(rules.groups, size))
    return plan(target.ruler, groups, group_names(content.platform))


def _saved(target: Target, plan: Plan, folder: Path | None) -> dict[str, str]:
    """Save in *folder*, unless it is None, what *plan* replaces or removes: files by group."""
    from archestra_ops.cli.backups import RuleBackups

    if folder is None:
        return {}
    url, *names = (target.where[key] for key in _NAMED if key in target.where)
    backups = RuleBackups(folder, url, "-".join(names))
    return {step.name: backups(step.before) for step in plan.steps if step.writes and step.before}


def _carry_out(target: Target, plan: Plan, *, quiet: bool) -> dict[str, Outcome]:
    """Do what *plan* says: the outcomes by group, of those that had begun when Ctrl-C came."""
    from archestra_ops.cli.progress import bar
    from archestra_ops.prometheus.ruler import apply

    stopped, outcomes = threading.Event(), {}

    def stop() -> None:
        stopped.set()
        if not quiet:
            typer.echo("stopping: the group that is being sent is waited for", err=True)

    with stoppable(stop), bar(quiet=quiet) as progress:
        for outcome in apply(target.ruler, plan, stopped.is_set):
            outcomes[outcome.step.name] = outcome
            progress("importing", len(outcomes), len(plan.steps))
    return outcomes


def _told(to: To, target: Target, rules: RuleSet) -> Told:
    from archestra_ops.cli.rules_report import Told

    return Told(to=to.value, where=target.where, left_out=rules.left_out)


def _print_plan(told: Told, plan: Plan, output: options.Output) -> None:
    from archestra_ops.cli import rules_report, rules_text
    from archestra_ops.cli.painting import painter

    if output is options.Output.JSON:
        typer.echo(rules_report.text(rules_report.plan_document(told, plan)), nl=False)
        return
    for line in rules_text.plan_text(told, plan, painter()):
        typer.echo(line)


def _print_import(
    told: Told, plan: Plan, outcomes: dict[str, Outcome], output: options.Output
) -> None:
    from archestra_ops.cli import rules_report, rules_text
    from archestra_ops.cli.painting import painter

    if output is options.Output.JSON:
        typer.echo(rules_report.text(rules_report.import_document(told, plan, outcomes)), nl=False)
        return
    for line in rules_text.import_text(told, plan, outcomes, painter()):
        typer.echo(line)
