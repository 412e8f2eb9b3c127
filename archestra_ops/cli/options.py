"""Options that several commands share, spelt the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

USUAL: Final = "archestra"
"""The platform that is meant where none is named."""


_DAY: Final = 86_400.0  # seconds


class Output(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"


class Format(StrEnum):
    """How the findings of a lint are printed: for people, programs, and what CI servers read."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


class Severities(StrEnum):
    """What a command may fail on."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _platforms() -> list[str]:
    from archestra_ops import packs

    return list(packs.platform_names())


def _profiles() -> list[str]:
    from archestra_ops import packs

    found = [name for one in packs.platform_names() for name in packs.profiles(one)]
    return list(dict.fromkeys(found))


def _providers() -> list[str]:
    from archestra_ops import packs

    return list(packs.provider_names())


Platform = Annotated[
    str,
    typer.Option("--platform", help="The platform that is watched.", autocompletion=_platforms),
]
Profile = Annotated[
    str,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="Which set of the platform's names, see `ops packs show`; default the usual one.",
        autocompletion=_profiles,
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="PROCESS=URL",
        help="The metrics page of a process, of any platform; repeatable.",
    ),
]
ScrapeTargets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        metavar="PROCESS=HOST:PORT",
        help="Where a process is scraped, each replica, of any platform; repeatable.",
    ),
]
Provider = Annotated[
    str,
    typer.Option(
        "--postgres-provider",
        help="Where PostgreSQL metrics come from: helm, otel, cloudsql or azure.",
        autocompletion=_providers,
    ),
]
ProviderOption = Annotated[
    list[str] | None,
    typer.Option(
        "--provider-option",
        metavar="NAME=VALUE",
        help="An option of the provider, see `ops packs show`; repeatable.",
    ),
]
AgentLabel = Annotated[
    list[str] | None,
    typer.Option(
        "--agent-label",
        "--metadata",
        metavar="KEY=VALUE",
        help="A custom label of agents or requests that the platform adds; repeatable.",
    ),
]
AgentLabelName = Annotated[
    list[str] | None,
    typer.Option(
        "--agent-label",
        "--metadata",
        metavar="NAME",
        help="A custom label of agents or requests to choose by, as in the platform; repeatable.",
    ),
]
OutputFormat = Annotated[Output, typer.Option("-o", "--output", help="How to print the report.")]
FailOn = Annotated[
    Severities, typer.Option("--fail-on", help="The mildest finding that makes the exit code 1.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")]
Web = Annotated[str | None, typer.Option("--web", metavar="URL", help="The web process's metrics.")]
Worker = Annotated[
    str | None, typer.Option("--worker", metavar="URL", help="The worker process's metrics.")
]
Postgres = Annotated[
    str | None, typer.Option("--postgres", metavar="URL", help="The PostgreSQL exporter's metrics.")
]
SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--secret-file",
        metavar="FILE",
        help="The metrics bearer secret (else from the platform's variable, for archestra "
        "ARCHESTRA_METRICS_SECRET).",
    ),
]
CaFile = Annotated[
    Path | None, typer.Option("--ca-file", metavar="FILE", help="Certificates to trust for TLS.")
]
Insecure = Annotated[bool, typer.Option("--insecure", help="Do not verify TLS certificates.")]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        help="Most time for one request.",
        min=0.1,
        max=_DAY,  # a socket takes no such number as 1e10
    ),
]
