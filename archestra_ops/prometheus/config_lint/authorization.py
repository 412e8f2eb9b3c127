"""Two ways to authenticate at once: Prometheus wants one."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.document import Table

_WAYS = ("authorization", "basic_auth", "oauth2", "bearer_token", "bearer_token_file")
# What gives the same thing twice, in a section.
_SAME = {
    "authorization": [("credentials", "credentials_file", "credentials_ref")],
    "basic_auth": [
        ("username", "username_file", "username_ref"),
        ("password", "password_file", "password_ref"),
    ],
    "oauth2": [("client_secret", "client_secret_file", "client_secret_ref")],
}


def find(config: Configuration) -> Iterator[Problem]:
    """The jobs of *config* that authenticate in more ways than one, or in one that is none."""
    for job in config.jobs:
        yield from _excluding(job.table, _WAYS, job.label)
        for section, groups in _SAME.items():
            for keys in groups:
                yield from _excluding(job.table.table(section), keys, f"{section!r} of {job.label}")
        authorization = job.table.table("authorization")
        if (authorization.text("type") or "").strip().lower() == "basic":
            yield Problem(
                line=authorization.line_of("type"),
                message=f"'authorization' of {job.label} has the type 'basic'",
                hint="use 'basic_auth' for a user and a password",
            )


def _excluding(table: Table, keys: tuple[str, ...], where: str) -> Iterator[Problem]:
    given = [key for key in keys if table.entries.get(key) not in (None, "")]
    if len(given) > 1:
        named = " and ".join(repr(key) for key in given)
        yield Problem(
            line=max(table.line_of(key) for key in given),
            message=f"{where} has {named}, which exclude each other",
            hint="keep one of them",
        )
