"""Everything works from a wheel, in an environment that has nothing else of ours."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that a release would publish."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def installed(folder: Path, *packages: str) -> Path:
    """A fresh environment with *packages*; the path of its `ops`."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, *packages], check=True, capture_output=True)
    return folder / "bin" / "ops"


def works(ops: Path, folder: Path) -> None:
    """Every kind of shipped file is found, far from the checkout."""

    def run(*arguments: str) -> str:
        command = [str(ops), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), f"{arguments}: {done.stderr}"
        return done.stdout

    assert run("--version") == f"archestra-ops {PROJECT['version']}\n"
    assert "verify" in run("--help")
    assert "no findings" in run("dashboards", "check")
    assert "scrape_configs:" in run("scrape-config", "render", "-q")
    assert "ArchestraWebDown" in run("alerts", "render", "-q")
    assert "compose.yaml" in [path.name for path in stacked(run, folder)]
    assert run("emitter", "snapshot").endswith("# EOF\n")
    report = json.loads(run("verify", "--level", "live", "-o", "json"))
    assert report["ok"] is True


def stacked(run: Callable[..., str], folder: Path) -> list[Path]:
    """The files of a stack: of every kind of template."""
    run("stack", "render", "--out", "stack", "-q")
    return [*(folder / "stack").iterdir()]


def test_a_wheel_holds_what_it_needs_and_nothing_at_the_top(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.partition("/")[0] for name in names} == {
        "archestra_ops",
        f"archestra_ops-{PROJECT['version']}.dist-info",
    }
    for shipped in ("templates", "dashboards", "alerts"):
        assert any(name.startswith(f"archestra_ops/_shipped/{shipped}/") for name in names)
    assert "archestra_ops/py.typed" in names


def test_the_wheel_works_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    works(installed(tmp_path / "venv", str(wheel)), tmp_path)


def test_the_lower_bounds_are_enough(wheel: Path, tmp_path: Path) -> None:
    lowest = [re.sub(">=", "==", dependency) for dependency in PROJECT["dependencies"]]

    works(installed(tmp_path / "venv", str(wheel), *lowest), tmp_path)
