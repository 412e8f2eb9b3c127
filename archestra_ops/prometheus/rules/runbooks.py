"""A page for each alert: what it means, why it fires when it does, and what to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archestra_ops import packs, shipped
from archestra_ops.errors import OpsError
from archestra_ops.findings import Finding, Severity
from archestra_ops.packs.model import Metric, Platform
from archestra_ops.prometheus.rules.build import default_values, definitions, platforms, rule_set
from archestra_ops.prometheus.rules.insertion import Insertion
from archestra_ops.prometheus.rules.model import Definition, LeftOut, Rule, RuleSet
from archestra_ops.prometheus.rules.readable import readable
from archestra_ops.prometheus.rules.values import Value, Values
from archestra_ops.templating import fill

FOLDER: Final = "runbooks"
LIST: Final = "README.md"
REBUILD: Final = "run `ops alerts build`"
_PATH: Final = re.compile(r"\$\{([^}|\n]+)[^}\n]*\}")
_ROLE: Final = re.compile(r"\$labels\.\[([a-z]+)\]")
# The provider that commands have where none is given: its expressions come first.
_DEFAULT: Final = "helm"
# The platform that commands have where none is named.


@dataclass(frozen=True, kw_only=True)
class Expression:
    """An expression, and for which providers it stands; for all of them where that is empty."""

    providers: Sequence[str]
    rules: Sequence[Rule]


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What the pages of a platform are made of: its rules by profile (or an empty text), provider.

    The usual profile and provider come first.
    """

    platform: Platform
    values: Values
    sets: Mapping[str, Mapping[str, RuleSet]]

    @property
    def definitions(self) -> Mapping[str, Definition]:
        """Those of all alerts, by name."""
        return next(iter(next(iter(self.sets.values())).values())).definitions


def pages(platform: str | None = None, folder: Path = shipped.ALERTS) -> dict[str, str]:
    """The runbooks of *platform*, or of all, by file name: one for each alert, and a list of all.

    Rules are rendered with default values, and examples for those that are not set. Raises
    OpsError as rule_set does.
    """
    found: dict[str, str] = {}
    for name in platforms(folder) if platform is None else (platform,):
        sources = _sources(name, folder)
        alerts = sorted(sources.definitions.items())
        found |= {f"{alert}.md": _page(one, sources) for alert, one in alerts}
    return found | {LIST: _listed(folder)}


def drift(platform: str | None = None, folder: Path = shipped.ALERTS) -> Iterator[Finding]:
    """How the files in `runbooks/` differ from what the definitions make."""
    wanted = pages(platform, folder)
    for name in sorted(wanted.keys() | left_over(platform, folder, wanted)):
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


def left_over(platform: str | None, folder: Path, wanted: Collection[str]) -> set[str]:
    """The names of the files that are there without an alert; *wanted* are pages of *platform*."""
    names = set(wanted)
    for other in () if platform is None else platforms(folder):
        found = definitions(other, default_values(other, folder).with_examples(), folder)
        names |= {f"{alert}.md" for alert in found}
    return {path.name for path in (folder / FOLDER).glob("*.md")} - names


def _listed(folder: Path) -> str:
    """The list of all alerts, by platform."""
    listed = []
    for name in platforms(folder):
        found = definitions(name, default_values(name, folder).with_examples(), folder)
        listed.append((packs.platform(name), sorted_by_group(found)))
    return fill("runbooks.md.j2", platforms=listed)


def sorted_by_group(definitions: Mapping[str, Definition]) -> list[Definition]:
    """The alerts in the order in which a reader looks for them."""
    return sorted(definitions.values(), key=lambda one: (one.group, one.alert))


def _sources(platform: str, folder: Path) -> Sources:
    values = default_values(platform, folder).with_examples()
    usual = packs.platform(platform)
    providers = sorted(packs.provider_names(), key=lambda name: (name != _DEFAULT, name))
    sets = {
        profile: {
            name: rule_set(
                packs.platform(platform, profile), packs.provider(name), values, folder=folder
            )
            for name in (providers if usual.postgres else providers[:1])
        }
        for profile in packs.profiles(platform) or ("",)
    }
    return Sources(platform=usual, values=default_values(platform, folder), sets=sets)


def _page(one: Definition, sources: Sources) -> str:
    platform, values = sources.platform, sources.values
    found = {profile: _by_provider(one, sets) for profile, sets in sources.sets.items()}
    there = [profile for profile, rules in found.items() if any(rules.values())]
    if not there:
        raise OpsError(
            f"{one.file}:{one.line}: '{one.alert}' is left out everywhere",
            hint="; ".join(left.reason for left in _left_out(one, sources)),
        )
    rules = found[there[0]]
    first = next(found for found in rules.values() if found)
    provider = packs.provider(next(iter(rules)))
    insertion = Insertion(provider=provider, values=values.with_examples(), entry=one.entry)
    return fill(
        "runbook.md.j2",
        one=one,
        platform=platform,
        profiles=there,
        everywhere=len(there) == len(found),
        chosen=_chosen(platform, there),
        said=_said(one, first[0], insertion),
        severities=list(dict.fromkeys(rule.labels["severity"] for rule in first)),
        rule=first[0],
        usual=all(values.get(path).is_set for path in _needed(one)),
        text=insertion.plain(one.runbook),
        reason=insertion.plain(one.hold_reason),
        expressions=_expressions(rules),
        left_out=_left_out(one, sources),
        unseen=_unseen(one, sources, there[0]),
        values=[values.get(path) for path in _paths(one, values)],
        shown=_shown,
    )


def _chosen(platform: Platform, profiles: Collection[str]) -> str:
    """The options that a command on an alert of *platform* needs, which *profiles* have."""
    named = "" if platform.usual else f" --platform {platform.name}"
    if platform.default_profile in profiles:
        return named
    return f"{named} --profile {next(iter(profiles))}"


def _unseen(one: Definition, sources: Sources, profile: str) -> list[Metric]:
    """The metrics of *profile* that *one* rests on and nobody has seen."""
    metrics = packs.platform(sources.platform.name, profile).metrics
    names = (n for rules in sources.sets[profile].values() for n in rules.unseen.get(one.alert, ()))
    return [metrics[name] for name in dict.fromkeys(names)]


def _said(one: Definition, rule: Rule, insertion: Insertion) -> str:
    """What *one* says, with *server* and *database* for what each provider calls otherwise."""
    neutral, roles = _ROLE.subn(r"$labels.\1", one.description)
    text = insertion.template(neutral, one.expr) if roles else rule.annotations["description"]
    return readable(text)


def _by_provider(one: Definition, sets: Mapping[str, RuleSet]) -> dict[str, tuple[Rule, ...]]:
    return {
        name: tuple(r for group in found.groups for r in group.rules if r.alert == one.alert)
        for name, found in sets.items()
    }


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


def _left_out(one: Definition, sources: Sources) -> list[LeftOut]:
    sets = (rules for of_profile in sources.sets.values() for rules in of_profile.values())
    found = (left for rules in sets for left in rules.left_out if left.rule == one.alert)
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
