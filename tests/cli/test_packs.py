from __future__ import annotations

import json

from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app

run = CliRunner().invoke


def test_list_names_every_pack() -> None:
    done = run(app, ["packs", "list"], env={"COLUMNS": "80"})

    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split() == ["pack", "kind", "title", "metrics"]
    # A title that does not fit goes on in the next line, which starts with spaces.
    starts = [line.split()[:2] for line in done.stdout.splitlines()[2:] if line[0] != " "]
    assert starts == [
        ["archestra", "platform"],
        ["azure", "provider"],
        ["cloudsql", "provider"],
        ["helm", "provider"],
        ["otel", "provider"],
    ]
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_list_as_json_is_one_document() -> None:
    done = run(app, ["packs", "list", "-o", "json"])

    document = json.loads(done.stdout)
    assert (document["type"], document["schema_version"]) == ("archestra-ops.packs", 1)
    assert document["items"][0] == {
        "pack": "archestra",
        "kind": "platform",
        "title": "Archestra",
        "metrics": 107,
    }


def test_show_one_metric_tells_all_that_is_known() -> None:
    done = run(app, ["packs", "show", "archestra", "mcp_tool_calls_total"])

    assert done.exit_code == 0
    assert done.stdout == (
        "mcp_tool_calls_total\n"
        "  type          counter\n"
        "  help          MCP tool calls; a call refused by policy counts as an error\n"
        "  unit          calls\n"
        "  labels        agent_id, agent_name, agent_type, mcp_server_name, tool_name,\n"
        "                status\n"
        "  values        agent_type: 'agent', 'llm_proxy', 'mcp_gateway', 'profile', '';\n"
        "                status: 'success', 'error'\n"
        "  processes     web, worker\n"
        "  exemplars     yes\n"
        "  custom labels yes\n"
        "  documented    yes\n"
    )


def test_show_finds_a_metric_by_the_name_of_its_samples() -> None:
    done = run(app, ["packs", "show", "archestra", "llm_request_duration_seconds_bucket"])

    assert done.stdout.startswith("llm_request_duration_seconds\n")
    assert "buckets       0.1, 0.5, 1, 2, 5, 10, 30, 60\n" in done.stdout


def test_show_a_provider_tells_what_it_lacks() -> None:
    done = run(app, ["packs", "show", "otel"])

    assert done.exit_code == 0
    assert "lacks" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_show_a_whole_pack_as_json() -> None:
    done = run(app, ["packs", "show", "archestra", "-o", "json"])

    document = json.loads(done.stdout)
    assert document["type"] == "archestra-ops.pack"
    assert len(document["metrics"]) == 107


def test_show_tells_what_can_go_wrong() -> None:
    done = run(app, ["packs", "show", "archestra"])
    document = json.loads(run(app, ["packs", "show", "archestra", "-o", "json"]).stdout)

    assert "\nscenarios\n  llm-provider-outage: OpenAI answers every call with 503" in done.stdout
    assert document["scenarios"]["worker-down"] == "the worker does not answer"
    assert "scenarios" not in run(app, ["packs", "show", "azure"]).stdout or (
        packs.provider("azure").scenarios
    )


def test_a_pack_that_is_not_there() -> None:
    done = run(app, ["packs", "show", "asure"])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "error: no pack named 'asure'\nhint: did you mean 'azure'?\n"


def test_a_metric_that_is_not_there() -> None:
    done = run(app, ["packs", "show", "archestra", "llm_cost"])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "error: pack 'archestra' has no metric 'llm_cost'\nhint: did you mean 'llm_cost_total'?\n"
    )


def test_every_metric_of_the_list_can_be_shown() -> None:
    whole = json.loads(run(app, ["packs", "show", "archestra", "-o", "json"]).stdout)

    for metric in whole["metrics"]:
        done = run(app, ["packs", "show", "archestra", metric["name"], "-o", "json"])
        assert json.loads(done.stdout)["name"] == metric["name"]
