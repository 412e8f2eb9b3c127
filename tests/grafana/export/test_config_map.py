from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.grafana.export import config_map
from archestra_ops.grafana.export.artefact import Artefact
from archestra_ops.grafana.export.config_map import ANNOTATION, LABELS, compact, config_maps, stream
from archestra_ops.grafana.export.metadata import Metadata
from archestra_ops.grafana.render import Rendered, render
from archestra_ops.grafana.shipped_boards import complete_set
from tests.grafana.small import PLATFORM, PROVIDER, board, panel

RENDERED = replace(
    render(board(panel("busy")), PLATFORM, PROVIDER),
    dashboard={
        "title": "Is it “up”?",
        "panels": [
            {"type": "row", "panels": [{"type": "stat", "expr": 'up{a="b"}'}, {"type": "text"}]},
            {"type": "row", "panels": []},
        ],
        "links": [],
        "tags": ["a", "b"],
        "time": {"from": "now-1h"},
    },
)
UID = RENDERED.board.uid
# https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
DNS_SUBDOMAIN = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
FILE_NAME = re.compile(r"[-._a-zA-Z0-9]+")
SIX_LABELS = tuple(f"label_of_agents_{number}" for number in range(6))


@cache
def shipped(provider: str, labels: tuple[str, ...]) -> list[Rendered]:
    return complete_set(packs.platform("archestra"), packs.provider(provider), labels)


def test_a_board_is_an_object_that_the_sidecar_finds() -> None:
    metadata = Metadata(
        namespace="monitoring", labels=LABELS, annotations={ANNOTATION: "Platform/Archestra"}
    )

    assert config_maps([RENDERED], metadata) == [
        Artefact(
            path=Path(f"{UID}.yaml"),
            text=f"""\
apiVersion: "v1"
kind: "ConfigMap"
metadata:
  name: "{UID}"
  namespace: "monitoring"
  labels:
    "grafana_dashboard": "1"
  annotations:
    "grafana_folder": "Platform/Archestra"
data:
  "{UID}.json": |
    {{
    "links":[],
    "panels":[
    {{
    "panels":[
    {{"expr":"up{{a=\\"b\\"}}","type":"stat"}},
    {{"type":"text"}}
    ],
    "type":"row"
    }},
    {{"panels":[],"type":"row"}}
    ],
    "tags":[
    "a",
    "b"
    ],
    "time":{{"from":"now-1h"}},
    "title":"Is it \\u201cup\\u201d?"
    }}
""",
        )
    ]


def test_what_is_not_wanted_is_not_written() -> None:
    (made,) = config_maps([RENDERED], Metadata())

    assert made.text.startswith(
        f'apiVersion: "v1"\nkind: "ConfigMap"\nmetadata:\n  name: "{UID}"\ndata:\n'
    )


def test_several_are_one_stream() -> None:
    made = [Artefact(path=Path("a"), text="a: 1\n"), Artefact(path=Path("b"), text="b: 2\n")]

    assert stream(made) == "a: 1\n---\nb: 2\n"
    assert list(yaml.safe_load_all(stream(made))) == [{"a": 1}, {"b": 2}]


WORDS = st.from_regex(r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?", fullmatch=True)


@given(
    labels=st.dictionaries(WORDS, WORDS | st.sampled_from(["", "1", "true", "no", "1e3"])),
    annotations=st.dictionaries(WORDS, st.text(st.characters(exclude_categories=["Cs"]))),
)
def test_labels_and_annotations_are_texts_that_come_back(
    labels: dict[str, str], annotations: dict[str, str]
) -> None:
    (made,) = config_maps([RENDERED], Metadata(labels=labels, annotations=annotations))

    read = yaml.safe_load(made.text)["metadata"]
    assert read.get("labels", {}) == labels
    assert read.get("annotations", {}) == annotations


KEYS = st.sampled_from(["panels", "a", "é"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=5,
)


@settings(max_examples=50)
@given(st.dictionaries(KEYS, JSON))
def test_compact_json_says_the_same(dashboard: dict[str, object]) -> None:
    text = compact(dashboard)

    assert json.loads(text) == dashboard
    assert text.isascii()


@pytest.mark.parametrize("labels", [(), SIX_LABELS], ids=["no labels", "six labels"])
@pytest.mark.parametrize("provider", packs.provider_names())
def test_every_shipped_board_fits_and_comes_back(provider: str, labels: tuple[str, ...]) -> None:
    found = shipped(provider, labels)
    made = config_maps(found, Metadata(labels=LABELS, annotations={ANNOTATION: "Archestra"}))

    assert [artefact.path.name for artefact in made] == [f"{one.board.uid}.yaml" for one in found]
    for artefact, one in zip(made, found, strict=True):
        read = yaml.load(artefact.text, Loader=yaml.CBaseLoader)  # noqa: S506 - builds texts only
        name, (key,) = read["metadata"]["name"], read["data"]
        assert DNS_SUBDOMAIN.fullmatch(name)
        assert len(name) <= 253
        assert FILE_NAME.fullmatch(key)
        assert json.loads(read["data"][key]) == one.dashboard
        assert len(read["data"][key]) < 2**20
        # The annotation of `kubectl apply`: the whole object in the JSON that Go writes.
        noted = re.sub("[<>&]", r"\\u0000", json.dumps(read))
        assert len(noted) < 2**18
    assert made == config_maps(
        found, Metadata(labels=LABELS, annotations={ANNOTATION: "Archestra"})
    )


def test_a_board_that_is_too_large_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(compact(RENDERED.dashboard)) + 1
    monkeypatch.setattr(config_map, "_LIMIT", size)
    config_maps([RENDERED], Metadata())
    monkeypatch.setattr(config_map, "_LIMIT", size - 1)

    with pytest.raises(OpsError) as caught:
        config_maps([RENDERED], Metadata())

    assert str(caught.value) == (
        f"the board '{RENDERED.board.title}' has {size} bytes, a ConfigMap holds {size - 1}"
    )
    assert caught.value.hint == "give fewer agent labels, or export it in another form"


def test_the_limit_is_that_of_kubernetes() -> None:
    assert config_map._LIMIT == 1024 * 1024


def test_what_kubernetes_refuses_is_refused() -> None:
    with pytest.raises(OpsError, match="'Team A' is not the name of a namespace"):
        config_maps([RENDERED], Metadata(namespace="Team A"))
