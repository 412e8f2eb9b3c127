from __future__ import annotations

import pytest

from archestra_ops.errors import UnavailableError
from archestra_ops.http import Response
from archestra_ops.prometheus.ruler import RulerError, RulerRefusedError
from archestra_ops.prometheus.ruler.answers import check, read_groups

URL = "http://mimir/prometheus/config/v1/rules/ns"


def response(status: int, body: str = "") -> Response:
    return Response(
        url=URL, status=status, headers={}, body=body.encode(), elapsed=0.0, encoded_size=len(body)
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, "no rule groups found\n"),
        (404, "group namespace does not exist\n"),
        (200, "{}\n"),
        (200, "null\n"),
        (200, "other: [{name: g, rules: []}]"),
    ],
)
def test_a_namespace_with_nothing_in_it(status, body) -> None:
    assert read_groups(response(status, body), "ns", str) == {}


def test_the_groups_of_a_namespace() -> None:
    body = "ns:\n  - name: g\n    rules:\n      - {alert: A, expr: up, for: 60s}\n"

    assert read_groups(response(200, body), "ns", str) == {
        "g": {"name": "g", "rules": [{"alert": "A", "expr": "up", "for": "1m"}]}
    }


@pytest.mark.parametrize("body", ["", " \n", "[1]", "text", "a: [", "a: 1\na: 2"])
def test_what_is_no_list_of_groups(body) -> None:
    with pytest.raises(RulerError) as caught:
        read_groups(response(200, body), "ns", str)

    assert str(caught.value) == f"'{URL}' does not answer as a ruler does"
    assert caught.value.exit_code == UnavailableError.exit_code


@pytest.mark.parametrize(
    ("status", "body", "kind", "message", "hint"),
    [
        (
            401,
            "no org id",
            RulerRefusedError,
            f"'{URL}' refuses to do it: no org id",
            "name the tenant: --tenant NAME, or MIMIR_TENANT_ID",
        ),
        (
            403,
            '{"status":"error","error":"s3cret is wrong."}',
            RulerRefusedError,
            f"'{URL}' refuses to do it: *** is wrong",
            (
                "is the login of this tenant? see MIMIR_AUTH_TOKEN, or MIMIR_API_USER and "
                "MIMIR_API_KEY"
            ),
        ),
        (
            404,
            "404 page not found\n",
            RulerRefusedError,
            f"no ruler answers at '{URL}': status 404: 404 page not found",
            "is its API on? --ruler-path says where: Cortex has it at /api/v1/rules",
        ),
        (
            400,
            "per-user rules per rule group limit (limit: 20 actual: 21) exceeded",
            RulerRefusedError,
            (
                f"'{URL}' refuses to do it: per-user rules per rule group limit (limit: 20 "
                "actual: 21) exceeded"
            ),
            "--group-size N cuts groups to the size that the tenant may have",
        ),
        (400, "", RulerRefusedError, f"'{URL}' refuses to do it: status 400", ""),
        (
            500,
            "x" * 400,
            RulerError,
            f"'{URL}' answers with the status 500: {'x' * 300}…",
            "is the ruler up, and a tenant named? its log says more",
        ),
        (
            401,
            "<html>Log in</html>",
            RulerRefusedError,
            f"'{URL}' refuses to do it: status 401",
            (
                "is the login of this tenant? see MIMIR_AUTH_TOKEN, or MIMIR_API_USER and "
                "MIMIR_API_KEY"
            ),
        ),
        (
            503,
            "\n<html>Down for now</html>",
            RulerError,
            f"'{URL}' answers with the status 503",
            "is the ruler up, and a tenant named? its log says more",
        ),
        (
            302,
            "",
            RulerError,
            f"'{URL}' answers with a web page or a redirect, not as a ruler does",
            "is the address that of Mimir itself, and does no login page stand before it?",
        ),
        (
            200,
            "<!DOCTYPE html>",
            RulerError,
            f"'{URL}' answers with a web page or a redirect, not as a ruler does",
            "is the address that of Mimir itself, and does no login page stand before it?",
        ),
    ],
)
def test_what_it_says_no_to(status, body, kind, message, hint) -> None:
    with pytest.raises(RulerError) as caught:
        check(response(status, body), "do it", lambda text: text.replace("s3cret", "***"))

    assert (type(caught.value), str(caught.value), caught.value.hint) == (kind, message, hint)


def test_what_it_did() -> None:
    check(response(202, '{"status":"success"}'), "do it", str)
