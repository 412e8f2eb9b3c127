from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules import default_values, rule_set
from archestra_ops.prometheus.rules.unit_profile import adapted
from archestra_ops.prometheus.rules.unit_testing import run
from archestra_ops.prometheus.rules.unit_tests import unit_tests
from tests.servers.programs import require


def in_profile(alerts, profile: str):
    pack, values = packs.platform("gate", profile), default_values("gate", alerts)
    rules = rule_set(pack, packs.provider("helm"), values, folder=alerts)
    tests = unit_tests(alerts / "gate", packs.profiles("gate"))
    return rules, [adapted(test, rules, pack) for test in tests], tests


def test_series_are_renamed_and_what_is_left_out_is_not_expected(alerts) -> None:
    _, (failing, spans), _ = in_profile(alerts, "old")

    assert spans is None
    body = failing.content["tests"][0]
    assert body["input_series"] == [
        {"series": 'old_calls{code="500",pod="p"}', "values": "0+600x20"}
    ]
    assert [one["alertname"] for one in body["alert_rule_test"]] == ["GateFailing"]
    assert [one["expr"] for one in body["promql_expr_test"]] == ["count(old_calls)"]
    assert (failing.fires, failing.silent, failing.expressions) == (
        {"GateFailing"},
        set(),
        ("count(old_calls)",),
    )


def test_they_pass_in_every_profile(alerts) -> None:
    require("promtool")

    for profile in packs.profiles("gate"):
        rules, tests, _ = in_profile(alerts, profile)
        verdicts = run([one for one in tests if one], rules, "", profile)

        assert [(one.profile, one.failure) for one in verdicts] == [(profile, "")] * len(verdicts)
        assert len(verdicts) == (2 if profile == "new" else 1)


def test_a_platform_without_profiles_has_its_tests_as_they_are(alerts) -> None:
    rules, _, tests = in_profile(alerts, "new")

    assert adapted(tests[0], rules, packs.platform("archestra")) is tests[0]


def test_a_file_may_be_for_one_profile_and_for_no_other_word(alerts) -> None:
    text = (alerts / "gate" / "tests" / "calls.yaml").read_text()
    (alerts / "gate" / "tests" / "calls.old.yaml").write_text(text)

    found = unit_tests(alerts / "gate", packs.profiles("gate"))
    assert [(one.profile, one.provider) for one in found] == [("old", "")] * 2 + [("", "")] * 2

    (alerts / "gate" / "tests" / "calls.odl.yaml").write_text(text)
    with pytest.raises(OpsError, match="no provider or profile named 'odl'") as caught:
        unit_tests(alerts / "gate", packs.profiles("gate"))
    assert caught.value.hint == "did you mean 'old'?"
