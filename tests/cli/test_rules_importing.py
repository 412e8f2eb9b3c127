from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import alerting, app
from archestra_ops.cli.alert_links import links
from archestra_ops.cli.left_out import lines as left_out_lines
from archestra_ops.cli.rule_deployment import Content
from archestra_ops.prometheus.ruler import split
from archestra_ops.prometheus.rules import RuleSet, default_values, rule_set
from tests.servers.fault import Fault
from tests.servers.faults import FaultProxy
from tests.servers.grafana import FakeGrafana
from tests.servers.ruler import FakeRuler

NAMES = ("MIMIR_ADDRESS", "MIMIR_TENANT_ID", "MIMIR_API_USER", "MIMIR_API_KEY", "MIMIR_AUTH_TOKEN")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the environment that runs the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in (*NAMES, "GRAFANA_URL", "GRAFANA_TOKEN", "GRAFANA_ORG_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    # To make them takes a second.
    monkeypatch.setattr(alerting, "rules", lambda wanted: rules(**wanted.settings))


@pytest.fixture
def ruler(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRuler]:
    with FakeRuler() as fake:
        monkeypatch.setenv("MIMIR_ADDRESS", fake.url)
        monkeypatch.setenv("MIMIR_TENANT_ID", "agents")
        yield fake


@pytest.fixture
def fake_grafana(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGrafana]:
    with FakeGrafana(11) as fake:
        fake.add_datasource("p1", "prometheus", name="Prometheus")
        monkeypatch.setenv("GRAFANA_URL", fake.url)
        monkeypatch.setenv("GRAFANA_TOKEN", fake.token)
        yield fake


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["alerts", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


@cache
def rules(**settings: str) -> RuleSet:
    values = default_values("archestra").with_settings(settings)
    return rule_set(packs.platform("archestra"), packs.provider("helm"), values)


def sizes(most: int = 20) -> dict[str, int]:
    """How many rules each group has that is sent."""
    return {group.name: len(group.rules) for group in split(rules().groups, most)}


def lines(head: list[str], word: str, title: str, counts: dict[str, int], end: str) -> list[str]:
    """The whole report, where the same becomes of every group."""
    first, second = max(map(len, counts)), max(len(word), len(title))
    return [
        *head,
        "",
        f"{'group'.ljust(first)}  {title.ljust(second)}  rules",
        *(f"{name.ljust(first)}  {word.ljust(second)}  {size:5}" for name, size in counts.items()),
        "",
        f"{len(counts)} {end}",
    ]


def test_mimir_gets_the_rules_and_the_second_time_nothing(ruler: FakeRuler) -> None:
    head = [f"Mimir      {ruler.url}", "Tenant     agents", "Namespace  archestra-ops"]
    notes = [f"note: {note}" for note in rules().notes]
    left_out = [*left_out_lines(rules().left_out), *notes]
    assert notes

    code, out, err = run("plan", "--to", "mimir")
    assert (code, err.splitlines()) == (1, left_out)
    assert out.splitlines() == lines(head, "create", "verb", sizes(), "to create")
    assert ruler.writes == []

    code, out, err = run("import", "--to", "mimir")
    assert (code, err.splitlines()) == (0, left_out)
    assert out.splitlines() == lines(head, "created", "result", sizes(), "created")
    kept = ruler.kept["agents"]["archestra-ops"]
    assert {name: len(group["rules"]) for name, group in kept.items()} == sizes()

    ruler.asked.clear()
    code, out, err = run("import", "--to", "mimir", "--quiet")
    assert (code, err) == (0, "")
    assert out.splitlines() == lines(head, "unchanged", "result", sizes(), "unchanged")
    assert ruler.asked == ["GET /prometheus/config/v1/rules/archestra-ops 200"]

    assert run("plan", "--to", "mimir", "--quiet")[0] == 0


def test_a_server_that_says_yes_to_everything_has_no_rules(monkeypatch) -> None:
    monkeypatch.setattr(
        FakeRuler, "answer", lambda _self, method, *_: {} if method == "GET" else None
    )
    with FakeRuler() as fake:
        code, out, err = run("import", "--to", "mimir", "--mimir", fake.url, "--quiet")

    assert (code, err) == (1, "")
    assert out.splitlines()[-1] == f"{len(sizes())} failed"
    told = [line for line in out.splitlines() if line.endswith(", and it is not")]
    assert len(told) == len(sizes())


def test_every_option_of_render_is_heard(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(alerting, "rules", lambda wanted: wanted)
    file = tmp_path / "mine.yaml"
    azure = packs.provider("azure")

    wanted = Content(
        postgres_provider="azure",
        values=[file],
        settings=["a.b=1"],
        agent_label=["team"],
        runbook_url="https://wiki",
        dashboard_url="https://grafana",
    ).rules()

    assert wanted == alerting.Wanted(
        platform="archestra",
        provider=azure,
        files=[file],
        settings={"a.b": "1"},
        agent_labels=("team",),
        links=links(
            packs.platform("archestra"), azure, runbooks="https://wiki", grafana="https://grafana"
        ),
    )


def test_what_is_there_is_what_render_writes(ruler: FakeRuler) -> None:
    ruler.most = 1000
    assert run("import", "--to", "mimir", "--group-size", 0, "-q")[0] == 0

    written = yaml.safe_load(run("render", "--as", "mimir", "-q")[1])

    kept = ruler.kept["agents"]["archestra-ops"]
    assert {"namespace": "archestra-ops", "groups": [*kept.values()]} == written


@pytest.mark.usefixtures("ruler")
def test_a_value_that_differs_is_an_update() -> None:
    run("import", "--to", "mimir", "-q")

    code, out, _ = run("plan", "--to", "mimir", "-q", "--set", "http.api_error_ratio=0.5")

    told = out.splitlines()
    start = told.index("archestra-http")
    assert (code, told[start : start + 2]) == (
        1,
        ["archestra-http", "  ~ ArchestraApiFailing: annotations, expr"],
    )
    assert told[-1] == f"1 to update, {len(sizes()) - 1} unchanged"


def test_our_groups_that_are_gone_are_removed_and_no_other(ruler: FakeRuler) -> None:
    rule = {"alert": "A", "expr": "up"}
    for name in ("archestra-ops", "theirs"):
        ruler.kept.setdefault("agents", {})[name] = {
            group: {"name": group, "rules": [rule]}
            for group in ("archestra-http-7", "archestra-my-team", "my-own")
        }

    document = json.loads(run("plan", "--to", "mimir", "-o", "json")[1])
    assert document["groups"][-1] == {
        "group": "archestra-http-7",
        "verb": "remove",
        "rules": 1,
        "changes": [],
    }
    assert document["left_alone"] == ["archestra-my-team", "my-own"]

    document = json.loads(run("import", "--to", "mimir", "-o", "json")[1])
    assert document["summary"] == {"created": len(sizes()), "removed": 1}
    kept = ruler.kept["agents"]
    assert set(kept["archestra-ops"]) == {*sizes(), "archestra-my-team", "my-own"}
    assert set(kept["theirs"]) == {"archestra-http-7", "archestra-my-team", "my-own"}


def test_what_is_replaced_or_removed_is_saved_before(ruler: FakeRuler, tmp_path: Path) -> None:
    run("import", "--to", "mimir", "-q")
    groups = ruler.kept["agents"]["archestra-ops"]
    mine = {"name": "archestra-meta", "rules": [{"alert": "Mine", "expr": "up == 0", "for": "5m"}]}
    groups["archestra-meta"] = mine
    groups["archestra-slo-9"] = {
        "name": "archestra-slo-9",
        "rules": [{"record": "a:b:c", "expr": "1"}],
    }
    assert not (tmp_path / "state").exists()

    code, out, _ = run("import", "--to", "mimir", "-q")

    server = ruler.url.partition("://")[2].replace(":", "-")
    folder = tmp_path / "state/archestra-ops/backups" / server / "rules/agents-archestra-ops"
    names = ["archestra-meta.yaml", "archestra-slo-9.yaml"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert yaml.safe_load((folder / names[0]).read_text("utf-8")) == {"groups": [mine]}
    told = out.splitlines()
    at = told.index("saved before:")
    assert (code, told[at + 1 : at + 3]) == (0, [f"  {folder / name}" for name in names])


def test_nothing_is_saved_where_that_is_not_wanted(ruler: FakeRuler, tmp_path: Path) -> None:
    run("import", "--to", "mimir", "-q")
    ruler.kept["agents"]["archestra-ops"]["archestra-meta"]["rules"].clear()

    code, out, _ = run("import", "--to", "mimir", "-q", "--no-backup")

    assert (code, "saved before:" in out) == (0, False)
    assert not (tmp_path / "state").exists()


def test_what_cannot_be_saved_is_not_replaced(ruler: FakeRuler, tmp_path: Path) -> None:
    run("import", "--to", "mimir", "-q")
    ruler.kept["agents"]["archestra-ops"]["archestra-meta"]["rules"].clear()
    before = len(ruler.writes)
    (tmp_path / "file").write_text("")

    code, _, err = run("import", "--to", "mimir", "-q", "--backup", tmp_path / "file")

    assert (code, "cannot be written" in err, len(ruler.writes)) == (2, True, before)


def test_a_group_that_is_refused_is_told_and_the_others_are_there(ruler: FakeRuler) -> None:
    code, out, _ = run("import", "--to", "mimir", "--group-size", 0, "-q")

    large = [name for name, size in sizes(0).items() if size > 20]
    told = " ".join(out.split())
    assert code == 1
    assert large
    for name in large:
        assert f"{name}: '{ruler.url}/prometheus/config/v1/rules/archestra-ops' refuses" in told
    assert set(ruler.kept["agents"]["archestra-ops"]) == set(sizes(0)) - set(large)
    assert out.splitlines()[-1] == f"{len(sizes(0)) - len(large)} created, {len(large)} failed"


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.ERROR_AFTER, Fault.TRUNCATED])
def test_a_lost_answer_is_no_failure(ruler: FakeRuler, fault: Fault) -> None:
    with FaultProxy(ruler.url, {2: fault, 4: fault}) as proxy:
        code, out, _ = run("import", "--to", "mimir", "--mimir", proxy.url, "-q")

    assert (code, out.splitlines()[-1]) == (0, f"{len(sizes())} created")
    assert set(ruler.kept["agents"]["archestra-ops"]) == set(sizes())


def test_each_platform_has_a_namespace_of_its_own(ruler: FakeRuler) -> None:
    out = run("plan", "--to", "mimir", "--platform", "astromesh", "-q")[1]

    assert out.splitlines()[2] == "Namespace  astromesh-ops"
    assert ruler.asked == ["GET /prometheus/config/v1/rules/astromesh-ops 404"]


def test_a_dry_run_is_a_plan(ruler: FakeRuler) -> None:
    assert run("import", "--to", "mimir", "--dry-run") == run("plan", "--to", "mimir")
    assert ruler.writes == []


def test_after_ctrl_c_nothing_more_is_begun(ruler: FakeRuler, monkeypatch) -> None:
    answer = ruler.answer

    def interrupted(method: str, *rest):
        if len(ruler.writes) == 2 and method == "POST":
            signal.pthread_kill(main, signal.SIGINT)
        return answer(method, *rest)

    main = threading.main_thread().ident
    monkeypatch.setattr(ruler, "answer", interrupted)
    code, out, err = run("import", "--to", "mimir")

    assert code == 130
    assert err.startswith("stopping: the group that is being sent is waited for\n")
    assert out.splitlines()[-1] == f"3 created, {len(sizes()) - 3} not done"


def test_grafana_gets_the_rules_and_the_second_time_nothing(fake_grafana: FakeGrafana) -> None:
    head = [
        f"Grafana     {fake_grafana.url}",
        "Folder      Archestra Ops",
        "Namespace   archestra-ops",
        "Datasource  Prometheus",
    ]
    new = [head[0], f"{head[1]} (new)", *head[2:]]

    code, out, err = run("import", "--to", "grafana", "-q")
    assert (code, err) == (0, "")
    assert out.splitlines() == lines(new, "created", "result", sizes(0), "created")
    assert fake_grafana.record.most_in_flight == 1

    fake_grafana.record.clear()
    code, out, err = run("import", "--to", "grafana", "-q")
    assert (code, err) == (0, "")
    assert out.splitlines() == lines(head, "unchanged", "result", sizes(0), "unchanged")
    assert fake_grafana.record.writes == []


def test_grafanas_folder_and_datasource_are_chosen(fake_grafana: FakeGrafana) -> None:
    fake_grafana.add_datasource("p2", "prometheus", name="Mimir")

    code, out, err = run("plan", "--to", "grafana")
    assert (code, out) == (2, "")
    assert err == (
        f"error: '{fake_grafana.url}' has several Prometheus datasources: 'Mimir', 'Prometheus'\n"
        "hint: name the one to ask: --datasource prometheus=NAME\n"
    )

    where = ("--folder", "Platform/Alerts", "--namespace", "ours")
    code, out, _ = run("import", "--to", "grafana", "--datasource", "prometheus=Mimir", *where)
    assert (code, out.splitlines()[1:4]) == (
        0,
        ["Folder      Platform / Alerts (new)", "Namespace   ours", "Datasource  Mimir"],
    )
    folders = {one.title: one for one in fake_grafana.org().folders.values()}
    assert folders["ours"].parent_uid == folders["Alerts"].uid


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--to", "mimir"), "error: no Mimir is named\n"),
        (("--to", "grafana"), "error: no Grafana is named\n"),
        (("--to", "mimir", "--namespace", "a/b"), "error: 'a/b' is no namespace\n"),
        (
            ("--to", "grafana", "--tenant", "a"),
            "error: '--tenant' is not for --to grafana\nhint: it is for --to mimir\n",
        ),
        (
            ("--to", "grafana", "--datasource", "Prom"),
            (
                "error: --datasource 'Prom' is not NAME=VALUE\n"
                "hint: as in --datasource prometheus=Prom\n"
            ),
        ),
        (
            ("--to", "grafana", "--mimir", "http://m"),
            "error: '--mimir' is not for --to grafana\n",
        ),
        (
            ("--to", "mimir", "--datasource", "prometheus=x"),
            "error: '--datasource' is not for --to mimir\n",
        ),
        (("--to", "mimir", "--set", "nothing=1"), "error: no value named 'nothing'\n"),
        (
            ("--to", "mimir", "--mimir", "mimir:8080"),
            "error: 'mimir:8080' is not an http or https address\n",
        ),
    ],
)
@pytest.mark.parametrize("command", ["plan", "import"])
def test_what_is_missing_or_wrong_is_said(command, arguments, error) -> None:
    code, out, err = run(command, *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(error)


def test_where_nobody_answers_nothing_is_found_out(ruler: FakeRuler) -> None:
    code, out, err = run("plan", "--to", "mimir", "--ruler-path", "/elsewhere")

    assert (code, out) == (3, "")
    assert err.startswith(f"error: no ruler answers at '{ruler.url}/elsewhere/archestra-ops'")
