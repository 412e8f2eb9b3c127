"""What `ops check` found, printed, and the exit code that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from archestra_ops.cli import options

if TYPE_CHECKING:
    from archestra_ops.checks.report import Report


def print_report(
    command: str, found: Report, output: options.Output, fail_on: options.Severities
) -> None:
    """Print what *command* found; exits 1 or 3 as the report says."""
    from archestra_ops.cli.reporting import in_color
    from archestra_ops.findings import Severity
    from archestra_ops.output import json as json_output
    from archestra_ops.output import text
    from archestra_ops.output.report import Report as Printed

    printed = Printed(command=command, findings=found.findings, targets=found.cases)
    if output is options.Output.JSON:
        typer.echo(json_output.render(printed), nl=False)
    else:
        # Of the others nothing is known but what the findings say.
        for case in (case for case in found.cases if case.ok or case.message):
            line = f"{case.name}: {case.group}: {case.status}"
            line += f", {case.message}" if case.message else ""
            typer.echo("".join(c if c.isprintable() else "?" for c in line))
        typer.echo(text.render(printed, color=in_color()), nl=False)
    code = found.exit_code(Severity[fail_on.name])
    if code:
        raise typer.Exit(code)
