"""How often something rare happened in the chosen range, its first time included."""

from __future__ import annotations

# Whether a series that is new was there to be counted: its target was up when the range began, or
# its process started within the range. Else an old count is new only to Prometheus.
_COUNTED = "(up offset $__range == 1 or process_start_time_seconds > time() - $__range_s)"


def occurrences(counter: str, by: str = "") -> str:
    """The sum of what *counter* counted in the chosen range, by the labels in *by*.

    A labelled counter has no series before its first event, and appears with the value 1:
    increase() alone sees no increase there. So each series that is new within the range counts
    once more.
    """
    grouping = f" by ({by})" if by else ""
    return (
        f"sum{grouping} (increase({counter}[$__range])"
        f" or label_replace(present_over_time({counter}[$__range])"
        f" unless present_over_time({counter}[5m] offset $__range)"
        f' and on (job, instance) {_COUNTED}, "first", "1", "", ""))'
    )
