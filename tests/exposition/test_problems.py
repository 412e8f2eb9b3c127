"""What is kept of the problems, and which of them cost the whole page."""

from archestra_ops.exposition import Kind, Problem
from archestra_ops.exposition.problems import LineError, ProblemLog


def test_the_log_keeps_the_first_and_counts_all():
    log = ProblemLog(2)
    for line in range(1, 6):
        log.add(line, Kind.SYNTAX, f"fault {line}")
    assert log.kept == [Problem(1, Kind.SYNTAX, "fault 1"), Problem(2, Kind.SYNTAX, "fault 2")]
    assert log.count == 5


def test_the_verdict_on_the_whole_page_displaces_the_last():
    log = ProblemLog(1)
    log.add_error(3, LineError(Kind.SYNTAX, "fault", "do"))
    assert log.kept == [Problem(3, Kind.SYNTAX, "fault", "do")]
    log.add_first(1, Kind.NOT_METRICS, "no page")
    assert log.kept == [Problem(1, Kind.NOT_METRICS, "no page")]
    assert log.count == 2


def test_what_prometheus_drops_the_page_for():
    assert sorted(kind for kind in Kind if not kind.drops_page) == [
        "bound",
        "bucket-count",
        "bucket-order",
        "duplicate-metadata",
        "duplicate-series",
        "exemplar-too-long",
        "inf-count",
        "interleaved",
        "late-metadata",
        "line-too-long",
        "no-inf-bucket",
        "sample-name",
        "too-many-families",
        "truncated",
    ]
