from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app
from archestra_ops.cli.scrape_config import Form
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.scrape import FORMS, Cluster, ScrapeRequest, render
from tests.servers.programs import require

SOUND = "scrape_configs: [{job_name: node, static_configs: [{targets: ['node:9100']}]}]\n"
ON_LOCALHOST = (
    "note: web, worker and postgres are taken to be on localhost: give --web-target,\n"
    "  --worker-target, --postgres-target\n"
)
UNSOUND = """\
scrape_configs:
  - job_name: web
    scrape_intervall: 15s
    bearer_token: s3cr3t
"""


def run(*arguments: object, stdin: str | bytes = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["scrape-config", *map(str, arguments)], input=stdin)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def no_promtool(monkeypatch) -> None:
    monkeypatch.setattr(promtool, "find", lambda: None)


def test_what_is_rendered_goes_to_stdout() -> None:
    request = ScrapeRequest(
        platform=packs.platform("archestra"), providers=(packs.provider("helm"),)
    )

    assert run("render") == (0, render(request), ON_LOCALHOST)
    assert run("render", "--quiet") == (0, render(request), "")


def test_every_option_is_heard() -> None:
    request = ScrapeRequest(
        platform=packs.platform("archestra"),
        providers=(packs.provider("otel"),),
        targets={"web": ["a:1", "b:2"], "worker": ["c:3"], "otel": ["d:4"]},
        credentials_file="/etc/token",
        scrape_interval=60.0,
        labels={"cluster": "a=b", "team": "é"},
        scheme="https",
        full=True,
        remote_write="http://mimir/api/v1/push",
    )

    assert run(
        "render",
        "--as=prometheus",
        "--remote-write=http://mimir/api/v1/push",
        "--web-target=a:1",
        "--web-target=b:2",
        "--worker-target=c:3",
        "--postgres-target=d:4",
        "--postgres-provider=otel",
        "--credentials-file=/etc/token",
        "--scrape-interval=1m",
        "--label=cluster=a=b",
        "--label=team=é",
        "--scheme=https",
        "--full",
        "--platform=archestra",
    ) == (0, render(request), "")


def test_a_placeholder_is_pointed_out_on_stderr() -> None:
    note = (
        "note: 'subscription' is a placeholder: give the real one with --provider-option\n"
        "  subscription=VALUE\n"
    )
    real = "subscription=12345678-1234-1234-1234-123456789012"

    targets = [f"--{name}-target=a:1" for name in ("web", "worker", "postgres")]

    azure = ["render", "--postgres-provider=azure", *targets]
    assert run(*azure)[::2] == (0, note)
    assert run(*azure, "--quiet")[::2] == (0, "")
    assert run(*azure, "--provider-option", real)[::2] == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ["--platform=truefoundry", "--as=servicemonitor"],
        ["--platform=astromesh", "--profile=documented"],
    ],
)
def test_notes_fit_a_terminal(words) -> None:
    lines = run("render", *words)[2].splitlines()

    assert len(lines) > 1
    assert max(map(len, lines)) <= 80
    assert all(line.startswith(("note: ", "  ")) for line in lines)


def test_a_file_is_written_and_nothing_said(tmp_path) -> None:
    out = tmp_path / "new" / "prometheus.yml"

    assert run("render", "--full", "--out", out, "--quiet") == (0, "", "")
    assert out.read_text() == run("render", "--full")[1]


def test_the_options_of_a_cluster_are_heard() -> None:
    request = ScrapeRequest(
        platform=packs.platform("archestra"),
        providers=(packs.provider("helm"),),
        form="servicemonitor",
        cluster=Cluster(
            namespace="agents",
            monitor_namespace="monitoring",
            operator_labels={"release": "prometheus", "team": "a"},
            credentials_name="metrics",
            credentials_key="token",
            renderer=True,
        ),
    )

    assert run(
        "render",
        "--as=servicemonitor",
        "--namespace=agents",
        "--monitor-namespace=monitoring",
        "--operator-label=release=prometheus",
        "--operator-label=team=a",
        "--secret-name=metrics",
        "--secret-key=token",
        "--renderer",
    ) == (0, render(request), "")


