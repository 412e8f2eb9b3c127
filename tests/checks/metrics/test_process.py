from __future__ import annotations

from archestra_ops import packs
from archestra_ops.checks.metrics import process
from tests.checks.pages import FIXTURES, both, capture, findings_on, page_of, told, usual

AGYN = packs.platform("agyn")
PODS = (
    "# TYPE kube_pod_status_phase gauge\n"
    'kube_pod_status_phase{namespace="a",pod="b",uid="c",phase="Running"} 1\n'
)


def test_the_page_of_another_process_is_named() -> None:
    found = findings_on(page_of(capture("web"), expected=("worker",)))

    assert [told for told in found if told not in usual()] == [
        (
            "error metrics/process: this is the page of the web process, not of the worker process "
            "(are the addresses the wrong way round? Archestra has them by default: 'web' at "
            "':9050/metrics', 'worker' at ':9000/metrics')"
        )
    ]


def test_the_page_of_another_program_is_named() -> None:
    exporter = FIXTURES / "exposition" / "pg_exporter_0.11.1_pg15.prom"

    assert findings_on(page_of(exporter.read_text("utf-8"), expected=("web",))) == [
        (
            "error metrics/process: this is not a page of Archestra: none of its own metrics is "
            "on it "
            "(is the address right? Archestra has them by default: 'web' at ':9050/metrics', "
            "'worker' at ':9000/metrics')"
        )
    ]


def test_one_process_for_all_has_all() -> None:
    page = page_of(both())

    assert page.processes == {"web", "worker"}
    assert [told for told in findings_on(page) if told not in usual()] == []


def test_a_page_of_what_stands_beside_the_platform_is_named() -> None:
    """Where agyn's services are by default, kube-state-metrics may answer."""
    assert list(map(told, process.check(page_of(PODS, platform=AGYN)))) == [
        (
            "error metrics/process: this is the page of kube-state-metrics, and none of agyn's own "
            "metrics is on it (where that is meant, say so: "
            "--target kube-state-metrics=URL, of a file --process kube-state-metrics; "
            "else name your processes by --target PROCESS=URL)"
        )
    ]


def test_it_is_not_the_page_of_one_of_its_processes() -> None:
    (finding,) = process.check(page_of(PODS, platform=AGYN, expected=("gateway",)))

    assert finding.message == (
        "this is the page of the kube-state-metrics process, not of the gateway process"
    )


def test_said_to_be_that_it_is_fine() -> None:
    page = page_of(PODS, platform=AGYN, expected=("kube-state-metrics",))

    assert list(process.check(page)) == []
