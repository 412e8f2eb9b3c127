"""Objects for the Prometheus Operator, one a job.

What has a Service gets a ServiceMonitor, what has none a PodMonitor, what is outside of the cluster
a ScrapeConfig. Fields: pkg/apis/monitoring/v1 and v1alpha1 of prometheus-operator 0.95, of which
none is used that 0.73 does not have. A Secret that an object names is in the object's namespace.
"""

from __future__ import annotations

from archestra_ops.prometheus.scrape.jobs import jobs_of
from archestra_ops.prometheus.scrape.relabelling import constants
from archestra_ops.prometheus.scrape.request import ScrapeRequest
from archestra_ops.prometheus.scrape.static import placeholder_values
from archestra_ops.templating import fill


def render(request: ScrapeRequest) -> str:
    """The objects for the jobs of *request*, as one YAML stream."""
    cluster = request.cluster
    home = cluster.monitor_namespace or cluster.namespace
    return fill(
        "operator-object.yaml.j2",
        secret_variable=request.platform.metrics_secret,
        jobs=jobs_of(request),
        constants=constants,
        labels=request.labels,
        placeholders=placeholder_values(request),
        # A monitor looks in its own namespace unless told otherwise.
        home=home,
        operator_labels=cluster.operator_labels,
        credentials_name=cluster.credentials_name,
        credentials_key=cluster.credentials_key or request.platform.metrics_secret,
    )
