"""A label list, read exactly; and what is wrong with one that cannot be read."""

from __future__ import annotations

import re

from archestra_ops.exposition.format import Format
from archestra_ops.exposition.problems import Kind, LineError
from archestra_ops.exposition.text import LABEL_NAME, QUOTED, show, unescape


def _pair(space: str) -> re.Pattern[str]:
    """A name (1 plain, 2 quoted), its value (3) where it has one, and what follows (4)."""
    return re.compile(
        rf'{space}(?:({LABEL_NAME})|"({QUOTED})"){space}(?:={space}"({QUOTED})"{space})?([,}}])'
    )


_SPACES = {Format.CLASSIC: r"[ \t]*+", Format.OPENMETRICS: ""}
_PAIRS = {form: _pair(space) for form, space in _SPACES.items()}
_CLOSED = {form: re.compile(space + r"\}") for form, space in _SPACES.items()}


def read_labels(text: str, at: int, form: Format) -> tuple[dict[str, str], int, str]:
    """Read a label list whose `{` ends before *at*.

    The labels, where the list ends, and the metric name if it stands quoted in the list.
    """
    labels: dict[str, str] = {}
    metric = ""
    pair = _PAIRS[form]
    while not (closed := _CLOSED[form].match(text, at)):
        found = pair.match(text, at)
        if found is None:
            raise LineError(Kind.SYNTAX, *_fault(text, at, form))
        plain, quoted, value, after = found.groups()
        at = found.end()
        if value is None:
            metric = _metric(metric, plain, quoted)
        else:
            _put(labels, plain or unescape(quoted), unescape(value))
        if after == "}":
            return labels, at, metric
        if form is Format.OPENMETRICS and text.startswith("}", at):
            raise LineError(Kind.SYNTAX, "comma after the last label, which OpenMetrics has not")
    return labels, closed.end(), metric


def _metric(before: str, plain: str | None, quoted: str | None) -> str:
    if plain is not None:
        raise LineError(Kind.SYNTAX, f"label {show(plain)} has no value")
    if before or not quoted:
        raise LineError(Kind.SYNTAX, f"a second metric name, {show(quoted or '')}, in the braces")
    return unescape(quoted)


def _put(labels: dict[str, str], name: str, value: str) -> None:
    if not name:
        raise LineError(Kind.SYNTAX, "a label without a name")
    if name in labels:
        raise LineError(
            Kind.DUPLICATE_LABEL,
            f"label {show(name)} stands twice: Prometheus drops the whole page",
        )
    labels[name] = value


_LABEL_NAME = re.compile(rf'[ \t]*(?:({LABEL_NAME})|"({QUOTED})")')
_LABEL_VALUE = re.compile(rf'[ \t]*=[ \t]*("{QUOTED}")?')


def _fault(text: str, at: int, form: Format) -> tuple[str, str]:
    """Why no pair can be read at *at*, and what to do about it."""
    if form is Format.OPENMETRICS and text.startswith((" ", "\t"), at):
        return "space before a label name, which OpenMetrics has not", ""
    name = _LABEL_NAME.match(text, at)
    if name is None:
        if not text[at:].strip(" \t"):
            return "label list is not closed", "write '}' after the last label"
        return f"expected a label name, found {show(text[at : at + 20])}", ""
    return _value_fault(text, name.end(), show(name[1] or name[2] or ""), form)


def _value_fault(text: str, at: int, name: str, form: Format) -> tuple[str, str]:
    value = _LABEL_VALUE.match(text, at)
    if value is None:
        return f"label {name} has no value", ""
    if value[1]:
        if form is Format.OPENMETRICS and re.match(r"[ \t]*[,}]", text[value.end() :]):
            return f"space after the value of label {name}, which OpenMetrics has not", ""
        return f"expected ',' or '}}' after label {name}", ""
    if text.startswith('"', value.end()):
        return f"label value is not closed (label {name})", 'inside a value, " is written \\"'
    return f"label value is not quoted (label {name})", ""
