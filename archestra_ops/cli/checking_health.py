"""What `ops check health` and `ops check all` ask: a pack's probes, or the paths of Archestra."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from archestra_ops.checks import report
from archestra_ops.checks.probe import WEB, WORKER, has_bodies, probe
from archestra_ops.checks.probed import Probed, ask_all, page_of, probe_targets
from archestra_ops.checks.report import Report
from archestra_ops.checks.target import Target, health_targets, metrics_targets
from archestra_ops.checks.visit import Scrape, Visitor
from archestra_ops.errors import OpsError
from archestra_ops.http import Http
from archestra_ops.packs.model import Platform
from archestra_ops.packs.process import Process


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom to ask: addresses by process where they are `named`, and `apis` of Archestra."""

    platform: Platform
    named: Mapping[str, str]
    apis: Mapping[str, str] = field(default_factory=dict)


def looked(http: Http, asked: Asked) -> Report:
    """How each process is; by its metrics page where the platform has no probes at all.

    Where a probe that may be switched off cannot be asked, the page tells whether it is alive.
    Raises OpsError where nothing is known of how one says that.
    """
    platform = asked.platform
    if has_bodies(platform):
        targets = health_targets(platform, dict(asked.named), dict(asked.apis))
        return report.health([probe(http, target) for target in targets])
    if asked.apis:
        raise OpsError(
            f"--web-api is not for {platform.title}", hint="name a process by --target PROCESS=URL"
        )
    if not platform.probes:
        return _served(http, asked)
    targets = probe_targets(platform, asked.named)
    if not targets:
        known = dict.fromkeys(probe.process for probe in platform.probes)
        raise OpsError(
            f"nothing is known of how '{next(iter(asked.named))}' says that it is well",
            hint=f"name one of: {', '.join(known)}",
        )
    return report.probed([_alive(http, asked, ask_all(http, platform, one)) for one in targets])


def _alive(http: Http, asked: Asked, probed: Probed) -> Probed:
    """*probed*, and whether its page is served where it is not known to be alive."""
    if not probed.may_be_off:
        return probed
    visitor = Visitor(asked.platform, http)
    for name in probed.target.processes:
        url = page_of(asked.platform, name, asked.named)
        page = visitor.visit(Target(url=url, processes=(name,))).page if url else None
        if page is not None and (page.is_platforms or not page.survey.families):
            return replace(probed, served=not page.is_foreign)
    return probed


def _served(http: Http, asked: Asked) -> Report:
    platform = asked.platform
    named = {name: _page(url, platform.processes.get(name)) for name, url in asked.named.items()}
    targets = metrics_targets(platform, named, default=True)
    visitor = Visitor(platform, http)
    visits = tuple(visitor.visit(target) for target in targets)
    return report.served(Scrape(platform=platform, visits=visits))


def _page(url: str, process: Process | None) -> str:
    """The metrics page of *process* at *url*, which is the page's own or that of its API."""
    if process is None or url.partition("?")[0].endswith(process.path):
        return url
    return url.rstrip("/") + process.path


def is_known(asked: Asked) -> bool:
    """Whether there is anything to ask of what is named."""
    platform = asked.platform
    if platform.probes:
        return bool(asked.apis or (asked.named and probe_targets(platform, asked.named)))
    own = {*asked.named, *asked.apis}
    if not has_bodies(platform):
        return bool(asked.apis)
    return bool(own) and own <= {WEB, WORKER}
