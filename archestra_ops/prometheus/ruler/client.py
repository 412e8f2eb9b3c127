"""What we ask of a ruler, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from archestra_ops.errors import UnavailableError
from archestra_ops.prometheus.ruler.content import Content
from archestra_ops.prometheus.rules import RuleGroup


class RulerError(UnavailableError):
    """No ruler answers at the address, or it does not answer as one."""


class RulerRefusedError(RulerError):
    """The ruler understood, and will not: the login, a right, a limit; it did nothing."""


class Ruler(Protocol):
    """One namespace of a ruler, and a login to it; what is asked is asked one after another.

    Every method raises FetchError where the server is not reached, RulerRefusedError where it
    refuses, and another UnavailableError where what answers is no ruler or is broken. That and the
    first leave open whether a `put` or `remove` was done.
    """

    def content(self, group: RuleGroup) -> Content:
        """What `groups` says of *group* once it was put; asks nothing."""

    def groups(self) -> Mapping[str, Content]:
        """The groups in the namespace by name, in the server's order; empty where it has none."""

    def put(self, group: RuleGroup) -> None:
        """Put *group* in the place of the one of its name, or beside the others."""

    def remove(self, name: str) -> None:
        """Remove the group *name*; where there is none, nothing happens."""
