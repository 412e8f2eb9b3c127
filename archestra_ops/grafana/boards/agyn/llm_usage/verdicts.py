"""Do the models answer?"""

from archestra_ops.grafana.board import Panel, Query, Row, Steps
from archestra_ops.grafana.boards.agyn.kubernetes import is_available
from archestra_ops.grafana.boards.agyn.llm_usage.answers import RESPONSES, share


def _share_of(title: str, description: str, status: str, steps: Steps) -> Panel:
    return Panel(
        title=title,
        description=description,
        queries=(Query(expr=share(status, "$__range"), instant=True),),
        kind="stat",
        unit="percentunit",
        decimals=2,
        width=4,
        height=4,
        steps=steps,
        nothing="no answers",
    )


VERDICTS = Row(
    title="Do the models answer?",
    panels=(
        _share_of(
            "How many answers are good?",
            (
                "Share of the providers' answers with a 2xx status, over the chosen range. Above "
                "99 % is normal, below 95 % users notice."
            ),
            '=~"2.."',
            {"red": None, "yellow": 0.95, "green": 0.99},
        ),
        _share_of(
            "How many are rate limited?",
            (
                "Share of the answers with 429, over the chosen range. Above 1 % agents wait: "
                "lower the concurrency for the provider, or buy a higher limit."
            ),
            '="429"',
            {"green": None, "yellow": 0.005, "red": 0.01},
        ),
        _share_of(
            "How often do providers fail?",
            (
                "Share of the answers with 5xx, over the chosen range. Above 1 % look at the "
                "provider's status page; the next rows say which one it is."
            ),
            '=~"5.."',
            {"green": None, "yellow": 0.01, "red": 0.05},
        ),
        _share_of(
            "How many are not allowed?",
            (
                "Share of the answers with 401 or 403, over the chosen range. Any that stay are a "
                "key that was revoked, or a model that the account may not use."
            ),
            '=~"401|403"',
            {"green": None, "yellow": 0.002, "red": 0.02},
        ),
        Panel(
            title="How much is asked?",
            description=(
                "Answers per second over the chosen range, bad ones among them. Yellow: none at "
                "all. Where there should be some, look whether the LLM Proxy is scraped."
            ),
            queries=(Query(expr=f"sum(rate({RESPONSES}[$__range]))", instant=True),),
            kind="stat",
            unit="reqps",
            decimals=2,
            width=4,
            height=4,
            steps={"yellow": None, "text": 0.0001},
            nothing="no answers",
        ),
        is_available("llm-proxy", "the LLM Proxy"),
    ),
)
