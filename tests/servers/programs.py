"""The programs that tests run, and what to do where one is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

# Debian's name for the package that has the program.
PACKAGES = {
    "amtool": "prometheus-alertmanager",
    "initdb": "postgresql",
    "openssl": "openssl",
    "pgbench": "postgresql",
    "postgres": "postgresql",
    "prometheus": "prometheus",
    "prometheus-alertmanager": "prometheus-alertmanager",
    "prometheus-postgres-exporter": "prometheus-postgres-exporter",
    "promtool": "prometheus",
    "psql": "postgresql",
    "victoria-metrics": "victoria-metrics",
    "vmalert": "victoria-metrics",
}
# Debian keeps the programs of each PostgreSQL version here; on PATH are only wrappers, of some.
POSTGRESQL = Path("/usr/lib/postgresql")


def require(program: str) -> Path:
    """The path of *program*; where it is missing, the test is skipped.

    With OPS_REQUIRE_SERVERS=1 in the environment, as in CI, it fails instead.
    """
    found = shutil.which(program, path=_places())
    if found is not None:
        return Path(found)
    sentence = f"needs {program}, which Debian's package {PACKAGES[program]!r} has"
    if os.environ.get("OPS_REQUIRE_SERVERS") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def _places() -> str:
    versions = sorted(POSTGRESQL.glob("*/bin"), key=_version, reverse=True)
    return os.pathsep.join([*map(str, versions), os.environ.get("PATH", "")])


def _version(bin_folder: Path) -> float:
    return float(bin_folder.parent.name)
