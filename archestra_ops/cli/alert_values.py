"""`ops alerts values`: thresholds and whatever else of the rules an operator may set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from archestra_ops.cli import options
from archestra_ops.errors import OpsError

if TYPE_CHECKING:
    from archestra_ops.prometheus.rules import Value

_KINDS: Final = {
    "number": "a number",
    "positive": "a number above 0",
    "amount": "a number, 0 or above",
    "duration": "a duration as 30m",
    "hours": "whole hours, days or weeks as 30d",
    "text": "a text",
    "name": "a text",
}


def values(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Only these, or what begins so: llm."),
    ] = None,
    platform: options.Platform = "archestra",
    output: options.OutputFormat = options.Output.TEXT,
) -> None:
    """List what can be set of the rules: thresholds, labels, budgets, with unit and reason.

    Example: ops alerts values cost --platform truefoundry
    """
    from archestra_ops.prometheus.rules import default_values

    every = list(default_values(platform).entries.values())
    found = chosen(every, paths or ())
    if output is options.Output.JSON:
        document = {
            "type": "archestra-ops.alert-values",
            "schema_version": 1,
            "items": [_item(one) for one in found],
        }
        typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        typer.echo(text(found), nl=False)


def chosen(every: Sequence[Value], paths: Sequence[str]) -> list[Value]:
    """Those of *every* at *paths* or below, all without any; OpsError for one that is not there."""
    from archestra_ops.packs.structure import did_you_mean

    for path in paths:
        if not any(_is_at(one, path) for one in every):
            near = did_you_mean(path, [one.path for one in every])
            groups = dict.fromkeys(one.path.partition(".")[0] for one in every)
            hint = near if near.startswith("did you mean") else did_you_mean(path, groups)
            raise OpsError(f"no value named '{path}'", hint=hint)
    return [one for one in every if not paths or any(_is_at(one, path) for path in paths)]


def _is_at(value: Value, path: str) -> bool:
    return value.path == path or value.path.startswith(f"{path.rstrip('.')}.")


def text(found: Sequence[Value]) -> str:
    """*found* for people, in lines of 80 columns."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Sequence[Value]) -> Iterator[str]:
    from archestra_ops.output.lines import wrapped

    for one in found:
        yield from wrapped(f"{one.path}: {_default(one)}", "", "    ")
        yield from wrapped(f"{one.unit}; {one.reason}", "  ", "  ")
        if one.fields:
            yield "  an entry has"
        for name, kind in one.fields.items():
            yield from wrapped(f"{name}: {_kind(kind)}", "    ", "      ")
        example = one.example
        for entry in example[:1] if isinstance(example, tuple) else ():
            yield from wrapped(_nested(one.path, f"[{_entry(entry)}]"), "  as in  ", "    ")
    yield ""
    yield f"{len(found)} values with their defaults; set one with --set PATH=VALUE, several in a"
    yield "YAML file under the same paths with --values FILE"
    if any(one.assumed for one in found):
        yield "assumed: not published, so that the default is our guess"


def _default(value: Value) -> str:
    content = value.content
    shown = content if isinstance(content, str) else f"[{', '.join(map(_entry, content))}]"
    return f"{shown or '(empty)'}{' (assumed)' if value.assumed else ''}"


def _entry(entry: object) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    return "{" + ", ".join(f"{name}: {given}" for name, given in entry.items()) + "}"


def _nested(path: str, text: str) -> str:
    """*text* as the value at *path* in a file."""
    group, _, rest = path.partition(".")
    return f"{group}: {{{_nested(rest, text)}}}" if rest else f"{group}: {text}"


def _kind(kind: str) -> str:
    """What a field may be, in words; `name, all if scope is global` has a condition."""
    name, comma, condition = kind.partition(", ")
    return f"{_KINDS.get(name) or name.replace('|', ', ')}{comma}{condition}"


def _item(value: Value) -> dict[str, object]:
    return {
        "path": value.path,
        "kind": value.kind,
        "default": value.content,
        "unit": value.unit,
        "reason": value.reason,
        "fields": dict(value.fields),
        "example": value.example,
        "assumed": value.assumed,
    }
