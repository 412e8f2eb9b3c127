from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops.prometheus.rule_lint.cross_check import CrossCheck, Refusal
from archestra_ops.prometheus.rule_lint.read import read
from tests.prometheus.rule_lint.rules import file

SAYS = """\
  FAILED:
{first}: 5:15: group "g", rule 1, "A": could not parse expression: 1:1: parse error
{first}: 13:17: 12:16: group "a: b", rule 12, "": two
{second}: yaml: unmarshal errors:
  line 7: field foo not found in type rulefmt.RuleNode
  line 9: field bar not found in type rulefmt.RuleNode
{third}: yaml: line 2: did not find expected key
{third}: not a valid duration string: "5x"
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch):
    """What is understood of a promtool that says *text* of three files."""

    def ask(text: str) -> dict[int, list[Refusal]]:
        names = ["first", "a: second", "third"]
        paths = [tmp_path / f"{name}.yaml" for name in names]
        for path in paths:
            path.write_text(file("alert: A\nexpr: up"))
        said = text.format(first=paths[0], second=paths[1], third=paths[2])
        (tmp_path / "said").write_text(said)
        program = tmp_path / "promtool"
        program.write_text(f"#!/bin/sh\ncat '{tmp_path}/said' >&2\nexit 1\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        files = [(read(path.read_text(), name=path.name), path) for path in paths]
        with CrossCheck(files) as check:
            return dict(check.refusals())

    return ask


def test_each_refusal_is_understood(asked) -> None:
    assert asked(SAYS) == {
        0: [
            Refusal(
                namespace=0,
                message="could not parse expression: 1:1: parse error",
                group="g",
                rule=1,
            ),
            Refusal(namespace=0, message="two", group="a: b", rule=12),
        ],
        1: [
            Refusal(namespace=0, message="field foo not found in type rulefmt.RuleNode", line=7),
            Refusal(namespace=0, message="field bar not found in type rulefmt.RuleNode", line=9),
        ],
        2: [
            Refusal(namespace=0, message="did not find expected key", line=2),
            Refusal(namespace=0, message='not a valid duration string: "5x"'),
        ],
    }


def test_what_is_only_advice_or_of_no_file_is_passed_over(asked) -> None:
    assert asked("lint error 1 duplicate rule(s) found.\nMetric: A\n") == {}
    assert asked("") == {}


def test_one_that_is_left_early_is_ended(tmp_path: Path, monkeypatch) -> None:
    program = tmp_path / "promtool"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    with CrossCheck([(read(file("alert: A\nexpr: up"), name="x"), None)]):
        pass
