"""Are the models answering, and what does it cost?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.archestra.genai_observability.calls import ANSWERED, FAILED
from archestra_ops.grafana.boards.archestra.genai_observability.cost import BILLED
from archestra_ops.grafana.boards.occurrences import occurrences

VERDICTS = Row(
    title="Are the models answering, and what does it cost?",
    panels=(
        Panel(
            title="How many calls fail?",
            description=(
                "Share of LLM calls over the chosen range that the provider answered with an "
                "error, or not at all. Below 1 % is normal, above 5 % users notice. The next row "
                "says which provider, which model and why."
            ),
            queries=(
                Query(
                    expr=(
                        f"(sum(increase({FAILED}[$__range])) or vector(0))"
                        " / (sum(increase(llm_request_duration_seconds_count[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.01, "red": 0.05},
            nothing="no calls",
        ),
        Panel(
            title="How slow is the first token?",
            description=(
                "95th percentile of the time from calling the provider to the first chunk of its "
                "stream, over the chosen range. Under 2 s feels immediate. Above 5 s people give "
                "up: look at the model that is slow, in the row on speed. 10 s is the end of the "
                "histogram: read it as 'longer'."
            ),
            queries=(
                Query(
                    expr=(
                        "histogram_quantile(0.95, sum by (le) (rate("
                        "llm_time_to_first_token_seconds_bucket[$__range]))) >= 0"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 2, "red": 5},
            nothing="no streams",
        ),
        Panel(
            title="What did it cost today?",
            description=(
                "US dollars since midnight of your time zone, at list price, without what a "
                "subscription covers. Nothing in spite of calls: the models have no prices yet, "
                "set them in the platform's settings on costs."
            ),
            queries=(Query(expr=f"sum(increase({BILLED}[$__range]))", instant=True),),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=4,
            height=4,
            time_from="now/d",
            nothing="nothing priced",
        ),
        Panel(
            title="What does a call cost?",
            description=(
                "List price per answered call over the chosen range, calls under a subscription "
                "and unpriced models among them. A jump without a new model means longer prompts: "
                "look at the size of requests in the row on tokens."
            ),
            queries=(
                Query(
                    expr=(
                        "sum(increase(llm_cost_total[$__range]))"
                        f" / (sum(increase({ANSWERED}[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="currencyUSD",
            decimals=4,
            width=4,
            height=4,
            nothing="nothing priced",
        ),
        Panel(
            title="How many tool calls were blocked?",
            description=(
                "Tool calls that a policy refused in the chosen range. Some are what policies are "
                "for; a sudden rise is an attack or a policy that is too strict: the row on "
                "policy says whose."
            ),
            queries=(
                Query(
                    expr=f"{occurrences('llm_blocked_tools_total')} or vector(0)",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=4,
            height=4,
        ),
        Panel(
            title="How much is asked?",
            description=(
                "LLM calls per second over the chosen range, failed ones among them. Yellow: none "
                "at all. Where there should be some, look at the scrape row of the Application "
                "Metrics board, and at the choices on top of this one."
            ),
            queries=(
                Query(expr="sum(rate(llm_request_duration_seconds_count[$__range]))", instant=True),
            ),
            kind="stat",
            unit="reqps",
            decimals=2,
            width=4,
            height=4,
            steps={"yellow": None, "green": 1e-9},
            nothing="no calls",
        ),
    ),
)
