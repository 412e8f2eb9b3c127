"""What does the LLM Proxy's log say?"""

from archestra_ops.grafana.board import LogQuery, Panel, Row
from archestra_ops.grafana.boards.agyn.logs import bad_lines, line_count, stream

_PROXY = stream("llm-proxy")
# `proxy: upstream response status=429` of the code, `"status":429` of the documentation.
_STATUS = r'status"?[=:] ?"?(?P<status>[0-9]{3})'

LOG_LINES = Row(
    title="Logs: what does the LLM Proxy say?",
    collapsed=True,
    panels=(
        Panel(
            title="How do providers answer, by the log?",
            description=(
                "Lines of the LLM Proxy's log that give the status of a provider's answer, by the "
                "status. It works without the proxy's metrics: the code writes such a line for "
                "each answer."
            ),
            queries=(
                LogQuery(
                    logql=(
                        f"sum by (status) (count_over_time({_PROXY} |~ `upstream response`"
                        f" | regexp `{_STATUS}` [$__auto]))"
                    )
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            stack=True,
        ),
        Panel(
            title="How often was the rate limited, by the log?",
            description=(
                "Lines with status 429. A few are a burst; a line that stays is a provider whose "
                "limit is too small for what agents ask."
            ),
            queries=(
                LogQuery(logql=line_count(_PROXY, r'upstream response.*status"?[=:] ?"?429')),
            ),
            unit="short",
            decimals=0,
            minimum=0,
            nothing="never",
        ),
        bad_lines("What goes wrong in the LLM Proxy?", "From the LLM Proxy.", "llm-proxy"),
    ),
)
