"""Boards and datasources as files that others hand to Grafana: its own provisioning, Kubernetes."""
