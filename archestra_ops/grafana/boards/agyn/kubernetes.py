"""What the boards have in common where they ask kube-state-metrics.

Its series are about all that is in a cluster: what they are of is in `namespace`, which a scrape
with honor_labels keeps, and in `deployment`.
"""

from __future__ import annotations

from archestra_ops.grafana.board import Panel, Query, TextVariable

WORKLOAD_NAMESPACE = TextVariable(
    name="workloads",
    label="Workloads in",
    help="The namespace of the agents' workloads, or a pattern for several.",
    default="agyn-workloads",
)
OF_WORKLOADS = 'namespace=~"$workloads"'
RUNNING = f'kube_pod_status_phase{{{OF_WORKLOADS},phase="Running"}}'

# A chart's release may stand in front of a service's name.
_NAMES = (
    "gateway|llm-proxy|agents-orchestrator|runners|k8s-runner|tracing|authorization|notifications"
    "|threads|metering|openfga"
)
SERVICES = f'namespace=~"$namespace",deployment=~"(.+-)?({_NAMES})"'
# The same services, as the mesh of Istio calls what requests go to.
OF_SERVICES = (
    f'destination_service_namespace=~"$namespace",destination_service_name=~"(.+-)?({_NAMES})"'
)
ROUTERS = 'deployment=~".*ziti.*router.*"'


def service(name: str) -> str:
    """The matchers for the deployment of the service called *name*."""
    return f'namespace=~"$namespace",deployment=~"(.+-)?{name}"'


def replicas_available(matchers: str) -> str:
    """The share of the replicas of each deployment that are available, of those that want any."""
    return (
        f"kube_deployment_status_replicas_available{{{matchers}}}"
        f" / (kube_deployment_spec_replicas{{{matchers}}} > 0)"
    )


def is_available(name: str, title: str) -> Panel:
    """A verdict: whether the replicas of the service called *name* are available."""
    return Panel(
        title=f"Is {title} available?",
        description=(
            f"Available replicas of {title}, of those that its deployment is to have, by "
            "kube-state-metrics. Below 100 % look at the pods' events; at 0 % nothing answers."
        ),
        queries=(Query(expr=f"min({replicas_available(service(name))})", instant=True),),
        kind="stat",
        unit="percentunit",
        decimals=0,
        width=4,
        height=4,
        minimum=0,
        maximum=1,
        steps={"red": None, "yellow": 0.01, "green": 1},
        nothing="not scraped",
    )
