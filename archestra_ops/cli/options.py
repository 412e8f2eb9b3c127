"""Options that several commands share, spelt the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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


def _providers() -> list[str]:
    from archestra_ops import packs

    return list(packs.provider_names())


Platform = Annotated[
    str,
    typer.Option("--platform", help="The platform that is watched.", autocompletion=_platforms),
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
        metavar="KEY=VALUE",
        help="A custom agent label that the platform adds; repeatable.",
    ),
]
AgentLabelName = Annotated[
    list[str] | None,
    typer.Option(
        "--agent-label",
        metavar="NAME",
        help="A custom agent label to choose by, as in the platform; repeatable.",
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
        help="The metrics bearer secret (else from ARCHESTRA_METRICS_SECRET).",
    ),
]
CaFile = Annotated[
    Path | None, typer.Option("--ca-file", metavar="FILE", help="Certificates to trust for TLS.")
]
Insecure = Annotated[bool, typer.Option("--insecure", help="Do not verify TLS certificates.")]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="Most time for one request.", min=0.1)
]
