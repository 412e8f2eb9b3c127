from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.api.model import Datasource
from archestra_ops.verify.rule_datasource import Chosen, datasource

ONE = Datasource(uid="u1", name="Mimir", type="prometheus", json_data={})
TWO = Datasource(uid="u2", name="Thanos", type="prometheus", json_data={})
LOKI = Datasource(uid="u3", name="Loki", type="loki", json_data={})


class Listing:
    """A Grafana that lists datasources, or may not."""

    url = "http://g"

    def __init__(self, *there: Datasource, forbidden: bool = False) -> None:
        self._there = there
        self._forbidden = forbidden

    def datasources(self):
        if self._forbidden:
            raise ForbiddenError("no")
        return list(self._there)


@pytest.mark.parametrize(
    ("listing", "given", "expected"),
    [
        (Listing(ONE, LOKI), {}, Chosen(uid="u1", name="Mimir")),
        (Listing(ONE, TWO), {"prometheus": "Thanos"}, Chosen(uid="u2", name="Thanos")),
        (Listing(ONE, TWO), {"prometheus": "u2"}, Chosen(uid="u2", name="Thanos")),
        (Listing(forbidden=True), {"prometheus": "u2"}, Chosen(uid="u2", name="u2")),
    ],
)
def test_the_one_that_is_meant(listing, given, expected) -> None:
    assert datasource(listing, given) == expected


@pytest.mark.parametrize(
    ("listing", "given", "message", "hint"),
    [
        (
            Listing(ONE, LOKI, TWO),
            {},
            "'http://g' has several Prometheus datasources: 'Mimir', 'Thanos'",
            "name the one to ask: --datasource prometheus=NAME",
        ),
        (
            Listing(LOKI),
            {},
            "'http://g' has no Prometheus datasource",
            "add the one that has the metrics",
        ),
        (
            Listing(forbidden=True),
            {},
            "the login may not list the datasources of 'http://g'",
            "give the uid of the one to ask: --datasource prometheus=UID",
        ),
        (
            Listing(ONE),
            {"prometheus": "Mimr"},
            "no Prometheus datasource with the uid or name 'Mimr'",
            "did you mean 'Mimir'?",
        ),
        (
            Listing(ONE, LOKI),
            {"loki": "Loki"},
            "rules ask no datasource of type 'loki'",
            "as in --datasource prometheus=Mimir",
        ),
    ],
)
def test_none_or_several(listing, given, message, hint) -> None:
    with pytest.raises(OpsError) as caught:
        datasource(listing, given)

    assert (str(caught.value), caught.value.hint) == (message, hint)
    assert caught.value.exit_code == 2
