"""A real PostgreSQL with something in it and something going on, and its exporter."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from pwd import struct_passwd

from archestra_ops.errors import FetchError
from archestra_ops.http import Http
from tests.servers.processes import identity, on_free_port, running, until
from tests.servers.programs import require

_HOST = "127.0.0.1"
_USER = "postgres"
_DATABASE = "archestra"

_SETTINGS = {
    "listen_addresses": _HOST,
    "max_connections": "60",
    "fsync": "off",
    "track_io_timing": "on",
    "work_mem": "64kB",  # the least there is, so that a sort of a few rows goes to disk
    "autovacuum_naptime": "1s",
}

_CONTENT = """
CREATE TABLE interactions (id bigserial PRIMARY KEY, agent text, tokens int, body text);
CREATE INDEX ON interactions (agent);
INSERT INTO interactions (agent, tokens, body)
    SELECT 'agent-' || n % 7, n % 900, repeat(md5(n::text), 3) FROM generate_series(1, 20000) n;
UPDATE interactions SET tokens = tokens + 1 WHERE id % 10 = 0;
DELETE FROM interactions WHERE id % 50 = 0;
BEGIN; INSERT INTO interactions (agent) VALUES ('nobody'); ROLLBACK;
SELECT count(*) FROM (SELECT * FROM interactions ORDER BY body OFFSET 0) AS spilled;
ANALYZE;
"""

# Psql is gone before its session tells what it did; of what others did nothing is like this.
_TOLD = """
SELECT xact_rollback > 0 AND tup_inserted > 0 AND tup_deleted > 0 AND temp_bytes > 0
FROM pg_stat_database WHERE datname = current_database();
"""

_LOAD = """
\\set n random(1, 19000)
INSERT INTO interactions (agent, tokens, body) VALUES ('load', :n, md5(:n::text));
UPDATE interactions SET tokens = tokens + 1 WHERE id = :n;
SELECT * FROM interactions WHERE id = :n;
DELETE FROM interactions WHERE agent = 'load' AND tokens = :n;
BEGIN;
INSERT INTO interactions (agent) VALUES ('nobody');
ROLLBACK;
SELECT count(*) FROM (SELECT * FROM interactions WHERE id < 3000 ORDER BY body OFFSET 0) AS s;
"""


@dataclass(frozen=True, kw_only=True)
class Postgres:
    """A running server: whom to connect as, and to what. There is no password."""

    port: int
    folder: Path
    host: str = _HOST
    user: str = _USER
    database: str = _DATABASE

    def psql(self, sql: str, database: str = _DATABASE) -> str:
        """Run *sql*, and give what it prints, unadorned."""
        command = [*self._client("psql", database), "-XAtq", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(command, input=sql, capture_output=True, check=True, text=True)
        return done.stdout

    @contextmanager
    def idle_in_transaction(self) -> Iterator[None]:
        """Hold a session open that has begun a transaction and does nothing."""
        idle = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
        before = int(self.psql(idle))
        with running(
            [*self._client("psql"), "-XAtq", "-c", "BEGIN", "-f", "-"],
            self.folder / "idle.log",
            lambda: int(self.psql(idle)) > before,
        ):
            yield

    @contextmanager
    def load(self, per_second: int = 20) -> Iterator[None]:
        """Have two clients read and write, roll back and sort on disk, as long as it lasts."""
        script = self.folder / "load.sql"
        script.write_text(_LOAD)
        command = [*self._client("pgbench"), "-n", "-f", script, "-c", "2", "-T", "3600"]
        command += ["-R", str(per_second), "-P", "1"]
        commits = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        before = int(self.psql(commits))
        with running(
            command, self.folder / "pgbench.log", lambda: int(self.psql(commits)) > before + 10
        ):
            yield

    def _client(self, program: str, database: str = _DATABASE) -> list[str | Path]:
        return [require(program), "-h", _HOST, "-p", str(self.port), "-U", _USER, database]


@contextmanager
def serving_postgres() -> Iterator[Postgres]:
    """A server with the database `archestra`, in a folder of its own."""
    initdb, program = require("initdb"), require("postgres")
    account = _unprivileged()
    # Not in pytest's own folder, which only its user may enter.
    with (
        tempfile.TemporaryDirectory(prefix="archestra-ops-postgres-") as name,
        ExitStack() as stack,
    ):
        folder = Path(name)
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        command = [initdb, "-D", folder / "data", "-U", _USER, "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C", "--no-sync"]
        subprocess.run(command, check=True, capture_output=True, **identity(account))
        server = on_free_port(stack, lambda port: _serving(program, folder, port, account))
        server.psql(f"CREATE DATABASE {_DATABASE}", "postgres")
        server.psql(_CONTENT)
        until(lambda: server.psql(_TOLD) == "t\n")
        stack.enter_context(server.idle_in_transaction())
        yield server


@contextmanager
def serving_exporter(server: Postgres) -> Iterator[str]:
    """The address of the metrics page of an exporter that watches *server*."""
    program = require("prometheus-postgres-exporter")
    with ExitStack() as stack:
        yield on_free_port(stack, lambda port: _exporting(program, server, port))


@contextmanager
def _serving(
    program: Path, folder: Path, port: int, account: struct_passwd | None
) -> Iterator[Postgres]:
    server = Postgres(port=port, folder=folder)
    command = [program, "-D", folder / "data", "-p", str(port)]
    for name, value in _SETTINGS.items():
        command += ["-c", f"{name}={value}"]

    def ready() -> bool:
        try:
            return server.psql("SELECT 1", "postgres") == "1\n"
        except subprocess.CalledProcessError:
            return False

    log = folder / "postgres.log"
    # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
    with running(command, log, ready, stop=signal.SIGINT, account=account):
        yield server


@contextmanager
def _exporting(program: Path, server: Postgres, port: int) -> Iterator[str]:
    url = f"http://{_HOST}:{port}/metrics"
    source = {
        "DATA_SOURCE_URI": f"{_HOST}:{server.port}/{_DATABASE}?sslmode=disable",
        "DATA_SOURCE_USER": _USER,
        "DATA_SOURCE_PASS": "unused",
    }

    def ready() -> bool:
        with suppress(FetchError), Http() as http:
            return http.get(url, retries=0).status == HTTPStatus.OK
        return False

    command = [program, f"--web.listen-address={_HOST}:{port}"]
    with running(command, server.folder / "exporter.log", ready, env=os.environ | source):
        yield url


def _unprivileged() -> struct_passwd | None:
    """Who runs the server, which refuses root; None where that is who runs the tests."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
