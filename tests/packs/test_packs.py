from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.errors import PackError


def test_four_providers_ship():
    assert packs.provider_names() == ("azure", "cloudsql", "helm", "otel")


def test_the_main_platform_ships():
    assert "archestra" in packs.platform_names()


@pytest.mark.parametrize("name", packs.provider_names())
def test_provider_is_named_by_its_file(name):
    assert packs.provider(name).name == name


@pytest.mark.parametrize("name", packs.platform_names())
def test_platform_is_named_by_its_file(name):
    assert packs.platform(name).name == name


@pytest.mark.parametrize(
    ("find", "name", "message", "hint"),
    [
        (packs.provider, "asure", "no provider named 'asure'", "did you mean 'azure'?"),
        (packs.provider, "x", "no provider named 'x'", "one of: azure, cloudsql, helm, otel"),
        (packs.platform, "archstra", "no platform named 'archstra'", "did you mean 'archestra'?"),
    ],
)
def test_unknown_name_is_refused_with_the_right_one(find, name, message, hint):
    with pytest.raises(PackError) as refused:
        find(name)

    assert (str(refused.value), refused.value.hint) == (message, hint)


def test_vocabulary_says_unit_and_labels():
    commits = packs.signals()["commits"]

    assert (commits.unit, commits.labels) == ("per second", ("database",))


def test_a_folder_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    def denied(_: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", denied)

    with pytest.raises(PackError) as refused:
        packs.use_folder(tmp_path)

    assert str(refused.value) == f"folder '{tmp_path}' cannot be read: permission denied"
    assert refused.value.hint == "--pack-dir names one with TOML files in it"
