"""Scrape jobs that tests of several rules put together, and make one mistake in."""

from __future__ import annotations

WEB = """\
- job_name: archestra-web
  static_configs: [{targets: ["archestra:9050"]}]
"""
WORKER = """\
- job_name: archestra-worker
  static_configs: [{targets: ["archestra-worker:9000"]}]
"""


def config(*jobs: str) -> str:
    """A configuration with *jobs*, of which the first begins in line 2."""
    return "scrape_configs:\n" + "".join(jobs)


def named(name: str, *addresses: str, path: str = "/metrics") -> str:
    """A job of three lines whose targets are *addresses*."""
    listed = ", ".join(f"'{address}'" for address in addresses)
    where = f"  metrics_path: {path}\n  static_configs: [{{targets: [{listed}]}}]\n"
    return f"- job_name: {name}\n{where}"


def pods(name: str, app: str, port: str, extra: str = "") -> str:
    """A job that finds the pods of *app* by the labels of the chart, and has *extra* rules."""
    return f"""\
- job_name: {name}
  kubernetes_sd_configs: [{{role: pod}}]
  relabel_configs:
  - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_name]
    regex: {app}
    action: keep
  - {{source_labels: [__meta_kubernetes_pod_container_port_name], regex: {port}, action: keep}}
  - {{source_labels: [__meta_kubernetes_pod_name], target_label: pod}}
{extra}"""


def services(name: str, extra: str = "") -> str:
    """What the operator makes of a ServiceMonitor for web."""
    return f"""\
- job_name: {name}
  kubernetes_sd_configs: [{{role: endpoints, namespaces: {{names: [agents]}}}}]
  relabel_configs:
  - action: keep
    source_labels:
    - __meta_kubernetes_service_label_app_kubernetes_io_name
    - __meta_kubernetes_service_labelpresent_app_kubernetes_io_name
    regex: (archestra-platform);true
  - {{action: keep, source_labels: [__meta_kubernetes_endpoint_port_name], regex: metrics}}
  - {{source_labels: [__meta_kubernetes_pod_name], target_label: pod, action: replace}}
{extra}"""


PODS_OF_WEB = pods("archestra-web", "archestra-platform", "metrics")
PODS_OF_WORKER = pods("archestra-worker", "archestra-platform-worker", "backend")
ANNOTATED = """\
- job_name: kubernetes-pods
  kubernetes_sd_configs: [{role: pod}]
  relabel_configs:
  - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]
    regex: true
    action: keep
  - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]
    regex: ([^:]+)(?::\\d+)?;(\\d+)
    replacement: $1:$2
    target_label: __address__
"""
