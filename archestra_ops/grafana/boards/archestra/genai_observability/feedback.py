"""Do people like the answers?"""

from archestra_ops.grafana.board import Panel, Query, Row

_VOTES = 'chat_message_feedback_total{feedback=~"up|down"}'

FEEDBACK = Row(
    title="Chat feedback: do people like the answers?",
    collapsed=True,
    panels=(
        Panel(
            title="What share of feedback is good?",
            description=(
                "Thumbs up of all thumbs in the chosen range. Few people vote, and rather when "
                "they are cross: compare it with its own past, after a change of model or prompt. "
                "Provider, model, agent and source do not apply in this row."
            ),
            queries=(
                Query(
                    expr=(
                        '(sum(increase(chat_message_feedback_total{feedback="up"}[$__range]))'
                        " or vector(0))"
                        f" / (sum(increase({_VOTES}[$__range])) > 0)"
                    ),
                    instant=True,
                ),
            ),
            kind="stat",
            unit="percentunit",
            decimals=0,
            width=8,
            minimum=0,
            maximum=1,
            steps={"red": None, "yellow": 0.5, "green": 0.75},
            nothing="no feedback",
        ),
        Panel(
            title="When did people complain?",
            description=(
                "Feedback per hour. A cluster of `down` right after a release or a model change "
                "is its verdict."
            ),
            queries=(
                Query(
                    expr=(
                        "3600 * sum by (feedback) (rate("
                        "chat_message_feedback_total[$__rate_interval]))"
                    ),
                    legend="{{feedback}}",
                ),
            ),
            unit="suffix: per hour",
            decimals=0,
            minimum=0,
            interval="5m",
            width=16,
            colors={"up": "green", "down": "red", "cleared": "text"},
            nothing="no feedback",
        ),
    ),
)
