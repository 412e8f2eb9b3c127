from __future__ import annotations

from dataclasses import replace

from archestra_ops.errors import FetchError
from archestra_ops.findings import Case, Severity
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.report import report
from tests.prometheus.live_checks.made import AIM, DOWN, URL, group, loaded, scraped, seen


def test_how_each_thing_is() -> None:
    found = report(seen(targets=(scraped("web"), scraped("worker", since=None, interval=0.0))))

    assert found.cases == (
        Case(
            group="prometheus",
            name=URL,
            status="up",
            ok=True,
            message="Prometheus 3.8.0, keeps 31d, 3 exemplars",
        ),
        Case(
            group="web",
            name="archestra-web web:9050",
            status="up",
            ok=True,
            message="for 1 hour, every 15 s",
        ),
        Case(group="worker", name="archestra-worker worker:9050", status="up", ok=True),
        Case(group="rules", name=URL, status="as rendered", ok=True, message="3 of 3 are loaded"),
    )


def test_rules_that_differ() -> None:
    found = report(seen(groups=(group("archestra-up", loaded(DOWN)),)))

    assert found.cases[-1] == Case(
        group="rules", name=URL, status="otherwise", ok=False, message="1 of 3 are loaded"
    )
    assert found.exit_code(Severity.WARNING) == 1
    assert found.exit_code(Severity.ERROR) == 0


def test_what_could_not_be_asked() -> None:
    gone = report(seen(error=FetchError("gone"), targets=None, groups=None))

    assert gone.cases == (Case(group="prometheus", name=URL, status="unknown", ok=False),)
    assert gone.exit_code(Severity.INFO) == 3


def test_what_another_product_does_not_tell_is_no_failure() -> None:
    part = seen(product=Product.MIMIR, failures={"exemplars": FetchError("404")})

    assert report(part).exit_code(Severity.ERROR) == 0
    assert report(seen(failures={"rules": FetchError("500")})).exit_code(Severity.ERROR) == 3


def test_the_worst_comes_first() -> None:
    found = report(seen(targets=(scraped("web", health="down", error="EOF"),), ahead=60.0))

    assert [str(one.severity) for one in found.findings] == ["error", "error", "warning", "warning"]


def test_a_platform_without_rules_of_ours() -> None:
    none = replace(AIM, groups=())
    case = Case(
        group="rules", name=URL, status="none", ok=True, message="no rules ship for Archestra"
    )

    assert report(seen(aim=none)).cases[-1] == case
    assert case not in report(seen(aim=none, error=FetchError("gone"))).cases
