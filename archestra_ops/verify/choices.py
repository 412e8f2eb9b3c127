"""What a board's variables list, and what they stand for when the board is opened: All."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.expressions.impossible_value import fits
from archestra_ops.findings import Case
from archestra_ops.grafana.ask import everything
from archestra_ops.grafana.queries import VariableQuery
from archestra_ops.verify.explained import Why
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.questions import Sheet
from archestra_ops.verify.report import case
from archestra_ops.verify.sight import Sight

_LABEL_VALUES = re.compile(r"label_values\((.*),\s*(\w+)\)\s*")
# Variables whose label may be nowhere: their All matches an absent one.
_MAY_BE_EMPTY = ".*"
_ANYTHING = ".+"
_NAME = "__name__"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The `values` of a board's variables by name, and a case for each that must list something.

    `waiting` says while what those that list nothing do so; empty where all list something, or that
    is no reason.
    """

    values: Mapping[str, str]
    cases: tuple[Case, ...] = ()
    waiting: str = ""


def choose(sheet: Sheet, sight: Sight | None, why: Why) -> Choices:
    """All chosen everywhere, and what is typed as it is at first.

    Without a *sight* every variable that lists something stands for anything. *why* knows which
    metrics come and go: a variable over them lists nothing while nothing happens.
    """
    values = dict(sheet.defaults)
    cases: list[Case] = []
    waiting = ""
    for variable in sheet.variables:
        if sight is None:
            values[variable.name] = variable.any_value or _ANYTHING
            continue
        selector, label = _asked(variable, values)
        listed = sight.values(selector, label)
        values[variable.name] = everything(variable, listed)
        if variable.any_value != _MAY_BE_EMPTY:
            condition = "" if listed else _condition(selector, sheet, sight, why)
            waiting = waiting or condition
            outcome = FINE if listed else _empty(variable, selector, condition)
            cases.append(case(sheet.title, f"variable ${variable.name}", outcome))
    return Choices(values=values, cases=tuple(cases), waiting=waiting)


def _asked(variable: VariableQuery, values: Mapping[str, str]) -> tuple[str, str]:
    """The selector and the label of `label_values(selector, label)`; OpsError for another form."""
    found = _LABEL_VALUES.fullmatch(variable.query)
    if found is None:
        raise OpsError(
            f"variable '{variable.name}' asks '{variable.query}'",
            hint="only label_values(selector, label) is understood",
        )
    return promql.interpolate(found[1], values), found[2]


def _condition(selector: str, sheet: Sheet, sight: Sight, why: Why) -> str:
    """What must be the case for any series of *selector*; empty where one is always there.

    Another program's pages are not idle, though they have none of them either.
    """
    (asked,) = promql.selectors(selector)
    of_name = [matcher for matcher in asked.matchers if matcher.label == _NAME]
    own = list(sheet.catalogue.samples())
    names = [
        name
        for name in own
        if asked.name in (None, name) and all(fits(one, name) for one in of_name)
    ]
    if any(map(sight.has, names)) or sight.is_strange(own):
        return ""
    conditions = list(map(why.only_while, names))
    return conditions[0] if conditions and all(conditions) else ""


def _empty(variable: VariableQuery, selector: str, condition: str) -> Outcome:
    said = f"it lists nothing, so that every panel with ${variable.name} is empty"
    if condition:
        return Outcome(Status.NO_SERIES, said, f"its metric is only there while {condition}")
    return Outcome(Status.MISSING_METRIC, said, f"no series matches {selector}")
