from __future__ import annotations

from tests.checks.pages import relabelled


def test_a_label_that_the_catalogue_lacks_is_named(spoilt) -> None:
    assert spoilt(relabelled("database_pool_connections|sandbox_commands", "{", '{pod="a",')) == [
        (
            "warning metrics/unknown-label: label 'pod' is not in the catalogue for "
            "'sandbox_commands_total' and 'database_pool_connections' "
            "(is it of a newer release, or of a proxy? Each value multiplies the series)"
        )
    ]
