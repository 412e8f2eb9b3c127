"""Archestra's boards, in the order of their links."""

from archestra_ops.grafana.boards.archestra.application_metrics import APPLICATION_METRICS

ARCHESTRA = (APPLICATION_METRICS,)
