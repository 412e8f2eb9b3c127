from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archestra_ops.errors import PackError
from archestra_ops.packs import load
from archestra_ops.packs.provider import Binding, Signal
from tests.packs import files


def test_file_names_the_pack(tmp_path):
    assert files.provider(tmp_path).name == "a"
    assert files.platform(tmp_path).name == "b"


def test_label_groups_are_written_out(tmp_path):
    pack = files.provider(
        tmp_path,
        """
labels = ["@where", "mode"]
[label_groups]
where = ["region", "zone"]
""",
    )

    assert pack.metrics["a_up"].labels == ("region", "zone", "mode")


def test_rows_start_from_the_records_that_they_use(tmp_path):
    # A gauge: the series of a histogram do not move by themselves.
    gauge = files.PLATFORM.replace('"histogram"', '"gauge"').replace("b_seconds_count", "b_seconds")
    file = tmp_path / "b.toml"
    file.write_text(
        gauge
        + """
labels = ["agent", "kind"]
emit = [{ series = [{ use = ["bot", "quick"], agent = "other" }] }]
[records]
bot = { agent = "bot", kind = "llm" }
quick = { speed = 2 }
[rows]
bots = [{ use = ["bot"] }, { agent = "plain" }]
[traffic.call]
help = "a call"
streams = [{ use = ["quick", "bot"], per_minute = 3 }]
"""
    )
    pack = load.platform(file)

    series = {"agent": "other", "kind": "llm", "speed": 2.0}
    assert pack.metrics["b_seconds"].emit[0].series == (series,)
    assert pack.rows == {"bots": ({"agent": "bot", "kind": "llm"}, {"agent": "plain"})}
    stream = {"speed": 2.0, "agent": "bot", "kind": "llm", "per_minute": 3.0}
    assert pack.traffic["call"].streams == (stream,)


def test_binding_may_be_just_its_expression(tmp_path):
    pack = files.provider(
        tmp_path,
        """
[signals]
up = "a_up"
[signals.wal_size]
expr = "a_wal"
foreign = true
[options.mode]
help = "mode"
default = "x"
values = ["x", "y"]
[variants."mode=y"]
up = "a_up2"
""",
    )

    assert pack.signals == {
        "up": Binding(expr="a_up"),
        "wal_size": Binding(expr="a_wal", foreign=True),
    }
    assert pack.variants == {"mode=y": {"up": Binding(expr="a_up2")}}


def test_signals_are_named_by_their_tables(tmp_path):
    file = tmp_path / "signals.toml"
    file.write_text('[commits]\ntitle = "commits"\nunit = "per second"\nlabels = ["database"]\n')

    commits = Signal(name="commits", title="commits", unit="per second", labels=("database",))
    assert load.signals(file) == {"commits": commits}


def test_signals_that_are_no_tables_are_refused(tmp_path):
    file = tmp_path / "signals.toml"
    file.write_text("commits = 1\n")

    with pytest.raises(PackError, match=r"^signals\.toml: commits: 1 is not a table$"):
        load.signals(file)


@pytest.mark.parametrize(
    ("more", "message", "hint"),
    [
        (
            "[signals",
            "a.toml: Expected ']' at the end of a table declaration (at end of document)",
            "see https://toml.io",
        ),
        ("[optoins]", "a.toml: unknown key 'optoins'", "did you mean 'options'?"),
        ("lables = []", "a.toml: metrics.a_up: unknown key 'lables'", "did you mean 'labels'?"),
        ('labels = "x"', "a.toml: metrics.a_up.labels: 'x' is not a list", "give a list"),
        ("labels = [1]", "a.toml: metrics.a_up.labels[0]: 1 is not a text", "give a text"),
        ("emit = 1", "a.toml: metrics.a_up.emit: 1 is not a list", "give a list"),
        ("emit = [1]", "a.toml: metrics.a_up.emit[0]: 1 is not a table", "give a table"),
        (
            "[metrics.b]",
            "a.toml: metrics.b: missing keys 'type', 'help', 'unit'",
            "add type = …, help = …, unit = …",
        ),
        (
            'name = "x"',
            "a.toml: metrics.a_up: unknown key 'name'",
            "the file or the table already names it",
        ),
        (
            'labels = ["@were"]\n[label_groups]\nwhere = []',
            "a.toml: metrics.a_up: no group 'were'",
            "did you mean 'where'?",
        ),
        (
            "[label_groups]\nwhere = [1]",
            "a.toml: label_groups.where[0]: 1 is not a text",
            "give a text",
        ),
        (
            'emit = [{ series = [{ use = ["bto"] }] }]\n[records]\nbot = {}',
            "a.toml: metrics.a_up.emit.series[0]: no record 'bto'",
            "did you mean 'bot'?",
        ),
        ("[signals]\nup = 1", "a.toml: signals.up: 1 is not a table", "give a table"),
    ],
)
def test_mistake_in_a_file_is_named(tmp_path, more, message, hint):
    files.assert_refused(lambda: files.provider(tmp_path, more), message, hint)


