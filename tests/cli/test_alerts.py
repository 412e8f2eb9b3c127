from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from archestra_ops import packs, shipped
from archestra_ops.cli import alert_testing, app
from archestra_ops.cli.alert_links import links, panel_paths
from archestra_ops.cli.alert_listing import text
from archestra_ops.cli.left_out import lines
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.rules import default_values, forms, rule_set, runbooks, to_yaml
from archestra_ops.prometheus.rules.alertmanager import render as alertmanager
from archestra_ops.prometheus.rules.unit_testing import Verdict
from archestra_ops.prometheus.rules.unit_tests import UnitTest
from tests.packs.toys import folder_at
from tests.servers.programs import require

PLATFORM = packs.platform("archestra")
HELM = packs.provider("helm")
ROOT = shipped.ALERTS.parent


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["alerts", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def rules(provider: str = "helm", settings=None, **more):
    values = default_values("archestra").with_settings(settings or {})
    return rule_set(PLATFORM, packs.provider(provider), values, **more)


def test_the_rule_file_goes_to_stdout_and_what_is_left_out_to_stderr() -> None:
    found = rules()
    notes = [f"{line}\n" for line in lines(found.left_out)]
    assert any(note.startswith("left out, 'cost.budgets' is empty: ") for note in notes)

    notes.append(
        "note: alerts on PostgreSQL watch every server that Prometheus knows, since "
        "'postgres_selector' is empty; where some are not the platform's: "
        "--set 'postgres_selector=namespace=\"…\"'\n"
    )

    assert run("render") == (0, to_yaml(found.groups), "".join(notes))
    assert run("render", "--quiet") == (0, to_yaml(found.groups), "")


def test_every_option_is_heard(tmp_path: Path) -> None:
    file, out = tmp_path / "mine.yaml", tmp_path / "rules.yaml"
    file.write_text("slo: {period: 28d, llm_success: {objective: 0.9}}\n", "utf-8")
    found = rules(
        "azure",
        {"slo.period": "28d", "slo.llm_success.objective": "0.8", "by": "cluster"},
        agent_labels=("cost_center",),
        links=links(
            PLATFORM,
            packs.provider("azure"),
            runbooks="https://wiki/{alert}",
            grafana="https://grafana",
        ),
    )

    code, stdout, _ = run(
        "render",
        "--postgres-provider=azure",
        f"--values={file}",
        "--set=slo.llm_success.objective=0.8",
        "--set=by=cluster",
        "--agent-label=cost-center",
        "--runbook-url=https://wiki/{alert}",
        "--dashboard-url=https://grafana",
        f"--out={out}",
    )

    assert (code, stdout) == (0, "")
    assert out.read_text("utf-8") == to_yaml(found.groups)
    assert "runbook_url: https://wiki/ArchestraWatchdog" in out.read_text("utf-8")


def test_metadata_that_is_no_label_is_said_once_with_the_label_that_it_becomes() -> None:
    asked = ("render", "--platform=truefoundry", "--metadata=customer-id", "--metadata=team")
    note = "note: 'customer-id' is the label 'llm_gateway_metadata_customer_id' in Prometheus\n"

    code, stdout, stderr = run(*asked)

    assert (code, stderr.count(note), stderr.count("is the label")) == (0, 1, 1)
    assert run(*asked, "--quiet") == (0, stdout, "")


def test_the_other_forms() -> None:
    groups = rules().groups
    manifest = forms.prometheus_rule(
        groups, name="mine", namespace="monitoring", labels={"release": "prometheus"}
    )

    assert run(
        "render",
        "--as=prometheusrule",
        "--name=mine",
        "--namespace=monitoring",
        "--operator-label=release=prometheus",
        "-q",
    ) == (0, manifest, "")
    assert run("render", "--as=mimir", "-q") == (
        0,
        forms.mimir_namespace(groups, name="archestra-ops"),
        "",
    )
    assert run("render", "--as=alertmanager", "-q", "--set=by=") == (
        0,
        alertmanager(rules(settings={"by": ""}), by=()),
        "",
    )


@pytest.mark.parametrize("platform", ["agyn", "astromesh", "truefoundry"])
def test_the_rules_of_a_second_platform_do_not_take_the_place_of_the_first(platform: str) -> None:
    manifest = run("render", "--as=prometheusrule", f"--platform={platform}", "-q")[1]
    namespace = run("render", "--as=mimir", f"--platform={platform}", "-q")[1]

    assert f"\nmetadata:\n  name: {platform}-ops\n" in manifest
    assert f"\nnamespace: {platform}-ops\n" in f"\n{namespace}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["render", "--set=slo.perod=1d"],
            "error: no value named 'slo.perod'\nhint: did you mean 'slo.period'?",
        ),
        (
            ["render", "--set=http"],
            "error: --set 'http' is not NAME=VALUE\nhint: as in --set name=value\n",
        ),
        (
            ["render", "--values=none.yaml"],
            "error: 'none.yaml' cannot be read: no such file or directory\nhint: is",
        ),
        (
            ["render", "--as=prometheusrule", "--name=No"],
            "error: 'No' is no name in Kubernetes\nhint: small letters, digits",
        ),
        (
            ["render", "--operator-label=a=b"],
            (
                "error: '--operator-label' is not for --as prometheus\n"
                "hint: it is for --as prometheusrule\n"
            ),
        ),
        (
            ["render", "--as=alertmanager", "--runbook-url=https://wiki"],
            (
                "error: '--runbook-url' is not for --as alertmanager\n"
                "hint: it is for --as prometheus or --as prometheusrule or --as mimir\n"
            ),
        ),
        (
            ["render", "--as=mimir", "--namespace=x"],
            "error: '--namespace' is not for --as mimir\nhint: it is for --as prometheusrule\n",
        ),
        (
            ["render", "--runbook-url=notaurl"],
            (
                "error: --runbook-url 'notaurl' is not an http or https address\n"
                "hint: did you mean 'http://notaurl'?\n"
            ),
        ),
        (
            ["render", "--runbook-url=https://wiki/{foo}/{alert}"],
            (
                "error: --runbook-url has an unknown placeholder '{foo}'\n"
                "hint: there is only {alert}\n"
            ),
        ),
        (
            ["render", "--dashboard-url=javascript:alert(1)"],
            "error: --dashboard-url 'javascript:alert(1)' is not an http or https address\n",
        ),
        (
            ["render", "--agent-label=provider"],
            "error: the agent label 'provider' has the name of one that ",
        ),
        (
            ["render", "--set=llm.error_ratio=5"],
            "error: the value 'llm.error_ratio' is 5, and a ratio is above 0 and below 1\n",
        ),
        (["test", "lm"], "error: no unit tests for the group 'lm'\n"),
        (
            ["test", "--postgres-provider=asure"],
            "error: no provider named 'asure'\nhint: did you mean 'azure'?\n",
        ),
    ],
)
def test_misuse_is_said_in_a_sentence(arguments, message: str, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)

    code, stdout, stderr = run(*arguments)

    assert (code, stdout) == (2, "")
    assert stderr.startswith(message)


