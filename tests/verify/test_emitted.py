from __future__ import annotations

from archestra_ops import packs
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.verify.emitted import exposed

PLATFORM = packs.platform("archestra")
PROVIDERS = [packs.provider(name) for name in ("helm", "azure")]
ADDRESSES = {"web": "w:1", "worker": "k:1", "helm": "h:1", "azure": "a:1"}


def test_every_page_of_the_emitter_is_seen_under_its_job_and_address() -> None:
    estate = simulate(PLATFORM, PROVIDERS, Settings(seed=1, start=1_700_000_000.0))
    found = exposed(estate, ADDRESSES)

    assert {(up["job"], up["instance"]) for up in found.series["up"]} == {
        ("archestra-web", "w:1"),
        ("archestra-worker", "k:1"),
        ("archestra-postgres", "h:1"),
        *((job.name, "a:1") for job in PROVIDERS[1].jobs),
    }
    assert {s["job"] for s in found.series["http_request_duration_seconds_count"]} == {
        "archestra-web"
    }
    assert found.has("pg_up")
