from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.emitter.estate import Estate, default_addresses, simulate
from archestra_ops.emitter.simulation import POSTGRES, Settings
from archestra_ops.errors import OpsError
from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.configure import configure
from tests.packs.toys import found_at

START = 1_768_478_400.0
ARCHESTRA = packs.platform("archestra")
PROVIDERS = tuple(packs.provider(name) for name in packs.provider_names())


def estate(*providers, together: bool = False) -> Estate:
    return simulate(ARCHESTRA, providers, Settings(seed=1, start=START, together=together))


def test_every_job_is_a_target() -> None:
    addresses = {"web": "a:1", "worker": "b:2"} | {p.name: f"{p.name}:3" for p in PROVIDERS}

    targets = estate(*PROVIDERS).targets(addresses)

    assert [(t.job, t.instance, t.home) for t in targets] == [
        ("archestra-web", "a:1", "web"),
        ("archestra-worker", "b:2", "worker"),
        *(
            (job.name, f"{p.name}:3", POSTGRES)
            for p in PROVIDERS
            for job in jobs_for(p, "archestra")
        ),
    ]
    assert [t.registry is t.simulation.registries[t.home] for t in targets] == [True] * len(targets)


def test_one_process_is_one_target() -> None:
    targets = estate(together=True).targets({"web": "a:1"})

    assert [(t.job, t.home) for t in targets] == [("archestra-web", "web")]


@pytest.mark.parametrize("template", ["azure_{type}_{metric}_{aggregation}_{unit}", "{name}"])
def test_azures_jobs_bring_every_series_once(template) -> None:
    azure = configure(packs.provider("azure"), {"name_template": template})
    made = estate(azure)

    def series(params) -> list[tuple]:
        return [
            (family.name, *sorted(sample.labels.items()))
            for family in made.providers["azure"].registries[POSTGRES].families(params)
            for sample in family.samples
        ]

    targets = made.targets(default_addresses(ARCHESTRA, (azure,)))
    by_job = [set(series(target.params)) for target in targets if target.home == POSTGRES]
    assert len(by_job) == len(azure.jobs) > 1
    assert all(by_job)
    assert sorted(found for some in by_job for found in some) == sorted(series({}))


def test_all_of_it_moves_together() -> None:
    made = estate(*PROVIDERS)

    made.advance(START + 60)

    assert {s.now for s in (made.platform, *made.providers.values())} == {START + 60}


def test_addresses_are_where_it_serves_by_default() -> None:
    assert default_addresses(ARCHESTRA, PROVIDERS) == {
        "web": "localhost:9050",
        "worker": "localhost:9001",
        "azure": "localhost:8080",
        "cloudsql": "localhost:9255",
        "helm": "localhost:9187",
        "otel": "localhost:8889",
    }


def test_a_page_is_found_by_its_process() -> None:
    made = estate(packs.provider("helm"))

    assert made.process("worker") == (made.platform, "worker")
    assert made.process("postgres") == (made.providers["helm"], POSTGRES)


@pytest.mark.parametrize(
    ("name", "together", "message", "hint"),
    [
        ("wroker", False, "no process named 'wroker'", "did you mean 'worker'?"),
        ("x", False, "no process named 'x'", "one of: postgres, web, worker"),
        (
            "worker",
            True,
            "process 'worker' has no page of its own where one process does everything",
            "its metrics are on the page of 'web'",
        ),
    ],
)
def test_a_page_that_is_not_there(name, together, message, hint) -> None:
    with pytest.raises(OpsError) as refused:
        estate(packs.provider("helm"), together=together).process(name)

    assert (str(refused.value), refused.value.hint) == (message, hint)


def test_a_platform_without_postgres_has_no_exporter(tmp_path) -> None:
    with found_at(tmp_path):
        bakery = packs.platform("bakery")
    helm = packs.provider("helm")
    made = simulate(bakery, (helm,), Settings(seed=1, start=1_768_478_400.0))

    assert made.providers == {}
    assert list(default_addresses(bakery, (helm,))) == ["oven", "shop", "van"]
    with pytest.raises(OpsError, match="Bakery has no PostgreSQL that is looked at"):
        made.process("postgres")


def test_a_profile_emits_its_own_names(tmp_path) -> None:
    with found_at(tmp_path):
        made = [
            simulate(packs.platform("mill", one), (), Settings(seed=1, start=1_768_478_400.0))
            for one in ("new", "old", "both", "relayed")
        ]

    assert [{h: [*r.metrics] for h, r in one.platform.registries.items()} for one in made] == [
        {"mill": ["mill_sacks_total", "mill_flour_kilograms_total"]},
        {"mill": ["windmill_sacks"]},
        {"mill": ["mill_sacks_total", "mill_flour_kilograms_total", "windmill_sacks"]},
        {"relay": ["mill_sacks_total", "mill_wind"]},
    ]


def test_one_process_only_where_the_platform_can_be_run_so() -> None:
    settings = Settings(seed=1, start=START, together=True)

    with pytest.raises(OpsError) as caught:
        simulate(packs.platform("agyn"), (), settings)
    assert str(caught.value) == "agyn has no process that does everything"
    assert caught.value.hint == "leave out --process-type, or give it 'split'"