def test_runbooks_are_linked_by_a_pattern_or_below_a_folder() -> None:
    def runbook(given: str) -> str:
        return links(PLATFORM, HELM, runbooks=given, grafana="").runbooks

    assert runbook("https://wiki/?page={alert}") == "https://wiki/?page={alert}"
    assert runbook("https://git/alerts/runbooks/") == "https://git/alerts/runbooks/{alert}.md"
    assert runbook("") == ""


def test_panels_are_linked_by_their_ids() -> None:
    paths = panel_paths(PLATFORM, HELM)
    file = ROOT / "dashboards" / "archestra" / "helm" / "application-metrics.json"
    board = json.loads(file.read_text("utf-8"))
    ids = {panel["title"]: panel["id"] for panel in board["panels"]}

    assert paths["application-metrics", ""] == (
        "/d/archestra-ops-application-metrics/application-metrics"
    )
    assert paths["application-metrics", "How many requests fail?"] == (
        "/d/archestra-ops-application-metrics/application-metrics"
        f"?viewPanel={ids['How many requests fail?']}"
    )


def test_the_list_says_what_each_alert_means() -> None:
    code, stdout, stderr = run("list")

    assert (code, stderr) == (0, "")
    assert "meta\n  ArchestraWatchdog " in stdout
    assert "    Alerting works\n" in stdout
    assert " alerts; in brackets the scenario that drills one\n" in stdout
    assert "ArchestraLlmBudgetSpent" in stdout
    assert "needs cost.budgets" in stdout
    assert max(map(len, stdout.splitlines())) <= 80


def test_the_list_of_some_groups() -> None:
    code, stdout, _ = run("list", "meta", "-o", "json")

    assert (code, {row["group"] for row in json.loads(stdout)["items"]}) == (0, {"meta"})
    assert run("list", "mta") == (
        2,
        "",
        "error: no alerts of the group 'mta'\nhint: did you mean 'meta'?\n",
    )


