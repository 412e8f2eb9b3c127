"""Does Prometheus see all of it?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row

SCRAPE = Row(
    title="Scraping: does Prometheus see all of it?",
    collapsed=True,
    panels=(
        Panel(
            title="When was each target up?",
            description=(
                "One line per target of the chosen jobs. Red: the scrape failed. No line for the "
                "worker means that it is not scraped at all: it has no Service in the Helm chart."
            ),
            queries=(Query(expr="max by (job, instance) (up)", legend="{{job}} {{instance}}"),),
            kind="state-timeline",
            unit="none",
            width=24,
            height=5,
            steps={"red": None, "green": 1},
            words={"1": Mapped(text="up", color="green"), "0": Mapped(text="down", color="red")},
        ),
        Panel(
            title="How long does a scrape take?",
            description="Seconds per scrape. Near the scrape's timeout (10 s) samples go missing.",
            queries=(
                Query(
                    expr="max by (job, instance) (scrape_duration_seconds)",
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="s",
            minimum=0,
        ),
        Panel(
            title="How many samples does a page have?",
            description=(
                "A page that only ever grows has a label with unbounded values; `ops check "
                "metrics` names it."
            ),
            queries=(
                Query(
                    expr="max by (job, instance) (scrape_samples_scraped)",
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="short",
            decimals=0,
            minimum=0,
        ),
    ),
)
