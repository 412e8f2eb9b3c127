"""Requests of tests of every form."""

from __future__ import annotations

from pathlib import Path

from archestra_ops import packs
from archestra_ops.packs.configure import configure
from archestra_ops.prometheus.scrape import ScrapeRequest

FIXTURES = Path(__file__).parents[2] / "fixtures" / "scrape"
# What may be in a label's value, and must stay there whatever language it is written in.
HOSTILE = {
    "quotes": "a'b\"c",
    "syntax": "x: y # z\n- {a: [b]}, &c *d | > // \t",
    "dollar": "$1 ${HOME} ${env:HOME} $$ {{ cluster }}",
    "back": "\\ \\n \\x41",
    "unicode": "é\u2028\x85\U0001f600\x7f",
}


def a_request(form: str, provider: str = "helm", **changes: object) -> ScrapeRequest:
    """A request for Archestra and the PostgreSQL of *provider*, in *form*."""
    options = changes.pop("options", {})
    return ScrapeRequest(
        platform=packs.platform("archestra"),
        providers=(configure(packs.provider(provider), options),),
        form=form,
        **changes,
    )
