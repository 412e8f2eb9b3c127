from __future__ import annotations

from archestra_ops.cli.checked_layers import print_cases, verdict_lines
from archestra_ops.findings import Case
from archestra_ops.verify.layers import Verdict

FOUND = [
    Verdict(layer="process", word="ok", why=""),
    Verdict(layer="rules", word="broken", why=" ".join(["reason"] * 14)),
]


def test_verdicts_stand_below_each_other() -> None:
    assert verdict_lines(FOUND, "rules") == [
        "process: ok",
        "rules:   broken: reason reason reason reason reason reason reason reason reason",
        "         reason reason reason reason reason",
        "begin with: rules",
    ]
    assert verdict_lines(FOUND[:1], "") == ["process: ok"]


def test_what_a_server_says_cannot_command_a_terminal(capsys) -> None:
    print_cases([Case(group="web", name="job \x1b[2J a:1", status="up", ok=True, message="m")])

    assert capsys.readouterr().out == "job \\x1b[2J a:1: web: up, m\n"
