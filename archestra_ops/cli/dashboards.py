"""`ops dashboards`: list, build, check and export the boards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import options

if TYPE_CHECKING:
    from archestra_ops.grafana.render import Rendered

app = typer.Typer(no_args_is_help=True, help="Grafana dashboards: list, build, check, export.")


@app.command("list")
def list_boards(
    platform: options.Platform = "archestra",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    output: options.OutputFormat = options.Output.TEXT,
) -> None:
    """List the boards: what each answers, how many panels and queries it has.

    `first load` is how many queries a browser sends when the board is opened.

    Example: ops dashboards list
    """
    from archestra_ops.cli.reading import provider
    from archestra_ops.cli.tables import Row, print_table
    from archestra_ops.grafana.queries import first_load
    from archestra_ops.grafana.shipped_boards import complete_set

    found = complete_set(platform, provider(postgres_provider, provider_option))
    rows: list[Row] = [
        {
            "board": rendered.board.slug,
            "question": rendered.board.description,
            "panels": len(rendered.board.panels),
            "queries": sum(len(panel.queries) for panel in rendered.board.panels),
            "first_load": first_load(rendered.dashboard),
        }
        for rendered in found
    ]
    print_table("archestra-ops.boards", rows, output.value)


@app.command()
def build(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where to write; default the checkout's."),
    ] = None,
    platform: options.Platform = "archestra",
    agent_label: options.AgentLabelName = None,
    quiet: options.Quiet = False,
) -> None:
    """Generate dashboards/ anew: every board, for every provider.

    In the checkout's own folder, what no board makes any more is removed. Those boards are the
    same for everyone: with agent labels, give a folder of your own.

    Example: ops dashboards build
    """
    from archestra_ops.cli.files import write_whole
    from archestra_ops.cli.reading import agent_label_names
    from archestra_ops.errors import OpsError
    from archestra_ops.grafana.shipped_boards import board_files, left_over

    labels = agent_label_names(agent_label)
    if labels and out is None:
        raise OpsError(
            "the checkout's boards are made without '--agent-label'",
            hint="give a folder of your own with --out DIR",
        )
    files = list(board_files(platform, labels))
    folder = _checkout() if out is None else _folder(out)
    for file in files:
        write_whole(folder / file.path, file.rendered.text)
        _say(f"wrote {folder / file.path}", quiet=quiet)
    for path in left_over(folder, platform) if out is None else ():
        (folder / path).unlink()
        _say(f"removed {folder / path}", quiet=quiet)


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Dashboards as JSON, or folders; - is stdin."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE,...", help="Apply these rules, default or all."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE,...", help="Apply all rules but these."),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="NAME", help="A label that your scrape adds; repeatable."),
    ] = None,
    agent_label: options.AgentLabelName = None,
    budget: Annotated[
        int, typer.Option("--budget", help="Queries that a dashboard may send when opened.", min=1)
    ] = 25,
    platform: options.Platform = "archestra",
    output: Annotated[
        options.Format,
        typer.Option("-o", "--output", help="How to print the report; sarif never exits with 1."),
    ] = options.Format.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
) -> None:
    """Lint dashboards, and check that dashboards/ is what the boards make.

    Without a path our own boards are linted, for every provider. Of other people's, metrics that
    no platform or provider here has are not judged.

    Examples:
      ops dashboards check

      ops dashboards check my-board.json exported/ --ignore no-description -o github

    """
    from archestra_ops.cli import linting
    from archestra_ops.cli.reading import agent_label_names
    from archestra_ops.cli.reporting import report_findings
    from archestra_ops.grafana.lint.scope import Allowed

    if not paths:
        _refuse_a_stranger()
    wanted = linting.Wanted(
        platform=platform,
        select=select or (),
        ignore=ignore or (),
        allowed=Allowed(
            agent_labels=agent_label_names(agent_label),
            labels=tuple(label or ()),
            budget=budget,
        ),
    )
    linted = linting.check(paths or (), wanted)
    report_findings(
        "dashboards check",
        linted.findings,
        output.value,
        fail_on.value,
        subjects=linted.subjects,
        rules=linted.rules,
    )


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into.")],
    platform: options.Platform = "archestra",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    agent_label: options.AgentLabelName = None,
    quiet: options.Quiet = False,
) -> None:
    """Write the complete set of boards for one provider, as plain JSON files.

    What the provider has no metrics for is left out, and named on stderr. Each agent label
    becomes a choice on top of the boards of LLM and MCP metrics, and narrows those metrics.

    Example: ops dashboards export --postgres-provider otel --out boards
    """
    from archestra_ops.cli.files import write_whole
    from archestra_ops.cli.reading import agent_label_names, provider
    from archestra_ops.grafana.shipped_boards import complete_set

    labels = agent_label_names(agent_label)
    folder = _folder(out)
    for rendered in complete_set(platform, provider(postgres_provider, provider_option), labels):
        path = folder / f"{rendered.board.slug}.json"
        write_whole(path, rendered.text)
        _say(f"wrote {path}", quiet=quiet)
        _say_left_out(rendered, postgres_provider, quiet=quiet)


def _refuse_a_stranger() -> None:
    """An `ops` that is not the checkout's own cannot say anything of the checkout's boards."""
    from archestra_ops import shipped
    from archestra_ops.errors import OpsError

    here = Path("archestra_ops", "shipped.py")
    if here.is_file() and not here.samefile(shipped.__file__):
        raise OpsError(
            "this 'ops' is installed apart from the checkout in this folder",
            hint="install the checkout itself: pip install -e .",
        )


def _checkout() -> Path:
    """The checkout's dashboards/; OpsError where there is none to generate."""
    import archestra_ops
    from archestra_ops import shipped
    from archestra_ops.errors import OpsError

    package = Path(archestra_ops.__file__).parent
    _refuse_a_stranger()
    if shipped.DASHBOARDS.is_relative_to(package):
        raise OpsError(
            f"'{shipped.DASHBOARDS}' belongs to the installed package",
            hint="give a folder with --out DIR, or run this in a checkout",
        )
    return shipped.DASHBOARDS


def _folder(out: Path) -> Path:
    """A folder to write into; OpsError for what cannot be one."""
    from archestra_ops.cli.files import STANDARD
    from archestra_ops.errors import OpsError

    if out == STANDARD or (out.exists() and not out.is_dir()):
        raise OpsError(f"'{out}' is no folder", hint="give a folder: several files are written")
    return out


def _say_left_out(rendered: Rendered, provider: str, *, quiet: bool) -> None:
    for left in rendered.left_out:
        what = "left out" if left.whole else "left out in part"
        lacking = ", ".join(left.signals)
        _say(f"{what}: '{left.panel}', {provider} has no {lacking}", quiet=quiet)


def _say(line: str, *, quiet: bool) -> None:
    if not quiet:
        typer.echo(line, err=True)
