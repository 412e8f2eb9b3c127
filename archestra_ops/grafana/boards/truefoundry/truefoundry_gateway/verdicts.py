"""Are the models answering, and what does it cost?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import TIMED, failing, mean, share, total

_TURNED_AWAY = (
    "(sum(increase(ai_gateway_rate_limit_applied_total[$__range])) or vector(0))"
    " + (sum(increase(ai_gateway_budget_applied_total[$__range])) or vector(0))"
)
_TURNED_AWAY_GEN1 = (
    "(sum(increase(llm_gateway_rate_limit_requests_total[$__range])) or vector(0))"
    " + (sum(increase(llm_gateway_budget_requests_total[$__range])) or vector(0))"
)


def _turned_away(hit: str) -> str:
    """The share of *hit* of all requests; nothing without any.

    Whether requests that are turned away are timed is not published, so that divided is by
    whichever is more. Without it a budget that turns everybody away would be no data. The gateway's
    own count of requests lacks the labels of metadata that the other two are narrowed to.
    """
    return f"({hit}) / ((sum(increase({TIMED}[$__range])) > ({hit}) or ({hit})) > 0)"


VERDICTS = Row(
    title="Are the models answering, and what does it cost?",
    panels=(
        Panel(
            title="How many requests fail?",
            description=(
                "Share of requests over the chosen range that the model failed to answer. Below "
                "1 % is normal, above 5 % users notice. The next row says which model and why. If "
                "failed requests are not timed, which the vendor does not say, it is too high, "
                "100 % from half on: compare the gateway's counts there."
            ),
            queries=(Query(expr=failing(window="$__range"), instant=True),),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.01, "red": 0.05},
            nothing="no requests",
        ),
        Panel(
            title="How long does the first token take?",
            description=(
                "Mean time to the first token over the chosen range, streams only. Under 2 s on "
                "average most people do not wait; above 3 s, where the alert begins, one in ten "
                "waits too long: see which model, in the row on speed. A mean hides the slowest; "
                "the buckets that would show them have no published bounds."
            ),
            queries=(
                Query(
                    expr=mean("ai_gateway_first_token_latency_ms", window="$__range"), instant=True
                ),
            ),
            kind="stat",
            unit="ms",
            decimals=0,
            width=4,
            height=4,
            steps={"green": None, "yellow": 2000, "red": 3000},
            nothing="no streams",
        ),
        Panel(
            title="What did it cost today?",
            description=(
                "US dollars since midnight of your time zone, as the gateway estimates them from "
                "tokens and prices. Nothing in spite of requests: the models have no prices."
            ),
            queries=(Query(expr=total("ai_gateway_request_cost_total"), instant=True),),
            kind="stat",
            unit="currencyUSD",
            decimals=2,
            width=4,
            height=4,
            time_from="now/d",
            nothing="nothing priced",
        ),
        Panel(
            title="How many requests hit a limit?",
            description=(
                "Requests that a rate limit or a budget was applied to, of all in the chosen "
                "range. Some are what limits are for. Above 5 % users work around them: the rows "
                "on rate limits and budgets say which rule, and whom it hits. If such requests are "
                "not timed, which the vendor does not say, it is too high: 100 % from half on."
            ),
            queries=tuple(
                Query(expr=_turned_away(hit), legend="hit", instant=True)
                for hit in (_TURNED_AWAY, _TURNED_AWAY_GEN1)
            ),
            kind="stat",
            unit="percentunit",
            decimals=2,
            width=4,
            height=4,
            steps={"green": None, "yellow": 0.05, "red": 0.2},
            nothing="no requests",
        ),
        Panel(
            title="Are spans lost?",
            description=(
                "Spans that could not be exported, of those that the exporter took, over the "
                "chosen range. Above 0 the platform's traces have holes; the row on spans says "
                "which tenant's, and why. User and model do not apply."
            ),
            queries=(
                Query(
                    expr=share(
                        'ai_gateway_spans_exported_total{outcome="failed"}',
                        "ai_gateway_spans_accepted_total",
                        window="$__range",
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
            nothing="no spans",
        ),
        Panel(
            title="How much is asked?",
            description=(
                "Requests per second over the chosen range, as many as were timed. Yellow: none "
                "at all. Where there should be some, look at whether the gateway is scraped "
                "(`ops check prometheus`), and at the choices on top."
            ),
            queries=(Query(expr=f"sum(rate({TIMED}[$__range]))", instant=True),),
            kind="stat",
            unit="reqps",
            decimals=2,
            width=4,
            height=4,
            steps={"yellow": None, "green": 1e-9},
            nothing="no requests",
        ),
    ),
)
