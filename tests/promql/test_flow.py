from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml

from archestra_ops import promql
from archestra_ops.promql import LabelSet
from archestra_ops.promql.plain import without_variables
from tests.promql.corpus import CORPUS
from tests.servers.programs import require

METRICS = {
    "up": {"job"},
    "total": set(),
    "requests": {"job", "route"},
    "errors": {"job", "route", "code"},
    "latency_bucket": {"job", "le"},
    "build": {"job", "version"},
}
SERIES = [
    *(f'up{{job="{job}"}}' for job in ("web", "worker")),
    "total",
    *(f'requests{{job="{job}",route="{route}"}}' for job in ("web", "worker") for route in "ab"),
    *(f'errors{{job="web",route="{route}",code="{code}"}}' for route in "ab" for code in "45"),
    *(
        f'latency_bucket{{job="{job}",le="{le}"}}'
        for job in ("web", "worker")
        for le in ("1", "+Inf")
    ),
    *(f'build{{job="{job}",version="1"}}' for job in ("web", "worker")),
]
# With `n` for the metric's name.
CASES = {
    "requests": "n job route",
    'requests{route="a"}': "n job route",
    "requests offset 1m": "n job route",
    '{__name__="up"}': "n job",
    "-requests": "job route",
    "+requests": "n job route",
    "(requests)": "n job route",
    "rate(requests[5m])": "job route",
    "last_over_time(requests[5m])": "n job route",
    "max_over_time(requests[5m:1m])": "job route",
    "last_over_time((up + 1)[5m:1m])": "job",
    "abs(requests)": "job route",
    "sort_desc(requests)": "n job route",
    "timestamp(up)": "job",
    'label_replace(requests{route="a"}, "route", "", "route", ".*")': "n job",
    'label_replace(requests{route="a"}, "route", "", "job", "(.*)")': "n job",
    "clamp_min(up, scalar(total))": "job",
    "hour()": "",
    "hour(up)": "job",
    "vector(1)": "",
    "vector(scalar(up))": "",
    "time() - up": "job",
    "time() < bool 5 + up": "job",
    # aggregations
    "sum(requests)": "",
    "sum by (job, code) (requests)": "job",
    "sum by (__name__) (requests)": "n",
    "count(requests) by ()": "",
    "sum without (route) (requests)": "job",
    "sum without () (requests)": "job route",
    "quantile by (job) (0.5, requests)": "job",
    "topk(1, requests)": "n job route",
    "bottomk by (job) (1, requests)": "n job route",
    'count_values("value", requests)': "value",
    'count_values by (job) ("value", requests)': "job value",
    'count_values without (job) ("route", errors)': "code route",
    # functions that make labels or take them
    "histogram_quantile(0.5, rate(latency_bucket[5m]))": "job",
    "histogram_quantile(0.5, sum by (le) (rate(latency_bucket[5m])))": "",
    'label_replace(up, "host", "$1", "job", "(.*)")': "n job host",
    'label_replace(rate(up{job="web"}[5m]), "job", "x", "", "")': "job",
    'label_join(requests, "all", "/", "job", "route")': "n job route all",
    'absent(requests{job="x", route=~"a", code="", a="1", a="2", b!="1", b="2"})': "job b",
    'absent((requests{job="x"}))': "job",
    'absent(sum(requests{job="x"}))': "",
    'absent_over_time(requests{job="x"}[5m])': "job",
    'absent_over_time((requests{job="x"} > 0)[5m:1m])': "",
    # with a number
    "requests * 2": "job route",
    "2 ^ requests": "job route",
    "requests > 0": "n job route",
    "0 < requests": "n job route",
    "requests > bool 0": "job route",
    "requests == scalar(total)": "n job route",
    # between vectors
    "requests + requests": "job route",
    "requests == requests": "n job route",
    "requests == bool requests": "job route",
    "up / sum by (job, route) (up)": "job",
    "sum by (job, code) (requests) / up": "job",
    'requests{route="a"} / ignoring (route) up': "job",
    'requests{route="a"} / on (job) up': "job",
    'requests{route="a"} > on (job) (up - up)': "job",
    'sum without (job) (requests{route="a"}) + on () vector(1)': "",
    "requests * on (job) group_left () up": "job route",
    "requests * on (job) group_left (version) build": "job route version",
    "requests * on (job) group_left (version, code) build": "job route version",
    "errors * ignoring (code) group_left () requests": "job route code",
    'errors{route="a"} + ignoring (route, code) group_left (route) up': "job code",
    "up * on (job) group_right () requests": "job route",
    "build * on (job) group_right (version) (requests > 0)": "job route version",
    "requests >= on (job) group_left () (up - up)": "n job route",
    # sets
    "requests and requests": "n job route",
    "requests and on (job) up": "n job route",
    "errors and ignoring (code) requests": "n job route code",
    "up and sum by (job, route) (up)": "n job",
    "(sum by (job, code) (requests)) and up": "job",
    'requests unless on (job) up{job="web"}': "n job route",
    "up or requests": "n job route",
    "rate(up[5m]) or vector(0)": "job",
    "sum(up) or build": "n job version",
}


