"""Are LLM calls succeeding, and if not, why?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

# The provider's status; `0` where there was no answer. Every attempt is counted.
ANSWERED = 'llm_request_duration_seconds_count{status_code=~"2.."}'
FAILED = 'llm_request_duration_seconds_count{status_code!~"2.."}'

# The least step of trends. Calls are few: within a minute one that fails is a share of 100 %.
STEP = "1m"

# A status that none of these fits is its own cause.
_CAUSES = {
    "(.*)": "$1",
    "4..": "refused (4xx)",
    "5..": "provider failed (5xx)",
    "429": "rate limited (429)",
    "0": "network failure",
}


def failing(label: str) -> str:
    """The share of failed calls by *label*: 0 where all are answered, nothing without calls."""
    failed = f"sum by ({label}) (rate({FAILED}[$__rate_interval]))"
    tried = f"sum by ({label}) (rate(llm_request_duration_seconds_count[$__rate_interval]))"
    return f"({failed} or 0 * {tried}) / ({tried} > 0)"


def _named(series: str) -> str:
    """*series* with a status of `0` in words."""
    return f'label_replace({series}, "status_code", "network failure", "status_code", "0")'


def _by_cause(series: str) -> str:
    for status, cause in _CAUSES.items():
        series = f'label_replace({series}, "cause", "{cause}", "status_code", "{status}")'
    return f"sum by (cause) ({series})"


CALLS = Row(
    title="Calls: are they succeeding, and if not, why?",
    panels=(
        Panel(
            title="What do the providers answer?",
            description=(
                "Attempts per second by the provider's status. A `network failure` never got an "
                "answer: look at DNS, proxies and egress rules. 429 is the provider's limit for "
                "your account, 401 and 403 are keys, 400 is a request that the model does not "
                "take, 5xx and 529 are the provider's own trouble."
            ),
            queries=(
                Query(
                    expr=_named(
                        "sum by (status_code) (rate("
                        "llm_request_duration_seconds_count[$__rate_interval]))"
                    ),
                    legend="{{status_code}}",
                ),
            ),
            unit="reqps",
            minimum=0,
            stack=True,
            colors={"200": "green", "429": "yellow", "network failure": "purple"},
        ),
        Panel(
            title="What share fails, and why?",
            description=(
                "Share of all calls by cause. Rate limited: ask the provider for more, or route "
                "to another model. Refused: a key or a client is wrong. Provider failed: see its "
                "status page. Network failure: it is on your side or between."
            ),
            queries=(
                Query(
                    expr=(
                        f"{_by_cause(f'rate({FAILED}[$__rate_interval])')}"
                        " / on () group_left () (sum(rate("
                        "llm_request_duration_seconds_count[$__rate_interval])) > 0)"
                    ),
                    legend="{{cause}}",
                ),
            ),
            unit="percentunit",
            interval=STEP,
            minimum=0,
            colors={
                "network failure": "purple",
                "rate limited (429)": "yellow",
                "refused (4xx)": "orange",
                "provider failed (5xx)": "red",
            },
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no failures",
        ),
        Panel(
            title="Which provider fails?",
            description=(
                "Share of each provider's calls that fail. One alone is its outage or its key; "
                "all together are your network or your egress proxy."
            ),
            queries=(Query(expr=failing("provider"), legend="{{provider}}"),),
            unit="percentunit",
            interval=STEP,
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no calls",
        ),
        Panel(
            title="Which model fails?",
            description=(
                "Share of each model's calls that fail. One model at 100 % while its provider is "
                "well: its name is wrong, it was withdrawn, or the key has no access to it."
            ),
            queries=(Query(expr=failing("model"), legend="{{model}}"),),
            unit="percentunit",
            interval=STEP,
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no calls",
        ),
        Panel(
            title="What failed most?",
            description=(
                "Failed calls in the chosen range by provider, model and status, the ten most "
                "frequent. Start with the longest bar; the trace of such a call holds what the "
                "provider said."
            ),
            queries=(
                Query(
                    expr=(
                        f"topk(10, {_named(occurrences(FAILED, 'provider, model, status_code'))})"
                    ),
                    legend="{{status_code}}: {{provider}} {{model}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="no failures",
        ),
    ),
)
