"""What `ops dashboards check` looks at: our boards and their files, or the files that are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archestra_ops import packs, shipped
from archestra_ops.cli import options
from archestra_ops.cli.boarded import labels_on, named
from archestra_ops.cli.files import STANDARD, is_folder, read_whole
from archestra_ops.cli.selection import choose
from archestra_ops.errors import OpsError
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.dashboard.document import LARGEST
from archestra_ops.grafana.lint import OPT_IN, documentation, lint
from archestra_ops.grafana.lint.scope import Allowed, of_others, of_ours
from archestra_ops.grafana.shipped_boards import board_files, drift
from archestra_ops.packs.model import Platform

_MOST = 4 * LARGEST  # bytes: a character has four at most


@dataclass(frozen=True, kw_only=True)
class Linted:
    """What was looked at, what was found, and what the rules that were applied are about."""

    subjects: Sequence[str]
    findings: Sequence[Finding]
    rules: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to hold dashboards against: platform, profile, rules, and what they may beside.

    Without a platform our own are those of all. `agent_label` are custom labels as operators write
    them; what they are called in Prometheus is up to the platform.
    """

    platform: str | None = None
    profile: str = ""
    agent_label: Sequence[str] | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    allowed: Allowed

    @property
    def rules(self) -> frozenset[str]:
        """The ids of the rules to apply; OpsError for one that there is not."""
        return choose(self.select, self.ignore, known=list(documentation()), opt_in=OPT_IN)

    def allowed_on(self, platform: Platform) -> Allowed:
        """What is allowed, with custom labels by their names on the metrics of *platform*."""
        labels = labels_on(self.agent_label, platform, asked=self.platform is not None)
        return replace(self.allowed, agent_labels=labels)


def check(paths: Sequence[Path], wanted: Wanted) -> Linted:
    """Lint the dashboards in *paths*, or without any our own, and say where their files differ.

    Raises OpsError for a path that cannot be read or has no JSON file in it.
    """
    rules = wanted.rules
    found = dict(_given(paths, wanted, rules) if paths else _own(wanted, rules))
    return Linted(
        subjects=list(found),
        findings=[finding for findings in found.values() for finding in findings],
        rules={name: text for name, text in documentation().items() if name in rules},
    )


def _own(wanted: Wanted, rules: frozenset[str]) -> Iterator[tuple[str, list[Finding]]]:
    for platform in named(wanted.platform, wanted.profile):
        yield from _of(platform, wanted, rules)


def _of(
    platform: str, wanted: Wanted, rules: frozenset[str]
) -> Iterator[tuple[str, list[Finding]]]:
    folder = shipped.DASHBOARDS
    drifted = list(drift(folder, platform, wanted.profile)) if "drift" in rules else []
    allowed = wanted.allowed_on(packs.platform(platform, wanted.profile))
    files = list(board_files(platform, allowed.agent_labels, profile=wanted.profile))
    for file in files:
        name = f"dashboards/{file.path}"
        scope = of_ours(file.platform, file.provider, allowed)
        linted = lint(file.rendered.text, name=name, scope=scope, rules=rules)
        yield name, [*(one for one in drifted if one.subject == name), *linted]
    ours = {f"dashboards/{file.path}" for file in files}
    for name in sorted({one.subject for one in drifted} - ours):
        yield name, [one for one in drifted if one.subject == name]


def _given(
    paths: Iterable[Path], wanted: Wanted, rules: frozenset[str]
) -> Iterator[tuple[str, list[Finding]]]:
    providers = [packs.provider(name) for name in packs.provider_names()]
    platform = packs.platform(wanted.platform or options.USUAL, wanted.profile)
    scope = of_others(platform, providers, wanted.allowed_on(platform))
    for path in paths:
        if not is_folder(path):
            name = "stdin" if path == STANDARD else str(path)
            text = read_whole(path, _MOST)
            yield name, list(lint(text, name=name, scope=scope, rules=rules))
            continue
        for file in _within(path):
            found = lint(read_whole(file, _MOST), name=str(file), scope=scope, rules=rules)
            yield str(file), [_milder(one) for one in found]


def _within(folder: Path) -> list[Path]:
    """The JSON files in *folder*, however deep, but for what is hidden."""
    found = [
        path
        for path in folder.rglob("*.json")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    ]
    if not found:
        raise OpsError(f"'{folder}' has no JSON file in it", hint="give dashboards, as *.json")
    return sorted(found)


def _milder(finding: Finding) -> Finding:
    """Of a folder, not every JSON file has to be a dashboard."""
    mild = finding.check == "not-a-dashboard"
    return replace(finding, severity=Severity.INFO) if mild else finding
