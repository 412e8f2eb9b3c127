"""Datasources as Grafana's provisioning reads them, with the links from one to the other.

Keys: https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources and each
datasource's own page. What is linked by which name is the platform's (exemplars have `traceID` and
`sessionID`, log records `trace_id`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.export.literal import literal
from archestra_ops.http import base_of, shown
from archestra_ops.templating import fill

_UID = re.compile(r"[a-zA-Z0-9_-]{1,40}")  # as Grafana has it
_KINDS: Final = ("prometheus", "tempo", "loki")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A datasource. With an address it is written; with its uid alone it is one to link to."""

    url: str | None = None
    uid: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The datasources that there are.

    `scrape_interval` is a duration as Prometheus writes it: Grafana asks for no shorter steps.
    `prometheus_type` is what answers in Prometheus' place, where that is another product.
    """

    prometheus: Source = Source()
    tempo: Source = Source()
    loki: Source = Source()
    scrape_interval: str = "15s"
    prometheus_type: str = ""

    def of(self, kind: str) -> Source:
        """The source by its type in Grafana, `prometheus`, `tempo` or `loki`."""
        return {"prometheus": self.prometheus, "tempo": self.tempo, "loki": self.loki}[kind]


@dataclass(frozen=True, kw_only=True)
class _Written:
    """As the template has it: an empty `url` leaves it out, an empty `uid` the links to it."""

    url: str
    uid: str


def render(sources: Sources) -> str:
    """The provisioning file: each datasource that has an address, linked to what there is.

    Raises OpsError where there is none, for an address that is none or holds a password, and for
    a uid that Grafana would refuse or that two of them have.
    """
    if not any(sources.of(kind).url is not None for kind in _KINDS):
        raise OpsError(
            "no datasource is given", hint="give --prometheus URL, --tempo URL or --loki URL"
        )
    written = {kind: _written(kind, sources.of(kind)) for kind in _KINDS}
    uids = [one.uid for one in written.values() if one.uid]
    for uid in uids:
        if uids.count(uid) > 1:
            raise OpsError(f"two datasources have the uid '{uid}'", hint="give each its own")
    return fill(
        "grafana-datasources.yaml.j2",
        scrape_interval=literal(sources.scrape_interval),
        prometheus_type=sources.prometheus_type,
        **written,
    )


def _written(kind: str, source: Source) -> _Written:
    uid = source.uid
    if uid is not None and not _UID.fullmatch(uid):
        raise OpsError(
            f"{uid!r} is not the uid of a datasource",
            hint="use letters, digits, - and _, 40 at most",
        )
    if source.url is None:
        return _Written(url="", uid=uid or "")
    return _Written(url=literal(_address(source.url)), uid=uid or f"archestra-ops-{kind}")


def _address(url: str) -> str:
    base = base_of(url)
    if base != shown(base).rstrip("/"):
        raise OpsError(
            f"'{shown(base)}' is given with a user or password, which would be in the file",
            hint="put basicAuthUser and secureJsonData with variables of Grafana into the file",
        )
    return base
