"""The HTTP API of Grafana 9 to 13: the classic one below /api, and the newer one below /apis."""

from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.connect import Api, connect

__all__ = ["Api", "Grafana", "connect"]
