"""Make Archestra observable with Prometheus and Grafana, and prove that it works."""

__version__ = "0.1.0"
