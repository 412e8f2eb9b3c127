"""What the boards ask the gateway for, again and again: means, shares of failures, rare events.

Written with the names of releases from 0.136 on; those of older ones are put in by profile.
"""

from __future__ import annotations

# Every generation times requests; only later ones count them as well.
TIMED = "ai_gateway_request_processing_ms_count"
FAILED = "ai_gateway_request_model_inference_failure_total"
AGENT_TIMED = "ai_gateway_agent_request_duration_ms_count"

# The least step of trends: requests of one model or user can be few.
STEP = "1m"


def total(counter: str, by: str = "", window: str = "$__range") -> str:
    """How much *counter* grew in *window*, by the labels in *by*."""
    return f"sum{_grouping(by)} (increase({counter}[{window}]))"


def per_second(counter: str, by: str = "") -> str:
    """How much *counter* grows a second, by the labels in *by*."""
    return f"sum{_grouping(by)} (rate({counter}[$__rate_interval]))"


def busiest(counter: str, by: str) -> str:
    """The rate of *counter* by the labels in *by*, of the ten largest of the chosen range alone."""
    most = f"topk(10, sum by ({by}) (increase({counter}[$__range] @ end())))"
    return f"{per_second(counter, by)} and on ({by}) {most}"


def mean(histogram: str, by: str = "", window: str = "$__rate_interval") -> str:
    """What *histogram* observed on average, by the labels in *by*; nothing where it saw nothing.

    Its bucket bounds are not published, so that no quantile of it would be honest.
    """
    seen = f"sum{_grouping(by)} (rate({histogram}_count[{window}]))"
    return f"sum{_grouping(by)} (rate({histogram}_sum[{window}])) / ({seen} > 0)"


def share(part: str, whole: str, by: str = "", window: str = "$__rate_interval") -> str:
    """What of *whole* is *part*, by the labels in *by*: 0 for none, nothing without any whole."""
    of = f"sum{_grouping(by)} (rate({whole}[{window}]))"
    return f"(sum{_grouping(by)} (rate({part}[{window}])) or 0 * {of}) / ({of} > 0)"


def failing(by: str = "", window: str = "$__rate_interval") -> str:
    """The share of requests that failed, by the labels in *by*.

    Whether failed requests are timed is not published. Divided is by whichever is more: with an
    outage in which nothing else is timed it is 1, and else right, or too high where they are not,
    3 / 7 for 3 / 10. The gateway's own count of requests would not be: it lacks the labels of
    metadata, so that one customer's failures would be divided by everybody's requests. Alerts,
    which need not choose, divide by it too.
    """
    failed = f"sum{_grouping(by)} (rate({FAILED}[{window}]))"
    timed = f"sum{_grouping(by)} (rate({TIMED}[{window}]))"
    return (
        f"({failed} or 0 * {timed}) / (({timed} > {failed} or {failed} > {timed}"
        f" or {timed} or {failed}) > 0)"
    )


def occurrences(counter: str, by: str = "") -> str:
    """How often something rare happened in the chosen range, its first time included.

    A labelled counter has no series before its first event and appears with the value 1, which
    increase() does not see. So each series that is new within the range counts once more, where
    its target was up when the range began; of pods that are new, only the rest is counted, since
    the gateway does not tell when it started.
    """
    return (
        f"sum{_grouping(by)} (increase({counter}[$__range])"
        f" or label_replace(present_over_time({counter}[$__range])"
        f" unless present_over_time({counter}[5m] offset $__range)"
        ' and on (job, instance) up offset $__range == 1, "first", "1", "", ""))'
    )


def _grouping(by: str) -> str:
    return f" by ({by})" if by else ""
