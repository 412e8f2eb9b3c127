"""A page for each alert: what it means, why it fires when it does, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archestra_ops import packs, shipped
from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.rules.build import default_values, rule_set
from archestra_ops.prometheus.rules.insertion import Insertion
from archestra_ops.prometheus.rules.model import Definition, LeftOut, Rule, RuleSet
from archestra_ops.prometheus.rules.readable import readable
from archestra_ops.prometheus.rules.values import Value, Values
from archestra_ops.templating import fill

FOLDER: Final = "runbooks"
REBUILD: Final = "run `ops alerts build`"
_PATH: Final = re.compile(r"\$\{([^}|\n]+)[^}\n]*\}")
_ROLE: Final = re.compile(r"\$labels\.\[([a-z]+)\]")
# The provider that commands have where none is given: its expressions come first.
_DEFAULT: Final = "helm"


@dataclass(frozen=True, kw_only=True)
class Expression:
    """An expression, and for which providers it stands; for all of them where that is empty."""

    providers: Sequence[str]
    rules: Sequence[Rule]


def pages(platform: str, folder: Path = shipped.ALERTS) -> dict[str, str]:
    """The runbooks of *platform* by file name: one for each alert, and a list of them.

    Rules are rendered with default values, and examples for those that are not set. Raises
    OpsError as rule_set does.
    """
    pack, values = packs.platform(platform), default_values(platform, folder)
    sets = {
        name: rule_set(pack, packs.provider(name), values.with_examples(), folder=folder)
        for name in sorted(packs.provider_names(), key=lambda name: (name != _DEFAULT, name))
    }
    definitions = next(iter(sets.values())).definitions
    found = {
        f"{name}.md": _page(one, pack, values, sets) for name, one in sorted(definitions.items())
    }
    found["README.md"] = fill("runbooks.md.j2", platform=pack, alerts=sorted_by_group(definitions))
    return found


def drift(platform: str, folder: Path = shipped.ALERTS) -> Iterator[Finding]:
    """How the files in `runbooks/` differ from what the definitions make."""
    wanted = pages(platform, folder)
    for name in sorted(wanted.keys() | present(folder)):
        path = folder / FOLDER / name
        if name not in wanted:
            message = "no alert makes this file"
        elif not path.is_file():
            message = "the file is missing"
        elif path.read_bytes() != wanted[name].encode():
            message = "the file is not what the definitions make"
        else:
            continue
        yield Finding(
            check="drift",
            severity=Severity.ERROR,
            subject=f"{folder.name}/{FOLDER}/{name}",
            message=message,
            hint=REBUILD,
        )


def present(folder: Path) -> set[str]:
    """The names of the files that are there."""
    return {path.name for path in (folder / FOLDER).glob("*.md")}


def sorted_by_group(definitions: Mapping[str, Definition]) -> list[Definition]:
    """The alerts in the order in which a reader looks for them."""
    return sorted(definitions.values(), key=lambda one: (one.group, one.alert))


def _page(one: Definition, platform: Platform, values: Values, sets: Mapping[str, RuleSet]) -> str:
    rules = {name: _rules(one, found) for name, found in sets.items()}
    first = next(found for found in rules.values() if found)
    provider = packs.provider(next(iter(sets)))
    insertion = Insertion(provider=provider, values=values.with_examples(), entry=one.entry)
    return fill(
        "runbook.md.j2",
        one=one,
        platform=platform,
        said=_said(one, first[0], insertion),
        severities=list(dict.fromkeys(rule.labels["severity"] for rule in first)),
        rule=first[0],
        usual=all(values.get(path).is_set for path in _needed(one)),
        text=insertion.plain(one.runbook),
        reason=insertion.plain(one.hold_reason),
        expressions=_expressions(rules),
        left_out=_left_out(one, sets),
        values=[values.get(path) for path in _paths(one, values)],
        shown=_shown,
    )


def _said(one: Definition, rule: Rule, insertion: Insertion) -> str:
    """What *one* says, with *server* and *database* for what each provider calls otherwise."""
    neutral, roles = _ROLE.subn(r"$labels.\1", one.description)
    text = insertion.template(neutral, one.expr) if roles else rule.annotations["description"]
    return readable(text)


def _rules(one: Definition, found: RuleSet) -> tuple[Rule, ...]:
    return tuple(rule for group in found.groups for rule in group.rules if rule.alert == one.alert)


def _expressions(rules: Mapping[str, tuple[Rule, ...]]) -> list[Expression]:
    """The different expressions, with the providers that have each."""
    by_text: dict[tuple[str, ...], list[str]] = {}
    for name, found in rules.items():
        if found:
            by_text.setdefault(tuple(rule.expr for rule in found), []).append(name)
    everywhere = len(by_text) == 1
    return [
        Expression(providers=() if everywhere else names, rules=rules[names[0]])
        for names in by_text.values()
    ]


def _left_out(one: Definition, sets: Mapping[str, RuleSet]) -> list[LeftOut]:
    found = (left for rules in sets.values() for left in rules.left_out if left.rule == one.alert)
    return list(dict.fromkeys(found))


def _paths(one: Definition, values: Values) -> list[str]:
    """The values that *one* uses, in the order in which it names them."""
    texts = (one.expr, one.hold, one.description, one.runbook, *one.labels.values())
    named = [path for text in texts for path in _PATH.findall(text)]
    slo = one.labels.get("slo")
    if slo:
        named += [p for p in values.entries if p.startswith(("slo.tiers.", f"slo.{slo}."))]
    return [path for path in dict.fromkeys((*named, *_needed(one))) if path in values.entries]


def _needed(one: Definition) -> Sequence[str]:
    return (*one.needs, one.each) if one.each else one.needs


def _shown(value: Value) -> str:
    """A value as a table has it."""
    content = value.content
    text = content if isinstance(content, str) else ", ".join(map(str, content))
    return "`{}`".format(text.replace("|", "\\|")) if text else ""
