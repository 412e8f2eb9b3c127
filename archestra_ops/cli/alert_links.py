"""Where in Grafana the panels are that alerts name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.shipped_boards import complete_set
from archestra_ops.http.address import parse
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.rules import Links

_ALERT: Final = "{alert}"
_PLACEHOLDER: Final = re.compile(r"\{\w*\}")


def links(platform: Platform, provider: Provider, *, runbooks: str, grafana: str) -> Links:
    """Links to runbooks and, below the URL *grafana*, to every panel of our boards.

    *runbooks* is a URL in which `{alert}` stands for the alert, or the folder of our own pages.
    Raises OpsError for what is no address of http or https, or has another placeholder.
    """
    _refuse_others(runbooks, "--runbook-url", (_ALERT,))
    _refuse_others(grafana, "--dashboard-url", ())
    if runbooks and "{alert}" not in runbooks:
        runbooks = f"{runbooks.rstrip('/')}/{{alert}}.md"
    panels = dict(panel_paths(platform, provider)) if grafana else {}
    return Links(runbooks=runbooks, grafana=grafana, panels=panels)


def _refuse_others(url: str, option: str, known: Sequence[str]) -> None:
    """Whoever is woken by an alert follows the link: it has to lead somewhere."""
    if not url:
        return
    for name in _PLACEHOLDER.findall(url):
        if name not in known:
            hint = f"there is only {known[0]}" if known else "give the address as it is"
            raise OpsError(f"{option} has an unknown placeholder '{name}'", hint=hint)
    try:
        parse(url.replace(_ALERT, "Alert"))
    except OpsError as error:
        raise OpsError(f"{option} {error}", hint=error.hint) from error


def panel_paths(platform: Platform, provider: Provider) -> Mapping[tuple[str, str], str]:
    """The paths in Grafana of our boards, by slug and an empty text, and of their panels."""
    found: dict[tuple[str, str], str] = {}
    for rendered in complete_set(platform, provider):
        slug = rendered.board.slug
        path = f"/d/{rendered.dashboard['uid']}/{slug}"
        found[slug, ""] = path
        for panel in _panels(rendered.dashboard):
            found[slug, panel["title"]] = f"{path}?viewPanel={panel['id']}"
    return found


def _panels(dashboard: Json) -> Iterator[Json]:
    for panel in dashboard["panels"]:
        if panel["type"] == "row":
            yield from panel.get("panels", ())
        else:
            yield panel
