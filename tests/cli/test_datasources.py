from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from archestra_ops.cli import app
from archestra_ops.grafana.export.datasources import Source, Sources, render


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["dashboards", "datasources", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_what_is_written_goes_to_stdout_or_into_a_file(tmp_path: Path) -> None:
    given = ("--prometheus", "http://p:9090", "--tempo", "http://t", "--loki", "http://l")
    expected = render(
        Sources(
            prometheus=Source(url="http://p:9090"),
            tempo=Source(url="http://t"),
            loki=Source(url="http://l"),
        )
    )
    file = tmp_path / "new" / "datasources.yaml"

    assert run(*given) == (0, expected, "")
    assert run(*given, "--out", file) == (0, "", "")
    assert file.read_text("utf-8") == expected


def test_every_option_has_its_place() -> None:
    given = ("--prometheus", "http://p", "--tempo", "http://t", "--loki", "http://l")
    uids = ("--prometheus-uid", "a", "--tempo-uid", "b", "--loki-uid", "c")
    code, out, err = run(*given, *uids, "--prometheus-type", "mimir", "--scrape-interval", "60s")

    assert (code, err) == (0, "")
    found = yaml.safe_load(out)["datasources"]
    assert [(one["type"], one["uid"], one["url"]) for one in found] == [
        ("prometheus", "a", "http://p"),
        ("tempo", "b", "http://t"),
        ("loki", "c", "http://l"),
    ]
    assert found[0]["jsonData"]["prometheusType"] == "Mimir"
    assert found[0]["jsonData"]["timeInterval"] == "1m"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            (),
            (
                "error: no datasource is given\n"
                "hint: give --prometheus URL, --tempo URL or --loki URL\n"
            ),
        ),
        (
            ("--loki", "http://l", "--scrape-interval", "0s"),
            "error: an interval of 0s is too short\nhint: give 1ms or more\n",
        ),
        (
            ("--loki", "http://l", "--scrape-interval", "15"),
            "error: '15' is not a duration\nhint: give a unit: 15s is seconds, 15m is minutes\n",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(given: tuple[str, ...], message: str) -> None:
    assert run(*given) == (2, "", message)


def test_a_password_is_never_repeated(tmp_path: Path) -> None:
    file = tmp_path / "datasources.yaml"
    code, out, err = run("--tempo", "http://admin:s3cr3t@tempo:3200", "--out", file)

    assert (code, out) == (2, "")
    assert err == (
        "error: 'http://tempo:3200' is given with a user or password, which would be in the file\n"
        "hint: put basicAuthUser and secureJsonData with variables of Grafana into the file\n"
    )
    assert not file.exists()
