"""Do workloads reach the platform?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row
from archestra_ops.grafana.boards.agyn.kubernetes import ROUTERS, replicas_available

OPENZITI = Row(
    title="OpenZiti: do workloads reach the platform?",
    collapsed=True,
    panels=(
        Panel(
            title="When was each router online?",
            description=(
                "Routers that are not disabled, by openziti_exporter. Red: it has lost the "
                "controller, and workloads behind it reach neither the Gateway nor the LLM Proxy."
            ),
            queries=(
                Query(
                    expr=(
                        "max by (hostname) (openziti_router_online)"
                        " and on (hostname) max by (hostname) (openziti_router_enabled) == 1"
                    ),
                    legend="{{hostname}}",
                ),
            ),
            kind="state-timeline",
            unit="none",
            steps={"red": None, "green": 1},
            words={
                "1": Mapped(text="online", color="green"),
                "0": Mapped(text="offline", color="red"),
            },
        ),
        Panel(
            title="Does the exporter get its answers?",
            description=(
                "Whether each collector of openziti_exporter got what it asked the controller for. "
                "Red: its login or the controller failed, and the series of the routers are gone "
                "with it, so that no router looks offline."
            ),
            queries=(
                Query(
                    expr="min by (collector) (openziti_scrape_collector_success)",
                    legend="{{collector}}",
                ),
            ),
            kind="state-timeline",
            unit="none",
            steps={"red": None, "green": 1},
            words={
                "1": Mapped(text="answered", color="green"),
                "0": Mapped(text="failed", color="red"),
            },
        ),
        Panel(
            title="Do routers know what the controller knows?",
            description=(
                "Routers by how far they are in taking over the controller's data. All should be "
                "at SYNC_DONE; one that stays anywhere else lets workloads in, or out, that it "
                "should not."
            ),
            queries=(
                Query(
                    expr="count by (sync_status) (openziti_router_sync_status)",
                    legend="{{sync_status}}",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            stack=True,
            colors={"SYNC_DONE": "green", "SYNC_ERROR": "red", "SYNC_DISCONNECTED": "orange"},
        ),
        Panel(
            title="Are the routers' pods available?",
            description=(
                "Available replicas of deployments that are named after a router of OpenZiti, of "
                "those that they are to have, by kube-state-metrics. It tells of a router that is "
                "down without openziti_exporter. Yellow: some are missing. Red: none is left."
            ),
            queries=(
                Query(
                    expr=f"min by (deployment) ({replicas_available(ROUTERS)})",
                    legend="{{deployment}}",
                ),
            ),
            unit="percentunit",
            minimum=0,
            maximum=1,
            steps={"red": None, "yellow": 0.01, "text": 1},
            show_steps=True,
        ),
    ),
)
