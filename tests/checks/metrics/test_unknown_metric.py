from __future__ import annotations

from archestra_ops import packs
from archestra_ops.checks.metrics import unknown_metric
from tests.checks.pages import page_of, replace, told


def test_metrics_that_the_catalogue_lacks_are_counted(spoilt) -> None:
    more = "# TYPE brand_new counter\n# TYPE other gauge\nother 1\n# EOF"

    assert spoilt(replace("# EOF", more)) == [
        (
            "info metrics/unknown-metric: 2 metrics are not in the catalogue: 'brand_new_total' "
            "and "
            "'other' (`ops packs show` lists what is)"
        )
    ]


def test_names_of_another_profile_are_in_the_catalogue() -> None:
    names = ("llm_gateway_requests_total", "ai_gateway_spans_accepted_total", "brand_new_total")
    text = "".join(f"# TYPE {name} counter\n{name} 1\n" for name in names)
    page = page_of(text, platform=packs.platform("truefoundry", "gen2"))

    assert list(map(told, unknown_metric.check(page))) == [
        (
            "info metrics/unknown-metric: 1 metric is not in the catalogue: 'brand_new_total' "
            "(`ops packs show` lists what is)"
        )
    ]