def known(name):
    return frozenset(METRICS[name]) if name in METRICS else None


def written(labels):
    return " ".join(sorted(labels)).replace("__name__", "n")


def expected(words):
    return written({"__name__" if word == "n" else word for word in words.split()})


@pytest.mark.parametrize(("expr", "labels"), CASES.items())
def test_labels_that_survive(expr, labels):
    assert written(promql.surviving(expr, known)) == expected(labels)


@pytest.mark.servers
def test_prometheus_says_the_same(tmp_path):
    """Each expression is evaluated; what its series carry is what is said to survive."""
    assert evaluated(tmp_path) == {expr: expected(labels) for expr, labels in CASES.items()}


def evaluated(folder):
    wrong = [{"labels": "nothing", "value": -1}]
    queries = [{"expr": expr, "eval_time": "20m", "exp_samples": wrong} for expr in CASES]
    series = [{"series": one, "values": "1+1x20"} for one in SERIES]
    case = {"interval": "1m", "input_series": series, "promql_expr_test": queries}
    path = folder / "flow.yml"
    path.write_text(yaml.safe_dump({"evaluation_interval": "1m", "tests": [case]}))
    command = [str(require("promtool")), "test", "rules", str(path)]
    output = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    # promtool prints what it got, since it is not what the test expects.
    found = re.findall(
        r'expr: (".*"), time: .*\n\s+exp: .*\n\s+got: (.*)', output.stdout + output.stderr
    )
    return {json.loads(expr): carried(got) for expr, got in found}


def carried(samples):
    return "no series" if samples == "nil" else written(set(re.findall(r'(\w+)="', samples)))


@pytest.mark.parametrize(
    ("expr", "labels"),
    [
        ("what", LabelSet(frozenset(), others=True)),
        ('{job="x"}', LabelSet(frozenset(), others=True)),
        ("rate(what[5m])", LabelSet(frozenset({"__name__"}), others=True)),
        ("sum without (pod) (what)", LabelSet(frozenset({"__name__", "pod"}), others=True)),
        ("sum by (pod) (what)", LabelSet(frozenset({"pod"}))),
        ("up * on (job) group_left (pod) what", LabelSet(frozenset({"job", "pod"}))),
        ("up and what", LabelSet(frozenset({"__name__", "job"}))),
        ("up or what", LabelSet(frozenset(), others=True)),
        ("{{ used }}", LabelSet(frozenset(), others=True)),
        ("info(up)", LabelSet(frozenset(), others=True)),
        ('histogram_quantiles(latency_bucket, "q", 0.5, 0.9)', LabelSet(frozenset({"job", "q"}))),
        ("absent({{ used }})", LabelSet(frozenset(), others=True)),
        ("1 + time()", LabelSet(frozenset())),
        ('"text"', LabelSet(frozenset())),
        # Grafana variables
        ("$metric", LabelSet(frozenset())),
        ("sum by (job) ($metric)", LabelSet(frozenset({"job"}))),
        ("sum by ($a) (rate(up[5m]))", LabelSet(frozenset({"job"}))),
        ("sum without (${a}) (rate(up[5m]))", LabelSet(frozenset({"job"}))),
        ("up * on ($a) build", LabelSet(frozenset(), others=True)),
        ("up * on (job) group_left ($a) build", LabelSet(frozenset(), others=True)),
        ('label_replace(up, "$a", "", "", "")', LabelSet(frozenset(), others=True)),
        ("label_join(up)", LabelSet(frozenset(), others=True)),
        # a fill modifier lets series through that match none
        ("requests + on (job) fill (0) build", LabelSet(frozenset({"job"}))),
        ("requests * on (a) group_left () fill (0) build", LabelSet(frozenset({"job", "route"}))),
    ],
)
def test_labels_that_are_not_all_known(expr, labels):
    assert promql.labels(expr, known) == labels
    if labels.others:
        assert promql.surviving(expr, known) is None


@pytest.mark.parametrize("expr", CORPUS)
def test_labels_of_the_corpus_can_be_counted_up(expr):
    plain = without_variables(expr)

    assert promql.surviving(plain, lambda _: frozenset({"job"})) is not None


def test_labels_of_a_part_are_asked_by_its_node() -> None:
    division = promql.tree("sum by (job) (requests) / requests")
    known = {name: frozenset(labels) for name, labels in METRICS.items()}

    assert [promql.labels(side, known.get).names for side in division.children] == [
        {"job"},
        {"job", "route", "__name__"},
    ]
