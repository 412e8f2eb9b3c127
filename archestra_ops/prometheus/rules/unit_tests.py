"""Unit tests of rules, `alerts/<platform>/tests/*.yaml`: promtool's form without `rule_files`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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

    `group` is the group whose rules it tests, `provider` the one whose they are; empty where that
    does not matter. `content` is what promtool reads, but for the rules. `fires` are the alerts
    that it expects to fire at some time, `silent` those of which it expects at some time that none
    does; `expressions` are those whose result it expects.
    """

    file: str
    group: str
    provider: str
    line: int
    name: str
    content: Mapping[str, Any]
    fires: frozenset[str]
    silent: frozenset[str]
    expressions: tuple[str, ...]

    def text(self, rule_file: str) -> str:
        """The file that promtool reads, with the rules in *rule_file*."""
        return document({"rule_files": [rule_file], **self.content})


def unit_tests(folder: Path) -> tuple[UnitTest, ...]:
    """The tests in a platform's *folder*, by file, in their order.

    Raises OpsError for a file that is malformed or named for a provider that there is not.
    """
    found: list[UnitTest] = []
    for path in sorted((folder / "tests").glob("*.yaml")):
        found += _of_file(path, f"{folder.parent.name}/{folder.name}/tests/{path.name}")
    return tuple(found)


def _of_file(path: Path, name: str) -> Iterator[UnitTest]:
    group, _, provider = path.stem.partition(".")
    if provider and provider not in packs.provider_names():
        hint = did_you_mean(provider, packs.provider_names())
        raise OpsError(f"{name}: no provider named '{provider}'", hint=hint)
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
