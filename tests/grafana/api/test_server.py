"""Every strange answer has a sentence of its own, whichever question it is given to."""

from __future__ import annotations

import httpx
import pytest

from archestra_ops.errors import FetchError
from archestra_ops.grafana.api.classic import ClassicApi
from archestra_ops.grafana.api.errors import (
    AbsentError,
    ChangedError,
    ForbiddenError,
    GrafanaError,
    ProvisionedError,
    RefusedError,
)
from archestra_ops.grafana.api.server import Server, step

URL = "http://host/sub"
ORG = f"{URL}/api/org"
CHANGED = f"somebody else has changed '{URL}' meanwhile"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(status: int, text: str) -> httpx.Response:
    return httpx.Response(status, headers=HTML, text=text)


def redirect(location: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": location})


def said(code: int, message: str, **more: str) -> httpx.Response:
    return httpx.Response(code, json={"message": message, **more})


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        # redirects
        (
            redirect("/login"),
            GrafanaError,
            f"'{ORG}' redirects to the login page 'http://host/login'",
        ),
        (
            redirect("/sub/login?redirect_to=x"),
            GrafanaError,
            f"'{ORG}' redirects to the login page '{URL}/login'",
        ),
        (
            redirect("https://sso.example/authorize?client_id=1&state=abc"),
            GrafanaError,
            f"'{ORG}' redirects to 'https://sso.example/authorize', which is another server",
        ),
        (
            redirect("https://host/sub/api/org"),
            GrafanaError,
            f"'{URL}' has moved to 'https://host/sub'",
        ),
        (
            redirect("/grafana/api/org"),
            GrafanaError,
            f"'{URL}' has moved to 'http://host/grafana'",
        ),
        (
            redirect("/elsewhere"),
            GrafanaError,
            f"'{ORG}' redirects to 'http://host/elsewhere' instead of answering",
        ),
        (redirect(""), GrafanaError, f"'{ORG}' redirects to '{ORG}' instead of answering"),
        # web pages
        (
            page(200, "<!DOCTYPE html><title>Grafana</title><script>window.grafanaBootData"),
            GrafanaError,
            f"'{ORG}' shows a web page of Grafana, such as its login, instead of its API",
        ),
        (
            page(200, "<html><title>Company</title><input name=p type='password'>"),
            GrafanaError,
            f"'{ORG}' answers with a login page",
        ),
        (
            httpx.Response(200, text="\n<html><title>Please sign in</title>"),
            GrafanaError,
            f"'{ORG}' answers with a login page",
        ),
        (
            page(200, "<html><title>Hotel &amp; WiFi glsa_t0ken</title>"),
            GrafanaError,
            f"'{ORG}' answers with a web page titled 'Hotel & WiFi ***'",
        ),
        (page(200, "<html>hello"), GrafanaError, f"'{ORG}' answers with a web page"),
        (
            page(404, "<title>Grafana</title>"),
            AbsentError,
            f"no Grafana answers at '{ORG}': status 404",
        ),
        (
            page(403, "<title>Blocked</title>"),
            ForbiddenError,
            f"'{ORG}' lets nobody in without the right credentials: status 403: Blocked",
        ),
        (
            page(502, "<title>502 Bad Gateway</title>"),
            GrafanaError,
            f"'{ORG}' answers with the status 502: 502 Bad Gateway",
        ),
        (
            page(407, "<title>Proxy</title>"),
            GrafanaError,
            "the proxy on the way to Grafana wants a login: status 407",
        ),
        (
            page(511, "<title>WiFi</title>"),
            GrafanaError,
            f"the network wants a sign-in before it lets '{ORG}' through: status 511",
        ),
        # what is not JSON, or not Grafana's
        (
            httpx.Response(200, text='{"id": 1, "na'),
            GrafanaError,
            f"'{ORG}' sent JSON that breaks off or is broken",
        ),
        (httpx.Response(200, text=""), GrafanaError, f"'{ORG}' sent an empty answer"),
        (httpx.Response(200, text="OK"), GrafanaError, f"'{ORG}' does not answer in JSON"),
        (
            httpx.Response(200, json={"status": "success", "data": []}),
            GrafanaError,
            f"'{ORG}' answers in JSON, but not as Grafana does",
        ),
        (
            httpx.Response(200, json=["id"]),
            GrafanaError,
            f"'{ORG}' answers in JSON, but not as Grafana does",
        ),
        (
            httpx.Response(404, text="404 page not found\n"),
            AbsentError,
            f"no Grafana answers at '{ORG}': status 404",
        ),
        (said(404, "Not found"), AbsentError, f"no Grafana answers at '{ORG}': status 404"),
        (said(410, "Gone"), AbsentError, f"no Grafana answers at '{ORG}': status 410"),
        # what Grafana refuses
        (
            said(401, "Invalid API key"),
            ForbiddenError,
            f"'{URL}' does not accept the login: Invalid API key",
        ),
        (httpx.Response(401, json={}), ForbiddenError, f"'{URL}' does not accept the login"),
        (
            httpx.Response(401, text="no Bearer glsa_t0ken"),
            ForbiddenError,
            f"'{ORG}' lets nobody in without the right credentials: status 401: no Bearer ***",
        ),
        (
            said(
                403,
                "You'll need additional permissions to perform this action. "
                "Permissions needed: orgs:read",
                title="Access denied",
            ),
            ForbiddenError,
            f"the login may not read its organisation in '{URL}': it lacks 'orgs:read'",
        ),
        (
            said(403, "You'll need additional permissions. Permissions needed: any of a:b, c:d"),
            ForbiddenError,
            f"the login may not read its organisation in '{URL}': it lacks 'a:b, c:d'",
        ),
        (
            said(403, "Access denied"),
            ForbiddenError,
            f"the login may not read its organisation in '{URL}': it lacks 'orgs:read'",
        ),
        (
            said(403, "Quota reached"),
            RefusedError,
            f"'{URL}' refuses to read its organisation: Quota reached",
        ),
        (
            said(429, "slow down"),
            GrafanaError,
            f"'{ORG}' is asked too often: status 429: slow down",
        ),
        (
            said(500, "database is locked\nat line 1."),
            GrafanaError,
            f"'{ORG}' answers with the status 500: database is locked at line 1",
        ),
        (
            httpx.Response(503, text="upstream connect error"),
            GrafanaError,
            f"'{ORG}' answers with the status 503: upstream connect error",
        ),
        (
            said(400, "bad glsa_t0ken " + "x" * 400),
            RefusedError,
            f"'{URL}' refuses to read its organisation: bad *** " + "x" * 292 + "…",
        ),
        (said(422, ""), RefusedError, f"'{URL}' refuses to read its organisation: status 422"),
    ],
)
def test_each_strange_answer_has_its_sentence(always, answer, kind, message) -> None:
    with pytest.raises(GrafanaError) as caught:
        ClassicApi(Server(always(answer), URL)).organisation()

    assert (type(caught.value), str(caught.value)) == (kind, message)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (
            said(409, "Dashboard already exists. Use overwrite flag to update."),
            ChangedError,
            (f"{CHANGED}: Dashboard already exists. Use overwrite flag to update"),
        ),
        (
            said(412, "The dashboard has been changed by someone else", status="version-mismatch"),
            ChangedError,
            (f"{CHANGED}: The dashboard has been changed by someone else"),
        ),
        (
            said(400, "A dashboard with the same uid already exists"),
            ChangedError,
            (f"{CHANGED}: A dashboard with the same uid already exists"),
        ),
        (
            said(
                412,
                "A dashboard with the same name in the folder already exists",
                status="name-exists",
            ),
            RefusedError,
            (
                f"'{URL}' refuses to save the dashboard 'B': A dashboard with the same name in the "
                "folder already exists"
            ),
        ),
        (
            said(400, "Cannot save provisioned dashboard"),
            ProvisionedError,
            (
                f"'{URL}' refuses to save the dashboard 'B', which something else delivers: Cannot "
                "save provisioned dashboard"
            ),
        ),
        (
            said(412, "The dashboard belongs to plugin K8s.", status="plugin-dashboard"),
            ProvisionedError,
            (
                f"'{URL}' refuses to save the dashboard 'B', which something else delivers: The "
                "dashboard belongs to plugin K8s"
            ),
        ),
        (
            said(404, "folder not found", status="not-found"),
            RefusedError,
            f"'{URL}' refuses to save the dashboard 'B': folder not found",
        ),
        (
            httpx.Response(202, json={"status": "pending"}),
            GrafanaError,
            f"'{URL}/api/dashboards/db' answers in JSON, but not as Grafana does",
        ),
        (
            redirect("/login"),
            GrafanaError,
            f"'{URL}/api/dashboards/db' redirects to the login page 'http://host/login'",
        ),
    ],
)
def test_each_refusal_of_a_save_has_its_kind(always, answer, kind, message) -> None:
    grafana = ClassicApi(Server(always(answer), URL))
    with pytest.raises(GrafanaError) as caught:
        grafana.save(
            {"uid": "b", "title": "B"}, folder_uid="", message="", version=1, overwrite=False
        )

    assert (type(caught.value), str(caught.value)) == (kind, message)


