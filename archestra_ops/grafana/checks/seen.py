"""What was seen of a Grafana, for checks to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.api.model import Datasource, Health
from archestra_ops.grafana.sync.folders import Located

_MAJOR_LENGTH = 4  # digits, more than any version will have


@dataclass(frozen=True, kw_only=True)
class Source:
    """The datasources of one plugin, and the one that the boards start with.

    `problem` says why the one that was named cannot be that, `chosen` is None then and where there
    is none. `health` is whether it works with Grafana's sentence, None where it was not told.
    """

    plugin: str
    known: tuple[Datasource, ...] = ()
    chosen: Datasource | None = None
    named: bool = False
    problem: OpsError | None = None
    health: tuple[bool, str] | None = None


@dataclass(frozen=True, kw_only=True)
class PanelAnswer:
    """How the queries of one panel ended: frames with data, and what Grafana says went wrong.

    `unasked` is why there is no answer at all.
    """

    board: str
    row: str
    panel: str
    frames: int = 0
    error: str = ""
    unasked: OpsError | None = None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A Grafana; what is None or empty could not be seen, or was not looked for.

    `title` is what the platform of the boards is called, `trace_label` the label of its
    exemplars that is a trace's id; empty where it has none.
    `apps` says that it was asked by the API of the app platform. `error` is why it could not be
    asked at all, `refusal` why the login is not accepted.
    `organisation` is the one of the login. `permissions` are scopes by permission, `writable` is
    whether it may change what is in the `folder`; `unclear` says why it is not known which folder
    is meant. `boards` says by slug whether each is there. `datasources` are all of them. `lacking`
    is what the login was not allowed to see, `failures` what else kept it from being seen.
    """

    url: str
    title: str = "the platform"
    trace_label: str = ""
    apps: bool = False
    error: OpsError | None = None
    health: Health | None = None
    refusal: ForbiddenError | None = None
    logged_in: bool = False
    organisation: str = ""
    permissions: Mapping[str, Sequence[str]] | None = None
    folder: Located | None = None
    unclear: OpsError | None = None
    writable: bool | None = None
    boards: Mapping[str, bool] = field(default_factory=dict)
    datasources: tuple[Datasource, ...] | None = None
    sources: tuple[Source, ...] = ()
    panels: tuple[PanelAnswer, ...] = ()
    lacking: tuple[ForbiddenError, ...] = ()
    failures: tuple[OpsError, ...] = ()

    @property
    def major(self) -> int | None:
        """The first number of its version, None where that is hidden."""
        digits = self.health.version.partition(".")[0] if self.health else ""
        return int(digits) if digits.isdecimal() and len(digits) <= _MAJOR_LENGTH else None

    @property
    def complete(self) -> bool:
        """Whether every board is there."""
        return bool(self.boards) and all(self.boards.values())

    def source(self, plugin: str) -> Source | None:
        """What was seen of the datasources of *plugin*."""
        return next((one for one in self.sources if one.plugin == plugin), None)
