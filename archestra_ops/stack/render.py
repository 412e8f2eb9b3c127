"""The stack's files: compose.yaml, and what each server reads, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archestra_ops.grafana.export.artefact import Artefact
from archestra_ops.grafana.export.datasources import Source, Sources
from archestra_ops.grafana.export.datasources import render as datasources
from archestra_ops.grafana.export.provisioning import provisioned
from archestra_ops.grafana.home import home
from archestra_ops.grafana.render import Rendered
from archestra_ops.grafana.shipped_boards import complete_set
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus import scrape
from archestra_ops.prometheus.rules import (
    RuleSet,
    alertmanager,
    assumed,
    default_values,
    rule_set,
    to_yaml,
    unseen,
)
from archestra_ops.stack.images import IMAGES
from archestra_ops.stack.request import EMITTER, GRAFANA, StackRequest, refuse
from archestra_ops.templating import fill

_SECRETS: Final = "/run/secrets"  # where compose puts what a service may read
# Where the files of the servers for traces and logs belong, by their templates.
_BESIDE: Final = {
    "tempo.yaml.j2": "tempo/tempo.yaml",
    "loki.yaml.j2": "loki/loki.yaml",
    "otel-collector.yaml.j2": "otel-collector/config.yaml",
}
_BOARDS: Final = Path("grafana/provisioning/dashboards")
_DATASOURCES: Final = Path("grafana/provisioning/datasources/datasources.yaml")


@dataclass(frozen=True, kw_only=True)
class Stack:
    """The files, and what is not in them: `left_out` has a sentence each."""

    files: tuple[Artefact, ...]
    left_out: tuple[str, ...]


def render(request: StackRequest) -> Stack:
    """Every file of the stack; the same bytes for the same request.

    Raises OpsError for a platform without boards or alerts, for targets that Prometheus would
    refuse, and where some but not all have one.
    """
    refuse(request)
    name = request.platform.name
    values = default_values(name)
    found = rule_set(request.platform, request.provider, values, links=request.links)
    boards = complete_set(request.platform, request.provider)
    routes = alertmanager.render(found, by=values.texts("by"))
    head = unseen.header(found) + assumed.header(found)
    files = (
        *_to_run(request),
        _file("prometheus/prometheus.yml", _prometheus(request)),
        _file(f"prometheus/rules/{name}.yaml", head + to_yaml(found.groups)),
        _file("alertmanager/alertmanager.yml", routes),
        *_grafana(request, boards),
        *(_beside(request, template, path) for template, path in _BESIDE.items()),
    )
    return Stack(files=files, left_out=(*_panels(boards, request), *_rules(found)))


def secret_file(platform: Platform) -> str:
    """Where a container has the secret of the metrics pages; empty where they need none."""
    return platform.metrics_secret and f"{_SECRETS}/{platform.metrics_secret.lower()}"


def _panels(boards: Sequence[Rendered], request: StackRequest) -> Iterator[str]:
    for board in boards:
        for left in board.left_out:
            yield f"'{left.panel}', {left.why(request.provider.name)}"


def _rules(found: RuleSet) -> Iterator[str]:
    return (f"'{left.rule}' ({left.group}), {left.reason}" for left in found.left_out)


def _to_run(request: StackRequest) -> Iterator[Artefact]:
    values = {
        "platform": request.platform,
        "emitter": EMITTER if request.is_emitting else "",
        "images": IMAGES,
        "arguments": _arguments(request),
        "secret_variable": request.platform.metrics_secret,
        "secret_file": secret_file(request.platform),
        "grafana": GRAFANA,
        "needed": [f"`{one}`" for one in request.needed.values()],
        "scraped": [target for targets in request.scraped.values() for target in targets],
    }
    yield _file("compose.yaml", fill("stack/compose.yaml.j2", **values))
    yield _file(".env.example", fill("stack/env.j2", **values))
    yield _file("README.md", fill("stack/readme.md.j2", **values))
    if request.is_emitting:
        yield _file("emitter/Dockerfile", fill("stack/emitter.dockerfile.j2", **values))


def _arguments(request: StackRequest) -> list[str]:
    """What `ops` is started with to be the emitter."""
    secret = secret_file(request.platform)
    options = [
        word
        for name, value in request.provider_options.items()
        for word in ("--provider-option", f"{name}={value}")
    ]
    words = [
        *("emitter", "run", "--host", "0.0.0.0"),  # noqa: S104 - within its container
        *(("--secret-file", secret) if secret else ()),
        *("--platform", request.platform.name),
        *(("--profile", request.platform.profile) if request.platform.profile else ()),
        *(("--postgres-provider", request.provider.name, *options) if request.providers else ()),
    ]
    return [word.replace("$", "$$") for word in words]  # as compose reads it back as it was


def _prometheus(request: StackRequest) -> str:
    asked = scrape.ScrapeRequest(
        platform=request.platform,
        providers=request.providers,
        targets=request.scraped,
        credentials_file=secret_file(request.platform) or None,
    )
    return fill(
        "stack/prometheus.yaml.j2",
        scrape=scrape.render(asked),
        exemplars=request.platform.has_exemplars,
    )


def _beside(request: StackRequest, template: str, path: str) -> Artefact:
    return _file(path, fill(f"stack/{template}", exemplars=request.platform.has_exemplars))


def _grafana(request: StackRequest, boards: Sequence[Rendered]) -> Iterator[Artefact]:
    sources = Sources(
        prometheus=Source(url="http://prometheus:9090"),
        tempo=Source(url="http://tempo:3200"),
        loki=Source(url="http://loki:3100"),
    )
    yield Artefact(path=_DATASOURCES, text=datasources(sources))
    for one in provisioned(boards, request.platform.name, home(request.platform)):
        yield Artefact(path=_BOARDS / one.path, text=one.text)


def _file(path: str, text: str) -> Artefact:
    return Artefact(path=Path(path), text=text)
