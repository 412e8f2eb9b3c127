"""Whatever one value of a good pack is replaced by: it is refused by its file, or it is emitted."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archestra_ops import exposition, packs
from archestra_ops.cli import showing
from archestra_ops.emitter.endpoints import page, page_format
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform

GOOD = """
title = "Mint"
homepage = "https://mint.example"
page = "text"
postgres = false
extra_labels = ["scope"]
constants = { town = "Ulm" }

[processes.press]
title = "press"
job = "mint-press"
port = 9600
api_port = 9601
anchor = "mint_coins_total"

[processes.vault]
title = "vault"
job = "mint-vault"
port = 9602
path = "/m"
anchor = "mint_open"

[[probes]]
process = "press"
path = "/hot"
help = "200 while it is hot"
status = [200, 204]
hint = "light it"
answer = "hot"

[labels.metal]
help = "what it is made of"
values = ["gold", "tin"]
open = false

[metrics.mint_coins_total]
type = "counter"
help = "Coins"
unit = "coins"
labels = ["metal", "town", "quality"]
values = { quality = ["good", "bad"] }
processes = ["press"]
emit = [{ on = "pressing", value = "weight * price + weight" }]

[metrics.mint_press_seconds]
type = "histogram"
help = "How long a coin takes"
unit = "seconds"
labels = ["metal"]
processes = ["press"]
buckets = [0.1, 0.5, 2.0]
needed_bounds = [0.5]
emit = [{ on = "pressing", when = { quality = ["good"] }, value = "seconds" }]

[metrics.mint_weight_grams]
type = "summary"
help = "Weight"
unit = "grams"
processes = ["press"]
quantiles = [0.5, 0.9]
emit = [{ on = "pressing", value = "weight" }]

[metrics.mint_wait_seconds]
type = "histogram"
help = "Waiting"
unit = "seconds"
processes = ["press"]
buckets = "unknown"
emit = [{ on = "pressing", value = "seconds", buckets = [1.0, 2.0] }]

[metrics.mint_open]
type = "gauge"
help = "How many doors are open"
unit = "doors"
labels = ["door"]
processes = ["vault"]
emit = [{ each = "doors", level = 1.0, swing = 0.5, whole = true }]

[metrics.mint_state]
type = "gauge"
help = "State"
unit = "1 or 0"
labels = ["state"]
values = { state = ["shut", "ajar"] }
processes = ["vault"]
emit = [{ series = [{ state = "shut" }], one_of = "state" }]

[metrics.mint_alarms_total]
type = "counter"
help = "Alarms"
unit = "alarms"
labels = ["door"]
processes = ["vault"]
emit = [{ series = [{ door = "north" }, { door = "south", share = 0.5 }], rate = 0.25, level = 2 }]

[rows]
doors = [{ door = "north", level = 2 }, { door = "south", swing = 0.1 }]

[traffic.pressing]
help = "a coin is pressed"
draw = { quality = { good = 0.9, bad = 0.1 } }
[traffic.pressing.number]
seconds = { median = 0.4, spread = 0.5, times = "pace" }
weight = { median = 7.0, whole = true }
[[traffic.pressing.streams]]
process = "press"
metal = "gold"
per_minute = 6.0
pace = 2.0
price = 3.0

[scenarios.short]
help = "nothing is left"
[[scenarios.short.changes]]
activity = "pressing"
where = { metal = "gold" }
rate = 2.0
draw = { quality = { bad = 1.0 } }
number = { seconds = 3.0 }
[[scenarios.short.changes]]
metric = "mint_open"
where = { door = "north" }
grows = 0.5
[[scenarios.short.changes]]
metric = "mint_alarms_total"
rate = 2.0
[[scenarios.short.changes]]
vanish = ["mint_state"]
"""
TABLE = tomllib.loads(GOOD)
START = 1_768_478_400.0
Path_ = tuple[str | int, ...]


def places(value: object, under: Path_ = ()) -> Iterator[Path_]:
    """Where every value of the pack is, tables and lists too."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, one in inner:
        yield (*under, key)
        yield from places(one, (*under, key))


def with_value(place: Path_, value: object) -> dict[str, Any]:
    table: Any = deepcopy(TABLE)
    found = table
    for key in place[:-1]:
        found = found[key]
    found[place[-1]] = value
    return table


def toml(value: object) -> str:
    """*value* as an inline TOML value."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return "{" + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + "}"
        case _:
            return repr(value)


def outcome(folder: Path, place: Path_, value: object) -> str:
    """What is said of the pack with *value* there; empty where all of it is emitted and read."""
    table = with_value(place, value)
    (folder / "mint.toml").write_text(
        "\n".join(f"{toml(key)} = {toml(one)}" for key, one in table.items()), encoding="utf-8"
    )
    packs._applied.cache_clear()
    packs._whole.cache_clear()
    packs.use_folder(folder)
    try:
        return emitted("mint")
    except OpsError as refused:
        return str(refused) if refused.hint else "no hint"
    finally:
        packs.use_folder(None)


def emitted(name: str) -> str:
    pack = packs.platform(name)
    assert all(isinstance(line, str) for line in showing.whole(pack)[1])
    for metric in pack.metrics:
        showing.one_metric(pack, metric)
    for scenario in ("steady", *pack.scenarios):
        readable(pack, scenario)
    return ""


def readable(pack: Platform, scenario: str) -> None:
    estate = simulate(pack, (), Settings(seed=1, start=START, begins=START - 60, scenario=scenario))
    for home in estate.platform.registries:
        text = page(estate.platform, home)
        found = exposition.survey([text.encode()], format=page_format(estate.platform))
        assert not found.problems, (found.problems, text)


ODD = st.sampled_from(
    [
        *(float("nan"), float("inf"), float("-inf"), -1, -0.98, 0, 0.0, 1e300, -1e300, 10**400),
        *(1e16, 5e-324, 65536, True, False, "", " ", "é", "日本", "__x", "le", "quantile", "a b"),
        *(
            "a\nb",
            'a"b\\',
            "\x00",
            "nan",
            "mint_open",
            "mint_press_seconds_count",
            "press",
            "vault",
        ),
        *("histogram", "gauge", "counter", "openmetrics", "gold", "job", "*", "+", "a * b", "{x}"),
        *([], [0.5, 0.1], [1, 1], [""], ["a", "a"], ["le"], [float("inf")], {}, {"": ""}),
        *({"a": -1}, {"a": 0}, [{}], [[]], {"gold": float("nan")}, 9600, 9602, 2, 12345678901234),
    ]
)


@given(st.sampled_from(list(places(TABLE))), ODD | st.text(max_size=4) | st.floats())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=150,
)
def test_whatever_a_value_is_it_is_emitted_or_refused_by_its_file(tmp_path, place, value) -> None:
    said = outcome(tmp_path, place, value)

    assert not said or said.startswith("mint.toml: ")
    assert "\n" not in said


def test_the_pack_itself_is_emitted(tmp_path) -> None:
    assert outcome(tmp_path, ("title",), "Mint") == ""
