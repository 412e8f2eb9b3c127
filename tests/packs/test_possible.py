"""What cannot be in a pack is refused when it is loaded, with its key, before anything fails."""

from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs import load
from tests.packs import files, toys

BREADS = 'emit = [{ on = "baking" }]'
OPEN = "emit = [{ level = 1.0 }]"
BURNT = "instead = \"bakery_breads_total{kind='coal'}\""
NAMES = "Prometheus takes letters, digits, _ and :, no digit first"
LABELS = "Prometheus takes letters, digits and _, no digit and no __ first"
NUMBER = "give a number; a label of that name goes into the emit's labels"
ONLY_GROWS = "what is counted only grows"


def bakery(folder, old: str, new: str):
    """The bakery with *new* in the place of the first *old*, read as `--pack-dir` has it."""
    assert old in toys.BAKERY
    file = folder / "bakery.toml"
    file.write_text(toys.BAKERY.replace(old, new, 1))
    return lambda: load.platform(file)


def labelled(emit: str) -> str:
    return f'labels = ["door"]\nemit = [{emit}]'


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        (
            OPEN,
            labelled('{ series = [{ door = "front" }, { level = 1.0 }] }'),
            (
                "metrics.bakery_open.emit.series[1]: 'bakery_open' has a label 'door', and this "
                "gives it no text"
            ),
            'add door = "…"',
        ),
        (
            OPEN,
            labelled("{ series = [{ door = 3 }] }"),
            (
                "metrics.bakery_open.emit.series[0]: 'bakery_open' has a label 'door', and this "
                "gives it no text"
            ),
            'add door = "3"',
        ),
        (
            OPEN,
            labelled("{ level = 1.0 }"),
            "metrics.bakery_open.emit: 'bakery_open' has a label 'door', and this gives it no text",
            'add door = "…"',
        ),
        (
            OPEN,
            labelled('{ each = "doors" }') + "\n[rows]\ndoors = [{ level = 1.0 }]",
            "rows.doors[0]: 'bakery_open' has a label 'door', and this gives it no text",
            'add door = "…"',
        ),
        (
            OPEN,
            labelled('{ one_of = "door" }'),
            "metrics.bakery_open.emit: 'bakery_open' has a label 'door', and this gives it no text",
            'add door = "…"',
        ),
        (
            'kind = "rye"\n',
            "",
            (
                "traffic.baking.streams[0]: 'bakery_breads_total' has a label 'kind', and this "
                "gives it no text"
            ),
            'add kind = "…"',
        ),
        (
            OPEN,
            labelled('{ series = [{ dor = "front" }] }'),
            "metrics.bakery_open.emit.series[0]: no metric has a label 'dor'",
            "did you mean 'door'?",
        ),
        (
            OPEN,
            labelled('{ each = "doors" }') + '\n[rows]\ndoors = [{ dor = "front" }]',
            "rows.doors[0]: no metric has a label 'dor'",
            "did you mean 'door'?",
        ),
        (
            OPEN,
            labelled('{ labels = { dor = "front" } }'),
            "metrics.bakery_open.emit: 'bakery_open' has no label 'dor'",
            "did you mean 'door'?",
        ),
        (
            OPEN,
            labelled('{ one_of = "dor" }'),
            "metrics.bakery_open.emit: 'bakery_open' has no label 'dor'",
            "did you mean 'door'?",
        ),
        (
            OPEN,
            'emit = [{ series = [{ level = "high" }] }]',
            "metrics.bakery_open.emit.series[0].level: 'high' is not a number that there is",
            NUMBER,
        ),
        (
            OPEN,
            "emit = [{ swing = nan }]",
            "metrics.bakery_open.emit.swing: nan is not a number that there is",
            NUMBER,
        ),
        (
            BURNT,
            f"{BURNT}\nemit = [{{ rate = -1.5 }}]",
            "metrics.bakery_burnt_total.emit.rate: -1.5 is below 0",
            ONLY_GROWS,
        ),
        (
            BURNT,
            f"{BURNT}\nemit = [{{ series = [{{ rate = -2 }}] }}]",
            "metrics.bakery_burnt_total.emit.series[0].rate: -2 is below 0",
            ONLY_GROWS,
        ),
        (
            "per_minute = 6.0",
            "per_minute = -6.0",
            "traffic.baking.streams[0].per_minute: -6 is below 0",
            ONLY_GROWS,
        ),
        (
            "per_minute = 6.0",
            'per_minute = "6"',
            "traffic.baking.streams[0].per_minute: '6' is not a number that there is",
            NUMBER,
        ),
        (
            "per_minute = 6.0",
            "",
            "traffic.baking.streams[0]: missing key 'per_minute'",
            "add per_minute = …",
        ),
        (
            "port = 7101",
            "port = 0",
            "processes.oven.port: 0 is not a port",
            "ports are 1 to 65535",
        ),
        (
            "emitter_api_port = 7103",
            "emitter_api_port = 65536",
            "processes.shop.emitter_api_port: 65536 is not a port",
            "ports are 1 to 65535",
        ),
        (
            "optional = true",
            'kubernetes = { pods = {}, port = "a", other_ports = { b = -1 } }',
            "processes.van.kubernetes.other_ports.b: -1 is not a port",
            "ports are 1 to 65535",
        ),
        (
            "optional = true",
            'path = "metrics"',
            "processes.van.path: 'metrics' does not begin with /",
            "give '/metrics'",
        ),
        (
            'path = "/clean"',
            'path = "clean"',
            "probes[1].path: 'clean' does not begin with /",
            "give '/clean'",
        ),
        (
            'labels = ["kind"]',
            'labels = ["kind-of"]',
            "metrics.bakery_breads_total.labels: 'kind-of' is not a name that a label can have",
            LABELS,
        ),
        (
            'extra_labels = ["oven_scope"]',
            'extra_labels = ["__name__"]',
            "extra_labels: '__name__' is not a name that a label can have",
            LABELS,
        ),
        (
            'custom_labels_prefix = "meta_"',
            'custom_labels_prefix = "meta-"',
            "custom_labels_prefix: 'meta-' is not a name that a label can have",
            LABELS,
        ),
        (
            "[metrics.bakery_open]",
            '[metrics."2_bakery"]',
            "metrics: '2_bakery' is not a name that a metric can have",
            NAMES,
        ),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, old, new, message, hint):
    files.assert_refused(bakery(tmp_path, old, new), f"bakery.toml: {message}", hint)


