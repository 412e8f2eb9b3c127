from __future__ import annotations

from tests.checks.pages import replace


def test_metrics_that_the_catalogue_lacks_are_counted(spoilt) -> None:
    more = "# TYPE brand_new counter\n# TYPE other gauge\nother 1\n# EOF"

    assert spoilt(replace("# EOF", more)) == [
        (
            "info metrics/unknown-metric: 2 metrics are not in the catalogue: 'brand_new_total' "
            "and "
            "'other' (`ops packs show` lists what is)"
        )
    ]
