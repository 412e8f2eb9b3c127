"""Was there text in the documents, and do answers quote them rightly?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.occurrences import occurrences

CONTENT = Row(
    title="Content: is there text, and are quotes right?",
    collapsed=True,
    panels=(
        Panel(
            title="In how many documents was no text found?",
            description=(
                "Documents without text in the chosen range, by kind of connector. They cannot be "
                "found. Scans need text recognition; the rest is usually media or empty files."
            ),
            queries=(
                Query(
                    expr=occurrences("rag_documents_without_text_total", "connector_type"),
                    legend="{{connector_type}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="none",
        ),
        Panel(
            title="How does text recognition end?",
            description=(
                "Pages read by optical character recognition per minute, by outcome, over all "
                "connectors. Outcomes that mean failure should be rare; where they are not, look "
                "at the kind of document and at the worker's log."
            ),
            queries=(
                Query(
                    expr="60 * sum by (outcome) (rate(rag_ocr_pages_total[$__rate_interval]))",
                    legend="{{outcome}}",
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no pages",
        ),
        Panel(
            title="Which connectors need text recognition?",
            description=(
                "Pages in the chosen range by kind of connector and outcome. Text recognition is "
                "slow: a source on top here makes syncs long."
            ),
            queries=(
                Query(
                    expr=occurrences("rag_ocr_pages_total", "connector_type, outcome"),
                    legend="{{connector_type}}: {{outcome}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="no pages",
        ),
        Panel(
            title="Do quotes hold?",
            description=(
                "Quotes in answers that were checked against their source, per minute by result. "
                "A growing part that does not hold means that the model invents: use another one, "
                "or have it answer from fewer results."
            ),
            queries=(
                Query(
                    expr=(
                        "60 * sum by (result) (rate("
                        "rag_quote_verification_total[$__rate_interval]))"
                    ),
                    legend="{{result}}",
                ),
            ),
            unit="cpm",
            minimum=0,
            stack=True,
            nothing="no quotes",
        ),
        Panel(
            title="How many quotes were checked?",
            description=(
                "Checked quotes in the chosen range by result. Their number says how far the "
                "trend beside it can be trusted."
            ),
            queries=(
                Query(
                    expr=occurrences("rag_quote_verification_total", "result"),
                    legend="{{result}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            minimum=0,
            nothing="no quotes",
        ),
    ),
)
