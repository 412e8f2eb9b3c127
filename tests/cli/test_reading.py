from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.cli.reading import (
    agent_label_names,
    agent_labels,
    moment,
    pairs,
    ports,
    provider,
    refuse_postgres,
    replicas,
    secret,
    targets,
)
from archestra_ops.errors import OpsError, PackError


@pytest.fixture
def elsewhere(monkeypatch) -> Iterator[None]:
    """A machine whose clock does not show UTC."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "EST+5")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (None, {}),
        ([], {}),
        (["a=1", "b=2=3", "c="], {"a": "1", "b": "2=3", "c": ""}),
    ],
)
def test_pairs_are_names_and_values(given, found) -> None:
    assert pairs(given, "--x") == found


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        (["a"], "--x 'a' is not NAME=VALUE", "as in --x name=value"),
        (["=1"], "--x '=1' is not NAME=VALUE", "as in --x name=value"),
        ([""], "--x '' is not NAME=VALUE", "as in --x name=value"),
        (["a=1", "a=1"], "--x gives 'a' twice", "give it once"),
    ],
)
def test_what_is_no_pair_is_refused(given, message, hint) -> None:
    with pytest.raises(OpsError) as refused:
        pairs(given, "--x")

    assert (str(refused.value), refused.value.hint) == (message, hint)


def test_agent_labels_have_their_names_in_prometheus() -> None:
    assert agent_labels(["team=core", "cost-centre=42"], OURS) == {
        "cost_centre": "42",
        "team": "core",
    }


def test_labels_have_what_the_platform_puts_in_front() -> None:
    gate = replace(OURS, custom_labels_prefix="meta_")
    assert agent_labels(["customer-id=x"], gate) == {"meta_customer_id": "x"}
    assert agent_label_names(["customer-id", "meta_team"], gate) == (
        "meta_customer_id",
        "meta_team",
    )


def test_a_key_that_is_no_label_is_said_with_the_label_that_it_becomes(capsys) -> None:
    gate = replace(OURS, custom_labels_prefix="meta_")
    told = (
        "note: 'customer-id' is the label 'meta_customer_id' in Prometheus\n"
        "note: 'cost.centre' is the label 'meta_cost_centre' in Prometheus\n"
    )

    agent_label_names(["customer-id", "team", "cost.centre"], gate, quiet=False)
    assert capsys.readouterr() == ("", told)
    agent_labels(["customer-id=1", "team=core", "cost.centre=2"], gate, quiet=False)
    assert capsys.readouterr() == ("", told)
    agent_label_names(["customer-id"], gate, quiet=True)
    agent_labels(["customer-id=1"], gate, quiet=True)
    assert capsys.readouterr() == ("", "")


def test_a_platform_that_takes_no_labels_is_not_asked_for_them() -> None:
    for read in (agent_labels, agent_label_names):
        with pytest.raises(OpsError) as refused:
            read(["team"], packs.platform("agyn"))
        assert str(refused.value) == "the metrics of agyn take no labels of your own"
        assert refused.value.hint == "leave out --agent-label and --metadata"
        assert not read([], packs.platform("agyn"))


def test_targets_are_addresses_by_process() -> None:
    assert targets(None) == {}
    assert targets(["a=http://x:1/m?a=b"]) == {"a": "http://x:1/m?a=b"}
    assert replicas(["a=x:1", "b=y:1", "a=x:2"]) == {"a": ("x:1", "x:2"), "b": ("y:1",)}
    with pytest.raises(OpsError, match="--target gives 'a' twice"):
        targets(["a=http://x", "a=http://y"])
    with pytest.raises(OpsError, match="--target 'x:1' is not NAME=VALUE"):
        replicas(["x:1"])


def test_ports_are_numbers_by_process() -> None:
    assert ports(["web=0", "x=65535"]) == {"web": 0, "x": 65535}
    for text in ("web=65536", "web=-1", "web=", "web=½", "web=http"):
        with pytest.raises(OpsError, match="has no port") as refused:
            ports([text])
        assert refused.value.hint == "one is 0 to 65535"


def test_a_platform_may_have_no_postgres() -> None:
    archestra = packs.platform("archestra")
    refuse_postgres(archestra)
    with pytest.raises(OpsError, match="Archestra has no PostgreSQL that is looked at"):
        refuse_postgres(replace(archestra, postgres=False))


def test_a_provider_has_the_options_that_were_given() -> None:
    assert provider("cloudsql", ["max_connections=7"]).signals["connections_max"].expr.count("7")
    with pytest.raises(PackError):
        provider("cloudsql", ["max_connections=many"])


OURS = packs.platform("archestra")
VARIABLE = "ARCHESTRA_METRICS_SECRET"


def test_a_secret_comes_from_the_file_before_the_environment(tmp_path) -> None:
    file, word = tmp_path / "secret", "open-sesame"
    file.write_text(f"{word}\n")
    environment = {"ARCHESTRA_METRICS_SECRET": "another"}

    assert secret(file, VARIABLE, environment).reveal() == word
    assert secret(None, VARIABLE, environment).reveal() == "another"
    assert secret(None, VARIABLE, {"ARCHESTRA_METRICS_SECRET": ""}) is None
    assert secret(None, VARIABLE, {}) is None
    assert secret(None, "", environment) is None


def test_the_environment_is_the_programs(monkeypatch) -> None:
    monkeypatch.setenv("ARCHESTRA_METRICS_SECRET", "another")

    assert secret(None, VARIABLE).reveal() == "another"


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2026-01-15T12:00:00Z", 1768478400),
        ("2026-01-15T12:00:00+01:00", 1768474800),
        ("2026-01-15T12:00:00.5", 1768478400.5),
        ("2026-01-15", 1768435200),
        ("20260115T120000", 1768478400),
    ],
)
def test_a_moment_is_unix_seconds_and_utc_unless_it_says_otherwise(text, seconds) -> None:
    assert time.localtime(0).tm_hour != 0
    assert moment(text) == seconds


def test_now_is_now() -> None:
    before = time.time()

    assert before <= moment("now") <= time.time()


@pytest.mark.parametrize("text", ["", "noon", "12:00", "2026-02-30", "1768478400x", "-1"])
def test_what_is_no_moment_is_refused(text) -> None:
    with pytest.raises(OpsError) as refused:
        moment(text)

    assert str(refused.value) == f"'{text}' is not a time"
    assert refused.value.hint == "write it as in 2026-01-15T12:00:00Z, or now"
