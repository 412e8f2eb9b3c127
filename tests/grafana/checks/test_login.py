from __future__ import annotations

from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.checks import login
from tests.grafana.checks.made import seen, told


def test_a_login_that_is_not_accepted() -> None:
    error = ForbiddenError("'http://g' does not accept the login", hint="is it expired?")

    assert told(login, seen(refusal=error)) == [
        ("error", "'http://g' does not accept the login", "is it expired?")
    ]
