"""What a board's variables list, and what they stand for when the board is opened: All."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.findings import Case
from archestra_ops.grafana.ask import everything
from archestra_ops.grafana.queries import VariableQuery
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.questions import Sheet
from archestra_ops.verify.report import case
from archestra_ops.verify.sight import Sight

_LABEL_VALUES = re.compile(r"label_values\((.*),\s*(\w+)\)\s*")
# Variables whose label may be nowhere: their All matches an absent one.
_MAY_BE_EMPTY = ".*"
_ANYTHING = ".+"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The `values` of a board's variables by name, and a case for each that must list something."""

    values: Mapping[str, str]
    cases: tuple[Case, ...] = ()


def choose(sheet: Sheet, sight: Sight | None) -> Choices:
    """All chosen everywhere, and what is typed as it is at first.

    Without a *sight* every variable that lists something stands for anything.
    """
    values = dict(sheet.defaults)
    cases: list[Case] = []
    for variable in sheet.variables:
        if sight is None:
            values[variable.name] = variable.any_value or _ANYTHING
            continue
        selector, label = _asked(variable, values)
        listed = sight.values(selector, label)
        values[variable.name] = everything(variable, listed)
        if variable.any_value != _MAY_BE_EMPTY:
            outcome = FINE if listed else _empty(variable, selector)
            cases.append(case(sheet.title, f"variable ${variable.name}", outcome))
    return Choices(values=values, cases=tuple(cases))


def _asked(variable: VariableQuery, values: Mapping[str, str]) -> tuple[str, str]:
    """The selector and the label of `label_values(selector, label)`; OpsError for another form."""
    found = _LABEL_VALUES.fullmatch(variable.query)
    if found is None:
        raise OpsError(
            f"variable '{variable.name}' asks '{variable.query}'",
            hint="only label_values(selector, label) is understood",
        )
    return promql.interpolate(found[1], values), found[2]


def _empty(variable: VariableQuery, selector: str) -> Outcome:
    return Outcome(
        Status.MISSING_METRIC,
        f"it lists nothing, so that every panel with ${variable.name} is empty",
        f"no series matches {selector}",
    )
