from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import PackError
from archestra_ops.packs import load, references
from archestra_ops.packs.model import Platform
from archestra_ops.packs.profile import applied
from tests.packs import files

PACK = """
title = "Gate"
homepage = "https://example.org"
default_profile = "new"

[processes.gate]
title = "gate"
job = "gate"
port = 1
api_port = 1
anchor = "new_wait_ms_count"
emitter_port = 1
emitter_api_port = 1
[processes.side]
title = "side"
job = "side"
port = 2
api_port = 2
anchor = "side_up"
emitter_port = 2
emitter_api_port = 2

[legacy.metrics]
ancient_calls = "new_calls_total"

[metrics.new_calls_total]
type = "counter"
help = "calls"
unit = "calls"
processes = ["gate"]
[metrics.new_wait_ms]
type = "histogram"
help = "wait"
unit = "milliseconds"
processes = ["gate"]
[metrics.new_spans_total]
type = "counter"
help = "spans"
unit = "spans"
processes = ["gate"]
emit = [{ rate = 1 }]
[metrics.side_up]
type = "gauge"
help = "up"
unit = "1 or 0"
processes = ["side"]

[profiles.new]
title = "new"
help = "new names"
[profiles.old]
title = "old"
help = "old names"
processes = ["gate"]
without = ["new_spans_total"]
rename = { new_calls_total = "old_calls", new_wait_ms = "old_wait_ms" }
[profiles.old.labels.rule]
help = "rule"
[profiles.old.metrics.old_hits]
type = "counter"
help = "hits"
unit = "hits"
labels = ["rule"]
[profiles.both]
title = "both"
help = "both at once"
written_twice = "old"

[scenarios.lost]
help = "spans are lost, calls are not told of"
[[scenarios.lost.changes]]
metric = "new_spans_total"
rate = 0.0
[[scenarios.lost.changes]]
vanish = ["new_calls_total"]
[scenarios.gone]
help = "everything of the gate is gone"
[[scenarios.gone.changes]]
vanish = ["new_*"]
[scenarios.side-down]
help = "the side does not answer"
[[scenarios.side-down.changes]]
process = "side"
is = "down"
[scenarios.rules-failing]
help = "what others have is not touched"
[[scenarios.rules-failing.changes]]
metric = "prometheus_rule_evaluation_failures_total"
rate = 0.1
"""


@pytest.fixture
def whole(tmp_path) -> Platform:
    file = tmp_path / "gate.toml"
    file.write_text(PACK)
    return load.platform(file)


def test_usual_profile_is_the_pack_itself(whole):
    new = applied(whole)

    assert new.profile == "new"
    assert new.renamed == {}
    assert list(new.metrics) == ["new_calls_total", "new_wait_ms", "new_spans_total", "side_up"]
    assert new.metrics == whole.metrics
    references.check_platform(new, "gate.toml")


def test_profile_renames_leaves_out_and_adds(whole):
    old = applied(whole, "old")

    assert {name: metric.name for name, metric in old.metrics.items()} == {
        "old_calls": "old_calls",
        "old_wait_ms": "old_wait_ms",
        "old_hits": "old_hits",
    }
    assert old.metrics["old_hits"].labels == ("rule",)
    assert set(old.labels) == {"rule"}
    references.check_platform(old, "gate.toml")


def test_every_series_has_its_name_in_the_profile(whole):
    assert applied(whole, "old").renamed == {
        "new_calls_total": "old_calls",
        "new_wait_ms_bucket": "old_wait_ms_bucket",
        "new_wait_ms_sum": "old_wait_ms_sum",
        "new_wait_ms_count": "old_wait_ms_count",
    }


def test_profile_has_its_processes_with_their_anchors(whole):
    processes = applied(whole, "old").processes

    assert {name: one.anchor for name, one in processes.items()} == {"gate": "old_wait_ms_count"}


def test_names_of_other_profiles_are_older_ones(whole):
    assert applied(whole, "new").legacy.metrics == {
        "ancient_calls": "new_calls_total",
        "old_calls": "new_calls_total",
        "old_wait_ms": "new_wait_ms",
    }
    old = applied(whole, "old")
    assert old.successor_of("new_calls_total") == "old_calls"
    assert old.successor_of("new_wait_ms_bucket") == "old_wait_ms_bucket"
    assert old.successor_of("ancient_calls") == "old_calls"
    assert old.successor_of("old_calls") is None


def test_scenarios_are_those_that_can_happen(whole):
    assert list(applied(whole, "new").scenarios) == ["lost", "gone", "side-down", "rules-failing"]
    old = applied(whole, "old").scenarios
    assert list(old) == ["lost", "gone", "rules-failing"]
    assert [change.vanish for change in old["lost"].changes] == [("old_calls",)]
    assert [change.vanish for change in old["gone"].changes] == [("old_calls", "old_wait_ms")]
    assert old["rules-failing"] == whole.scenarios["rules-failing"]


