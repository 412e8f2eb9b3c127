from __future__ import annotations

import re
import time

import pytest

from archestra_ops.promql.backtracking import takes_too_long

ADDRESS = "web-0.web.agents.svc.cluster.local:9050;9050"


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+c",
        "(a+)+(a+)+c",
        "(?:a*)*b",
        "(?P<x>a|aa)+c",
        "((a|b)?c?)*d",
        "(([a-z_]+)+)+!",
        "(a{2,9}){3}b",
        "(a+)+?c",
        ".*.*.*.*.*.*.*.*x",
        "a?" * 30 + "a" * 30,
        "(a|aa)" * 25 + "b",
    ],
)
def test_what_may_take_for_ever(pattern: str) -> None:
    assert takes_too_long(re.compile(pattern), "a" * 50)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "(.*)",
        "web|worker|postgres",
        r"([^:]+)(?::\d+)?;(\d+)",
        "__meta_kubernetes_pod_label_(.+)",
        "(?i:true)",
        r"[)(*+|]+:(\()\{2}[^]*]",
        "(a){3}b{2}c{1}",
        "(foo|bar)?-(x|y|z)-[a-z]+?",
        ".+-.+-.+",
        "|".join(f"job{number}" for number in range(500)),
    ],
)
def test_what_people_write_does_not(pattern: str) -> None:
    compiled = re.compile(pattern)
    begun = time.thread_time()  # of ours alone, whatever the machine does beside it
    compiled.fullmatch(ADDRESS)

    assert not takes_too_long(compiled, ADDRESS)
    assert time.thread_time() - begun < 1


def test_it_depends_on_the_text() -> None:
    pattern = re.compile("(.*)-(.*)-(.*)-(.*)")

    assert not takes_too_long(pattern, "a" * 40)
    assert takes_too_long(pattern, "a" * 1000)


@pytest.mark.parametrize("alternatives", [5, 10, 60])
@pytest.mark.parametrize("form", ["{}", "^(?:{})$", "({})_total"])
def test_alternatives_are_tried_one_after_another(alternatives: int, form: str) -> None:
    listed = "|".join(f"x{number}_.*" for number in range(alternatives))
    pattern = re.compile(form.format(listed))
    for name in ("x" * 60, "x" * 200, f"x{alternatives - 1}_" + "a" * 200 + "\n"):
        begun = time.thread_time()
        assert not pattern.fullmatch(name)

        assert time.thread_time() - begun < 0.05
        assert not takes_too_long(pattern, name)


def test_one_long_alternative_does_not_weigh_on_the_others() -> None:
    names = "|".join(f"job{number}" for number in range(500))

    assert not takes_too_long(re.compile(f"{names}|.+-.+-.+"), ADDRESS)


@pytest.mark.parametrize(
    "branch",
    [
        "(a+)+c",
        "(a|aa)+c",
        "(.*,){20}",
        "(a.*|b.*)+c",
        ".*.*.*.*.*.*.*.*x",
        "(?:y|" + "a?" * 30 + "a" * 30 + ")",
        "(a|aa)" * 25 + "b",
        "(a.*|aa.*)" * 5 + "b",
        "(?:(?:(a.*|b)?c)?.*|d)" * 6,
    ],
)
@pytest.mark.parametrize("form", ["{}|x_.*|y_.*", "x_.*|{}|y_.*", "x_.*|y_.*|{}", "x|(?:y|{})?z"])
def test_what_may_take_for_ever_is_found_in_one_alternative(branch: str, form: str) -> None:
    assert takes_too_long(re.compile(form.format(branch)), "a" * 50)


def test_what_is_not_understood_is_not_tried() -> None:
    assert takes_too_long(re.compile("(?#()(a*)(a*)(a*)(a*)(a*)(a*)b"), "a" * 200)
