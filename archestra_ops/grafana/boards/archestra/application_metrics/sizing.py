"""Is the installation sized for what is asked of it?"""

from archestra_ops.grafana.board import Panel, Query, Row

# The platform's documentation sizes deployments by requests per second: Small to 100, Medium to
# 500, Large to 2000, Enterprise beyond (https://archestra.ai/docs, performance benchmarks).
# The window is fixed: `$__rate_interval` grows with the chosen range, to ten minutes and more for a
# week, and a peak that is averaged over so long asks for too small a tier.
_PEAK = "max_over_time(sum(rate(http_request_duration_seconds_count[5m]))[$__range:1m])"
_TIER_ENDS = f"(100 + 400 * ({_PEAK} > bool 100) + 1500 * ({_PEAK} > bool 500))"

SIZING = Row(
    title="Sizing: is the installation large enough?",
    collapsed=True,
    panels=(
        Panel(
            title="Which sizing tier does the peak need?",
            description=(
                "The busiest five minutes of the chosen range, in requests per second. Up to 100 "
                "is Small (one instance of 2 vCPU and 4 GB), blue: up to 500 is Medium (2 to 4 of "
                "4 vCPU and 8 GB), purple: up to 2000 is Large (4 to 8 of 4 vCPU and 16 GB), "
                "orange: beyond is Enterprise (8 or more of 8 vCPU and 16 GB)."
            ),
            queries=(Query(expr=_PEAK, instant=True),),
            kind="stat",
            unit="reqps",
            decimals=1,
            height=6,
            steps={"text": None, "blue": 100, "purple": 500, "orange": 2000},
            nothing="no requests",
        ),
        Panel(
            title="How far is it to the next tier?",
            description=(
                "The peak of what the tier carries: at 100 % the next one begins, with more "
                "instances and a larger database. From 70 % on plan for it. Beyond 100 % it is "
                "Enterprise already."
            ),
            queries=(Query(expr=f"{_PEAK} / {_TIER_ENDS}", instant=True),),
            kind="gauge",
            unit="percentunit",
            decimals=0,
            minimum=0,
            maximum=1,
            height=6,
            steps={"green": None, "yellow": 0.7, "red": 0.9},
            nothing="no requests",
        ),
    ),
)