def test_what_is_written_twice_is_known_and_marked(whole):
    both = applied(whole, "both")

    assert {name: metric.twin for name, metric in both.metrics.items()} == {
        "new_calls_total": "",
        "new_wait_ms": "",
        "new_spans_total": "",
        "side_up": "",
        "old_calls": "new_calls_total",
        "old_wait_ms": "new_wait_ms",
        "old_hits": "",
    }
    assert both.renamed == {}
    assert both.successor_of("old_calls") is None


def test_pack_without_profiles_stays_as_it_is(tmp_path):
    pack = files.platform(tmp_path)

    assert applied(pack) is pack


def test_unknown_profile_is_refused_with_the_right_one(whole, tmp_path):
    files.assert_refused(
        lambda: applied(whole, "nwe"),
        "platform 'gate' has no profile 'nwe'",
        "did you mean 'new'?",
    )
    files.assert_refused(
        lambda: applied(files.platform(tmp_path), "new"),
        "platform 'b' has no profile 'new'",
        "there is none",
    )


@pytest.mark.parametrize(
    ("instead_of", "there_is", "message", "hint"),
    [
        (
            'default_profile = "new"\n',
            "",
            "gate.toml: missing key 'default_profile'",
            "name the profile that most have",
        ),
        (
            'default_profile = "new"',
            'default_profile = "nwe"',
            "gate.toml: default_profile: nothing is called 'nwe'",
            "did you mean 'new'?",
        ),
        (
            'written_twice = "old"',
            'written_twice = "odl"',
            "gate.toml: profiles.both.written_twice: nothing is called 'odl'",
            "did you mean 'old'?",
        ),
        (
            'processes = ["gate"]\nwithout',
            'processes = ["gat"]\nwithout',
            "gate.toml: profiles.old.processes: nothing is called 'gat'",
            "did you mean 'gate'?",
        ),
        (
            '["new_spans_total"]',
            '["new_span_total"]',
            "gate.toml: profiles.old.without: nothing is called 'new_span_total'",
            "did you mean 'new_spans_total'?",
        ),
        (
            "rename = { new_calls_total",
            "rename = { new_cals_total",
            "gate.toml: profiles.old.rename: nothing is called 'new_cals_total'",
            "did you mean 'new_calls_total'?",
        ),
        (
            'homepage = "https://example.org"',
            'homepage = ""\nprofile = "new"',
            "gate.toml: unknown key 'profile'",
            "did you mean 'profiles'?",
        ),
    ],
)
def test_profile_that_names_what_is_not_there_is_refused(
    tmp_path, instead_of, there_is, message, hint
):
    file = tmp_path / "gate.toml"
    assert instead_of in PACK
    file.write_text(PACK.replace(instead_of, there_is))

    files.assert_refused(lambda: load.platform(file), message, hint)


def test_own_folder_is_searched_too(tmp_path):
    (tmp_path / "gate.toml").write_text(PACK)
    packs.use_folder(tmp_path)
    try:
        assert "gate" in packs.platform_names()
        assert packs.profiles("gate") == ("new", "old", "both")
        assert packs.platform("gate", "old").profile == "old"
    finally:
        packs.use_folder(None)
    assert "gate" not in packs.platform_names()
    with pytest.raises(PackError, match="no platform named 'gate'"):
        packs.platform("gate")


def test_own_platform_of_a_shipped_name_is_refused(tmp_path):
    (tmp_path / "archestra.toml").write_text(PACK)
    packs.use_folder(tmp_path)
    try:
        files.assert_refused(
            packs.platform_names,
            f"'{tmp_path}' has a platform called 'archestra', as one that ships",
            "give the file another name",
        )
    finally:
        packs.use_folder(None)


def test_folder_that_is_none_is_refused(tmp_path):
    files.assert_refused(
        lambda: packs.use_folder(tmp_path / "x"),
        f"no folder '{tmp_path / 'x'}'",
        "--pack-dir names one with TOML files in it",
    )


@pytest.mark.parametrize(
    ("name", "profile"),
    [(name, p) for name in packs.platform_names() for p in (packs.profiles(name) or ("",))],
)
def test_every_shipped_profile_holds_together(name, profile):
    assert packs.platform(name, profile).profile == profile


def test_profile_of_another_platform_says_whose_it_is():
    files.assert_refused(
        lambda: packs.platform("archestra", "otlp"),
        "platform 'archestra' has no profile 'otlp'",
        "'astromesh' has: add --platform astromesh",
    )