def test_missing_key_is_named(tmp_path):
    files.assert_refused(
        lambda: files.provider(tmp_path, "", instead_of='exporter = "a"\n'),
        "a.toml: missing key 'exporter'",
        "add exporter = …",
    )


def test_mistake_in_a_platform_is_named(tmp_path):
    files.assert_refused(
        lambda: files.platform(tmp_path, 'buckets = ["a"]'),
        "b.toml: metrics.b_seconds.buckets[0]: 'a' is not a number",
        "give a number",
    )


def test_bytes_that_are_no_text_are_refused(tmp_path):
    file = tmp_path / "a.toml"
    file.write_bytes(b'title = "\xff"')

    files.assert_refused(
        lambda: load.provider(file),
        "a.toml: it is not UTF-8",
        "TOML is UTF-8 always",
    )


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("a = " + "[" * 5000, "a.toml: it is nested too deep", "a pack is not"),
        ("title =", "a.toml: Invalid value (at end of document)", "see https://toml.io"),
    ],
)
def test_what_is_no_toml_is_refused(tmp_path, text, message, hint):
    file = tmp_path / "a.toml"
    file.write_text(text)

    files.assert_refused(lambda: load.provider(file), message, hint)


def test_a_number_with_too_many_digits_is_refused(tmp_path):
    file = tmp_path / "a.toml"
    file.write_text("a = " + "1" * 5000)

    with pytest.raises(PackError, match=r"^a\.toml: Exceeds the limit"):
        load.provider(file)


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "a.toml").mkdir()

    files.assert_refused(
        lambda: load.platform(tmp_path / "a.toml"),
        "a.toml: is a directory",
        "it has to be a file to read",
    )


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    def denied(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", denied)

    files.assert_refused(
        lambda: load.platform(tmp_path / "a.toml"),
        "a.toml: permission denied",
        "it has to be a file to read",
    )


def toml(value: object) -> str:
    """*value* as an inline TOML value."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return "{" + ", ".join(f'"{k}" = {toml(v)}' for k, v in value.items()) + "}"
        case _:
            return repr(value)


# Keys of a pack, of what is abbreviated, and names that refer to each other.
KEYS = st.sampled_from(
    [
        *("title", "jobs", "metrics", "labels", "label_groups", "records", "rows", "traffic"),
        *("signals", "variants", "options", "settings", "streams", "series", "emit", "use"),
        *("on", "each", "needs", "type", "help", "expr", "name", "a", "b", "@a", "a=b"),
    ]
)
VALUES = st.recursive(
    st.booleans() | st.integers(-5, 5) | st.floats(-1, 1) | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=150,
)
def test_whatever_a_file_holds_it_is_a_pack_or_refused(tmp_path, table):
    file = tmp_path / "a.toml"
    file.write_text("\n".join(f'"{key}" = {toml(value)}' for key, value in table.items()))

    for read in (load.provider, load.platform, load.signals):
        assert refusal(read, file).startswith(("a.toml: ", "nothing"))


def refusal(read: Callable[[Path], object], file: Path) -> str:
    try:
        read(file)
    except PackError as refused:
        return f"{refused}" if refused.hint else "no hint"
    return "nothing"


@pytest.mark.parametrize(
    ("given", "ports"),
    [
        ("", (7, 7, 7, 7)),
        ("api_port = 8", (7, 8, 7, 8)),
        # Beside another process of the host: the emitter's API is where its metrics are.
        ("emitter_port = 9", (7, 7, 9, 9)),
        ("api_port = 8\nemitter_port = 9", (7, 8, 9, 8)),
        ("api_port = 8\nemitter_port = 9\nemitter_api_port = 10", (7, 8, 9, 10)),
    ],
)
def test_ports_that_a_process_does_not_name_follow_from_the_first(tmp_path, given, ports) -> None:
    own = 'api_port = 2\nanchor = "b_seconds_count"\nemitter_port = 1\nemitter_api_port = 2\n'
    text = files.PLATFORM.replace(
        "port = 1\n" + own, f'port = 7\nanchor = "b_seconds_count"\n{given}\n'
    )
    file = tmp_path / "b.toml"
    file.write_text(text)
    web = load.platform(file).processes["web"]

    assert (web.port, web.api_port, web.emitter_port, web.emitter_api_port) == ports


def test_what_a_process_lacks_is_told_at_once(tmp_path) -> None:
    file = tmp_path / "b.toml"
    file.write_text('title = "B"\nhomepage = "h"\nmetrics = {}\n[processes.web]\ntitle = "web"\n')

    files.assert_refused(
        lambda: load.platform(file),
        "b.toml: processes.web: missing keys 'job', 'port', 'anchor'",
        "add job = …, port = …, anchor = …",
    )
