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
    from archestra_ops.cli.checked_layers import print_cases
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
        print_cases(case for case in found.cases if case.ok or case.message)
        typer.echo(text.render(printed, color=in_color()), nl=False)
    code = found.exit_code(Severity[fail_on.name])
    if code:
        raise typer.Exit(code)
