"""Real servers, started once for all tests that ask for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.postgres import Postgres, serving_exporter, serving_postgres
from tests.servers.ruler import Installed, installed
from tests.servers.scraped import scraping_emitter


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL with a database `archestra`, data in it, and a session idle in transaction."""
    with serving_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_exporter(postgres) -> Iterator[str]:
    """The address of the metrics page of a postgres_exporter that watches `postgres`."""
    with serving_exporter(postgres) as url:
        yield url


@pytest.fixture
def mimir() -> Iterator[Installed]:
    """A ruler with nothing in the test's namespace: ours, or the one that MIMIR_ADDRESS names."""
    with installed() as ruler:
        yield ruler


@pytest.fixture(scope="session")
def scraping_prometheus() -> Iterator[str]:
    """The address of a Prometheus that has scraped the reference emitter for an hour."""
    with scraping_emitter() as url:
        yield url
