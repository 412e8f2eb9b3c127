"""The options of `ops dashboards plan`, `import` and `prune`, and what they ask of a Grafana."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import connecting, options

if TYPE_CHECKING:
    from archestra_ops.grafana.api.client import Grafana
    from archestra_ops.grafana.board import Board
    from archestra_ops.grafana.render import Rendered
    from archestra_ops.grafana.sync.look import Look
    from archestra_ops.grafana.sync.plan import Plan
    from archestra_ops.grafana.sync.wanted import Variant, Wanted
    from archestra_ops.packs.model import Platform


@dataclass(frozen=True, kw_only=True)
class Server:
    """Which Grafana, and as whom."""

    grafana: connecting.GrafanaUrl = None
    token_file: connecting.TokenFile = None
    ca_file: options.CaFile = None
    cert_file: connecting.CertFile = None
    key_file: connecting.KeyFile = None
    insecure: options.Insecure = False
    timeout: options.Timeout = 30.0
    api: connecting.ApiOption = connecting.Api.AUTO

    def connected(self) -> AbstractContextManager[Grafana]:
        """The Grafana, until the end."""
        return connecting.connected(
            connecting.Connection(
                url=self.grafana,
                token_file=self.token_file,
                ca_file=self.ca_file,
                cert_file=self.cert_file,
                key_file=self.key_file,
                insecure=self.insecure,
                timeout=self.timeout,
                api=self.api,
            )
        )


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the boards are, and what tells them from those of another installation."""

    platform: options.Platform = options.USUAL
    profile: options.Profile = ""
    folder: Annotated[
        str,
        typer.Option(
            "--folder",
            metavar="PATH",
            help="Titles, as 'Platform/Archestra', or a uid; default a folder of our own.",
            show_default=False,
        ),
    ] = ""
    uid_suffix: Annotated[
        str,
        typer.Option(
            "--uid-suffix",
            metavar="TEXT",
            help="Put behind every uid, for a second set of boards.",
            show_default=False,
        ),
    ] = ""

    def pack(self) -> Platform:
        """The platform with its profile; PackError where one of them is unknown."""
        from archestra_ops import packs

        return packs.platform(self.platform, self.profile)

    def variant(self, title_suffix: str = "") -> Variant:
        """The variant; OpsError where Grafana would refuse its uids."""
        from archestra_ops.grafana.boards import boards
        from archestra_ops.grafana.sync.wanted import Variant, check

        variant = Variant(uid_suffix=self.uid_suffix, title_suffix=title_suffix)
        check(variant, boards(self.platform))
        return variant


@dataclass(frozen=True, kw_only=True)
class Content:
    """Which boards, and how they are made."""

    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="BOARD,...", help="These boards, as in --only genai,mcp; repeatable."
        ),
    ] = None
    postgres_provider: options.Provider = "helm"
    provider_option: options.ProviderOption = None
    agent_label: options.AgentLabelName = None
    datasource: Annotated[
        list[str] | None,
        typer.Option(
            "--datasource",
            metavar="TYPE=NAME",
            help="What boards start with: prometheus, tempo or loki=NAME or uid; repeatable.",
        ),
    ] = None
    title_suffix: Annotated[
        str,
        typer.Option(
            "--title-suffix",
            metavar="TEXT",
            help="Put behind every title, as ' (staging)'.",
            show_default=False,
        ),
    ] = ""

    def datasources(self) -> dict[str, str]:
        """The datasources that were given, by plugin; OpsError for another plugin."""
        from difflib import get_close_matches

        from archestra_ops.cli.reading import pairs
        from archestra_ops.errors import OpsError
        from archestra_ops.grafana.sync.datasources import TITLES

        given = pairs(self.datasource, "--datasource")
        for plugin in given:
            if plugin not in TITLES:
                near = get_close_matches(plugin, TITLES, n=1)
                raise OpsError(
                    f"boards have no datasource of type '{plugin}'",
                    hint=f"did you mean '{near[0]}'?" if near else "one of: " + ", ".join(TITLES),
                )
        return given


@dataclass(frozen=True, kw_only=True)
class Permission:
    """What may be done to what is not ours."""

    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace boards that somebody has changed.")
    ] = False
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Take over boards that were never ours.")
    ] = False


@dataclass(frozen=True, kw_only=True)
class Safety:
    """Where what is replaced or removed is saved."""

    backup: Annotated[
        Path | None,
        typer.Option(
            "--backup",
            metavar="DIR",
            help="Save what is replaced here; default ~/.local/state/archestra-ops/backups.",
        ),
    ] = None
    no_backup: Annotated[bool, typer.Option("--no-backup", help="Save nothing before.")] = False

    def folder(self) -> Path | None:
        """The folder for backups, None for none; OpsError where both are asked for."""
        from archestra_ops.cli.backups import default_folder
        from archestra_ops.errors import OpsError

        if not self.no_backup:
            return self.backup or default_folder()
        if self.backup is not None:
            raise OpsError("--backup and --no-backup contradict each other", hint="give one")
        return None


def planned(grafana: Grafana, place: Place, content: Content, permission: Permission) -> Plan:
    """What an import would do; raises OpsError for options that are wrong, before any request."""
    from archestra_ops.grafana.home import home
    from archestra_ops.grafana.shipped_boards import boards_for
    from archestra_ops.grafana.sync.crew import both
    from archestra_ops.grafana.sync.look import Where, look
    from archestra_ops.grafana.sync.plan import plan
    from archestra_ops.grafana.sync.step import Allowed
    from archestra_ops.grafana.sync.wanted import select

    names = [name for text in content.only or () for name in text.split(",") if name]
    pack = place.pack()
    chosen = select(boards_for(pack), names)
    content.datasources()
    variant = place.variant(content.title_suffix)
    make = _renderer(pack, content, chosen)
    where = Where(home=home(pack), path=place.folder)
    uids = [variant.uid(board) for board in chosen]
    # Both take their time, and neither needs the other.
    rendered, found = both(make, lambda: look(grafana, uids, pack.upstream_boards, where))
    wanted, notes = _wanted(place, content, rendered, found)
    made = plan(
        grafana, found, wanted, Allowed(overwrite=permission.overwrite, adopt=permission.adopt)
    )
    return replace(made, notes=notes)


def _renderer(
    pack: Platform, content: Content, chosen: Sequence[Board]
) -> Callable[[], list[Rendered]]:
    """What renders the boards; raises OpsError where an option for that is wrong."""
    from archestra_ops.cli.reading import agent_label_names, provider
    from archestra_ops.grafana.render import render

    source = provider(content.postgres_provider, content.provider_option)
    labels = agent_label_names(content.agent_label, pack)
    return lambda: [render(board, pack, source, labels) for board in chosen]


def _wanted(
    place: Place, content: Content, rendered: Sequence[Rendered], found: Look
) -> tuple[list[Wanted], tuple[str, ...]]:
    """The boards as they are sent, and what is to be said about their datasources."""
    from archestra_ops.grafana.boards import boards
    from archestra_ops.grafana.sync.datasources import TITLES, start
    from archestra_ops.grafana.sync.wanted import wanted

    given = content.datasources()
    asked = {
        variable["query"]
        for one in rendered
        for variable in one.dashboard["templating"]["list"]
        if variable["type"] == "datasource"
    }
    started = start(found.datasources, given, [one for one in TITLES if one in asked | {*given}])
    variant, family = place.variant(content.title_suffix), boards(place.platform)
    made = [wanted(one, variant, family, started.defaults) for one in rendered]
    return made, started.notes
