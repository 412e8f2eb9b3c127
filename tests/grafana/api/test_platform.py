from __future__ import annotations

import pytest

from archestra_ops.grafana.api.errors import AbsentError, GrafanaError
from archestra_ops.grafana.api.platform import DASHBOARDS, Platform


def offering(*versions: str) -> tuple[int, object]:
    return 200, {"kind": "APIGroup", "versions": [{"version": version} for version in versions]}


@pytest.mark.parametrize(
    ("offered", "version"),
    [
        (("v2", "v1", "v1beta1"), "v1"),
        (("v1beta1", "v0alpha1"), "v1beta1"),
        (("v0alpha1",), "v0alpha1"),
    ],
)
def test_the_stablest_version_of_the_classic_schema_is_taken(answering, offered, version) -> None:
    server, book = answering({"GET /apis/dashboard.grafana.app": offering(*offered)})
    platform = Platform(server)

    for _ in range(2):
        assert platform.group_version(DASHBOARDS[0]) == f"dashboard.grafana.app/{version}"
    assert len(book.seen) == 1


def test_versions_that_are_not_known_are_named(answering) -> None:
    server, _ = answering({"GET /apis/dashboard.grafana.app": offering("v3", "v2")})

    with pytest.raises(GrafanaError) as caught:
        Platform(server).group_version(DASHBOARDS[0])
    assert str(caught.value) == (
        "'http://host/sub' offers 'dashboard.grafana.app' in the versions v3, v2 only"
    )


def test_a_platform_that_is_not_there(answering) -> None:
    server, _ = answering({})
    platform = Platform(server)

    assert not platform.there()
    with pytest.raises(AbsentError) as caught:
        platform.path(DASHBOARDS)
    assert str(caught.value) == "'http://host/sub' has no API 'dashboard.grafana.app'"


@pytest.mark.parametrize(
    ("answers", "org_id", "namespace", "organisation"),
    [
        ({"GET /api/frontend/settings": (200, {"namespace": "stacks-12"})}, None, "stacks-12", 1),
        ({"GET /api/frontend/settings": (200, {"namespace": "org-3"})}, 2, "org-3", 3),
        ({"GET /api/frontend/settings": (200, {"namespace": "default"})}, None, "default", 1),
        ({"GET /api/frontend/settings": (200, {})}, 2, "org-2", 2),
        ({"GET /api/org": (200, {"id": 4, "name": "Four"})}, None, "org-4", 4),
        ({"GET /api/org": (200, {"id": 1, "name": "Main"})}, None, "default", 1),
        ({}, 1, "default", 1),
        ({}, None, "default", 1),
    ],
)
def test_the_namespace_is_told_or_follows_from_the_organisation(
    answering, answers, org_id, namespace, organisation
) -> None:
    server, book = answering({"GET /apis/dashboard.grafana.app": offering("v1"), **answers})
    platform = Platform(server, org_id)

    assert platform.path(DASHBOARDS) == (
        f"/apis/dashboard.grafana.app/v1/namespaces/{namespace}/dashboards"
    )
    assert platform.org_id() == organisation
    before = len(book.seen)
    platform.path(DASHBOARDS)
    assert len(book.seen) == before
