"""Level 2 without an installation: the reference emitter's pages, read as a scrape reads them."""

from __future__ import annotations

from collections.abc import Mapping

from archestra_ops.emitter.endpoints import page, page_format
from archestra_ops.emitter.estate import Estate
from archestra_ops.verify.exposed import Exposed


def exposed(estate: Estate, addresses: Mapping[str, str]) -> Exposed:
    """What *estate* exposes now; *addresses* gives `host:port` by process and provider."""
    found = Exposed()
    for target in estate.targets(addresses):
        found.add(
            page(target.simulation, target.home, target.params).encode(),
            page_format(target.simulation),
            job=target.job,
            instance=target.instance,
            honor=target.honor,
        )
    return found
