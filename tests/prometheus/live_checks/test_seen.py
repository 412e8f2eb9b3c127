from __future__ import annotations

from archestra_ops.prometheus.live_checks.seen import Aim
from tests.prometheus.live_checks.made import AIM, group, scraped, seen


def test_the_parts_of_an_estate() -> None:
    assert AIM.parts == ("web", "worker", "postgres")
    assert [AIM.title(part) for part in AIM.parts] == [
        "the web process",
        "the worker process",
        "the PostgreSQL exporter",
    ]
    assert Aim(platform=AIM.platform, provider=AIM.provider).groups == ()


def test_for_how_long_a_target_is_as_it_is() -> None:
    assert [
        scraped("web", since=since, longer=longer).lasting
        for since, longer in ((None, False), (59.0, False), (60.0, False), (86_400.0, True))
    ] == ["", "for less than a minute", "for 1 minute", "for at least 1 day"]


def test_a_target_without_an_instance_is_called_by_its_address() -> None:
    assert scraped("web", instance="", url="http://a/metrics").subject == (
        "archestra-web http://a/metrics"
    )


def test_whether_any_of_our_rules_is_there() -> None:
    assert seen().with_rules
    assert seen(groups=(group("archestra-llm-2"),)).with_rules
    assert not seen(groups=(group("archestra-other"),)).with_rules
    assert [one.part for one in seen().of("web")] == ["web"]
