"""A Prometheus that has scraped the reference emitter for an hour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from archestra_ops import packs
from archestra_ops.verify.laboratory import laboratory
from archestra_ops.verify.progress import silent
from archestra_ops.verify.run import Subject
from tests.servers.programs import require


@contextmanager
def scraping_emitter() -> Iterator[str]:
    """The address of a Prometheus that has the platform and PostgreSQL, by the provider `helm`."""
    require("prometheus")
    require("promtool")
    subject = Subject(platform=packs.platform("archestra"), providers=[packs.provider("helm")])
    with laboratory(subject.platform, subject.providers, subject.estate, silent) as api:
        yield api._base.removesuffix("/api/v1")
