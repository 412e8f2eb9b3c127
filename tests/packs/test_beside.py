from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.beside import beside


@pytest.mark.parametrize("name", packs.platform_names())
def test_the_jobs_beside_a_platform_are_called_like_it(name) -> None:
    rules, ready = beside(packs.platform(name))

    assert (rules.job, rules.instances) == ("prometheus", ("prometheus:9090",))
    (metric,) = rules.pack.metrics.values()
    assert metric.emit[0].series == (
        {"rule_group": f"/etc/prometheus/{name}.yaml;{name}-availability"},
    )
    assert (ready.job, list(ready.pack.metrics)) == (f"{name}-ready", ["probe_success"])


def test_the_first_process_that_everybody_has_is_asked_whether_it_is_ready() -> None:
    _, ready = beside(packs.platform("archestra"))

    assert ready.instances == ("http://web:9000/ready",)
