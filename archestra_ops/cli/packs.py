"""`ops packs`: what is known of platforms, providers, metrics and signals."""

from __future__ import annotations

from typing import Annotated

import typer

from archestra_ops.cli import options

app = typer.Typer(no_args_is_help=True, help="What is known: platforms, providers, metrics.")


@app.command("list")
def list_packs(output: options.OutputFormat = options.Output.TEXT) -> None:
    """List the platforms and the providers of PostgreSQL metrics.

    Example: ops packs list
    """
    from archestra_ops import packs
    from archestra_ops.cli.tables import Row, print_table

    empty = packs.empty_folder()
    if empty is not None:
        typer.echo(f"note: no TOML file in '{empty}'", err=True)
    rows: list[Row] = []
    for name in packs.platform_names():
        pack = packs.platform(name)
        rows.append(
            {
                "pack": name,
                "kind": "platform",
                "title": pack.title,
                "metrics": len(pack.metrics),
                "profiles": len(pack.profiles),
            }
        )
    for name in packs.provider_names():
        found = packs.provider(name)
        rows.append(
            {
                "pack": name,
                "kind": "provider",
                "title": found.title,
                "metrics": len(found.metrics),
                "profiles": 0,
            }
        )
    print_table("archestra-ops.packs", rows, output.value)


@app.command()
def show(
    pack: Annotated[str, typer.Argument(metavar="PACK", help="A platform or a provider.")],
    metric: Annotated[
        str | None, typer.Argument(metavar="METRIC", help="One metric, with all that is known.")
    ] = None,
    profile: options.Profile = "",
    output: options.OutputFormat = options.Output.TEXT,
) -> None:
    """Show a pack: its metrics, and a provider's signals, options and settings; or one metric.

    Of a platform also its profiles, its processes, how they say that they are well, and what no
    metric of it tells.

    Examples of use:

      ops packs show archestra llm_cost_total

      ops packs show azure

    """
    from archestra_ops.cli import showing

    found = showing.pack_named(pack, profile)
    if metric is not None:
        document, lines = showing.one_metric(found, metric)
    else:
        document, lines = showing.whole(found)
    if output is options.Output.JSON:
        import json

        typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(lines))