def test_every_form_can_be_asked_for() -> None:
    assert [form.value for form in Form] == list(FORMS)
    for form in FORMS:
        code, stdout, _ = run("render", f"--as={form}")
        assert (code, bool(stdout)) == (0, True)


def test_each_single_mistake_is_found_and_named(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cr3t")
    text = run("render", "--as=kubernetes-sd", f"--credentials-file={secret}")[1]
    jobs = text.removeprefix("scrape_configs:\n").split("\n\n")
    mistakes = {
        "process-missing": "scrape_configs:\n" + "\n\n".join([jobs[0], jobs[2]]),
        "scraped-twice": text + "\n" + jobs[0].replace("archestra-web", "again"),
        "secret-in-clear": text.replace(f'credentials_file: "{secret}"', "credentials: s3cr3t", 1),
        "window": text.replace('"15s"', '"5m"', 1),
        "honor-labels": text.replace('"archestra-web"', '"archestra-web"\n    honor_labels: true'),
        "pod-label": text.replace('target_label: "pod"', 'target_label: "pods"', 1),
        "port-without-metrics": text.replace('regex: "metrics"', 'regex: "backend|metrics"'),
    }

    for check, mistaken in mistakes.items():
        code, stdout, _ = run("check", "--fail-on=warning", "-o", "json", "-", stdin=mistaken)
        assert (code, [f["check"] for f in json.loads(stdout)["findings"]]) == (1, [check])
        assert "s3cr3t" not in stdout


@pytest.mark.parametrize(
    ("arguments", "stderr"),
    [
        (
            ["--as=alloy", "--full"],
            (
                "error: --as alloy has no place for --full\n"
                "hint: only a prometheus.yml can be whole\n"
            ),
        ),
        (
            ["--web-target=http://web:9050/metrics"],
            (
                "error: target 'http://web:9050/metrics' has a scheme or a path\n"
                "hint: give host:port, as in localhost:9050\n"
            ),
        ),
        (
            ["--scrape-interval=15"],
            "error: '15' is not a duration\nhint: give a unit: 15s is seconds, 15m is minutes\n",
        ),
        (
            ["--scrape-interval=0s"],
            "error: an interval of 0 seconds is too short\nhint: give 1ms or more\n",
        ),
        (
            ["--label=cluster"],
            "error: --label 'cluster' is not NAME=VALUE\nhint: as in --label name=value\n",
        ),
        (
            ["--label=model=x"],
            (
                "error: the metrics have a label 'model', which would become 'exported_model'\n"
                "hint: choose another name\n"
            ),
        ),
        (
            ["--postgres-provider=asure"],
            "error: no provider named 'asure'\nhint: did you mean 'azure'?\n",
        ),
    ],
)
def test_misuse_is_named_and_nothing_is_written(tmp_path, arguments, stderr) -> None:
    out = tmp_path / "prometheus.yml"
    out.write_text("the old one")

    assert run("render", *arguments, "--out", out) == (2, "", stderr)
    assert out.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [out]


def test_a_sound_file_has_no_findings(tmp_path) -> None:
    require("promtool")
    (tmp_path / "prometheus.yml").write_text(SOUND)

    assert run("check", tmp_path / "prometheus.yml") == (0, "no findings\n", "")
    assert run("check", "-", stdin=SOUND) == (0, "no findings\n", "")


def test_what_is_rendered_is_sound(tmp_path) -> None:
    for provider in packs.provider_names():
        for form in ("prometheus", "kubernetes-sd"):
            out = tmp_path / f"{provider}-{form}.yml"
            asked = (f"--as={form}", f"--postgres-provider={provider}", "--quiet", "--out", out)
            assert run("render", *asked)[0] == 0

            assert run("check", "--fail-on=info", "--quiet", out) == (0, "no findings\n", "")


def test_findings_are_on_stdout_and_make_the_exit_code() -> None:
    stdout = (
        "error: stdin:3: job 'web' has an unknown key 'scrape_intervall'\n"
        "  hint: did you mean 'scrape_interval'?\n"
        "warning: stdin:4: job 'web' has a secret in clear under 'bearer_token'\n"
        "  hint: put it into a file that only Prometheus may read, and name that:\n"
        "        'bearer_token_file'\n"
        "1 error, 1 warning\n"
    )

    assert run("check", "--no-promtool", "-", stdin=UNSOUND) == (1, stdout, "")


def test_a_warning_fails_where_it_is_asked_to() -> None:
    warned = SOUND.replace("node:9100", "node")

    codes = [
        run("check", "--no-promtool", f"--fail-on={severity}", "-", stdin=warned)[0]
        for severity in ("info", "warning", "error")
    ]

    assert codes == [1, 1, 0]


def test_json_is_one_document(tmp_path) -> None:
    file = tmp_path / "prometheus.yml"
    file.write_text("{}")

    code, stdout, stderr = run("check", "--no-promtool", "-o", "json", file)

    assert (code, stderr) == (0, "")
    assert json.loads(stdout) == {
        "type": "archestra-ops.findings",
        "schema_version": 1,
        "command": "scrape-config check",
        "summary": {"error": 0, "warning": 1, "info": 0},
        "findings": [
            {
                "check": "no-job",
                "severity": "warning",
                "subject": str(file),
                "part": "",
                "line": 1,
                "message": "the file has no scrape job",
                "hint": "`ops scrape-config render` writes those of the platform",
            }
        ],
    }


def test_files_are_looked_for_beside_the_configuration(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("etc", "prometheus.yml")
    file.parent.mkdir()
    file.write_text(SOUND + "rule_files: [rules.yaml]\n")
    warning = (
        "warning: etc/prometheus.yml:2: 'rule_files' names the file 'rules.yaml', and\n"
        "  there is none here\n"
        "  hint: fine where Prometheus runs on another machine\n"
        "1 warning\n"
    )

    assert run("check", "--no-promtool", file) == (0, warning, "")
    Path("etc", "rules.yaml").touch()
    assert run("check", "--no-promtool", file) == (0, "no findings\n", "")


@pytest.mark.usefixtures("no_promtool")
def test_without_promtool_it_says_what_was_not_asked() -> None:
    note = "note: promtool is not installed: only our own structural check ran\n"

    assert run("check", "-", stdin=SOUND) == (0, "no findings\n", note)
    assert run("check", "--quiet", "-", stdin=SOUND) == (0, "no findings\n", "")
    assert run("check", "--no-promtool", "-", stdin=SOUND) == (0, "no findings\n", "")


def test_what_promtool_sees_is_found() -> None:
    require("promtool")
    text = "scrape_configs: [{job_name: web, relabel_configs: [{action: foo}]}]"

    assert run("check", "-", stdin=text) == (
        1,
        'error: stdin: promtool: unknown relabel action "foo"\n1 error\n',
        "",
    )


@pytest.mark.parametrize(
    ("name", "stderr"),
    [
        (
            "absent.yml",
            (
                "error: 'absent.yml' cannot be read: no such file or directory\n"
                "hint: is the path right?\n"
            ),
        ),
        (".", "error: '.' cannot be read: is a directory\n"),
        ("latin.yml", "error: 'latin.yml' is not text in UTF-8\nhint: save it as UTF-8\n"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, monkeypatch, name, stderr) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latin.yml").write_bytes(b"\xe9")

    assert run("check", name) == (2, "", stderr)


def test_a_promtool_that_does_not_end_is_no_verdict(monkeypatch) -> None:
    require("promtool")
    monkeypatch.setattr(promtool.run, "__kwdefaults__", {"seconds": 0.0})

    assert run("check", "-", stdin=SOUND) == (
        3,
        "",
        (
            "error: 'promtool check' did not finish in 0 seconds\n"
            "hint: is the machine overloaded, or the file very large?\n"
        ),
    )
