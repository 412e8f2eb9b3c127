"""Rules in a Grafana: what holds for any that can import them, ours or a real one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from archestra_ops.grafana.api import Grafana, connect
from archestra_ops.grafana.api.errors import GrafanaError
from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.sync.folders import Located, create
from archestra_ops.http import Http, Secret
from archestra_ops.prometheus.ruler import RulerRefusedError, apply, plan
from archestra_ops.prometheus.rules import Rule, RuleGroup
from archestra_ops.verify.grafana_rules import GrafanaRules, Namespace
from tests.servers.fault import Fault
from tests.servers.faults import FaultProxy
from tests.servers.grafana import FakeGrafana

DOWN = Rule(
    alert="Down",
    expr='up{job="a"} == 0\n  and y',
    hold="90s",
    labels={"severity": "critical"},
    annotations={"summary": "{{ $labels.instance }} is down"},
)
GROUP = RuleGroup(name="first", rules=(DOWN,))
OTHER = RuleGroup(name="second", interval="30s", rules=(Rule(alert="Slow", expr="y > 1"),))


def located(uid: str) -> Located:
    folder = Folder(uid=uid, title=uid)
    return Located(uid="", path=(uid,), missing=(folder,), own=True)


@contextmanager
def rules(url: str, token: str, place: Namespace) -> Iterator[tuple[GrafanaRules, Grafana]]:
    with Http(headers={"Authorization": Secret(f"Bearer {token}")}) as http:
        grafana = connect(http, url)
        yield GrafanaRules(http, url, grafana, place), grafana


@pytest.fixture
def place(grafana) -> Namespace:
    datasource = grafana.put_datasource("p", "prometheus")
    return Namespace(
        folder=located(grafana.uid("rules")), title=grafana.uid("ns"), datasource=datasource
    )


@pytest.fixture
def ruler(grafana, place) -> Iterator[GrafanaRules]:
    with rules(grafana.url, grafana.token, place) as (made, _):
        yield made


@pytest.mark.grafana(since=11)
def test_groups_are_put_read_back_replaced_and_removed(ruler) -> None:
    assert ruler.groups() == {}

    ruler.put(GROUP)
    ruler.put(OTHER)
    assert ruler.groups() == {"first": ruler.content(GROUP), "second": ruler.content(OTHER)}

    changed = RuleGroup(name="second", rules=(DOWN,))
    ruler.put(changed)
    ruler.remove("first")
    ruler.remove("first")
    assert ruler.groups() == {"second": ruler.content(changed)}


@pytest.mark.grafana(since=11)
def test_an_import_of_the_same_changes_nothing(ruler) -> None:
    first = plan(ruler, [GROUP, OTHER], ())
    assert [one.result for one in apply(ruler, first, lambda: False)] == ["created", "created"]

    assert not plan(ruler, [GROUP, OTHER], ()).changes_anything


@pytest.mark.grafana(since=11)
def test_another_datasource_is_a_change(grafana, ruler, place) -> None:
    ruler.put(GROUP)
    other = grafana.put_datasource("q", "prometheus")
    again = Namespace(
        folder=Located(uid=grafana.uid("rules"), path=("x",)), title=place.title, datasource=other
    )

    with rules(grafana.url, grafana.token, again) as (changed, _):
        (step,) = plan(changed, [GROUP], ()).steps
        assert (step.verb, [one.what for one in step.changes]) == (
            "update",
            [f"datasource {place.datasource} → {other}"],
        )
        changed.put(GROUP)
        assert not plan(changed, [GROUP], ()).changes_anything


@pytest.mark.grafana(since=11)
def test_whoever_may_only_look_is_told_so(grafana, place) -> None:
    with rules(grafana.url, grafana.token, place) as (_, admin):
        create(admin, place.folder)
    with rules(grafana.url, grafana.somebody("Viewer"), place) as (ruler, _):
        assert ruler.groups() == {}
        with pytest.raises(RulerRefusedError) as caught:
            ruler.put(GROUP)

    # In the folder, or in the rules: which right is asked for first is Grafana's own affair.
    assert str(caught.value).startswith("the login may not ")
    assert caught.value.hint == "give it that permission, or the role Editor"


@pytest.mark.grafana(since=11)
def test_an_editor_may_import(grafana, place) -> None:
    with rules(grafana.url, grafana.somebody("Editor"), place) as (ruler, _):
        ruler.put(GROUP)

        assert ruler.groups() == {"first": ruler.content(GROUP)}


@pytest.mark.grafana(since=11)
def test_a_datasource_that_is_not_there(grafana, place) -> None:
    wrong = Namespace(folder=place.folder, title=place.title, datasource="nowhere")

    with (
        rules(grafana.url, grafana.token, wrong) as (ruler, _),
        pytest.raises(RulerRefusedError, match="refuses to keep the rule group 'first': "),
    ):
        ruler.put(GROUP)


def test_an_older_grafana_cannot() -> None:
    with FakeGrafana(9) as fake:
        place = Namespace(folder=located("f"), title="ns", datasource="d")
        with (
            rules(fake.url, fake.token, place) as (ruler, _),
            pytest.raises(GrafanaError) as caught,
        ):
            ruler.groups()

    assert str(caught.value) == f"'{fake.url}' cannot import rules of Prometheus"
    assert caught.value.hint == (
        "Grafana 11.6 and later can; send them to a Prometheus or Mimir instead"
    )


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.ERROR_AFTER, Fault.GATEWAY_AFTER])
def test_a_lost_answer_is_read_again_and_nothing_sent_twice(fault) -> None:
    posts = []

    def once(_number: int, method: str, path: str) -> Fault | None:
        if method == "POST" and path.startswith("/api/convert"):
            posts.append(path)
            return fault if len(posts) == 1 else None
        return None

    with FakeGrafana(11) as fake, FaultProxy(fake.url, once) as proxy:
        fake.add_datasource("d", "prometheus")
        place = Namespace(folder=located("f"), title="ns", datasource="d")
        with rules(proxy.url, fake.token, place) as (ruler, _):
            outcomes = apply(ruler, plan(ruler, [GROUP, OTHER], ()), lambda: False)
            assert [one.result for one in outcomes] == ["created", "created"]

    assert len(posts) == 2
    assert fake.record.most_in_flight == 1


def answering(mock_http, *replies: httpx.Response) -> GrafanaRules:
    """Rules in a Grafana that gives *replies* to whatever is asked."""
    waiting = iter(replies)
    http = mock_http(lambda _: next(waiting))
    place = Namespace(folder=Located(uid="f", path=("F",)), title="ns", datasource="d")
    return GrafanaRules(http, "http://g", connect(http, "http://g", api="classic"), place)


@pytest.mark.parametrize(
    ("status", "words", "message", "hint"),
    [
        (
            400,
            "Cannot import recording rules: Feature not enabled.",
            (
                "'http://g' refuses to keep the rule group 'first': Cannot import recording rules: "
                "Feature not enabled"
            ),
            "turn them on in Grafana's configuration: enabled = true under [recording_rules]",
        ),
        (
            409,
            "cannot change provenance",
            "'http://g' refuses to keep the rule group 'first': cannot change provenance",
            (
                "was a group of that name made in Grafana itself? give it another, or remove it "
                "there"
            ),
        ),
    ],
)
def test_what_grafana_says_no_to(mock_http, status, words, message, hint) -> None:
    ruler = answering(mock_http, httpx.Response(status, json={"message": words}))

    with pytest.raises(RulerRefusedError) as caught:
        ruler.put(GROUP)

    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_who_may_not_see_which_datasource_is_asked_is_content_with_any(mock_http) -> None:
    yaml = "ns:\n- {name: first, interval: 1m, rules: []}\n"
    ruler = answering(
        mock_http,
        httpx.Response(200, text=yaml, headers={"Content-Type": "application/yaml"}),
        httpx.Response(200, json=[]),
        httpx.Response(403, json={"message": "no"}),
    )

    assert ruler.groups() == {
        "first": {"name": "first", "interval": "1m", "rules": [], "datasource": "d"}
    }


def test_a_login_page_is_no_list_of_rules(mock_http) -> None:
    page = httpx.Response(200, html="<html><title>Log in</title></html>")

    with pytest.raises(GrafanaError, match="login page"):
        answering(mock_http, page).groups()
