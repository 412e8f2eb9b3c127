"""Which models are used, and is each worth it?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, per_second
from archestra_ops.grafana.boards.truefoundry.summary import summary

MODELS = Row(
    title="Models: what does each do, and is it worth it?",
    collapsed=True,
    panels=(
        *(
            Panel(
                title=title,
                description=description,
                queries=(Query(expr=per_second(counter, "model_name"), legend="{{model_name}}"),),
                unit="suffix: tokens/s",
                interval=STEP,
                decimals=0,
                minimum=0,
                stack=True,
                nothing="no tokens",
            )
            for title, description, counter in (
                (
                    "Which model reads most?",
                    (
                        "Input tokens per second by model. A climb without more requests is a "
                        "longer context: near the model's window, requests are refused with 400."
                    ),
                    "ai_gateway_input_tokens_total",
                ),
                (
                    "Which model writes most?",
                    (
                        "Output tokens per second by model: the dearer ones, and those that take "
                        "time. A climb without more requests is longer answers."
                    ),
                    "ai_gateway_output_tokens_total",
                ),
            )
        ),
        summary(
            "What did each model do?",
            (
                "Over the chosen range, the dearest first. Compare cost and failures of models "
                "that could stand in for each other before changing a routing rule."
            ),
            model_name="Model",
        ),
    ),
)
