"""The options of `ops alerts plan` and `import`, and what they ask of a ruler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import connecting, mimir_connecting, options
from archestra_ops.cli.relevance import refuse_irrelevant
from archestra_ops.errors import OpsError

if TYPE_CHECKING:
    from archestra_ops.prometheus.ruler import Ruler
    from archestra_ops.prometheus.rules import RuleSet

MIMIRS_LIMIT = 20  # rules in a group, unless a tenant may have more
_MIMIRS_PATH = "/prometheus/config/v1/rules"
# Options that only one of them knows.
_KNOWN = {
    "--mimir": ("mimir",),
    "--tenant": ("mimir",),
    "--ruler-path": ("mimir",),
    "--grafana": ("grafana",),
    "--folder": ("grafana",),
    "--datasource": ("grafana",),
}


class To(StrEnum):
    """What evaluates the rules."""

    MIMIR = "mimir"
    GRAFANA = "grafana"


@dataclass(frozen=True, kw_only=True)
class Content:
    """Which rules, and what is put into them."""

    platform: options.Platform = "archestra"
    profile: options.Profile = ""
    postgres_provider: options.Provider = "helm"
    provider_option: options.ProviderOption = None
    values: Annotated[
        list[Path] | None,
        typer.Option("--values", metavar="FILE", help="Values that differ; repeatable."),
    ] = None
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="One value; repeatable."),
    ] = None
    agent_label: options.AgentLabelName = None
    runbook_url: Annotated[
        str,
        typer.Option(
            "--runbook-url",
            metavar="URL",
            help="Where runbooks are: a folder, or with {alert} for the name.",
        ),
    ] = ""
    dashboard_url: Annotated[
        str,
        typer.Option("--dashboard-url", metavar="URL", help="Your Grafana, for links to panels."),
    ] = ""

    def rules(self) -> RuleSet:
        """The rules; OpsError where an option is wrong."""
        from archestra_ops import packs
        from archestra_ops.cli import alerting
        from archestra_ops.cli.alert_links import links
        from archestra_ops.cli.reading import agent_label_names, pairs, provider

        platform = packs.platform(self.platform, self.profile)
        chosen = provider(self.postgres_provider, self.provider_option)
        return alerting.rules(
            alerting.Wanted(
                platform=self.platform,
                profile=self.profile,
                provider=chosen,
                files=self.values or (),
                settings=pairs(self.settings, "--set"),
                agent_labels=agent_label_names(self.agent_label, platform),
                links=links(
                    platform, chosen, runbooks=self.runbook_url, grafana=self.dashboard_url
                ),
            )
        )


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the ruler the rules are; each kind of ruler has some of it."""

    namespace: Annotated[
        str | None,
        typer.Option("--namespace", help="Namespace of our own groups; default PLATFORM-ops."),
    ] = None
    group_size: Annotated[
        int | None,
        typer.Option(
            "--group-size",
            metavar="N",
            min=0,
            help="Most rules in a group, 0 for any; default 20 in Mimir, its limit.",
            show_default=False,
        ),
    ] = None
    tenant: Annotated[
        str, typer.Option("--tenant", metavar="NAME", help="Mimir's tenant (else MIMIR_TENANT_ID).")
    ] = ""
    ruler_path: Annotated[
        str,
        typer.Option(
            "--ruler-path", metavar="PATH", help="Where Mimir has rules; Cortex: /api/v1/rules."
        ),
    ] = _MIMIRS_PATH
    folder: Annotated[
        str,
        typer.Option(
            "--folder",
            metavar="PATH",
            help="Grafana's folder of the namespace: titles, or a uid; default that of the boards.",
            show_default=False,
        ),
    ] = ""
    datasource: Annotated[
        list[str] | None,
        typer.Option(
            "--datasource",
            metavar="prometheus=NAME",
            help="What Grafana's rules ask, by name or uid; default the only one.",
        ),
    ] = None

    def size(self, to: To) -> int:
        """Most rules in a group, 0 for any number."""
        if self.group_size is not None:
            return self.group_size
        return MIMIRS_LIMIT if to is To.MIMIR else 0


