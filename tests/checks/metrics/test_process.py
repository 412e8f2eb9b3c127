from __future__ import annotations

from tests.checks.pages import FIXTURES, both, capture, findings_on, page_of, usual


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
