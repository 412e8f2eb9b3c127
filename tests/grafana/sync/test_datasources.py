from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Datasource
from archestra_ops.grafana.sync.datasources import Start, start


def source(uid: str, name: str, kind: str) -> Datasource:
    return Datasource(uid=uid, name=name, type=kind, json_data={})


MIMIR, OTHER = source("p1", "Mimir", "prometheus"), source("p2", "Other", "prometheus")
TEMPO = source("t1", "Traces", "tempo")


def test_the_only_one_of_a_type_is_taken() -> None:
    assert start([MIMIR, TEMPO], {}, ["prometheus", "tempo"]) == Start(
        defaults={
            "prometheus": {"selected": True, "text": "Mimir", "value": "p1"},
            "tempo": {"selected": True, "text": "Traces", "value": "t1"},
        }
    )


def test_of_several_grafana_chooses_and_of_none_nobody() -> None:
    assert start([MIMIR, OTHER], {}, ["prometheus", "loki"]) == Start(
        notes=(
            (
                "2 Prometheus datasources ('Mimir', 'Other'): boards start with Grafana's own "
                "choice; name one with --datasource prometheus=NAME"
            ),
            "no Loki datasource: panels that ask it stay empty until there is one",
        )
    )


@pytest.mark.parametrize("name", ["p2", "Other"])
def test_a_uid_or_name_chooses(name: str) -> None:
    assert start([MIMIR, OTHER], {"prometheus": name}, ["prometheus"]) == Start(
        defaults={"prometheus": {"selected": True, "text": "Other", "value": "p2"}}
    )


def test_a_uid_wins_over_a_name() -> None:
    twin = source("x", "p1", "prometheus")

    made = start([twin, MIMIR], {"prometheus": "p1"}, ["prometheus"])

    assert made.defaults["prometheus"]["value"] == "p1"


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "Mimr",
            "no Prometheus datasource with the uid or name 'Mimr'",
            "did you mean 'Mimir'?",
        ),
        (
            "zzz",
            "no Prometheus datasource with the uid or name 'zzz'",
            "one of: Mimir, Other",
        ),
        (
            "Traces",
            "the datasource 'Traces' is of type 'tempo', not 'prometheus'",
            "one of: Mimir, Other",
        ),
    ],
)
def test_one_that_is_not_there_is_refused(name: str, message: str, hint: str) -> None:
    with pytest.raises(OpsError) as caught:
        start([MIMIR, OTHER, TEMPO], {"prometheus": name}, ["prometheus"])

    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_where_there_is_none_of_the_type_it_is_said() -> None:
    with pytest.raises(OpsError) as caught:
        start([MIMIR], {"loki": "x"}, ["loki"])

    assert caught.value.hint == "Grafana has no datasource of type 'loki'"


def test_what_cannot_be_listed_is_believed() -> None:
    assert start(None, {"prometheus": "p1"}, ["prometheus", "tempo"]) == Start(
        defaults={"prometheus": {"selected": True, "text": "p1", "value": "p1"}},
        notes=("the login may not list datasources: what --datasource gives is taken for a uid",),
    )
    assert start(None, {}, ["prometheus"]) == Start(
        notes=("the login may not list datasources: boards start with Grafana's own choice",)
    )
