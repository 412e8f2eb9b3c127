from __future__ import annotations

import json

from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app
from tests.packs.toys import folder_at

run = CliRunner().invoke


def test_list_names_every_pack() -> None:
    done = run(app, ["packs", "list"], env={"COLUMNS": "80"})

    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split() == ["pack", "kind", "title", "metrics", "profiles"]
    # A title that does not fit goes on in the next line, which starts with spaces.
    starts = [line.split()[:2] for line in done.stdout.splitlines()[2:] if line[0] != " "]
    assert starts == [
        *([name, "platform"] for name in packs.platform_names()),
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
    found = next(item for item in document["items"] if item["pack"] == "archestra")
    assert found == {
        "pack": "archestra",
        "kind": "platform",
        "title": "Archestra",
        "metrics": 107,
        "profiles": 0,
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


def test_jobs_of_a_provider_leave_the_platforms_name_open() -> None:
    lines = run(app, ["packs", "show", "helm"]).stdout.splitlines()
    document = json.loads(run(app, ["packs", "show", "helm", "-o", "json"]).stdout)

    assert "  job           PLATFORM-postgres, port 9187/metrics" in lines
    assert document["jobs"] == [{"name": "PLATFORM-postgres", "port": 9187, "path": "/metrics"}]


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


def test_show_tells_the_profiles_of_a_platform(tmp_path) -> None:
    folder = str(folder_at(tmp_path / "packs"))
    shown = ["packs", "show", "mill", "--profile", "both", "--pack-dir", folder]
    document = json.loads(run(app, [*shown, "-o", "json"]).stdout)

    assert run(app, shown).stdout == (
        "mill: Mill\n"
        "  mill     metrics on port 7201/metrics, job mill\n"
        "\n"
        "profiles\n"
        "  new (the usual one): mill_*, since 2020\n"
        "  old: windmill_*, until 2019\n"
        "  both (shown here): mill_* beside windmill_*; those of 'old' beside it\n"
        "  relayed: mill_*, by way of the relay\n"
        "\n"
        "probes\n"
        "  mill, port 7201/turning: 200 while it turns\n"
        "\n"
        "metrics\n"
        "  mill_sacks_total (counter)\n"
        "  mill_flour_kilograms_total (counter)\n"
        "  windmill_sacks (counter)\n"
    )
    assert document["profile"] == "both"
    assert document["profiles"]["both"]["written_twice"] == "old"
    assert document["probes"][0]["path"] == "/turning"
    assert document["metrics"][2]["same_events_as"] == "mill_sacks_total"


def test_show_tells_what_is_missing_and_what_nobody_met(tmp_path) -> None:
    folder = str(folder_at(tmp_path / "packs"))
    shown = run(app, ["packs", "show", "bakery", "--pack-dir", folder]).stdout
    one = run(app, ["packs", "show", "bakery", "bakery_burnt_total", "--pack-dir", folder]).stdout

    assert "\ngaps\n  how good the bread is: no metric tells; instead: taste it\n" in shown
    assert "  bakery_burnt_total (counter, documented, not seen in the field)\n" in shown
    assert "  instead       bakery_breads_total{kind='coal'}\n" in one


def test_a_provider_has_no_profiles() -> None:
    done = run(app, ["packs", "show", "helm", "--profile", "x"])

    assert (done.exit_code, done.stderr) == (
        2,
        "error: provider 'helm' has no profile 'x'\nhint: it has none at all\n",
    )


def test_it_is_told_while_what_a_metric_is_there() -> None:
    shown = CliRunner().invoke(
        app, ["packs", "show", "astromesh", "astromesh_agent_cost_USD_total"]
    )

    assert "  only while    an agent called a model that has a price\n" in shown.stdout


def test_what_the_documentation_lacks_is_shown_as_proposed() -> None:
    one = run(app, ["packs", "show", "agyn", "workload_starts_total"]).stdout
    shown = run(app, ["packs", "show", "agyn"]).stdout

    assert "  not seen      proposed, not seen in the field\n" in one
    assert "  workload_starts_total (counter, proposed, not seen in the field)\n" in shown
