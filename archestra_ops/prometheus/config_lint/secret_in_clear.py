"""A secret that stands in the file, for everybody who may read it and in every copy of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archestra_ops.findings import Severity
from archestra_ops.prometheus.config_lint.configuration import Configuration, Problem
from archestra_ops.prometheus.document import Rows, Table, Value

_FILE = "put it into a file that only Prometheus may read, and name that: '{}_file'"
_NO_FILE = "Prometheus has no other place for it: keep this file from other readers"
_IN_FILE = frozenset({"bearer_token", "client_secret", "credentials", "key", "password"})
_SECRETS = _IN_FILE - {"key"} | {
    "api_key",
    "apikey",
    "application_credential_secret",
    "application_secret",
    "client_certificate_key",
    "consumer_key",
    "secret_key",
    "secrets",
    "token",
}
_PRIVATE_KEY = "PRIVATE KEY-----"
_URL_PASSWORD = re.compile(r"^\w[\w+.-]*://[^/?#@]*:([^/?#@]+)@")


@dataclass(frozen=True)
class _Found:
    line: int
    key: str
    secret: str


def find(config: Configuration) -> Iterator[Problem]:
    """The secrets in *config*: where they are, never what."""
    for where, table in config.holders():
        for found in _in(table, ""):
            key = found.key
            yield Problem(
                line=found.line,
                message=f"{where} has a secret in clear under {key!r}",
                hint=_FILE.format(key) if key in _IN_FILE else _NO_FILE,
                severity=Severity.WARNING,
            )


def secrets(config: Configuration) -> frozenset[str]:
    """The secrets themselves, for taking them out of what others say of the file."""
    return frozenset(found.secret for _, table in config.holders() for found in _in(table, ""))


def _in(value: Value, key: str, line: int = 0) -> Iterator[_Found]:
    match value:
        case Table():
            for name, entry in value.entries.items():
                yield from _in(entry, name, value.lines[name])
        case Rows():
            for number, entry in zip(value.lines, value.values, strict=True):
                yield from _in(entry, key, number)
        case str():
            secret = _secret(key, value)
            if secret:
                yield _Found(line, key, secret)
        case None:
            pass


def _secret(key: str, text: str) -> str:
    if key in _SECRETS or _PRIVATE_KEY in text:
        return text
    password = _URL_PASSWORD.match(text)
    return "" if password is None else password[1]
