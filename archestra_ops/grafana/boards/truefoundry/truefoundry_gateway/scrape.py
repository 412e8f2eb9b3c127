"""Does Prometheus see every pod, and each once?"""

from archestra_ops.grafana.board import Mapped, Panel, Query, Row

SCRAPE = Row(
    title="Scrape: does Prometheus see every pod, and each once?",
    collapsed=True,
    panels=(
        Panel(
            title="When was each target up?",
            description=(
                "One line per target of the chosen jobs. Red: the scrape failed, and with it most "
                "likely requests, which use the same port. None at all: no request came yet, "
                "metrics are pushed, or the job has another name. Tenant, user and model do not "
                "apply in this row."
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
            title="How often is each pod scraped?",
            description=(
                "Targets that are up by pod, else by address. 1 is right. At 2, two monitors of "
                "the vendor's charts find the same pod, and every sum is doubled, cost among them: "
                "keep one. A monitor whose job is not chosen is not counted."
            ),
            queries=(
                Query(
                    expr=(
                        'count by (pod) (up{pod!=""} == 1) or count by (instance) (up{pod=""} == 1)'
                    ),
                    legend="{{pod}}{{instance}}",
                ),
            ),
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            steps={"text": None, "red": 1.5},
            show_steps=True,
            nothing="none seen",
        ),
        Panel(
            title="How long does a scrape take?",
            description=(
                "Seconds per scrape. Near the scrape's timeout, 10 s with the vendor's monitor, "
                "all samples go missing: a page that is too large, or a pod that is too busy."
            ),
            queries=(
                Query(
                    expr="max by (job, instance) (scrape_duration_seconds)",
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="s",
            width=8,
            minimum=0,
            nothing="none seen",
        ),
        Panel(
            title="How many samples does a page have?",
            description=(
                "Grows with every new combination of user, model, tenant and metadata, until the "
                "pod restarts. A page that only ever grows has a key without bounds: `ops check "
                "metrics --platform truefoundry` names the metric."
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
            nothing="none seen",
        ),
    ),
)
