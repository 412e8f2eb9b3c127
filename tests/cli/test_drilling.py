from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app
from archestra_ops.prometheus import promtool
from archestra_ops.verify.drill import run as drilling
from archestra_ops.verify.drill import steady
from archestra_ops.verify.drill.verdict import Verdict


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["alerts", "drill", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_an_alert_fires_and_resolves() -> None:
    code, out, err = run("ArchestraWorkerDown", "ArchestraWatchdog")

    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "· silent   ▒ pending   █ firing"
    assert lines[2] == "ArchestraWorkerDown  critical".ljust(68) + "    proven"
    assert lines[-1] == "2 proven"
    assert max(map(len, lines)) <= 80


def test_json_is_one_document() -> None:
    code, out, _ = run("ArchestraWorkerDown", "-o", "json")
    document = json.loads(out)

    assert code == 0
    assert (document["type"], document["schema_version"]) == ("archestra-ops.alerts-drill", 1)
    assert document["steady_day"] is None
    (alert,) = document["alerts"]
    assert alert["status"] == "proven"
    assert alert["pending"] <= alert["firing"] <= alert["promised"] <= alert["lasts"]


def test_junit() -> None:
    code, out, _ = run("ArchestraWatchdog", "-o", "junit")

    assert code == 0
    suites = ET.fromstring(out)  # noqa: S314 - our own
    assert suites.attrib["name"] == "archestra-ops alerts drill"


def test_a_threshold_that_nothing_reaches_makes_it_fail() -> None:
    code, out, _ = run("ArchestraEventLoopLagging", "--set", "runtime.event_loop_lag_seconds=100")

    assert code == 1
    assert "  failed: it never fires in an incident of " in out
    assert out.endswith("\n1 failed\n")


@pytest.mark.parametrize("arguments", [(), ("ArchestraWorkerDown", "--all")])
def test_some_alerts_or_all_of_them(arguments) -> None:
    said = (
        "error: drill either some alerts or all of them\n"
        "hint: name them, or give --all; 'ops alerts list' lists them\n"
    )

    assert run(*arguments) == (2, "", said)


@pytest.mark.parametrize(
    ("firing", "code", "end"),
    [
        ({}, 0, "in a day without trouble nothing fires\n"),
        (
            {"ArchestraApiSlow": 300.0},
            1,
            "failed: ArchestraApiSlow fires 5m after the beginning of a day without trouble\n",
        ),
    ],
)
def test_all_of_them_and_a_day_without_trouble(firing, code, end, monkeypatch) -> None:
    def drills(_course, definitions, _progress):
        return [Verdict(alert=d.alert, severity="info", scenario="s") for d in definitions]

    monkeypatch.setattr(drilling, "drills", drills)
    monkeypatch.setattr(steady, "steady_day", lambda _course, _definitions, _progress: firing)

    found = run("--all")

    assert (found[0], found[2]) == (code, "")
    assert f"{end}{found[1].count('proven') - 1} proven\n" in found[1]


def test_an_alert_that_was_named_and_cannot_be_drilled_is_not_known() -> None:
    code, out, _ = run("ArchestraPostgresDown", "--postgres-provider", "otel")

    assert (code, out) == (3, "left out: ArchestraPostgresDown, otel has no up\n\n1 left out\n")


def test_an_alert_that_is_not_there() -> None:
    assert run("ArchestraWorkerDwn") == (
        2,
        "",
        "error: no alert named 'ArchestraWorkerDwn'\nhint: did you mean 'ArchestraWorkerDown'?\n",
    )


def test_without_promtool_nothing_is_known(monkeypatch) -> None:
    monkeypatch.setattr(promtool, "find", lambda: None)

    code, out, err = run("ArchestraWorkerDown")

    assert (code, out) == (3, "")
    assert err.startswith("error: 'promtool' is not installed\nhint: ")


def test_a_name_like_no_other_is_sent_to_the_list() -> None:
    assert run("Nope") == (
        2,
        "",
        "error: no alert named 'Nope'\nhint: `ops alerts list` names them all\n",
    )
