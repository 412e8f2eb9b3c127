from __future__ import annotations

import re

import pytest

from archestra_ops.http import Http
from tests.servers.postgres import serving_exporter, serving_postgres
from tests.servers.processes import commands, until

pytestmark = pytest.mark.servers


def value(page: str, series: str) -> float:
    (found,) = re.findall(rf"^{re.escape(series)} (\S+)$", page, re.MULTILINE)
    return float(found)


def test_the_exporter_sees_the_database_and_what_goes_on_in_it(postgres, postgres_exporter) -> None:
    server = f'server="127.0.0.1:{postgres.port}"'
    idle = f'datname="archestra",{server},state="idle in transaction"'
    with Http() as http:
        # Those whom another test's load has left take a moment to see that it is gone.
        until(
            lambda: (
                value(http.get(postgres_exporter).text, f"pg_stat_activity_count{{{idle}}}") == 1
            )
        )
        page = http.get(postgres_exporter).text

    assert value(page, "pg_up") == 1
    assert value(page, f"pg_settings_max_connections{{{server}}}") == 60
    assert value(page, f'pg_database_size_bytes{{datname="archestra",{server}}}') > 1e6
    assert value(page, f"pg_stat_activity_count{{{idle}}}") == 1
    for counter in ("xact_commit", "xact_rollback", "tup_inserted", "tup_deleted", "temp_bytes"):
        series = re.search(
            rf'^pg_stat_database_{counter}{{.*datname="archestra".*}} (.*)$', page, re.MULTILINE
        )
        assert float(series[1]) > 0


def test_load_goes_on_while_it_lasts(postgres) -> None:
    counts = """
        SELECT xact_commit, xact_rollback, tup_inserted, temp_files
        FROM pg_stat_database WHERE datname = current_database()
    """

    def counted() -> list[int]:
        return [int(text) for text in postgres.psql(counts).strip().split("|")]

    with postgres.load():
        before = counted()
        # A session tells its statistics once a second.
        until(lambda: all(late > early for early, late in zip(before, counted(), strict=True)))

    here = commands(f"-p {postgres.port} ").values()
    assert [line for line in here if "pgbench" in line] == []


def test_nothing_is_left_running() -> None:
    with serving_postgres() as server, serving_exporter(server) as url:
        port = url.removesuffix("/metrics").rpartition(":")[2]
        traces = [str(server.folder), f":{port}", f"-p {server.port} "]
        assert all(commands(trace) for trace in traces)

    assert [commands(trace) for trace in traces] == [{}, {}, {}]
    assert not server.folder.exists()