def test_the_list_is_readable() -> None:
    rows = [
        {
            "alert": "ArchestraWebDown",
            "severity": "critical",
            "group": "availability",
            "for": "2m",
            "meaning": "No web process answers",
            "scenario": "web-down",
            "needs": "probe.enabled",
            "unseen": "",
            "assumed": "words",
        },
        {
            "alert": "ArchestraWatchdog",
            "severity": "none",
            "group": "meta",
            "for": "0s",
            "meaning": "Alerting works",
            "scenario": "",
            "needs": "",
            "unseen": "watching_total",
            "assumed": "",
        },
    ]

    assert (
        text(rows)
        == """\
availability
  ArchestraWebDown   critical, after 2m, assumed
    No web process answers [web-down]
    needs probe.enabled
meta
  ArchestraWatchdog  none, at once, not seen
    Alerting works

2 alerts; in brackets the scenario that drills one
an alert that needs a value is left out until that is set: --set, --values
not seen: its metrics are documented, and nobody has met them in the field
assumed: it matches a value that is not published; `ops alerts values` has them
"""
    )


def test_the_list_as_json_has_every_alert_once() -> None:
    document = json.loads(run("list", "-o", "json")[1])
    everything = default_values("archestra").with_examples()
    found = rule_set(PLATFORM, packs.provider("helm"), everything)

    assert (document["type"], document["schema_version"]) == ("archestra-ops.alerts", 1)
    left_out = {left.rule for left in found.left_out}
    assert [row["alert"] for row in document["items"]] == [
        alert for alert in found.definitions if alert not in left_out
    ]
    burn = next(r for r in document["items"] if r["alert"] == "ArchestraLlmSuccessBudgetBurn")
    assert burn == {
        "alert": "ArchestraLlmSuccessBudgetBurn",
        "severity": "critical, warning",
        "group": "slo",
        "for": "2m",
        "meaning": "LLM calls fail too often for their objective",
        "scenario": "llm-provider-outage",
        "needs": "",
        "unseen": "",
        "assumed": "",
    }


def test_unit_tests_of_a_group_are_run() -> None:
    require("promtool")

    assert run("test", "meta") == (
        0,
        """\
unit tests of the rules for 'archestra', by promtool

tests                             ok  failed
alerts/archestra/tests/meta.yaml   4       0

nothing failed
""",
        "",
    )


def test_every_unit_test_that_ships_passes() -> None:
    require("promtool")

    code, stdout, _ = run("test", "-o", "json")

    document = json.loads(stdout)
    assert [case for case in document["cases"] if not case["ok"]] == []
    assert code == 0


def test_without_promtool_nothing_is_proven(monkeypatch) -> None:
    monkeypatch.setattr(promtool, "find", lambda: None)

    code, stdout, stderr = run("test")

    assert (code, stdout) == (3, "")
    assert stderr.startswith("error: 'promtool' is not installed\n")


TEST = UnitTest(
    file="alerts/x/tests/llm.yaml",
    group="llm",
    provider="",
    line=7,
    name="it fires",
    content={},
    fires=frozenset(),
    silent=frozenset(),
    expressions=(),
)
VERDICTS = [
    Verdict(test=TEST, provider="", failure=""),
    Verdict(test=TEST, provider="", failure="exp:[], got:[1]"),
]


def test_a_failure_is_reported_in_every_format() -> None:
    assert (
        alert_testing.text(VERDICTS, "x", "text")
        == """\
unit tests of the rules for 'x', by promtool

tests                    ok  failed
alerts/x/tests/llm.yaml   1       1

alerts/x/tests/llm.yaml
  failed: it fires
    exp:[], got:[1]

1 failed
"""
    )
    assert alert_testing.text(VERDICTS, "x", "github") == (
        "::error file=alerts/x/tests/llm.yaml,title=unit-test,line=7::it fires: exp:[], got:[1]\n"
    )
    assert json.loads(alert_testing.text(VERDICTS, "x", "json"))["summary"] == [
        {"tests": "alerts/x/tests/llm.yaml", "ok": 1, "failed": 1}
    ]
    assert '<failure type="failed"' in alert_testing.text(VERDICTS, "x", "junit")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A copy of alerts/ that `ops alerts build` takes for the checkout's."""
    folder = tmp_path / "alerts" / "archestra"
    folder.mkdir(parents=True)
    for name in ("meta.yaml", "values.yaml"):
        (folder / name).write_text((shipped.ALERTS / "archestra" / name).read_text("utf-8"))
    monkeypatch.setattr(shipped, "ALERTS", folder.parent)
    monkeypatch.chdir(tmp_path)
    return folder.parent


