"""What the variables of a board stand for when it is opened: All, as Grafana lists it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from archestra_ops import promql
from archestra_ops.errors import FetchError
from archestra_ops.grafana.api.errors import ForbiddenError, GrafanaError
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.ask import everything
from archestra_ops.grafana.queries import variable_queries

ListValues = Callable[[str, str], Sequence[str]]
"""Lists the values of a label in the series of a selector; raises what a Grafana raises."""

_LABEL_VALUES = re.compile(r"label_values\((.*),\s*(\w+)\)\s*")
_ANYTHING = ".+"


def values(dashboard: Json, listed: ListValues) -> Mapping[str, str]:
    """The values of the variables of *dashboard* that ask Prometheus, by name.

    Where a list cannot be had, the variable stands for anything: not all that speaks like a
    Prometheus lists labels. Raises FetchError and ForbiddenError: then queries fare no better.
    """
    made: dict[str, str] = {}
    for variable in variable_queries(dashboard):
        anything = variable.any_value or _ANYTHING
        asked = _LABEL_VALUES.fullmatch(variable.query)
        if asked is None:
            made[variable.name] = anything
            continue
        try:
            found = listed(asked[2], promql.interpolate(asked[1], made))
        except (FetchError, ForbiddenError):
            raise
        except GrafanaError:
            made[variable.name] = anything
        else:
            made[variable.name] = everything(variable, found)
    return made
