from __future__ import annotations

import pytest

from archestra_ops.packs.telemetry import ExemplarLabels
from tests.packs import files

JOB = 'name = "j", port = 1, scrape_interval = 1, scrape_timeout = 1'
PROCESS = 'title = ""\njob = "job"\nport = 1\napi_port = 1\nemitter_port = 3\nemitter_api_port = 3'
SETTING = '[settings.wal]\ntitle = ""\nwhere = ""\nhow = ""'
OPTION = '[options.mode]\nhelp = ""\ndefault = "x"\nvalues = ["x", "y"]'


@pytest.mark.parametrize(
    ("more", "message", "hint"),
    [
        (
            'emit = [{ on = "cal" }]\n[traffic.call]\nhelp = "a call"\nstreams = []',
            "a.toml: metrics.a_up.emit.on: nothing is called 'cal'",
            "did you mean 'call'?",
        ),
        (
            'emit = [{ each = "table" }]\n[rows]\ntables = []',
            "a.toml: metrics.a_up.emit.each: nothing is called 'table'",
            "did you mean 'tables'?",
        ),
        (
            f'needs = "wall"\n{SETTING}',
            "a.toml: metrics.a_up.needs: nothing is called 'wall'",
            "did you mean 'wal'?",
        ),
        (
            f'[labels.db]\nhelp = "db"\nneeds = "wall"\n{SETTING}',
            "a.toml: labels.db.needs: nothing is called 'wall'",
            "did you mean 'wal'?",
        ),
        (
            f'[signals.up]\nexpr = "a"\nneeds = "wall"\n{SETTING}',
            "a.toml: signals.up.needs: nothing is called 'wall'",
            "did you mean 'wal'?",
        ),
        (
            f'[variants."mode=y".up]\nexpr = "a"\nneeds = "x"\n{OPTION}\n{SETTING}',
            "a.toml: signals.up.needs: nothing is called 'x'",
            "one of: wal",
        ),
        (
            f'[variants."mod=y"]\n{OPTION}',
            "a.toml: variants: nothing is called 'mod'",
            "did you mean 'mode'?",
        ),
        (
            f'[variants."mode=z"]\n{OPTION}',
            "a.toml: variants.mode=z: nothing is called 'z'",
            "one of: x, y",
        ),
    ],
)
def test_name_that_a_provider_lacks_is_refused(tmp_path, more, message, hint):
    files.assert_refused(lambda: files.provider(tmp_path, more), message, hint)


@pytest.mark.parametrize(
    ("instead_of", "more", "message", "hint"),
    [
        (
            'anchor = "a_up"',
            'anchor = "a_upp"',
            "a.toml: anchor: nothing is called 'a_upp'",
            "did you mean 'a_up'?",
        ),
        (
            "jobs = []",
            f"jobs = [{{ {JOB}, anchor = 'x' }}]",
            "a.toml: jobs.j.anchor: nothing is called 'x'",
            "one of: a_up",
        ),
    ],
)
def test_anchor_that_the_catalogue_lacks_is_refused(tmp_path, instead_of, more, message, hint):
    files.assert_refused(
        lambda: files.provider(tmp_path, more, instead_of=instead_of), message, hint
    )


@pytest.mark.parametrize(
    ("more", "message", "hint"),
    [
        (
            'processes = ["wep"]',
            "b.toml: metrics.b_seconds.processes: nothing is called 'wep'",
            "did you mean 'web'?",
        ),
        (
            'emit = [{ on = "call" }]',
            "b.toml: metrics.b_seconds.emit.on: nothing is called 'call'",
            "there is none",
        ),
        (
            'labels = ["a", "b"]\noptional_labels = ["c"]',
            "b.toml: metrics.b_seconds.optional_labels: nothing is called 'c'",
            "one of: a, b",
        ),
        (
            "buckets = [1.0, 5.0]\nneeded_bounds = [5.0, 2.0]",
            "b.toml: metrics.b_seconds.needed_bounds: no bucket ends at 2",
            "add it to the buckets",
        ),
        (
            'buckets = "unknown"\nneeded_bounds = [2.0]\nemit = [{ buckets = [1.0] }]',
            "b.toml: metrics.b_seconds.needed_bounds: no bucket ends at 2",
            "add it to the buckets",
        ),
        (
            '[metrics.b_up]\ntype = "gauge"\nhelp = ""\nunit = ""\nneeded_bounds = [2.0]',
            "b.toml: metrics.b_up.needed_bounds: only a histogram has any",
            "leave it out",
        ),
        (
            f'[processes.job]\nanchor = "b_second"\n{PROCESS}',
            "b.toml: processes.job.anchor: nothing is called 'b_second'",
            "did you mean 'b_seconds_sum'?",
        ),
    ],
)
def test_name_that_a_platform_lacks_is_refused(tmp_path, more, message, hint):
    files.assert_refused(lambda: files.platform(tmp_path, more), message, hint)


def test_names_that_are_there_are_not_refused(tmp_path):
    pack = files.provider(
        tmp_path,
        f"""
needs = "wal"
emit = [{{ on = "call" }}, {{ each = "tables" }}]
[rows]
tables = []
[traffic.call]
help = "a call"
streams = []
[variants."mode=y"]
up = "a"
[variants.mode]
up = "b"
[signals]
{OPTION}
{SETTING}
""",
    )

    assert pack.variants.keys() == {"mode=y", "mode"}


def test_a_probe_asks_a_process(tmp_path):
    probe = '[[probes]]\nprocess = ""\npath = "/"\nhelp = ""\nhint = ""'

    files.assert_refused(
        lambda: files.platform(tmp_path, probe),
        "b.toml: probes[0].process: nothing is called ''",
        "one of: web",
    )


def test_exemplars_whose_labels_nothing_names_are_refused(tmp_path):
    files.assert_refused(
        lambda: files.platform(tmp_path, "exemplars = true\n"),
        "b.toml: metrics.b_seconds.exemplars: nothing says what their labels are",
        'add [exemplars] with trace = "trace_id", or what it is called',
    )
    named = 'exemplars = true\n[exemplars]\ntrace = "trace_id"\n'
    assert files.platform(tmp_path, named).exemplars == ExemplarLabels(trace="trace_id")


def test_labels_and_bounds_that_are_there_are_not_refused(tmp_path):
    pack = files.platform(
        tmp_path,
        'labels = ["a"]\noptional_labels = ["a"]\nbuckets = "unknown"\nneeded_bounds = [2.0]',
    )

    assert pack.metrics["b_seconds"].needed_bounds == (2.0,)
