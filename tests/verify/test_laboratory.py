"""`ops verify` at the level of the engine: a real Prometheus scrapes the emitter and is asked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.emitter.estate import Estate
from archestra_ops.errors import ToolMissingError, UnavailableError
from archestra_ops.packs.bound import jobs_for
from archestra_ops.prometheus.results import Answer, Sample, Series, Target
from archestra_ops.verify import laboratory as module
from archestra_ops.verify.joined import GROUP
from archestra_ops.verify.laboratory import HISTORY, laboratory
from archestra_ops.verify.run import Subject, engine_available, on_engine
from tests.servers.processes import commands
from tests.servers.programs import require
from tests.verify.mutations import making, with_label_renamed, without
from tests.verify.test_mutations import called, selecting, using

PLATFORM = packs.platform("archestra")
HELM = Subject(platform=PLATFORM, providers=[packs.provider("helm")])


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.servers
def test_all_is_scraped_by_the_config_that_we_render_and_nothing_is_left(folders: Path) -> None:
    require("prometheus")
    providers = [packs.provider(name) for name in packs.provider_names()]
    subject = Subject(platform=PLATFORM, providers=providers)
    told: list[str] = []

    with laboratory(
        PLATFORM, providers, subject.estate, lambda step, _done, _total: told.append(step)
    ) as api:
        targets = api.targets()
        now = time.time()
        (first,) = api.query("count(up)", now - HISTORY + 60).series
        running = commands(str(folders))

    jobs = [job.name for one in providers for job in jobs_for(one, PLATFORM.name)]
    assert sorted(t.labels["job"] for t in targets) == sorted(
        [*(process.job for process in PLATFORM.processes.values()), *jobs]
    )
    assert {target.health for target in targets} == {"up"}
    assert first.samples[0].value == len(targets)
    assert len(running) == 1
    assert list(dict.fromkeys(told)) == [
        "simulating an hour",
        "storing the hour",
        "waiting for every target",
    ]
    assert commands(str(folders)) == {}
    assert list(folders.iterdir()) == []


@pytest.mark.servers
def test_what_is_cut_out_is_named_by_the_engine_too() -> None:
    require("prometheus")

    def both(estate: Estate) -> None:
        without("task_queue_task_duration_seconds")(estate)
        with_label_renamed("http_request_duration_seconds", "status_code")(estate)

    report = on_engine(HELM, make=making(HELM, both))

    assert report.level == "engine"
    assert {called(case): case.status for case in report.cases if not case.ok} == {
        **dict.fromkeys(selecting("helm", "task_queue_task_duration_seconds"), "missing metric"),
        **dict.fromkeys(
            using("helm", "http_request_duration_seconds", "status_code"), "missing label"
        ),
    }
    assert {case.status for case in report.cases if case.ok} == {"ok"}
    assert {case.name for case in report.cases if case.group == GROUP} == {
        "an exemplar leads to a span",
        "its session has log lines",
    }


@pytest.mark.servers
def test_a_target_that_does_not_come_up_ends_it(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("prometheus")
    monkeypatch.setattr(module, "_PATIENCE", 0.0)

    with pytest.raises(UnavailableError, match="not every target came up within 0 s"):
        on_engine(HELM)
    assert commands(str(folders)) == {}
    assert list(folders.iterdir()) == []


def test_without_a_prometheus_there_is_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)

    assert not engine_available()
    with pytest.raises(ToolMissingError):
        on_engine(HELM)


class Starting:
    """A Prometheus that has stored ever more scrapes, and tells that all its targets are up."""

    def __init__(self, *stored: int) -> None:
        self._stored = list(stored)
        self.asked: list[str] = []

    def query(self, expr: str, at: float) -> Answer:
        self.asked.append(expr)
        count = self._stored.pop(0)
        sample = Series(metric={}, samples=(Sample(at, count),))
        return Answer(series=(sample,) if count else (), warnings=())

    def targets(self) -> tuple[Target, ...]:
        return (Target(url="http://a/metrics", labels={}, health="up", error=""),)


def test_what_is_up_is_waited_for_until_it_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prometheus says that a target is up before it has stored what it scraped."""
    monkeypatch.setattr(module, "_PAUSE", 0.0)
    api, told = Starting(0, 1, 2), []

    module._wait(api, 2, 1_700_000_010.0, lambda *step: told.append(step))

    assert [done for _, done, _ in told] == [0, 1, 2]
    assert set(api.asked) == {"count(up == 1 and timestamp(up) > 1700000010)"}


def test_what_is_up_and_never_stored_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", -1.0)

    with pytest.raises(UnavailableError, match=r": what was scraped is not stored$"):
        module._wait(Starting(0), 1, 0.0, lambda *_: None)
