from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archestra_ops import packs, shipped
from archestra_ops.errors import OpsError
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana import shipped_boards
from archestra_ops.grafana.shipped_boards import board_files, complete_set, drift, left_over
from archestra_ops.packs.profile import applied
from tests.grafana.small import PROFILED, PROVIDER, board, panel

FILE = "archestra/helm/application-metrics.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with every file of dashboards/."""
    for file in board_files("archestra"):
        path = tmp_path / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.rendered.text, "utf-8")
    return tmp_path


def found(subject: str, message: str, line: int = 0) -> Finding:
    return Finding(
        check="drift",
        severity=Severity.ERROR,
        subject=f"dashboards/{subject}",
        message=message,
        hint="run `ops dashboards build`",
        line=line,
    )


def test_a_board_has_one_file_or_one_per_provider_where_it_has_postgres_panels() -> None:
    assert [str(file.path) for file in board_files("archestra")] == [
        "archestra/genai-observability.json",
        "archestra/mcp-monitoring.json",
        "archestra/agent-sessions.json",
        "archestra/azure/application-metrics.json",
        "archestra/cloudsql/application-metrics.json",
        "archestra/helm/application-metrics.json",
        "archestra/otel/application-metrics.json",
        "archestra/rag-knowledge-base.json",
    ]


def test_the_files_of_the_checkout_are_what_the_boards_make() -> None:
    assert list(drift(shipped.DASHBOARDS, "archestra")) == []
    assert left_over(shipped.DASHBOARDS, "archestra") == []


def test_nothing_is_found_where_nothing_differs(folder: Path) -> None:
    assert list(drift(folder, "archestra")) == []


def test_a_changed_file_is_found_with_its_first_line_that_differs(folder: Path) -> None:
    text = (folder / FILE).read_text("utf-8")
    line = text.split("\n").index('  "refresh": "1m",') + 1
    (folder / FILE).write_text(text.replace('"refresh": "1m"', '"refresh": "5s"'), "utf-8")

    assert list(drift(folder, "archestra")) == [
        found(
            FILE, 'the file has `"refresh": "5s",` where the boards make `"refresh": "1m",`', line
        )
    ]


def test_a_long_line_is_shown_in_part(folder: Path) -> None:
    text = (folder / FILE).read_text("utf-8")
    (folder / FILE).write_text(text.replace("min(up{cluster", "max(up{cluster"), "utf-8")

    (finding,) = drift(folder, "archestra")
    assert finding.message == (
        'the file has `"expr": "max(up{cluster=~\\"$cluster\\",na…`'
        ' where the boards make `"expr": "min(up{cluster=~\\"$cluster\\",na…`'
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.removesuffix("\n"), "the file has `}` where the boards make `}`"),
        (lambda text: text + "x", "the file has `x` where the boards make nothing"),
        (lambda _: "", "the file has nothing where the boards make `{`"),
        (lambda text: text.replace("\n", "\r\n"), "the file has `{\r` where the boards make `{`"),
    ],
    ids=["no end of line", "more at the end", "empty", "Windows' ends of lines"],
)
def test_every_byte_counts(folder: Path, change, message: str) -> None:
    (folder / FILE).write_bytes(change((folder / FILE).read_text("utf-8")).encode())

    (finding,) = drift(folder, "archestra")
    assert finding.message == message


def test_a_file_that_is_not_text_is_found(folder: Path) -> None:
    (folder / FILE).write_bytes(b"\xff\xfe")

    assert [finding.line for finding in drift(folder, "archestra")] == [1]


def test_a_missing_file_is_found(folder: Path) -> None:
    (folder / FILE).unlink()

    assert list(drift(folder, "archestra")) == [found(FILE, "the file is missing")]


