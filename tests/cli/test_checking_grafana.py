"""`ops check grafana` against Grafana 9, 11 and 13, with a real Prometheus behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app, progress
from archestra_ops.grafana.boards import boards
from tests.servers.grafana import FakeGrafana

SLUGS = [board.slug for board in boards("archestra")]
EXEMPLARS = {"exemplarTraceIdDestinations": [{"name": "traceID", "datasourceUid": "tempo-1"}]}
WELL = (True, "It works.")
VERSIONS = {9: "9.5.21", 11: "11.6.4", 13: "13.1.0"}
DEPRECATED = [
    "info: http://g: Grafana 13.1.0 has the API below /api for the time",
    "  being: it is deprecated",
    "  hint: --api apps uses the one that replaces it",
]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the environment that runs the tests."""
    for name in ("URL", "TOKEN", "USER", "PASS", "ORG_ID"):
        monkeypatch.delenv(f"GRAFANA_{name}", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@contextmanager
def fit(version: int = 11, **installation: object) -> Iterator[FakeGrafana]:
    """A Grafana where all is as it should be, but that there are no boards yet."""
    with FakeGrafana(version, **installation) as server:
        for kind in ("prometheus", "tempo", "loki"):
            settings = EXEMPLARS if kind == "prometheus" else {}
            server.add_datasource(
                f"{kind}-1", kind, name=kind.title(), health=WELL, json_data=settings
            )
        yield server


def run(grafana: FakeGrafana, *arguments: str, token: str = "") -> tuple[int, list[str], str]:
    """The exit code, the lines with a plain address, and what was said on stderr."""
    result = CliRunner().invoke(
        app,
        ["check", "grafana", *arguments],
        env={"GRAFANA_URL": grafana.url, "GRAFANA_TOKEN": token or grafana.token},
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert all(len(line) <= 80 for line in result.stdout.splitlines()) or "-o" in arguments
    assert grafana.record.writes == [] or "import" in arguments
    shown = (text.replace(grafana.url, "http://g") for text in (result.stdout, result.stderr))
    out, err = shown
    return result.exit_code, out.splitlines(), err


def installed(grafana: FakeGrafana) -> None:
    """Have the boards there."""
    result = CliRunner().invoke(
        app,
        ["dashboards", "import"],
        env={"GRAFANA_URL": grafana.url, "GRAFANA_TOKEN": grafana.token},
    )
    assert result.exit_code == 0, result.output
    grafana.record.clear()


@pytest.mark.parametrize("version", VERSIONS)
def test_all_is_well(version) -> None:
    with fit(version) as grafana:
        installed(grafana)
        code, out, err = run(grafana)

    deprecated = [*DEPRECATED, "1 info"] if version == 13 else ["no findings"]
    assert (code, err) == (0, "")
    assert out == [
        f"http://g: grafana: up, version {VERSIONS[version]}, organisation 'Main Org.',",
        "  with the rights of an Admin",
        "Archestra Ops: folder: there, writable",
        "Prometheus: Prometheus datasource: works, It works",
        "Tempo: Tempo datasource: works, It works",
        "Loki: Loki datasource: works, It works",
        *(f"{slug}: board: there" for slug in SLUGS),
        *deprecated,
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_empty_grafana(version) -> None:
    with FakeGrafana(version) as grafana:
        code, out, err = run(grafana)

    assert (code, err) == (1, "")
    assert out == [
        f"http://g: grafana: up, version {VERSIONS[version]}, organisation 'Main Org.',",
        "  with the rights of an Admin",
        "Archestra Ops: folder: not there",
        "Prometheus: datasource: not there",
        "Tempo: datasource: not there",
        "Loki: datasource: not there",
        *(f"{slug}: board: not there" for slug in SLUGS),
        "error: http://g: there is no Prometheus datasource: the boards",
        "  stay empty",
        "  hint: `ops dashboards datasources --prometheus URL` writes it for Grafana's",
        "        provisioning",
        "warning: http://g: there is no Tempo datasource: panels of traces",
        "  stay empty",
        "  hint: `ops dashboards datasources --tempo URL` writes it for Grafana's",
        "        provisioning",
        "warning: http://g: there is no Loki datasource: panels of logs",
        "  stay empty",
        "  hint: `ops dashboards datasources --loki URL` writes it for Grafana's",
        "        provisioning",
        *(DEPRECATED if version == 13 else []),
        "info: http://g: the folder 'Archestra Ops' is not there",
        "  hint: `ops dashboards import` makes it; another one is named with --folder",
        "info: http://g: none of our 5 boards is there",
        "  hint: `ops dashboards import` puts them there",
        f"1 error, 2 warnings, {3 if version == 13 else 2} info",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_viewer_and_all_that_is_wrong_with_datasources(version) -> None:
    with fit(version) as grafana:
        viewer = grafana.add_token("Viewer")
        sources = grafana.org().datasources
        sources["prometheus-1"].json_data = {
            "exemplarTraceIdDestinations": [{"name": "trace_id", "datasourceUid": "tempo-1"}]
        }
        sources["tempo-1"].health = (False, "dial tcp: connection refused")
        sources["tempo-1"].url = "http://tempo:3200"
        code, out, err = run(grafana, "--only", "mcp", "--api", "classic", token=viewer)

    assert (code, err) == (1, "")
    assert out == [
        f"http://g: grafana: up, version {VERSIONS[version]}, organisation 'Main Org.',",
        "  with the rights of a Viewer",
        "Archestra Ops: folder: not there",
        "Prometheus: Prometheus datasource: works, It works",
        "Tempo: Tempo datasource: does not work",
        "mcp-monitoring: board: not there",
        "error: http://g: the login can look, but not import: it has the",
        "  rights of a Viewer, and lacks 'dashboards:create', 'dashboards:write',",
        "  'folders:create'",
        "  hint: give its service account the role Editor, or these permissions",
        "error: http://g: the Tempo datasource 'Tempo' does not work: dial",
        "  tcp: connection refused",
        "  hint: does Grafana reach it at 'http://tempo:3200', with the right",
        "        credentials?",
        "warning: http://g: the exemplars of the Prometheus datasource",
        "  'Prometheus' are linked by 'trace_id', and those of Archestra have 'traceID'",
        "  hint: in its settings, under Exemplars, add an internal link to Tempo with the",
        "        label name 'traceID'; `ops dashboards datasources` writes it",
        *(DEPRECATED if version == 13 else []),
        "info: http://g: of our boards, not there: 'mcp-monitoring'",
        "  hint: `ops dashboards import` puts them there",
        f"2 errors, 1 warning, {2 if version == 13 else 1} info",
    ]


def test_the_new_api_alone() -> None:
    with fit(13, classic=False) as grafana:
        installed(grafana)
        code, out, _ = run(grafana, "--api", "apps")

    assert (code, out[-1]) == (0, "no findings")
    assert "Archestra Ops: folder: there" in out


def test_a_login_that_is_not_accepted() -> None:
    with fit() as grafana:
        code, out, err = run(grafana, token="glsa_wr0ng")  # noqa: S106 - no password

    assert (code, err) == (3, "")
    assert out == [
        "http://g: grafana: up, version 11.6.4",
        "error: http://g: 'http://g' does not accept the",
        "  login: Invalid API key",
        "  hint: is the token, or the password, of this Grafana and this organisation,",
        "        and not expired? see GRAFANA_TOKEN, GRAFANA_USER and GRAFANA_ORG_ID",
        "1 error",
    ]


def test_a_wrong_sub_path() -> None:
    with fit(sub_path="/monitoring") as grafana:
        code, out, _ = run(grafana, "--grafana", grafana.url.removesuffix("/monitoring"))

    assert code == 3
    assert out[0].endswith(": grafana: unknown")
    text = " ".join(line.strip() for line in out)
    assert "Grafana cannot be asked: no Grafana answers at" in text
    assert "hint: is the address right, with the path that Grafana is below?" in text


def test_nobody_there() -> None:
    with fit() as grafana:
        code, out, _ = run(grafana, "--grafana", "http://127.0.0.1:1")

    assert (code, out[-1]) == (3, "1 error")


def test_a_database_that_is_down() -> None:
    with fit(database=False) as grafana:
        code, out, _ = run(grafana)

    assert code == 1
    assert out == [
        "http://g: grafana: not ready, version 11.6.4",
        "error: http://g: Grafana is up, but its database is not: 'failing'",
        "  hint: is the database that Grafana keeps users and boards in up? Its log says",
        "        more",
        "1 error",
    ]


def test_an_editor_who_is_shut_out() -> None:
    with fit() as grafana:
        grafana.add_folder("team", "Team", editors=False)
        code, out, _ = run(grafana, "--folder", "Team", token=grafana.add_token("Editor"))

    assert code == 1
    assert "Team: folder: there, not writable" in out
    assert "error: http://g: the login may not write in the folder 'Team'" in out


def test_a_datasource_that_is_named() -> None:
    with fit() as grafana:
        grafana.add_datasource("mimir", "prometheus", name="Mimir", health=WELL)
        several = run(grafana)
        named = run(grafana, "--datasource", "prometheus=Mimir")
        none = run(grafana, "--datasource", "prometheus=Mimirr")

    assert several[0] == named[0] == 0
    assert "info: http://g: there are 2 Prometheus datasources, 'Mimir'," in several[1]
    assert "Mimir: Prometheus datasource: works, It works" in named[1]
    assert not any("there are 2" in line for line in named[1])
    assert none[0] == 1
    assert "Prometheus: datasource: not there" in none[1]
    assert "  hint: did you mean 'Mimir'?" in none[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--datasource", "promtheus=x"], "boards have no datasource of type 'promtheus'"),
        (["--only", "mpc"], "no board named 'mpc'"),
        (["--folder", "a//b"], "'a//b' is no path of folders"),
        (["--postgres-provider", "x"], "no provider named 'x'"),
        (["--uid-suffix", "ü"], "the uid suffix 'ü' holds 'ü', which no uid may"),
    ],
)
def test_misuse_is_told_before_anything_is_asked(arguments, sentence) -> None:
    with fit() as grafana:
        code, out, err = run(grafana, *arguments)

    assert (code, out) == (2, [])
    assert err.startswith(f"error: {sentence}")
    assert grafana.record.requests == []


def test_what_to_fail_on() -> None:
    with fit() as grafana:
        assert [run(grafana, "--fail-on", one)[0] for one in ("error", "warning", "info")] == [
            0,
            0,
            1,
        ]


def test_json() -> None:
    with fit() as grafana:
        code, out, _ = run(grafana, "--only", "rag", "-o", "json")

    assert code == 0
    document = json.loads("\n".join(out))
    assert document["command"] == "check grafana"
    assert document["summary"] == {"error": 0, "warning": 0, "info": 2}
    assert document["findings"][1] == {
        "check": "grafana/boards",
        "severity": "info",
        "subject": "http://g",
        "part": "",
        "line": 0,
        "message": "of our boards, not there: 'rag-knowledge-base'",
        "hint": "`ops dashboards import` puts them there",
    }
    assert [one["subject"] for one in document["targets"]] == [
        "http://g",
        "Archestra Ops",
        "Prometheus",
        "rag-knowledge-base",
    ]


def test_queries_are_not_asked_of_what_does_not_work() -> None:
    with fit() as grafana:
        prometheus = grafana.org().datasources["prometheus-1"]
        prometheus.health = (False, "refused")
        loud, quiet = run(grafana, "--queries"), run(grafana, "--queries", "--quiet")
        del grafana.org().datasources["prometheus-1"]
        without = run(grafana, "--queries")

    note = "note: no query is asked: "
    assert loud[2] == f"{note}the Prometheus datasource 'Prometheus' does not work\n"
    assert quiet[2] == ""
    assert without[2] == (
        f"{note}no Prometheus datasource is known, and --datasource prometheus=UID names one\n"
    )
    assert "/api/ds/query" not in {entry.path for entry in grafana.record.requests}


def test_what_queries_find(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr(progress.Bar, "__call__", lambda _bar, *one: told.append(one))
    with fit() as grafana:

        def answer(query: dict[str, object]) -> int | str:
            if "mcp_server_deployment_status" in str(query["expr"]):
                return "parse error"
            return int("mcp_tool_calls_total" in str(query["expr"]))

        grafana.org().datasources["prometheus-1"].answer = answer
        code, out, _ = run(grafana, "--queries", "--only", "mcp,rag")

    assert code == 1
    assert "rag-knowledge-base: board: not there, data in 0 of 59 panels" in out
    start = out.index(
        "warning: rag-knowledge-base: none of its 59 panels has data of the last hour"
    )
    assert out[start + 1 : start + 3] == [
        "  hint: does the Prometheus behind the datasource scrape Archestra? `ops verify",
        "        --prometheus URL` says what is missing",
    ]
    assert any(line.startswith("error: mcp-monitoring: ") for line in out)
    assert any(line.startswith("info: mcp-monitoring: ") for line in out)
    assert told[-1] == ("asking every panel's queries", 104, 104)


@pytest.mark.servers
@pytest.mark.parametrize("version", VERSIONS)
def test_every_query_of_every_board_has_data(version, scraping_prometheus) -> None:
    with fit(version) as grafana:
        prometheus = grafana.org().datasources["prometheus-1"]
        prometheus.url, prometheus.health = scraping_prometheus, None
        installed(grafana)
        code, out, err = run(grafana, "--queries")

    assert (code, err) == (0, "")
    assert out[2:10] == [
        "Archestra Ops: folder: there, writable",
        "Prometheus: Prometheus datasource: works, Successfully queried the Prometheus",
        "  API",
        "Tempo: Tempo datasource: works, It works",
        "Loki: Loki datasource: works, It works",
        "genai-observability: board: there, data in 70 of 70 panels",
        "mcp-monitoring: board: there, data in 45 of 45 panels",
        "agent-sessions: board: there, data in 3 of 3 panels",
    ]


@pytest.mark.servers
def test_another_providers_panels_stay_empty(scraping_prometheus) -> None:
    with fit() as grafana:
        prometheus = grafana.org().datasources["prometheus-1"]
        prometheus.url, prometheus.health = scraping_prometheus, None
        code, out, _ = run(
            grafana, "--queries", "--only", "application", "--postgres-provider", "azure"
        )

    assert code == 0
    assert any("panels have no data of the last hour" in line for line in out)
