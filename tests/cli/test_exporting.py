from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from archestra_ops import packs
from archestra_ops.cli import app
from archestra_ops.grafana.shipped_boards import complete_set
from tests.grafana.small import board, panel

SLUGS = (
    "genai-observability",
    "mcp-monitoring",
    "agent-sessions",
    "application-metrics",
    "rag-knowledge-base",
)
UIDS = [f"archestra-ops-{slug}" for slug in SLUGS]
LEFT_OUT = (
    "left out: 'Which locks are held?', azure has no locks\n"
    "left out: 'How full is the lock table?', azure has no locks, locks_max\n"
    "left out: 'How much is written to the log?', azure has no wal_rate\n"
    "left out: 'How old is the newest archived log?', azure has no wal_age\n"
    "left out: 'Does archiving the log fail?', azure has no wal_archive_failures\n"
    "left out: 'How often are checkpoints made?', azure has no checkpoints_requested,\n"
    "  checkpoints_scheduled\n"
    "left out: 'Are replication slots left behind?', azure has no\n"
    "  replication_slots_inactive\n"
    "left out: 'Can the exporter read everything?', azure has no exporter_error\n"
)


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["dashboards", "export", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_one_providers_set_is_written_and_what_it_left_out_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    assert run("--postgres-provider", "azure", "--out", folder) == (
        0,
        "",
        "".join(f"wrote {folder}/{slug}.json\n" for slug in SLUGS) + LEFT_OUT,
    )
    assert files(folder) == sorted(f"{slug}.json" for slug in SLUGS)
    for rendered in complete_set(packs.platform("archestra"), packs.provider("azure")):
        assert (folder / f"{rendered.board.slug}.json").read_text("utf-8") == rendered.text


def test_what_is_left_out_in_part_is_told(tmp_path: Path) -> None:
    _, _, err = run("--postgres-provider", "cloudsql", "--out", tmp_path)

    assert (
        "left out in part: 'Which database has the connections?', cloudsql has no\n"
        "  connections_max\n" in err
    )


@pytest.mark.parametrize("form", ["json", "provisioning", "configmap"])
def test_it_can_be_quiet_and_writes_the_same_twice(form: str, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("{}")

    assert run("--as", form, "--out", tmp_path, "--quiet") == (0, "", "")
    first = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    assert run("--as", form, "--out", tmp_path, "--quiet") == (0, "", "")
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == first
    assert first["mine.json"] == b"{}"
    assert len(first) == {"json": 6, "provisioning": 7, "configmap": 6}[form]


def test_provisioning_is_a_provider_and_a_folder_of_boards(tmp_path: Path) -> None:
    code, out, err = run("--as", "provisioning", "--postgres-provider", "azure", "--out", tmp_path)

    assert (code, out) == (0, "")
    assert err == (
        f"wrote {tmp_path}/dashboards.yaml\n"
        + "".join(f"wrote {tmp_path}/archestra/{slug}.json\n" for slug in SLUGS)
        + LEFT_OUT
    )
    assert yaml.safe_load((tmp_path / "dashboards.yaml").read_text("utf-8")) == {
        "apiVersion": 1,
        "providers": [
            {
                "name": "archestra-ops-archestra",
                "type": "file",
                "folder": "Archestra Ops",
                "folderUid": "archestra-ops-archestra",
                "disableDeletion": False,
                "allowUiUpdates": False,
                "updateIntervalSeconds": 30,
                "options": {
                    "path": "/etc/grafana/provisioning/dashboards/archestra",
                    "foldersFromFilesStructure": False,
                },
            }
        ],
    }
    uids = [json.loads(path.read_bytes())["uid"] for path in (tmp_path / "archestra").iterdir()]
    assert sorted(uids) == sorted(UIDS)


def test_the_provider_knows_another_path_and_folder(tmp_path: Path) -> None:
    given = ("--path", "/dashboards", "--folder", "Platform")
    assert run("--as", "provisioning", *given, "--out", tmp_path, "--quiet") == (0, "", "")

    (provider,) = yaml.safe_load((tmp_path / "dashboards.yaml").read_text("utf-8"))["providers"]
    assert provider["options"]["path"] == "/dashboards"
    assert provider["folder"] == "Platform"
    assert "folderUid" not in provider


@pytest.mark.parametrize("out", [(), ("--out", "-")])
def test_config_maps_are_a_stream_for_kubectl(out: tuple[str, ...]) -> None:
    code, text, err = run("--as", "configmap", "--postgres-provider", "azure", *out)

    assert (code, err) == (0, LEFT_OUT)
    found = list(yaml.load_all(text, Loader=yaml.CSafeLoader))
    assert [one["metadata"] for one in found] == [
        {
            "name": uid,
            "labels": {"grafana_dashboard": "1"},
            "annotations": {"grafana_folder": "Archestra Ops"},
        }
        for uid in UIDS
    ]
    for one, rendered in zip(
        found, complete_set(packs.platform("archestra"), packs.provider("azure")), strict=True
    ):
        assert {key: json.loads(value) for key, value in one["data"].items()} == {
            f"{rendered.board.uid}.json": rendered.dashboard
        }


def test_config_maps_are_files_of_a_folder(tmp_path: Path) -> None:
    code, out, err = run("--as", "configmap", "--out", tmp_path)

    assert (code, out) == (0, "")
    assert err.startswith("".join(f"wrote {tmp_path}/{uid}.yaml\n" for uid in UIDS))
    assert files(tmp_path) == sorted(f"{uid}.yaml" for uid in UIDS)


def test_what_the_sidecar_looks_for_can_be_told(tmp_path: Path) -> None:
    given = ("--namespace", "monitoring", "--label", "dashboards=grafana", "--label", "team=a")
    given += ("--annotation", "k8s-sidecar-target-directory", "--folder", "/dashboards/Ops")
    assert run("--as", "configmap", *given, "--out", tmp_path, "--quiet") == (0, "", "")

    text = (tmp_path / f"{UIDS[2]}.yaml").read_text("utf-8")
    assert yaml.load(text, Loader=yaml.CSafeLoader)["metadata"] == {
        "name": UIDS[2],
        "namespace": "monitoring",
        "labels": {"dashboards": "grafana", "team": "a"},
        "annotations": {"k8s-sidecar-target-directory": "/dashboards/Ops"},
    }


def test_without_a_folder_there_is_no_annotation(tmp_path: Path) -> None:
    run("--as", "configmap", "--folder", "", "--out", tmp_path)

    text = (tmp_path / f"{UIDS[2]}.yaml").read_text("utf-8")
    assert "annotations" not in yaml.load(text, Loader=yaml.CSafeLoader)["metadata"]


@pytest.mark.parametrize("form", ["provisioning", "configmap"])
def test_agent_labels_become_choices_in_every_form(form: str, tmp_path: Path) -> None:
    run("--as", form, "--agent-label", "cost-team", "--out", tmp_path, "--quiet")

    (path,) = tmp_path.rglob("*genai-observability.*")
    assert "cost_team=~" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        (("--as", "json"), "--as json needs a folder", "give one with --out DIR"),
        (("--as", "provisioning"), "--as provisioning needs a folder", "give one with --out DIR"),
        (
            ("--out", "x", "--folder", "A"),
            "'--folder' is not for --as json",
            "it is for --as provisioning or --as configmap",
        ),
        (
            ("--as", "configmap", "--path", "/x"),
            "'--path' is not for --as configmap",
            "it is for --as provisioning",
        ),
        *(
            (
                ("--as", "provisioning", "--out", "x", option, "a=b"),
                f"'{option}' is not for --as provisioning",
                "it is for --as configmap",
            )
            for option in ("--namespace", "--label", "--annotation")
        ),
        (
            ("--as", "configmap", "--label", "grafana"),
            "--label 'grafana' is not NAME=VALUE",
            "as in --label name=value",
        ),
        (
            ("--as", "configmap", "--namespace", "Team"),
            "'Team' is not the name of a namespace",
            "use small letters, digits and -, 63 at most, no - at either end",
        ),
        (
            ("--as", "provisioning", "--out", "-"),
            "'-' is no folder",
            "give a folder: several files are written",
        ),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is_written(
    given: tuple[str, ...],
    message: str,
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(*given) == (2, "", f"error: {message}\nhint: {hint}\n")
    assert files(tmp_path) == []


def test_a_file_is_no_folder_for_config_maps(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")

    assert run("--as", "configmap", "--out", file) == (
        2,
        "",
        f"error: '{file}' is no folder\nhint: give a folder: several files are written\n",
    )
    assert file.read_text() == "mine"


GATE = """
title = "Gate"
homepage = "https://example.org"
default_profile = "new"
custom_labels_prefix = "gate_"
[processes.gate]
title = "gate"
job = "gate"
port = 1
api_port = 1
anchor = "new_calls_total"
emitter_port = 1
emitter_api_port = 1
[metrics.new_calls_total]
type = "counter"
help = "calls"
unit = "calls"
processes = ["gate"]
custom_labels = true
[metrics.new_spans_total]
type = "counter"
help = "spans"
unit = "spans"
processes = ["gate"]
[profiles.new]
title = "new"
help = "new names"
[profiles.old]
title = "old"
help = "old names"
without = ["new_spans_total"]
rename = { new_calls_total = "old_calls" }
"""


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """The options that mean a platform with profiles, whose boards are as if they shipped."""
    (tmp_path / "gate.toml").write_text(GATE)
    made = (
        board(
            panel("rate(new_calls_total[5m])"),
            panel("rate(new_spans_total[5m])", title="Are spans sent?"),
            slug="gate-calls",
            platform="gate",
        ),
        board(panel("new_spans_total"), slug="gate-spans", title="Spans", platform="gate"),
    )
    monkeypatch.setattr("archestra_ops.grafana.boards.boards", lambda _: made)
    monkeypatch.setattr("archestra_ops.grafana.shipped_boards.boards", lambda _: made)
    return ("--platform", "gate", "--pack-dir", tmp_path)


def test_a_profiles_set_is_written_and_what_it_lacks_is_told(gate, tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = (*gate, "--profile", "old", "--metadata", "team", "--out", out)

    assert run(*given) == (
        0,
        "",
        (
            f"wrote {out}/gate-calls.json\n"
            "left out: the board 'Spans', profile 'old' has none of its metrics\n"
            "left out: 'Are spans sent?', profile 'old' has no 'new_spans_total'\n"
        ),
    )
    text = (out / "gate-calls.json").read_text("utf-8")
    assert 'rate(old_calls{cluster=~\\"$cluster\\"' in text
    assert 'gate_team=~\\"$gate_team\\"' in text
    assert '"label": "team"' in text


def test_the_usual_profile_is_meant_where_none_is_named(gate, tmp_path: Path) -> None:
    out = tmp_path / "out"

    assert run(*gate, "--out", out) == (
        0,
        "",
        f"wrote {out}/gate-calls.json\nwrote {out}/gate-spans.json\n",
    )