@pytest.mark.parametrize(
    ("more", "message", "hint"),
    [
        (
            'rename = { mill_wind = "wind-speed" }',
            "profiles.old.rename: 'wind-speed' is not a name that a metric can have",
            NAMES,
        ),
        (
            '[profiles.old.labels."1"]\nhelp = "one"',
            "profiles.old.labels: '1' is not a name that a label can have",
            LABELS,
        ),
    ],
)
def test_names_of_profiles_are_looked_at_before_one_is_applied(tmp_path, more, message, hint):
    file = tmp_path / "mill.toml"
    old = 'rename = { mill_sacks_total = "windmill_sacks" }'
    file.write_text(toys.MILL.replace(old, more))

    files.assert_refused(lambda: load.platform(file), f"mill.toml: {message}", hint)


@pytest.mark.parametrize("name", ["Bakery", "1st", "my bakery", "a_b", ""])
def test_a_file_name_that_no_platform_can_have(tmp_path, name):
    file = tmp_path / f"{name}.toml"
    file.write_text(toys.BAKERY)

    files.assert_refused(
        lambda: load.platform(file),
        f"{name}.toml: '{name}' is not a name that a platform can have",
        "call the file by small letters, digits and -, a letter first",
    )


def test_a_platform_without_processes(tmp_path):
    file = tmp_path / "bakery.toml"
    file.write_text(
        'title = "B"\nhomepage = "https://bakery.example"\nprocesses = {}\nmetrics = {}\n'
    )

    files.assert_refused(
        lambda: load.platform(file),
        "bakery.toml: processes: there is none",
        "add [processes.NAME]",
    )


@pytest.mark.parametrize(
    ("job", "message", "hint"),
    [
        ("port = 70000", "port: 70000 is not a port", "ports are 1 to 65535"),
        ('port = 1, path = "p"', "path: 'p' does not begin with /", "give '/p'"),
    ],
)
def test_jobs_of_a_provider(tmp_path, job, message, hint):
    jobs = f'jobs = [{{ name = "j", scrape_interval = 1, scrape_timeout = 1, {job} }}]'

    files.assert_refused(
        lambda: files.provider(tmp_path, jobs, instead_of="jobs = []"),
        f"a.toml: jobs.j.{message}",
        hint,
    )


@pytest.mark.parametrize(
    "new",
    [
        # A level of another name, and what a shared row has for another metric.
        labelled('{ series = [{ door = "front", kind = "rye", price = -3.0 }] }'),
        labelled('{ labels = { door = "front" }, level = -1.0 }'),
        'labels = ["level"]\nemit = [{ labels = { level = "high" } }]',
        'labels = ["kind"]\nemit = [{ on = "baking", when = { kind = ["wheat"] } }]',
        # Breads are baked in the oven: the shop's metric is not moved.
        'labels = ["door"]\nemit = [{ on = "baking" }]',
    ],
)
def test_what_can_be_is_read(tmp_path, new):
    assert bakery(tmp_path, OPEN, new)().metrics["bakery_open"].emit


def test_an_empty_folder_and_a_file_are_told(tmp_path):
    packs.use_folder(tmp_path)
    try:
        assert packs.empty_folder() == tmp_path
        (tmp_path / "bakery.toml").write_text(toys.BAKERY)
        assert packs.empty_folder() is None
    finally:
        packs.use_folder(None)
    assert packs.empty_folder() is None

    files.assert_refused(
        lambda: packs.use_folder(tmp_path / "bakery.toml"),
        f"'{tmp_path / 'bakery.toml'}' is a file",
        f"give its folder: --pack-dir '{tmp_path}'",
    )


@pytest.mark.parametrize(
    ("named", "wrong"), [('trace = "t"\nspan = "span-id"', "span-id"), ('trace = ""', "")]
)
def test_a_label_that_no_exemplar_can_have(tmp_path, named, wrong):
    files.assert_refused(
        lambda: files.platform(tmp_path, f"[exemplars]\n{named}\n"),
        f"b.toml: exemplars: '{wrong}' is not a name that a label can have",
        "Prometheus takes letters, digits and _, no digit and no __ first",
    )
