"""What others run in their CI: the hooks for pre-commit, and the action for GitHub."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from archestra_ops.cli import app

Done = subprocess.CompletedProcess[str]
ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = ROOT / ".github/actions/alerts-check/action.yml"

GOOD = """\
groups:
  - name: mine
    rules:
      - alert: TargetDown
        expr: up{job="mine"} == 0
        for: 5m
        labels:
          severity: critical
        annotations:
          summary: A target is down
          description: "{{ $labels.instance }} does not answer."
          runbook_url: https://wiki.example/TargetDown
"""
BAD = GOOD.replace(" == 0", "")
BOARD = (ROOT / "dashboards/archestra/mcp-monitoring.json").read_text("utf-8")


def options(*path: str) -> set[str]:
    """The options of a command."""
    command = get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    return {name for parameter in command.params for name in parameter.opts}


def run(*arguments: str, cwd: Path) -> Done:
    """Run a command with `ops` on the path, as the package installs it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        arguments,
        cwd=cwd,
        env={**os.environ, "PATH": path, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def hook(name: str) -> dict[str, object]:
    (found,) = [one for one in HOOKS if one["id"] == name]
    return found


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder with rules, good and bad, and a board, as a user's repository has them."""
    for name, text in (
        ("rules/good.yaml", GOOD),
        ("rules/bad one.yaml", BAD),
        ("dashboards/board.json", BOARD),
        ("dashboards/broken.json", "{"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("one", HOOKS, ids=lambda one: one["id"])
def test_hooks_have_what_pre_commit_asks_for_and_run_commands_that_there_are(one) -> None:
    program, *command = shlex.split(one["entry"])
    path = [word for word in command if not word.startswith("-")]

    assert {"id", "name", "entry", "language"} <= set(one)
    assert set(one) <= {"id", "name", "description", "entry", "language", "files", "require_serial"}
    assert (program, one["language"]) == ("ops", "python")
    assert {word for word in command if word.startswith("-")} <= options(*path)


@pytest.mark.parametrize(
    ("name", "chosen", "not_chosen"),
    [
        (
            "ops-alerts-check",
            ["rules/a.yaml", "ops/alerts/x/b.yml", "rules/c.rules", "rules/latest.yml"],
            [
                *("values.yaml", "my-rules/a.yaml", "rules/README.md"),
                *("rules/a_test.yaml", "rules/b.tests.yml", "x/rules/tests/a.yaml"),
                *("rules/kustomization.yaml", "alerts/x/Chart.yaml", "alerts/values.yaml"),
            ],
        ),
        (
            "ops-dashboards-check",
            ["dashboards/a.json", "x/dashboards/y/b.json"],
            ["package.json", "dashboards/a.yaml"],
        ),
    ],
)
def test_hooks_are_run_on_files_that_may_be_meant(name, chosen, not_chosen) -> None:
    files = re.compile(hook(name)["files"])

    assert [path for path in chosen + not_chosen if files.search(path)] == chosen


@pytest.mark.parametrize(
    ("name", "file", "code"),
    [
        ("ops-alerts-check", "rules/good.yaml", 0),
        ("ops-alerts-check", "rules/bad one.yaml", 1),
        ("ops-dashboards-check", "dashboards/board.json", 0),
        ("ops-dashboards-check", "dashboards/broken.json", 1),
    ],
)
def test_a_hook_passes_what_is_good_and_fails_what_is_not(rules, name, file, code) -> None:
    done = run(*shlex.split(hook(name)["entry"]), file, cwd=rules)

    assert (done.returncode, done.stderr) == (code, "")


def test_the_action_passes_its_inputs_by_the_environment_alone() -> None:
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    steps = action["runs"]["steps"]
    given = " ".join(text for step in steps for text in step.get("env", {}).values())

    assert action["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" for step in steps)
    assert not any("${{" in step["run"] for step in steps)
    assert set(re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", given)) == set(action["inputs"])


def test_the_action_installs_the_repository_that_it_is_in() -> None:
    install = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"][0]["run"]
    behind = re.search(r'"\$GITHUB_ACTION_PATH/([./]+)"', install)

    assert behind is not None
    assert (ACTION.parent / behind[1]).resolve() == ROOT
    assert (ROOT / "pyproject.toml").is_file()


def checked(rules: Path, *, really: bool = True, **inputs: str) -> Done:
    """Run the action's last step as a runner does, with an `ops` where the first installs it.

    One that is not *really* ours prints what it is given, one on each line.
    """
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    step = action["runs"]["steps"][-1]
    values = {name: one.get("default", "") for name, one in action["inputs"].items()} | inputs
    env = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: values[found[1]], text)
        for name, text in step["env"].items()
    }
    installed = rules / "runner temp" / "archestra-ops" / "bin"
    installed.mkdir(parents=True)
    if really:
        (installed / "ops").symlink_to(Path(sys.executable).parent / "ops")
    else:
        (installed / "ops").write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n", "utf-8")
        (installed / "ops").chmod(0o755)
    script = rules / "step.sh"
    script.write_text(step["run"], "utf-8")
    # What `shell: bash` means, https://docs.github.com/en/actions/reference/workflows-and-actions/
    # workflow-syntax#jobsjob_idstepsshell
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=rules,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(rules),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(rules),
            "GITHUB_ACTION_PATH": str(ACTION.parent),
            "RUNNER_TEMP": str(rules / "runner temp"),
            **env,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_annotates_what_it_finds_and_fails(rules) -> None:
    done = checked(rules, paths="rules/good.yaml\n  rules/bad one.yaml\n\n")

    assert done.returncode == 1
    assert done.stdout == (
        "::error file=rules/bad one.yaml,title=always-firing,line=5::alert 'TargetDown' of group "
        "'mine': it always fires: nothing in it compares%0Ahint: say from which value on, as in "
        "… > 0.05\n"
    )


def test_the_action_passes_what_is_good(rules) -> None:
    done = checked(rules, paths="rules/good.yaml", **{"fail-on": "warning"})

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("inputs", "arguments"),
    [
        ({}, ["--", "rules"]),
        ({"ignore": "no-for,no-job"}, ["--ignore", "no-for,no-job", "--", "rules"]),
        ({"select": "$(touch x)"}, ["--select", "$(touch x)", "--", "rules"]),
        ({"paths": "a b\n\n  c*  \n"}, ["--", "a b", "c*"]),
        ({"paths": "--help\n`touch x`; touch x"}, ["--", "--help", "`touch x`; touch x"]),
        ({"paths": "a\\b"}, ["--", "a\\b"]),
        ({"paths": ""}, ["--"]),
    ],
)
def test_the_actions_inputs_are_heard_and_never_run(rules, inputs, arguments) -> None:
    done = checked(rules, really=False, **{"paths": "rules", **inputs})

    first = ["alerts", "check", "--output", "github", "--fail-on", "error"]
    assert (done.returncode, done.stdout.splitlines()) == (0, [*first, *arguments])
    assert not (rules / "x").exists()


def test_the_actions_options_are_those_of_the_command() -> None:
    script = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"][-1]["run"]

    named = set(re.findall(r"--[a-z-]+", script))
    assert named == {"--output", "--fail-on", "--select", "--ignore"}
    assert named <= options("alerts", "check")
