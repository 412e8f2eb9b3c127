"""Jobs, ports and probes that no platform can have are refused when the pack is loaded."""

from __future__ import annotations

import pytest

from tests.packs import files, toys

STATUS = "status = [200, 204]"


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (
            ('job = "bakery-oven"', 'job = ""'),
            "processes.oven.job: it is empty",
            "give what its scrape job is called",
        ),
        (
            ('job = "bakery-shop"', 'job = "bakery-oven"'),
            "processes.shop.job: 'oven' has the job 'bakery-oven' already",
            "give it one of its own",
        ),
        (
            ("emitter_port = 7102", "emitter_port = 7101"),
            "processes.shop.emitter_port: 7101 is the emitter's port of 'oven' already",
            "the emitter has both on one host: add emitter_port = …",
        ),
        (
            ("emitter_port = 7104\nemitter_api_port = 7104", "emitter_api_port = 7103"),
            "processes.van.emitter_api_port: 7103 is the emitter's port of 'shop' already",
            "the emitter has both on one host: add emitter_api_port = …",
        ),
        (
            ('title = "Bakery"', 'title = " "'),
            "title: it is empty",
            "give what the platform is called",
        ),
        (
            ("[processes.van]", '[processes."a van"]'),
            "processes: 'a van' is not a name that a process can have",
            "options name it, as in --target NAME=URL: leave out = and blanks",
        ),
        (
            (
                "postgres = false",
                "processes.postgres = { job = 'pg', title = 'PG', anchor = 'x', port = 1 }",
            ),
            "processes: 'postgres' is the exporter of PostgreSQL",
            "give the process another name, or add postgres = false",
        ),
        ((STATUS, "status = []"), "probes[2].status: there is none", "leave it out for 200"),
        (
            (STATUS, "status = [200, 99]"),
            "probes[2].status: 99 is not an HTTP status",
            "they are 100 to 599",
        ),
        (
            ('path = "/clean"', 'path = "/hot"'),
            "probes[1]: '/hot' of 'oven' is asked already",
            "leave one of them out",
        ),
        (
            ('anchor = "bakery_van_tours"', 'anchor = "bakery_open"'),
            "processes.van.anchor: 'bakery_open' is not on its page",
            "name one that is, or add 'van' to the metric's processes",
        ),
    ],
)
def test_what_no_platform_can_have(tmp_path, change, message, hint) -> None:
    files.assert_refused(toys.bakery(tmp_path, change), f"bakery.toml: {message}", hint)


def test_processes_of_several_hosts_may_have_one_port(tmp_path) -> None:
    pack = toys.bakery(tmp_path, ("port = 7102", "port = 7101"))()

    assert [part.port for part in pack.processes.values()] == [7101, 7101, 7104]
