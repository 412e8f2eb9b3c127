"""Do all tenants fare alike?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, TIMED, failing, per_second
from archestra_ops.grafana.boards.truefoundry.summary import summary

TENANTS = Row(
    title="Tenants: do all fare alike?",
    collapsed=True,
    panels=(
        Panel(
            title="Which tenants ask?",
            description=(
                "Requests per second by tenant. One that drops to 0 while the others go on has "
                "lost its way to the gateway, or its keys."
            ),
            queries=(Query(expr=per_second(TIMED, "tenant_name"), legend="{{tenant_name}}"),),
            unit="reqps",
            interval=STEP,
            minimum=0,
            stack=True,
            nothing="no requests",
        ),
        Panel(
            title="Which tenant's requests fail?",
            description=(
                "Share of each tenant's requests that fail. One alone: its own keys of a provider; "
                "all together: see which model fails."
            ),
            queries=(Query(expr=failing("tenant_name"), legend="{{tenant_name}}"),),
            unit="percentunit",
            interval=STEP,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no requests",
        ),
        summary(
            "What did each tenant ask for?",
            "Over the chosen range, the dearest first: what each is to be charged for.",
            tenant_name="Tenant",
        ),
    ),
)
