"""Options that several commands share."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from archestra_ops.cli import app


@pytest.mark.parametrize("seconds", ["inf", "1e10", "86401", "nan", "0", "-1"])
def test_a_time_that_no_socket_takes_is_refused(seconds: str) -> None:
    given = ["check", "metrics", "--web", "http://127.0.0.1:1/", "--timeout", seconds]
    done = CliRunner().invoke(app, given)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Invalid value for '--timeout': " in done.stderr


def test_a_day_may_be_waited() -> None:
    given = ["check", "metrics", "--web", "http://127.0.0.1:1/", "--timeout", "86400"]

    assert CliRunner().invoke(app, given).exit_code == 3
