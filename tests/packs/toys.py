"""Platforms that nobody has, as files of a folder of the user's own: a bakery and a mill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archestra_ops import packs
from archestra_ops.packs import load
from archestra_ops.packs.model import Platform

BAKERY = """
title = "Bakery"
homepage = "https://bakery.example"
page = "text"
postgres = false
extra_labels = ["oven_scope"]
custom_labels_prefix = "meta_"

[processes.oven]
title = "oven"
job = "bakery-oven"
port = 7101
api_port = 7101
anchor = "bakery_breads_total"
emitter_port = 7101
emitter_api_port = 7101

[processes.shop]
title = "shop"
job = "bakery-shop"
port = 7102
api_port = 7103
anchor = "bakery_open"
emitter_port = 7102
emitter_api_port = 7103

[processes.van]
title = "van"
job = "bakery-van"
port = 7104
api_port = 7104
anchor = "bakery_van_tours"
emitter_port = 7104
emitter_api_port = 7104
optional = true

[[probes]]
process = "oven"
path = "/hot"
help = "200 while it is hot"
json = { "state.hot" = "true", "state.degrees" = "" }
hint = "light it"
answer = '{"state": {"hot": true, "degrees": 230}}'

[[probes]]
process = "oven"
path = "/clean"
help = "200 where it is clean"
severity = "warning"
hint = "sweep it"
answer = "clean"
seen = false

[[probes]]
process = "shop"
path = "/open"
help = "204 while it is open"
status = [200, 204]
hint = "open it"
answer = "open"

[[gaps]]
what = "how good the bread is"
why = "no metric tells"
instead = "taste it"

[metrics.bakery_breads_total]
type = "counter"
help = "Breads"
unit = "breads"
labels = ["kind"]
processes = ["oven"]
documented = true
custom_labels = true
emit = [{ on = "baking" }]

[metrics.bakery_bake_seconds]
type = "histogram"
help = "How long breads bake"
unit = "seconds"
processes = ["oven"]
buckets = [60.0, 600.0]
emit = [{ on = "baking", value = "seconds" }]

[metrics.bakery_burnt_total]
type = "counter"
help = "Burnt breads"
unit = "breads"
processes = ["oven"]
documented = true
seen = false
instead = "bakery_breads_total{kind='coal'}"

[metrics.bakery_open]
type = "gauge"
help = "Whether it is open"
unit = "1 or 0"
processes = ["shop"]
emit = [{ level = 1.0 }]

[metrics.bakery_van_tours]
type = "gauge"
help = "Tours"
unit = "tours"
processes = ["van"]
documented = true
emit = [{ level = 3.0 }]

[traffic.baking]
help = "breads are baked"
number = { seconds = { median = 300.0, spread = 0.5 } }
[[traffic.baking.streams]]
process = "oven"
kind = "rye"
per_minute = 6.0
"""

MILL = """
title = "Mill"
homepage = "https://mill.example"
page = "text"
postgres = false
default_profile = "new"

[processes.mill]
title = "mill"
job = "mill"
port = 7201
api_port = 7201
anchor = "mill_sacks_total"
emitter_port = 7201
emitter_api_port = 7201

[processes.relay]
title = "relay"
job = "mill-relay"
port = 7202
api_port = 7202
anchor = "mill_wind"
emitter_port = 7202
emitter_api_port = 7202

[[probes]]
process = "mill"
path = "/turning"
help = "200 while it turns"
hint = "wait for wind"
answer = "turning"

[metrics.mill_sacks_total]
type = "counter"
help = "Sacks"
unit = "sacks"
labels = ["grain"]
processes = ["mill"]
emit = [{ on = "milling" }]

[metrics.mill_flour_kilograms_total]
type = "counter"
help = "Flour"
unit = "kilograms"
processes = ["mill"]
emit = [{ on = "milling" }]

[profiles.new]
title = "mill_*, since 2020"
help = "what it has today"
processes = ["mill"]

[profiles.old]
title = "windmill_*, until 2019"
help = "what it had"
processes = ["mill"]
without = ["mill_flour_kilograms_total"]
rename = { mill_sacks_total = "windmill_sacks" }

[profiles.both]
title = "mill_* beside windmill_*"
help = "while it changed"
processes = ["mill"]
written_twice = "old"

[profiles.relayed]
title = "mill_*, by way of the relay"
help = "other labels under the same name"
processes = ["relay"]
[profiles.relayed.metrics.mill_sacks_total]
type = "counter"
help = "Sacks"
unit = "sacks"
labels = ["cereal"]
processes = ["relay"]
emit = [{ on = "milling" }]
[profiles.relayed.metrics.mill_wind]
type = "gauge"
help = "Wind"
unit = "metres per second"
processes = ["relay"]
emit = [{ level = 7.0 }]

[traffic.milling]
help = "grain is milled"
[[traffic.milling.streams]]
grain = "rye"
cereal = "rye"
per_minute = 10.0
"""


def bakery(folder: Path, *changes: tuple[str, str]) -> Callable[[], Platform]:
    """How the bakery is read, as `--pack-dir` has it, with each first text replaced by the other.

    Where the first text is empty, the other goes to the end.
    """
    text = BAKERY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1) if old else f"{text}\n{new}\n"
    file = folder / "bakery.toml"
    file.write_text(text)
    return lambda: load.platform(file)


def folder_at(path: Path) -> Path:
    """A folder with both."""
    path.mkdir(exist_ok=True)
    (path / "bakery.toml").write_text(BAKERY)
    (path / "mill.toml").write_text(MILL)
    return path


@contextmanager
def found_at(path: Path) -> Iterator[Path]:
    """Both are platforms, as with `--pack-dir`."""
    packs.use_folder(folder_at(path))
    try:
        yield path
    finally:
        packs.use_folder(None)