def test_a_file_that_no_board_makes_is_found(folder: Path) -> None:
    for name in ("archestra/old.json", "archestra/helm/old.json"):
        (folder / name).write_text("{}")
    (folder / "archestra" / "README.md").write_text("not a board")
    (folder / "agyn.json").write_text("{}")

    assert list(drift(folder, "archestra")) == [
        found("archestra/helm/old.json", "no board makes this file"),
        found("archestra/old.json", "no board makes this file"),
    ]
    assert left_over(folder, "archestra") == [
        Path("archestra/helm/old.json"),
        Path("archestra/old.json"),
    ]


def test_a_folder_that_is_not_there_lacks_every_file(tmp_path: Path) -> None:
    messages = {finding.message for finding in drift(tmp_path / "none", "archestra")}

    assert messages == {"the file is missing"}


def test_a_set_is_every_board_once_for_one_provider() -> None:
    made = complete_set(packs.platform("archestra"), packs.provider("otel"))

    assert [one.board.slug for one in made] == [
        "genai-observability",
        "mcp-monitoring",
        "agent-sessions",
        "application-metrics",
        "rag-knowledge-base",
    ]
    assert ["postgresql_backends" in one.text for one in made] == [
        False,
        False,
        False,
        True,
        False,
    ]


def test_a_platform_without_boards_is_named() -> None:
    toy = replace(packs.platform("archestra"), name="toy")

    with pytest.raises(OpsError, match="no boards for platform 'toy'"):
        complete_set(toy, packs.provider("helm"))


def test_a_board_that_no_provider_changes_has_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    small = board(panel("up"), slug="small")
    monkeypatch.setattr("archestra_ops.grafana.boards.archestra.BOARDS", (small,))

    assert [str(file.path) for file in board_files("archestra")] == ["archestra/small.json"]


@pytest.fixture
def profiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acme and its boards, as if they shipped."""
    named = {name: applied(PROFILED, name) for name in PROFILED.profiles}
    only_new = board(panel("new_spans_total"), slug="spans")
    both = board(panel("sum(new_calls_total)"), slug="calls")
    rows = board(panel("{{ connections_used }}"), slug="rows")
    monkeypatch.setattr(shipped_boards, "boards", lambda _: (only_new, both, rows))
    monkeypatch.setattr(packs, "profiles", lambda _: tuple(named))
    monkeypatch.setattr(packs, "platform", lambda _, profile: named[profile])
    monkeypatch.setattr(packs, "provider_names", lambda: ("pg", "my"))
    monkeypatch.setattr(packs, "provider", lambda name: replace(PROVIDER, name=name))


@pytest.mark.usefixtures("profiles")
def test_each_profile_has_a_folder_of_what_it_has() -> None:
    old = ["acme/old/calls.json", "acme/old/pg/rows.json", "acme/old/my/rows.json"]

    assert [str(file.path) for file in board_files("acme")] == [
        "acme/new/spans.json",
        "acme/new/calls.json",
        "acme/new/pg/rows.json",
        "acme/new/my/rows.json",
        *old,
        "acme/both/spans.json",
        "acme/both/calls.json",
        "acme/both/pg/rows.json",
        "acme/both/my/rows.json",
    ]
    assert [str(file.path) for file in board_files("acme", profile="old")] == old
    assert {file.platform.profile for file in board_files("acme", profile="old")} == {"old"}


@pytest.mark.usefixtures("profiles")
def test_what_differs_is_found_in_every_profile_or_in_one(tmp_path: Path) -> None:
    for file in board_files("acme"):
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_text(file.rendered.text, "utf-8")
    for name in ("acme/old/spans.json", "acme/new/gone.json", "acme/helm/left.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")

    assert [finding.subject for finding in drift(tmp_path, "acme")] == [
        "dashboards/acme/helm/left.json",
        "dashboards/acme/new/gone.json",
        "dashboards/acme/old/spans.json",
    ]
    assert left_over(tmp_path, "acme", "old") == [Path("acme/old/spans.json")]
    assert [one.subject for one in drift(tmp_path, "acme", "new")] == [
        "dashboards/acme/new/gone.json"
    ]
