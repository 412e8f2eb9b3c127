"""Unit tests of rules, `alerts/<platform>/tests/*.yaml`: promtool's form without `rule_files`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules.fields import of_text
from archestra_ops.prometheus.rules.writing import document


@dataclass(frozen=True, kw_only=True)
class UnitTest:
    """One test of a file.

    `group` is the group whose rules it tests, `provider` and `profile` the ones whose they are;
    empty where that does not matter. `content` is what promtool reads, but for the rules. `fires`
    are the alerts that it expects to fire at some time, `silent` those of which it expects at some
    time that none does; `expressions` are those whose result it expects.
    """

    file: str
    group: str
    provider: str
    profile: str = ""
    line: int
    name: str
    content: Mapping[str, Any]
    fires: frozenset[str]
    silent: frozenset[str]
    expressions: tuple[str, ...]

    def text(self, rule_file: str) -> str:
        """The file that promtool reads, with the rules in *rule_file*."""
        return document({"rule_files": [rule_file], **self.content})


def unit_tests(folder: Path, profiles: Collection[str] = ()) -> tuple[UnitTest, ...]:
    """The tests in the *folder* of a platform that has *profiles*, by file, in their order.

    Raises OpsError for a file that is malformed, or named for a provider or profile that there is
    not.
    """
    found: list[UnitTest] = []
    for path in sorted((folder / "tests").glob("*.yaml")):
        name = f"{folder.parent.name}/{folder.name}/tests/{path.name}"
        found += _of_file(path, name, profiles)
    return tuple(found)


def _whose(path: Path, name: str, profiles: Collection[str]) -> tuple[str, str]:
    """The provider and the profile that the file is for; at least one of them is empty."""
    word = path.stem.partition(".")[2]
    if word in profiles:
        return "", word
    if word and word not in packs.provider_names():
        known = (*packs.provider_names(), *profiles)
        what = "provider or profile" if profiles else "provider"
        raise OpsError(f"{name}: no {what} named '{word}'", hint=did_you_mean(word, known))
    return word, ""


def _of_file(path: Path, name: str, profiles: Collection[str]) -> Iterator[UnitTest]:
    group = path.stem.partition(".")[0]
    provider, profile = _whose(path, name, profiles)
    text = path.read_text("utf-8")
    fields = of_text(text, name)  # refuses what is no YAML, and a key that is given twice
    fields.only(("evaluation_interval", "tests"), ("tests",))
    # Read by types too: promtool wants numbers where it wants numbers.
    try:
        plain = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise OpsError(f"{name}: not plain YAML: {' '.join(str(error).split())}") from error
    interval = {"evaluation_interval": plain.get("evaluation_interval", "1m")}
    seen: set[str] = set()
    for row, body in zip(fields.rows("tests"), plain["tests"], strict=True):
        row.only(_KEYS, ("name", "interval", "input_series"))
        title = row.text("name")
        if title in seen:
            raise row.error("name", f"two tests are called {title!r}")
        seen.add(title)
        alerts = [*row.rows("alert_rule_test")]
        fires = {one.text("alertname") for one in alerts if [*one.rows("exp_alerts")]}
        yield UnitTest(
            file=name,
            group=group,
            provider=provider,
            profile=profile,
            line=row.table.line,
            name=title,
            content={**interval, "tests": [body]},
            fires=frozenset(fires),
            silent=frozenset(
                one.text("alertname") for one in alerts if not [*one.rows("exp_alerts")]
            ),
            expressions=tuple(one.text("expr") for one in row.rows("promql_expr_test")),
        )


_KEYS = (
    *("name", "interval", "input_series", "alert_rule_test", "promql_expr_test"),
    *("external_labels", "external_url"),
)
