from __future__ import annotations

import pytest

from tests.packs import files

# A platform with an activity, a state, a gauge, a counter and a histogram.
METRICS = """
buckets = [1.0]
emit = [{ on = "call", value = "time" }]
labels = ["route", "code", "model"]
values = { code = ["200", "500", "503"] }
processes = ["web"]

[metrics.b_level]
type = "gauge"
help = "a level"
unit = "things"
labels = ["kind"]
values = { kind = ["small", "large"] }
processes = ["web"]
emit = [{ series = [{ kind = "small", level = 2 }] }]

[metrics.b_state]
type = "gauge"
help = "a state"
unit = "state"
labels = ["server", "state"]
values = { state = ["running", "failed"] }
emit = [{ series = [{ server = "one", state = "running" }], one_of = "state" }]

[metrics.b_errors_total]
type = "counter"
help = "errors"
unit = "errors"
labels = ["source"]
emit = [{ series = [{ source = "disk", level = 3 }] }]

[metrics.b_calls_total]
type = "counter"
help = "calls"
unit = "calls"
labels = ["route"]
emit = [{ on = "call" }]

[constants]
zone = "here"

[traffic.call]
help = "a call"
draw.code = { "200" = 0.9, "500" = 0.1 }
draw.cached = { yes = 1, no = 1 }
number.time = { median = 1.0, spread = 0.5 }
streams = [
  { process = "web", route = "/a", model = "x", per_minute = 6, price = 2.0 },
  { process = "web", route = "/b", model = "y", per_minute = 3, price = 1.0 },
]

[scenarios.s]
help = "something"
"""


def read(folder, change: str):
    return files.platform(folder, f"{METRICS}[[scenarios.s.changes]]\n{change}\n")


