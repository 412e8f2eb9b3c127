"""The metrics pages of processes, fetched for `ops check`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from archestra_ops.checks.target import Target
from archestra_ops.checks.visit import Visit, Visitor
from archestra_ops.http import Http, Limits, Secret, Tls
from archestra_ops.packs.model import Platform


@dataclass(frozen=True, kw_only=True)
class Access:
    """How pages are reached; `bearer` is sent to them, `bar` is how many samples are still well."""

    limits: Limits
    tls: Tls
    bearer: Secret | None
    bar: int


def visits(platform: Platform, targets: Sequence[Target], access: Access) -> tuple[Visit, ...]:
    """What is met at each of *targets*, pages of *platform*."""
    with ExitStack() as stack:
        http = stack.enter_context(Http(access.limits, tls=access.tls))
        login = None
        if access.bearer is not None:
            login = Http(access.limits, tls=access.tls, bearer=access.bearer)
            stack.enter_context(login)
        visitor = Visitor(platform, http, login, access.bar)
        return tuple(visitor.visit(target) for target in targets)