@dataclass(frozen=True, kw_only=True)
class Server:
    """Which ruler, and as whom."""

    mimir: Annotated[
        str | None,
        typer.Option("--mimir", metavar="URL", help="Mimir's address (else from MIMIR_ADDRESS)."),
    ] = None
    grafana: connecting.GrafanaUrl = None
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            help="The token (else GRAFANA_TOKEN, MIMIR_AUTH_TOKEN or MIMIR_API_KEY).",
        ),
    ] = None
    ca_file: options.CaFile = None
    cert_file: connecting.CertFile = None
    key_file: connecting.KeyFile = None
    insecure: options.Insecure = False
    timeout: options.Timeout = 30.0

    def connection(self, url: str | None) -> connecting.Connection:
        """The connection to the server at *url*."""
        return connecting.Connection(
            url=url,
            token_file=self.token_file,
            ca_file=self.ca_file,
            cert_file=self.cert_file,
            key_file=self.key_file,
            insecure=self.insecure,
            timeout=self.timeout,
        )


@dataclass(frozen=True, kw_only=True)
class Target:
    """A ruler, and in words `where` the rules are: `{"Mimir": URL, "Namespace": …}`."""

    ruler: Ruler
    where: Mapping[str, str]


@contextmanager
def targeted(to: To, place: Place, server: Server, platform: str) -> Iterator[Target]:
    """The ruler that the options name, until the end; OpsError where one is wrong or missing."""
    from archestra_ops.prometheus.rules import forms

    given = {
        "--mimir": server.mimir,
        "--tenant": place.tenant,
        "--ruler-path": place.ruler_path != _MIMIRS_PATH,
        "--grafana": server.grafana,
        "--folder": place.folder,
        "--datasource": place.datasource,
    }
    refuse_irrelevant("--to", to.value, given, _KNOWN)
    name = forms.namespace(place.namespace, platform)
    opened = (_mimir if to is To.MIMIR else _grafana)(place, server, platform, name)
    with opened as target:
        yield target


@contextmanager
def _mimir(place: Place, server: Server, _platform: str, name: str) -> Iterator[Target]:
    from archestra_ops.prometheus.ruler import Mimir

    with mimir_connecting.opened(server.connection(server.mimir), place.tenant) as tenant:
        ruler = Mimir(tenant.http, tenant.url, name, place.ruler_path)
        where = {"Mimir": ruler.url, "Tenant": tenant.name, "Namespace": name}
        yield Target(ruler=ruler, where={key: text for key, text in where.items() if text})


@contextmanager
def _grafana(place: Place, server: Server, platform: str, name: str) -> Iterator[Target]:
    from archestra_ops import packs
    from archestra_ops.cli.reading import pairs
    from archestra_ops.grafana.api import connect
    from archestra_ops.grafana.home import home
    from archestra_ops.grafana.sync.folders import locate
    from archestra_ops.verify.grafana_rules import GrafanaRules, Namespace
    from archestra_ops.verify.rule_datasource import datasource

    for text in place.datasource or ():
        if "=" not in text:
            raise OpsError(
                f"--datasource {text!r} is not NAME=VALUE",
                hint=f"as in --datasource prometheus={text}",
            )
    given = pairs(place.datasource, "--datasource")
    with connecting.opened(server.connection(server.grafana)) as line:
        grafana = connect(line.http, line.url, org_id=line.org_id)
        folder = locate(grafana, home(packs.platform(platform)), place.folder)
        chosen = datasource(grafana, given)
        namespace = Namespace(folder=folder, title=name, datasource=chosen.uid)
        where = {
            "Grafana": grafana.url,
            "Folder": " / ".join(folder.path) + (" (new)" if folder.missing else ""),
            "Namespace": name,
            "Datasource": chosen.name,
        }
        yield Target(ruler=GrafanaRules(line.http, line.url, grafana, namespace), where=where)
