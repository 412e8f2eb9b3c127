"""What a stack is asked to watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules import Links
from archestra_ops.prometheus.scrape import option

EMITTER: Final = "emitter"  # the service's name, and so its host's
GRAFANA: Final = "http://localhost:3000"  # as a browser on the same machine reaches it


@dataclass(frozen=True, kw_only=True)
class StackRequest:
    """A platform with its PostgreSQL, if it has one, or the reference emitter in their place.

    `targets` are the host:ports of every process and of the provider's exporter, by their names, as
    the stack's Prometheus reaches them; without any, the stack runs an emitter. `provider_options`
    are what *provider* was configured with, for that emitter. `links` go into the alerts.
    """

    platform: Platform
    provider: Provider
    targets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    provider_options: Mapping[str, str] = field(default_factory=dict)
    links: Links = Links()  # noqa: RUF009 - frozen

    @property
    def is_emitting(self) -> bool:
        """Whether the stack runs the reference emitter."""
        return not self.targets

    @property
    def scraped(self) -> Mapping[str, Sequence[str]]:
        """The host:ports to scrape, by process and provider."""
        if self.targets:
            return self.targets
        ports = {name: process.emitter_port for name, process in self.platform.processes.items()}
        if self.platform.postgres:
            ports[self.provider.name] = self.provider.jobs[0].port
        return {name: (f"{EMITTER}:{port}",) for name, port in ports.items()}

    @property
    def providers(self) -> tuple[Provider, ...]:
        """The provider whose exporter is scraped, if any."""
        return (self.provider,) if self.provider.name in self.scraped else ()

    @property
    def needed(self) -> Mapping[str, str]:
        """The options that name the targets of a real platform, by process and provider."""
        own = {n: option(n) for n, one in self.platform.processes.items() if not one.optional}
        return own | ({self.provider.name: option("postgres")} if self.platform.postgres else {})


def refuse(request: StackRequest) -> None:
    """Raise OpsError where only a part of the platform would be scraped."""
    known = [*request.platform.processes, request.provider.name]
    for name in request.targets:
        if name not in known:
            raise OpsError(f"nothing called {name!r} is scraped", hint=did_you_mean(name, known))
    for name, word in request.needed.items() if request.targets else ():
        if not request.targets.get(name):
            shown = word if "=" in word else f"{word} HOST:PORT"
            raise OpsError(
                f"'{name}' has no target, though others have",
                hint=f"give {shown} too, or no target at all for the emitter",
            )
