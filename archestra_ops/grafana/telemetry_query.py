"""TraceQL and LogQL checked as far as that goes without a server.

Brackets and quotes balanced, fields that some span or log record of the platform has, and what a
user types quoted by Grafana: `${session:doublequote}`.
Grammar: https://grafana.com/docs/tempo/latest/traceql/ and https://grafana.com/docs/loki/latest/query/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.packs.telemetry import Telemetry

_TOKEN = re.compile(
    r"""
    (?P<string>"(?:[^"\\]|\\.)*" | `[^`]*`)
  | (?P<variable>\$\{[\w.]+(?::\w+)?\} | \$\w+)
  | (?P<field>(?:span|resource|event|link|instrumentation)\.[\w.]+)
  | (?P<word>[A-Za-z_][\w.:]*)
  | (?P<number>\d[\w.]*)
  | (?P<bracket>[(){}\[\]])
  | (?P<sign>[=!<>~|&+\-*/^,.:%]+)
  | (?P<space>\s+)
  | (?P<wrong>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PAIRS = {")": "(", "}": "{", "]": "["}
# https://grafana.com/docs/tempo/latest/traceql/construct-traceql-queries/
_WORDS = frozenset(
    {
        "avg", "avg_over_time", "by", "childCount", "client", "coalesce", "consumer", "count",
        "count_over_time", "duration", "error", "event", "false", "internal", "kind", "max",
        "max_over_time", "min", "min_over_time", "name", "nestedSetParent", "nil", "ok", "parent",
        "producer", "quantile_over_time", "rate", "rootName", "rootServiceName", "select", "server",
        "status", "statusMessage", "sum", "sum_over_time", "traceDuration", "true", "unset", "with",
    }
)  # fmt: skip
_IN_TEXT = re.compile(r"\$\{(\w+)(?::(\w+))?\}|\$(\w+)")
# What Grafana writes in quotes and escapes by itself.
_QUOTES = "doublequote"


def traceql(text: str, telemetry: Telemetry, typed: frozenset[str]) -> Iterator[Wrong]:
    """What is wrong with a TraceQL query; *typed* are the variables that a user types.

    A query that is one variable alone is a trace's id.
    """
    if re.fullmatch(r"\$\{?\w+\}?", text):
        return
    yield from _balanced(text)
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup or "", token[0]
        if kind == "field":
            yield from _field(word, telemetry)
        elif kind == "word" and word not in _WORDS:
            yield Wrong(f"'{word}' is nothing that TraceQL knows", did_you_mean(word, _WORDS))
        elif kind in ("variable", "string"):
            yield from _quoted(word, typed, within=kind == "string")


def logql(text: str, telemetry: Telemetry, typed: frozenset[str]) -> Iterator[Wrong]:
    """What is wrong with a LogQL query; *typed* are the variables that a user types."""
    yield from _balanced(text)
    known = {telemetry.log_service, *telemetry.log_fields}
    for name in re.findall(r"([A-Za-z_]\w*)\s*(?:=~|!~|!=|=)", re.sub(r'"[^"]*"', '""', text)):
        if name not in known:
            yield Wrong(f"no log record has '{name}'", did_you_mean(name, known))
    yield from unquoted(text, typed)


def unquoted(text: str, typed: frozenset[str]) -> Iterator[Wrong]:
    """The variables of *typed* that could end the text that they stand in, in either language."""
    for token in _TOKEN.finditer(text):
        if token.lastgroup in ("variable", "string"):
            yield from _quoted(token[0], typed, within=token.lastgroup == "string")


def _balanced(text: str) -> Iterator[Wrong]:
    waiting: list[str] = []
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "wrong":
            yield Wrong(f"'{token[0]}' does not belong here", "is a quote or a bracket missing?")
            return
        if token.lastgroup != "bracket":
            continue
        if token[0] in _PAIRS and (not waiting or waiting.pop() != _PAIRS[token[0]]):
            yield Wrong(f"'{token[0]}' closes nothing", "count the brackets")
            return
        if token[0] not in _PAIRS:
            waiting.append(token[0])
    if waiting:
        yield Wrong(f"'{waiting[-1]}' is not closed", "count the brackets")


def _field(word: str, telemetry: Telemetry) -> Iterator[Wrong]:
    scope, _, name = word.partition(".")
    known = telemetry.resource if scope == "resource" else tuple(telemetry.attributes)
    if scope == "span" and telemetry.knows(name):
        return
    if scope in ("span", "resource") and name not in known:
        yield Wrong(f"no {scope} has '{name}'", did_you_mean(name, known))


def _quoted(word: str, typed: frozenset[str], *, within: bool) -> Iterator[Wrong]:
    """A typed value must not be able to end the text that it stands in."""
    for braced, form, bare in _IN_TEXT.findall(word):
        name = braced or bare
        quoted = form == _QUOTES and not within
        if name in typed and not quoted and (within or not _is_a_number(name)):
            hint = f"write ${{{name}:doublequote}} instead of quotes of your own"
            yield Wrong(f"'${name}' is typed by a user and not quoted", hint)


def _is_a_number(name: str) -> bool:
    """Durations and amounts stand bare; Tempo refuses what is neither."""
    return name.startswith("min_")
