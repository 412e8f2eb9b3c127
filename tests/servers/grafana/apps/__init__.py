"""`/apis`: the API that Grafana 13 has beside the classic one, after Kubernetes' manner."""

from __future__ import annotations

from tests.servers.grafana.apps import dashboards, discovery, folders

ROUTES = (*discovery.ROUTES, *dashboards.ROUTES, *folders.ROUTES)