@pytest.mark.parametrize(
    "change",
    [
        'activity = "call"\nrate = 0',
        'activity = "call"\nwhere = { route = ["/a", "/b"], process = "web" }\nrate = 2.5',
        'activity = "call"\ndraw = { code = { "503" = 1 }, model = { anything = 1 } }',
        'activity = "call"\ndraw = { cached = { no = 1 } }',
        'activity = "call"\nnumber = { time = 3.0, price = 0 }',
        'metric = "b_level"\nwhere = { kind = "small", process = "web" }\nlevel = 4',
        'metric = "b_level"\nwhere = { kind = "large" }\ngrows = 0',
        'metric = "b_state"\nwhere = { server = "one" }\nstate = "failed"',
        'metric = "b_errors_total"\nrate = 1',
        'metric = "b_errors_total"\nwhere = { source = "net" }\nrate = 1',
        'metric = "b_calls_total"\nwhere = { route = "/c" }\nrate = 1',
        'metric = "probe_success"\nlevel = 0',
        'process = "web"\nis = "not scraped"\nreplica = 2',
        'process = "postgres"\nis = "down"',
        'vanish = ["b_*"]',
        'vanish = ["b_state"]\nwhere = { state = "failed", process = "web" }',
    ],
)
def test_what_there_is_can_change(tmp_path, change):
    assert len(read(tmp_path, change).scenarios["s"].changes) == 1


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ("rate = 2", ": 0 of activity, metric, process and vanish", "name exactly one of them"),
        (
            'activity = "call"\nmetric = "b_level"\nrate = 2',
            ": 2 of activity, metric, process and vanish",
            "name exactly one of them",
        ),
        (
            'process = "web"\nis = "down"\nrate = 2',
            ": 'rate' does not go with 'process'",
            "it goes with 'activity' and 'metric'",
        ),
        (
            'metric = "b_level"\nis = "down"',
            ": 'is' does not go with 'metric'",
            "it goes with 'process'",
        ),
        ('activity = "call"', ": nothing changes", "add rate or draw or number"),
        ('process = "web"', ": nothing changes", "add is"),
        (
            'process = "web"\nis = "dwn"',
            ".is: 'dwn' is not one of its values",
            "did you mean 'down'?",
        ),
        (
            'process = "wep"\nis = "down"',
            ".process: nothing is called 'wep'",
            "did you mean 'web'?",
        ),
        (
            'activity = "cal"\nrate = 2',
            ".activity: nothing is called 'cal'",
            "did you mean 'call'?",
        ),
        (
            'activity = "call"\nwhere = { rout = "/a" }\nrate = 2',
            ".where: nothing is called 'rout'",
            "did you mean 'route'?",
        ),
        (
            'activity = "call"\nwhere = { route = "/aa" }\nrate = 2',
            ".where.route: nothing is called '/aa'",
            "did you mean '/a'?",
        ),
        (
            'activity = "call"\nwhere = { route = "/a", model = "y" }\nrate = 2',
            ".where: no stream has all of these",
            "name fewer of them",
        ),
        (
            'activity = "call"\ndraw = { cod = { "200" = 1 } }',
            ".draw: nothing is called 'cod'",
            "did you mean 'code'?",
        ),
        (
            'activity = "call"\ndraw = { code = { "504" = 1 } }',
            ".draw.code: nothing is called '504'",
            "did you mean '503'?",
        ),
        (
            'activity = "call"\ndraw = { cached = { nope = 1 } }',
            ".draw.cached: nothing is called 'nope'",
            "did you mean 'no'?",
        ),
        (
            'activity = "call"\ndraw = { code = { "500" = 0 } }',
            ".draw.code: no word has a weight",
            'give one, such as { "503" = 1 }',
        ),
        (
            'activity = "call"\ndraw = { code = { "500" = 1, "200" = -1 } }',
            ".draw.code.200: -1 is below 0",
            "a weight is how often a word comes",
        ),
        (
            'activity = "call"\nnumber = { tim = 2 }',
            ".number: nothing is called 'tim'",
            "did you mean 'time'?",
        ),
        (
            'activity = "call"\nnumber = { per_minute = 2 }',
            ".number: nothing is called 'per_minute'",
            "one of: price, time",
        ),
        (
            'metric = "b_levl"\nlevel = 2',
            ".metric: nothing is called 'b_levl'",
            "did you mean 'b_level'?",
        ),
        (
            'metric = "b_level"\nrate = 2',
            ": 'b_level' is a gauge",
            "give it just one: level, grows or state",
        ),
        (
            'metric = "b_level"\nlevel = 2\ngrows = 1',
            ": 'b_level' is a gauge",
            "give it just one: level, grows or state",
        ),
        (
            'metric = "b_errors_total"\nlevel = 2',
            ": 'b_errors_total' is a counter",
            "give it just one: rate",
        ),
        (
            'metric = "b_seconds"\nlevel = 2',
            ": 'b_seconds' is a histogram, which only events move",
            "change the activity",
        ),
        (
            'metric = "b_calls_total"\nrate = 2',
            ": no series of 'b_calls_total' moves by itself there",
            "change the activity 'call'",
        ),
        (
            'metric = "b_level"\nwhere = { knd = "small" }\nlevel = 2',
            ".where: nothing is called 'knd'",
            "did you mean 'kind'?",
        ),
        (
            'metric = "b_level"\nwhere = { process = "web", kind = "smal" }\nlevel = 2',
            ".where.kind: nothing is called 'smal'",
            "did you mean 'small'?",
        ),
        (
            'metric = "b_level"\nwhere = { process = "worker" }\nlevel = 2',
            ".where.process: nothing is called 'worker'",
            "one of: web",
        ),
        (
            'metric = "b_level"\nstate = "failed"',
            ": 'b_level' has no states",
            "give its level",
        ),
        (
            'metric = "b_state"\nwhere = { server = "one" }\nstate = "faild"',
            ".state: nothing is called 'faild'",
            "did you mean 'failed'?",
        ),
        (
            'metric = "b_state"\nwhere = { server = "two" }\nstate = "failed"',
            ".where.server: nothing is called 'two'",
            "one of: one",
        ),
        (
            'metric = "b_state"\nwhere = { state = "failed", server = "one" }\nstate = "x"',
            ".state: nothing is called 'x'",
            "one of: failed, running",
        ),
        (
            'vanish = ["b_levels"]',
            ".vanish: nothing is called 'b_levels'",
            "did you mean 'b_level'?",
        ),
        (
            'vanish = ["b_level"]\nwhere = { source = "disk" }',
            ".where: nothing is called 'source'",
            "one of: kind, process",
        ),
        (
            'vanish = ["b_level"]\nwhere = { process = "wep" }',
            ".where.process: nothing is called 'wep'",
            "did you mean 'web'?",
        ),
        (
            'activity = "call"\nrat = 2',
            ": unknown key 'rat'",
            "did you mean 'rate'?",
        ),
    ],
)
def test_what_nothing_answers_to_is_refused(tmp_path, change, message, hint):
    where = "b.toml: scenarios.s.changes[0]"

    files.assert_refused(lambda: read(tmp_path, change), where + message, hint)


def test_steady_is_what_the_metrics_emit(tmp_path):
    files.assert_refused(
        lambda: files.platform(tmp_path, '[scenarios.steady]\nhelp = "x"'),
        "b.toml: scenarios.steady: 'steady' is without changes",
        "change what the metrics emit",
    )


def test_a_provider_has_one_page(tmp_path):
    more = """
[scenarios.s]
help = "x"
[[scenarios.s.changes]]
process = "web"
is = "down"
"""
    files.assert_refused(
        lambda: files.provider(tmp_path, more),
        "a.toml: scenarios.s.changes[0].process: nothing is called 'web'",
        "one of: postgres",
    )
