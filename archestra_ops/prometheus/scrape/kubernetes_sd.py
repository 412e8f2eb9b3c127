"""Scrape jobs in Prometheus' own form, with pods that it finds by the labels of the Helm chart.

The pod role has a target for each container port; a pod that has ended keeps its targets:
https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config
"""

from archestra_ops.prometheus.scrape.static import render

__all__ = ["render"]
