"""Grafana's variables in an expression: which there are, and values put in for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from archestra_ops.errors import PromQLError

# The three spellings, `$name`, `${name.field:format}` and `[[name:format]]`. A name starts with a
# letter or `_`: `$1` is a capture group of label_replace.
VARIABLE: Final = (
    r"\$[A-Za-z_][0-9A-Za-z_]*"
    r"|\$\{[A-Za-z_][0-9A-Za-z_]*(?:\.[^:}\n]+)?(?::[^}\n]+)?\}"
    r"|\[\[[A-Za-z_][0-9A-Za-z_]*(?::[0-9A-Za-z_]+)?\]\]"
)
_VARIABLE: Final = re.compile(VARIABLE)
_NAME: Final = re.compile(r"[A-Za-z_][0-9A-Za-z_]*")


def variables(text: str) -> frozenset[str]:
    """The Grafana variables in *text*, within strings too, as bare names: `__rate_interval`."""
    return frozenset(_name(found[0]) for found in _VARIABLE.finditer(text))


def has_variable(text: str) -> bool:
    """Whether a Grafana variable stands in *text*."""
    return ("$" in text or "[[" in text) and _VARIABLE.search(text) is not None


def interpolate(text: str, values: Mapping[str, str]) -> str:
    """Put a value in for every Grafana variable of *text*; a format (`:regex`) is ignored.

    A value goes in as it is, so whoever gives it escapes it for the place where it lands.
    Raises PromQLError that names the variables without a value.
    """
    missing = sorted(variables(text) - values.keys())
    if missing:
        names = ", ".join(f"'${name}'" for name in missing)
        raise PromQLError(f"no value for {names}", hint=_hint(missing[0], values))
    return _VARIABLE.sub(lambda found: values[_name(found[0])], text)


def replace_variables(text: str, value: str) -> str:
    """Put the same *value* in for every Grafana variable of *text*."""
    return _VARIABLE.sub(lambda _: value, text)


def _name(spelling: str) -> str:
    found = _NAME.search(spelling)
    return found[0] if found else ""


def _hint(name: str, values: Mapping[str, str]) -> str:
    near = get_close_matches(name, values, n=1)
    if near:
        return f"did you mean '${near[0]}'?"
    known = ", ".join(f"${name}" for name in sorted(values))
    return f"known variables: {known}" if known else "there are no variables here"
