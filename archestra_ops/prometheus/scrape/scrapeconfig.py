"""ScrapeConfig objects for the Prometheus Operator: targets that are outside of its cluster.

https://prometheus-operator.dev/docs/developer/scrapeconfig/
"""

from archestra_ops.prometheus.scrape.servicemonitor import render

__all__ = ["render"]
