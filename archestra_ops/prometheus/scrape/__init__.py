"""What scrapes a platform and its PostgreSQL, in the form that the estate uses: one file a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.scrape import (
    alloy,
    collector,
    kubernetes_sd,
    notes,
    scrapeconfig,
    servicemonitor,
    static,
)
from archestra_ops.prometheus.scrape.left_out import heading
from archestra_ops.prometheus.scrape.refusal import refuse
from archestra_ops.prometheus.scrape.request import Cluster, ScrapeRequest, option

__all__ = ["FORMS", "Cluster", "ScrapeRequest", "notes_on", "option", "placeholders", "render"]

FORMS: Final[dict[str, Callable[[ScrapeRequest], str]]] = {
    "prometheus": static.render,
    "kubernetes-sd": kubernetes_sd.render,
    "servicemonitor": servicemonitor.render,
    "scrapeconfig": scrapeconfig.render,
    "alloy": alloy.render,
    "otel-collector": collector.render,
}


def render(request: ScrapeRequest) -> str:
    """The scrape configuration in the form that is asked for, the same text for the same request.

    Raises OpsError for a form that there is none of, for a target, label, interval, name or file
    that its reader would refuse or misunderstand, for what the form has no place for, for targets
    of what is not scraped, and for two jobs of one name.
    """
    if request.form not in FORMS:
        raise OpsError(f"no form named {request.form!r}", hint=did_you_mean(request.form, FORMS))
    refuse(request)
    return heading(request) + FORMS[request.form](request)


def placeholders(request: ScrapeRequest) -> tuple[str, ...]:
    """The providers' options of which the rendered text still has a pack's placeholder."""
    text = render(request)
    return tuple(
        name
        for provider in request.providers
        for name in provider.placeholders
        if provider.options[name].default in text
    )


def notes_on(request: ScrapeRequest) -> tuple[str, ...]:
    """What whoever uses the rendered text should know, a sentence each."""
    return (
        *notes.taken_for_granted(request),
        *(
            f"'{name}' is a placeholder: give the real one with --provider-option {name}=VALUE"
            for name in placeholders(request)
        ),
    )
