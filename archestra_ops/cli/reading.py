"""What options say, as values: labels, provider options, secrets, moments."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.http import Secret, read_secret
from archestra_ops.packs.agent_labels import by_name, renamed
from archestra_ops.packs.configure import configure
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

_LAST_PORT = 65535


def pairs(given: Sequence[str] | None, option: str) -> dict[str, str]:
    """`NAME=VALUE` options as a dictionary; OpsError for one without `=` or given twice."""
    found: dict[str, str] = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise OpsError(
                f"{option} {text!r} is not NAME=VALUE", hint=f"as in {option} name=value"
            )
        if name in found:
            raise OpsError(f"{option} gives '{name}' twice", hint="give it once")
        found[name] = value
    return found


def targets(given: Sequence[str] | None) -> dict[str, str]:
    """The addresses of metrics pages by process; OpsError for one without, or given twice."""
    return pairs(given, "--target")


def replicas(given: Sequence[str] | None) -> dict[str, tuple[str, ...]]:
    """The `host:port` of each replica by process; OpsError for one without an address."""
    found: dict[str, tuple[str, ...]] = {}
    for text in given or ():
        for process, address in pairs([text], "--target").items():
            found[process] = (*found.get(process, ()), address)
    return found


def ports(given: Sequence[str] | None) -> dict[str, int]:
    """Ports by process; OpsError for what is no port."""
    found: dict[str, int] = {}
    for process, text in pairs(given, "--port").items():
        if not (text.isascii() and text.isdigit()) or int(text) > _LAST_PORT:
            raise OpsError(f"--port '{process}={text}' has no port", hint="one is 0 to 65535")
        found[process] = int(text)
    return found


def takes_labels(platform: Platform) -> bool:
    """Whether any metric of *platform* has labels that its operator chooses."""
    return any(metric.custom_labels for metric in platform.metrics.values())


def agent_labels(
    given: Sequence[str] | None, platform: Platform, *, quiet: bool = True
) -> dict[str, str]:
    """Custom labels by their names on *platform*'s metrics in Prometheus.

    What no label can be called is said on stderr with its name there, unless *quiet*.
    Raises OpsError where the platform takes none, PackError where two become one.
    """
    _refuse_labels(given, platform)
    found = pairs(given, "--agent-label")
    labels = by_name(found, platform.custom_labels_prefix)
    _say_renamed(found, platform, quiet=quiet)
    return labels


def agent_label_names(
    given: Sequence[str] | None, platform: Platform, *, quiet: bool = True
) -> tuple[str, ...]:
    """The names of custom labels that are given without values, on *platform*'s metrics, sorted.

    What no label can be called is said on stderr with its name there, unless *quiet*.
    Raises OpsError for one with a value or without a name and where the platform takes none,
    PackError where two become one.
    """
    _refuse_labels(given, platform)
    for text in given or ():
        if not text or "=" in text:
            raise OpsError(
                f"'{text}' is not the name of a label",
                hint="as in --agent-label team, or --metadata customer_id",
            )
    found = dict.fromkeys(given or (), "")
    names = tuple(by_name(found, platform.custom_labels_prefix))
    _say_renamed(found, platform, quiet=quiet)
    return names


def _say_renamed(keys: Iterable[str], platform: Platform, *, quiet: bool) -> None:
    for key, name in {} if quiet else renamed(keys, platform.custom_labels_prefix).items():
        typer.echo(f"note: {key!r} is the label '{name}' in Prometheus", err=True)


def _refuse_labels(given: Sequence[str] | None, platform: Platform) -> None:
    if given and not takes_labels(platform):
        raise OpsError(
            f"the metrics of {platform.title} take no labels of your own",
            hint="leave out --agent-label and --metadata",
        )


def provider(name: str, given: Sequence[str] | None) -> Provider:
    """The provider with the options that were given for it."""
    return configure(packs.provider(name), pairs(given, "--provider-option"))


def secret(
    file: Path | None, variable: str, environment: Mapping[str, str] | None = None
) -> Secret | None:
    """The metrics secret from a file or the environment; None where there is none.

    *variable* is the platform's own (`Platform.metrics_secret`). Where it has none, nothing is
    read: one platform's secret is not for another's endpoints.
    """
    if file is not None:
        return read_secret(file)
    found = os.environ if environment is None else environment
    value = found.get(variable, "") if variable else ""
    return Secret(value) if value else None


def refuse_postgres(platform: Platform) -> None:
    """Raise OpsError where *platform* has no PostgreSQL that anything looks at."""
    if not platform.postgres:
        raise OpsError(
            f"{platform.title} has no PostgreSQL that is looked at", hint="leave --postgres out"
        )


def moment(text: str) -> float:
    """`now` or an ISO 8601 time as unix seconds; without an offset it is UTC."""
    if text == "now":
        return time.time()
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise OpsError(
            f"'{text}' is not a time", hint="write it as in 2026-01-15T12:00:00Z, or now"
        ) from error
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
