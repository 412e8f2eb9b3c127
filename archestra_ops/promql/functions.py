"""What PromQL's functions and aggregations do to labels.

Source: https://prometheus.io/docs/prometheus/latest/querying/functions/ and …/operators/, and
where they say nothing (metric names, `absent`), promql/engine.go of Prometheus 3.
"""

from __future__ import annotations

from typing import Final

# They pass series on as they are; `by` and `without` only say among which to choose.
SELECTING: Final = frozenset({"topk", "bottomk", "limitk", "limit_ratio"})
AGGREGATIONS: Final = SELECTING | {
    *("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"),
    *("quantile", "count_values"),
}

# They give a number, not a vector.
SCALARS: Final = frozenset(
    {"scalar", "time", "pi", "step", "start", "end", "range", "min_of", "max_of"}
)
# Every other function drops the metric's name.
KEEP_NAME: Final = frozenset(
    {
        *("label_replace", "label_join", "last_over_time", "first_over_time"),
        *("sort", "sort_desc", "sort_by_label", "sort_by_label_desc"),
    }
)
# They read the label `le`, and drop it.
BUCKETS: Final = frozenset({"histogram_quantile", "histogram_quantiles", "histogram_fraction"})
# They have the labels that their selector's equality matchers name, whatever the metric has.
ABSENCE: Final = frozenset({"absent", "absent_over_time"})
# Which argument names a label that they add.
ADDS: Final = {"label_replace": 1, "label_join": 1, "histogram_quantiles": 1, "count_values": 0}
# Which arguments name labels that the function reads.
READS: Final = {
    "label_replace": slice(3, 4),
    "label_join": slice(3, None),
    "sort_by_label": slice(1, None),
    "sort_by_label_desc": slice(1, None),
}

# For "did you mean" only: promql-parser says which functions there are.
_NAMES = """
abs absent absent_over_time acos acosh asin asinh atan atanh avg_over_time ceil changes clamp
clamp_max clamp_min cos cosh count_over_time day_of_month day_of_week day_of_year days_in_month
deg delta deriv double_exponential_smoothing exp floor histogram_avg histogram_count
histogram_fraction histogram_quantile histogram_stddev histogram_stdvar histogram_sum hour idelta
increase info irate label_join label_replace last_over_time ln log10 log2 mad_over_time
max_over_time min_over_time minute month pi predict_linear present_over_time quantile_over_time
rad rate resets round scalar sgn sin sinh sort sort_by_label sort_by_label_desc sort_desc sqrt
stddev_over_time stdvar_over_time sum_over_time tan tanh time timestamp vector year
"""
NAMES: Final = frozenset(_NAMES.split())
