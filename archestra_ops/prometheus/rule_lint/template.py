"""A template in a label or an annotation that Prometheus cannot read.

It refuses the whole file for an action that is not closed, a function that it does not have, or a
variable that nothing sets: `{{ $label.pod }}`.
https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from archestra_ops.findings import Severity
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rule_lint.actions import QUOTED, actions, without_actions
from archestra_ops.prometheus.rule_lint.problem import Problem
from archestra_ops.prometheus.rule_lint.rulefile import Entry
from archestra_ops.prometheus.rule_lint.scope import Scope

# The template reference above, and https://pkg.go.dev/text/template#hdr-Functions
_NAMES: Final = """
args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage
humanizeTimestamp label match now parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel
stripDomain stripPort strvalue tableLink title tmpl toDuration toLower toTime toUpper urlQueryEscape
value
and call eq ge gt html index js le len lt ne not or print printf println slice urlquery
"""
_FUNCTIONS: Final = frozenset(_NAMES.split())
_OPENS: Final = frozenset({"if", "range", "with", "block", "define"})
_WORDS: Final = _OPENS | {"else", "end", "template", "break", "continue", "true", "false", "nil"}
_VARIABLES: Final = frozenset({"", "labels", "externalLabels", "externalURL", "value"})
_WORD: Final = re.compile(r"(?<![\w.$])[A-Za-z_]\w*")
_VARIABLE: Final = re.compile(r"\$(\w*)")
_SET: Final = re.compile(r"\$(\w+)(?=(?:\s*,\s*\$\w+)?\s*:?=)")
_COMMENT: Final = re.compile(r"/\*.*\*/", re.DOTALL)


def find(entry: Entry, scope: Scope) -> Iterator[Problem]:
    """The templates of the alert that do not parse."""
    del scope  # this needs no knowledge of metrics
    if not entry.is_alert:
        return
    for key, what in (("labels", "label"), ("annotations", "annotation")):
        for name, text, line in entry.texts(key):
            if "{{" in text:
                for message, hint in _wrong(text):
                    said = f"the template of {what} {name!r} {message}"
                    yield Problem(said, hint, Severity.ERROR, line=line)


def _wrong(text: str) -> Iterator[tuple[str, str]]:
    """The first thing wrong with the template *text*, as Prometheus stops at it as well."""
    if "{{" in without_actions(text):
        yield "has '{{' without '}}'", "close it, or write '{{ \"{{\" }}' for the braces themselves"
        return
    bodies = [QUOTED.sub('""', body) for body in actions(text)]
    problem = _of_bodies(bodies)
    if problem is not None:
        yield problem


def _of_bodies(bodies: Iterable[str]) -> tuple[str, str] | None:
    known = set(_VARIABLES)
    depth = 0
    for body in bodies:
        if _COMMENT.fullmatch(body):
            continue
        if not body:
            return "has an empty action '{{ }}'", "say what to print, as in {{ $value }}"
        known.update(_SET.findall(body))
        word = body.split(None, 1)[0]
        depth += (word in _OPENS) - (word == "end")
        if depth < 0 or (word == "else" and not depth):
            return f"has an '{word}' without a beginning", "it belongs to if, range or with"
        problem = _of_names(body, known)
        if problem is not None:
            return problem
    return ("lacks an '{{ end }}'", "every if, range and with needs one") if depth else None


def _of_names(body: str, known: Iterable[str]) -> tuple[str, str] | None:
    for name in _WORD.findall(body):
        if name not in _FUNCTIONS and name not in _WORDS:
            return f"calls {name!r}, which is no function", did_you_mean(name, _FUNCTIONS)
    for name in _VARIABLE.findall(body):
        if name not in known:
            near = did_you_mean(name, _VARIABLES - {""}).replace("'", "'$", 1)
            return f"uses '${name}', which is not set", near
    return None
