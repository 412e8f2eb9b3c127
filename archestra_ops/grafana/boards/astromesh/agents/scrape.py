"""Does Prometheus see all of it?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row

SCRAPE = Row(
    title="Scraping: does Prometheus see all of it?",
    collapsed=True,
    panels=(
        Panel(
            title="When was each target up?",
            description=(
                "One line per target of the chosen jobs: the Collector, or the runtime where it "
                "has a page. Red: the scrape failed. A job is listed only while it has series of "
                "agents. Over OTLP, none at all is a runtime that was idle for longer than the "
                "Collector remembers (`metric_expiration`), or one that does not push; else, one "
                "that had no run since it started, or has no page."
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
            width=8,
            minimum=0,
        ),
        Panel(
            title="How many samples does a page have?",
            description=(
                "At a Collector it falls when agents are idle and climbs with new agents, models "
                "and tools. It goes up and down all day: raise `metric_expiration`."
            ),
            queries=(
                Query(
                    expr="max by (job, instance) (scrape_samples_scraped)",
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
        ),
        Panel(
            title="What pushes to the Collector?",
            description=(
                "Programs that push, by the SDK that they use: Astromesh is `python`. Programs "
                "that share the Collector are in it, too."
            ),
            queries=(
                Query(
                    expr=(
                        "max by (job, telemetry_sdk_language, telemetry_sdk_version) (target_info)"
                    ),
                    legend="{{job}} {{telemetry_sdk_language}} {{telemetry_sdk_version}}",
                ),
            ),
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="nothing pushed",
        ),
    ),
)
