"""Can the gateway read its configuration?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, occurrences, per_second

_UNREAD = "ai_gateway_config_parsing_failures_total"

CONFIGURATION = Row(
    title="Configuration: can the gateway read it?",
    collapsed=True,
    panels=(
        Panel(
            title="Is the configuration broken?",
            description=(
                "Errors in the chosen range while the gateway read its configuration. 0 is right: "
                "after one, requests are handled by rules that are not those you wrote. The "
                "gateway's logs say which file and line."
            ),
            queries=(Query(expr=f"{occurrences(_UNREAD)} or vector(0)", instant=True),),
            kind="stat",
            unit="short",
            decimals=0,
            width=8,
            steps={"green": None, "red": 0.5},
        ),
        Panel(
            title="When could the configuration not be read?",
            description=(
                "Errors per minute by tenant. They begin with the change that broke it: compare "
                "with what was applied at that time, and take it back."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(_UNREAD, 'tenant_name')}",
                    legend="{{tenant_name}}",
                ),
            ),
            unit="cpm",
            interval=STEP,
            width=16,
            minimum=0,
            nothing="no errors",
        ),
    ),
)
