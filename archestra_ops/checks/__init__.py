"""Is it up and right, now? One file a check, listed here in the order of their findings."""

from __future__ import annotations

from typing import Final

from archestra_ops.checks.check import Check
from archestra_ops.checks.health import (
    live,
    maintenance,
    no_probes,
    probes,
    ready,
    sandbox,
    untold,
)
from archestra_ops.checks.health import process as health_process
from archestra_ops.checks.health import reachable as health_reachable
from archestra_ops.checks.metrics import (
    authorised,
    bounds,
    cardinality,
    content_type,
    custom_labels,
    exemplars,
    label_value,
    legacy_label,
    legacy_name,
    missing,
    missing_label,
    no_series,
    older_release,
    process,
    profile,
    protected,
    reachable,
    silent,
    status,
    type,  # noqa: A004 - the module, named after what it checks
    unknown_label,
    unknown_metric,
    unseen,
    well_formed,
    worker_scraped,
)
from archestra_ops.checks.page import Page
from archestra_ops.checks.probe import Health
from archestra_ops.checks.probed import Probed
from archestra_ops.checks.trace_probe import Traced
from archestra_ops.checks.traces import (
    accepted,
    half_login,
    in_loki,
    in_tempo,
    log_address,
    logs_accepted,
    partial_success,
    platform_spans,
    protocol,
    store_reachable,
)
from archestra_ops.checks.traces import authorised as traces_authorised
from archestra_ops.checks.traces import older_release as traces_older_release
from archestra_ops.checks.traces import reachable as traces_reachable
from archestra_ops.checks.visit import Scrape

HEALTH: Final[tuple[Check[Health], ...]] = (
    health_reachable,
    live,
    health_process,
    ready,
    maintenance,
    sandbox,
)
"""What is looked for in how one target is."""

PROBES: Final[tuple[Check[Probed], ...]] = (probes, untold)
"""What is looked for in the answers that a platform's pack has probes for."""

NO_PROBES: Final[tuple[Check[Scrape], ...]] = (no_probes,)
"""What is noted beside pages that stand in for probes which a platform's pack does not have."""

SCRAPE: Final[tuple[Check[Scrape], ...]] = (
    reachable,
    authorised,
    status,
    silent,
    protected,
    worker_scraped,
)
"""What is looked for in all that was met together."""

PAGE: Final[tuple[Check[Page], ...]] = (
    content_type,
    well_formed,
    process,
    profile,
    missing,
    unseen,
    type,
    missing_label,
    unknown_label,
    custom_labels,
    label_value,
    bounds,
    legacy_name,
    legacy_label,
    exemplars,
    cardinality,
    older_release,
    no_series,
    unknown_metric,
)
"""What is looked for in one metrics page."""

MISTAKEN: Final[tuple[Check[Page], ...]] = (
    content_type,
    well_formed,
    profile,
    exemplars,
    cardinality,
)
"""What is looked for in a page of another profile than was chosen: what no catalogue is for."""

TRACES: Final[tuple[Check[Traced], ...]] = (
    traces_reachable,
    protocol,
    half_login,
    traces_authorised,
    accepted,
    partial_success,
    log_address,
    logs_accepted,
    store_reachable,
    in_tempo,
    in_loki,
    platform_spans,
    traces_older_release,
)
"""What is looked for on the way of spans and log records."""

CHECKS: Final = (*HEALTH, *PROBES, *NO_PROBES, *SCRAPE, *PAGE, *TRACES)
