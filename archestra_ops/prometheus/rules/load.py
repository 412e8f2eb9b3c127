"""Definition files, `alerts/<platform>/<group>.yaml`, as definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules.fields import Fields, read_table
from archestra_ops.prometheus.rules.model import (
    SEVERITIES,
    DefinedGroup,
    Definition,
    Objective,
)

VALUES: Final = "values.yaml"
_GROUP: Final = ("group", "title", "interval", "rules", "objectives")
_RECORD: Final = ("record", "expr", "labels", "needs", "each", "window")
_ALERT: Final = (
    *("alert", "expr", "severity", "for", "for_reason", "keep_firing_for", "needs", "each"),
    *("window", "labels", "summary", "description", "runbook", "board", "panel", "scenario"),
    *("drill", "inhibits", "across", "always"),
)
_ALERT_REQUIRED: Final = (
    *("expr", "severity", "for", "for_reason", "summary", "description", "runbook"),
)
_OBJECTIVE: Final = ("name", "title", "events", "errors")
_OF_BURN: Final = (
    *("alert", "summary", "description", "runbook", "for_reason"),
    *("labels", "board", "panel", "scenario", "drill", "inhibits", "across"),
)
_DRILL: Final = ("healthy", "lasts", "recovers", "interval")
_ALERT_NAME: Final = re.compile(r"[A-Z][0-9A-Za-z]*")
_RECORD_NAME: Final = re.compile(r"[a-z_]\w*:\w+:\w+", re.ASCII)


def groups(folder: Path) -> tuple[DefinedGroup, ...]:
    """The groups of a platform's *folder*, by name.

    Raises OpsError for a file that is malformed, and for an alert that is there twice.
    """
    found: list[DefinedGroup] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == VALUES:
            continue
        fields = read_table(path, f"{folder.parent.name}/{folder.name}/{path.name}")
        found.append(_group(fields))
        if found[-1].name != path.stem:
            raise fields.error("group", f"the group '{found[-1].name}' is not named like its file")
    _refuse_twice(found)
    return tuple(found)


def _group(fields: Fields) -> DefinedGroup:
    fields.only(_GROUP, ("group", "title"))
    name = fields.text("group")
    return DefinedGroup(
        name=name,
        title=fields.text("title"),
        interval=fields.duration("interval"),
        definitions=tuple(_definition(rule, name) for rule in fields.rows("rules")),
        objectives=tuple(_objective(row, name) for row in fields.rows("objectives")),
    )


def _objective(fields: Fields, group: str) -> Objective:
    fields.only((*_OBJECTIVE, *_OF_BURN), (*_OBJECTIVE, *_OF_BURN[:5]))
    return Objective(
        name=fields.text("name"),
        title=fields.text("title"),
        events=fields.text("events"),
        errors=fields.text("errors"),
        alert=_alert(fields, group),
    )


def _definition(fields: Fields, group: str) -> Definition:
    if "record" in fields.table.entries:
        fields.only(_RECORD, ("record", "expr"))
        return _record(fields, group)
    fields.only(_ALERT, ("alert", *_ALERT_REQUIRED))
    return _alert(fields, group)


def _record(fields: Fields, group: str) -> Definition:
    name = fields.text("record")
    if not _RECORD_NAME.fullmatch(name):
        raise fields.error(
            "record", f"{name!r} is no name for a recorded series", "level:metric:operations"
        )
    return Definition(
        file=fields.name,
        line=fields.table.line,
        group=group,
        record=name,
        expr=fields.text("expr"),
        labels=fields.mapping("labels"),
        needs=fields.texts("needs"),
        each=fields.text("each"),
        window=fields.duration("window", "5m"),
    )


def _alert(fields: Fields, group: str) -> Definition:
    name, severity = fields.text("alert"), fields.text("severity")
    if not _ALERT_NAME.fullmatch(name):
        raise fields.error("alert", f"{name!r} is no name for an alert", "write it in CamelCase")
    if severity and severity not in SEVERITIES:
        hint = did_you_mean(severity, SEVERITIES)
        raise fields.error("severity", f"{severity!r} is no severity", hint)
    drill = fields.inner("drill")
    drill.only(_DRILL)
    return Definition(
        file=fields.name,
        line=fields.table.line,
        group=group,
        alert=name,
        expr=fields.text("expr"),
        severity=severity,
        hold=fields.duration("for"),
        hold_reason=fields.text("for_reason"),
        keep_firing_for=fields.duration("keep_firing_for"),
        needs=fields.texts("needs"),
        each=fields.text("each"),
        window=fields.duration("window", "5m"),
        labels=fields.mapping("labels"),
        summary=fields.text("summary"),
        description=fields.text("description"),
        runbook=fields.text("runbook"),
        board=fields.text("board"),
        panel=fields.text("panel"),
        scenario=fields.text("scenario"),
        drill={key: drill.duration(key) for key in drill.table.entries},
        inhibits=fields.texts("inhibits"),
        across=fields.texts("across"),
        always=fields.switch("always"),
    )


def _refuse_twice(found: Iterable[DefinedGroup]) -> None:
    places: dict[str, Definition] = {}
    for group in found:
        burning = [objective.alert for objective in group.objectives]
        for one in (*group.definitions, *burning):
            first = places.setdefault(one.alert, one) if one.alert else one
            if first is not one:
                raise OpsError(
                    f"{one.file}:{one.line}: the alert '{one.alert}' is defined twice",
                    hint=f"it is in {first.file}:{first.line} already",
                )
