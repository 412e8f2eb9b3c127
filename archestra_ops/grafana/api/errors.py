"""Why a Grafana could not be asked, or did not do what it was asked to.

    UnavailableError            exit 3: could not find out
    └── GrafanaError            no Grafana answers there, or not as one
        ├── AbsentError         404 or 410 where every Grafana has something
        ├── ForbiddenError      401 or 403: the login is wrong, or lacks a right
        ├── ChangedError        409 or 412: what was to be saved is there already, or newer
        └── RefusedError        any other refusal, in the server's own words
            └── ProvisionedError   the dashboard belongs to a file or another tool

A server that is not reached at all is a FetchError.
"""

from __future__ import annotations

from archestra_ops.errors import UnavailableError


class GrafanaError(UnavailableError):
    """No Grafana answers at the address, or it does not answer as one."""


class AbsentError(GrafanaError):
    """Nothing is where every Grafana has something: the address is wrong, or that API is gone."""


class ForbiddenError(GrafanaError):
    """The login is not accepted, or may not do that."""


class ChangedError(GrafanaError):
    """Somebody else's version is there: it exists already, or is newer than the one that was read.

    Grafana says so with 409 or 412, whichever its version prefers.
    """


class RefusedError(GrafanaError):
    """Grafana understood, and will not; the sentence holds its own words."""


class ProvisionedError(RefusedError):
    """The dashboard is delivered by a file or another tool, and cannot be saved or deleted here."""
