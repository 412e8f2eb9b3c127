from __future__ import annotations

from archestra_ops.prometheus.live_checks import rules_extra
from tests.prometheus.live_checks.made import DOWN, SLOW, URL, group, loaded, seen, told

HINT = (
    "give the --values, --set and --postgres-provider of their rendering; else load what "
    "`ops alerts render` writes now"
)


def test_rules_and_groups_that_we_would_not_render() -> None:
    groups = (
        group("archestra-up", loaded(DOWN), loaded(SLOW, name="Mine")),
        group("archestra-old", loaded(SLOW, name="Old")),
        group("theirs", loaded(SLOW, name="Theirs")),
    )

    assert told(rules_extra, seen(groups=groups)) == [
        ("warning", URL, "1 rule in 'archestra-up' would not be rendered: 'Mine'", HINT),
        ("warning", URL, "1 rule in 'archestra-old' would not be rendered: 'Old'", HINT),
    ]