def test_a_server_that_is_not_reached_is_told_without_its_user(mock_http) -> None:
    def refuse(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    grafana = ClassicApi(Server(mock_http(refuse), "http://me:s3cret@host/"))
    with pytest.raises(FetchError) as caught:
        grafana.organisation()

    assert str(caught.value) == "the connection to 'http://host' failed: refused"
    assert grafana.url == "http://host"


def test_the_password_in_an_address_is_in_no_sentence(mock_http) -> None:
    answer = said(401, "no user me with s3cret, bWU6czNjcmV0")
    grafana = ClassicApi(Server(mock_http(lambda _: answer), "http://me:s3cret@host/"))

    with pytest.raises(ForbiddenError) as caught:
        grafana.organisation()

    assert str(caught.value) == (
        "'http://host' does not accept the login: no user me with ***, ***"
    )


def test_what_may_have_been_done_is_not_sent_twice(answering) -> None:
    server, book = answering({"POST /api/dashboards/db": (502, {})})
    with pytest.raises(GrafanaError):
        ClassicApi(server).save(
            {"uid": "b", "title": "B"}, folder_uid="", message="", version=1, overwrite=False
        )
    assert len(book.seen) == 1


def test_a_uid_is_one_step_of_a_path() -> None:
    assert step("a/b?c#d") == "a%2Fb%3Fc%23d"