def test_runbooks_are_built_and_checked(folder: Path) -> None:
    before = run("build", "--check")
    built = run("build")
    (folder / "runbooks" / "ArchestraGone.md").write_text("gone")
    again = run("build")

    assert before[0] == 1
    assert "error: alerts/runbooks/ArchestraWatchdog.md: the file is missing" in before[1]
    assert built == (0, "", "wrote 3 pages, removed 0\n")
    assert again == (0, "", "wrote 3 pages, removed 1\n")
    assert run("build", "--check") == (0, "no findings\n", "")
    assert {path.name: path.read_text("utf-8") for path in folder.glob("runbooks/*")} == (
        runbooks.pages("archestra", folder)
    )


def test_an_installed_package_is_not_written_to(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(shipped, "ALERTS", Path(shipped.__file__).parent / "_shipped" / "alerts")
    monkeypatch.chdir(tmp_path)

    code, _, stderr = run("build")

    assert code == 2
    assert stderr.endswith(
        "belongs to the installed package\n"
        "hint: run this in a checkout, installed with: pip install -e .\n"
    )


def test_another_checkouts_ops_does_not_build_this_one(monkeypatch, tmp_path) -> None:
    (tmp_path / "archestra_ops").mkdir()
    (tmp_path / "archestra_ops" / "shipped.py").write_text("")
    monkeypatch.chdir(tmp_path)

    code, _, stderr = run("build")

    assert code == 2
    assert stderr == (
        "error: this 'ops' is installed apart from the checkout in this folder\n"
        "hint: install the checkout itself: pip install -e .\n"
    )


def test_what_is_rendered_is_yaml_that_others_read() -> None:
    manifest = yaml.safe_load(run("render", "--as=prometheusrule", "-q")[1])

    assert manifest["kind"] == "PrometheusRule"
    assert manifest["spec"] == yaml.safe_load(run("render", "-q")[1])


def test_what_nobody_has_seen_is_said_wherever_alerts_are_shown() -> None:
    for form in ("prometheus", "prometheusrule", "mimir"):
        code, stdout, _ = run("render", "--platform=agyn", f"--as={form}", "-q")

        assert (code, stdout.splitlines()[0]) == (
            0,
            "# Documented, not seen in the field: what these alerts rest on.",
        )
        assert yaml.safe_load(stdout)
    assert ", not seen\n" in run("list", "--platform=agyn")[1]


def test_what_is_our_guess_is_said_wherever_alerts_are_shown() -> None:
    head = "# Assumed, not published: values that these alerts match; set what your release has.\n"
    for form in ("prometheus", "prometheusrule", "mimir"):
        code, stdout, _ = run("render", "--platform=truefoundry", f"--as={form}", "-q")

        assert (code, stdout.count(head)) == (0, 1)
        assert yaml.safe_load(stdout)
    assert run("list", "--platform=truefoundry")[1].count(", assumed\n") == 4


@pytest.mark.parametrize("command", ["list", "render", "test", "drill", "check", "plan"])
def test_a_profile_that_there_is_not_is_refused(command, tmp_path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("groups: []\n")
    words = {
        "drill": ["--all"],
        "check": [file],
        "plan": ["--to=mimir", "--mimir=http://127.0.0.1:1"],
    }

    code, _, stderr = run(command, *words.get(command, []), "--profile=old")

    assert (code, stderr.splitlines()[0]) == (2, "error: platform 'archestra' has no profile 'old'")


@pytest.mark.parametrize("profile", packs.profiles("astromesh"))
def test_the_alerts_of_a_profile_are_listed_and_rendered_in_its_names(profile) -> None:
    listed = json.loads(
        run("list", "--platform=astromesh", f"--profile={profile}", "-o", "json")[1]
    )
    names = {row["alert"] for row in listed["items"]}

    code, stdout, _ = run("render", "--platform=astromesh", f"--profile={profile}", "-q")

    rendered = [r for g in yaml.safe_load(stdout)["groups"] for r in g["rules"] if "alert" in r]
    assert code == 0
    assert {rule["alert"] for rule in rendered} <= names


@pytest.mark.parametrize("command", ["render", "list", "values", "test", "drill --all"])
def test_a_platform_without_alerts_is_told_which_have_some(command: str, tmp_path: Path) -> None:
    folder = folder_at(tmp_path / "packs")

    assert run(*command.split(), "--platform", "mill", "--pack-dir", folder) == (
        2,
        "",
        (
            "error: there are no alerts for the platform 'mill'\n"
            "hint: they ship for agyn, archestra, astromesh, truefoundry; `ops alerts check` "
            "judges rules of your own\n"
        ),
    )
