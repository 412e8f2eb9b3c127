"""Which sample names belong to a family, by its type and the format.

OpenMetrics 1.0.0, section "Metric Types"; the classic format names a counter's family in full.
"""

from __future__ import annotations

from archestra_ops.exposition.format import Format

_HISTOGRAM = ("_bucket", "_sum", "_count")
_SUMMARY = ("", "_sum", "_count")
_SUFFIXES: dict[Format, dict[str, tuple[str, ...]]] = {
    Format.CLASSIC: {"histogram": _HISTOGRAM, "summary": _SUMMARY},
    Format.OPENMETRICS: {
        "counter": ("_total", "_created"),
        "histogram": (*_HISTOGRAM, "_created"),
        "gaugehistogram": ("_bucket", "_gsum", "_gcount"),
        "summary": (*_SUMMARY, "_created"),
        "info": ("_info",),
    },
}
ALL_SUFFIXES = ("_bucket", "_sum", "_count", "_total", "_created", "_info", "_gsum", "_gcount")
WITH_BUCKETS = ("histogram", "gaugehistogram")


def suffixes(form: Format, kind: str) -> tuple[str, ...]:
    """What the names of a family's samples may end in, beyond its own name; the main one first."""
    return _SUFFIXES[form].get(kind, ("",))


def belongs(form: Format, kind: str, suffix: str) -> bool:
    """Whether a sample with this ending is counted to a family of this type.

    Also where it should not be there, but leaves no doubt which family is meant.
    """
    return (
        not suffix
        or suffix in suffixes(form, kind)
        or (form is Format.CLASSIC and kind == "counter" and suffix == "_total")
    )


def misnamed(form: Format, kind: str, family: str, suffix: str) -> tuple[str, str]:
    """What to say of a sample that belongs to a family, yet must not be called so."""
    if kind != "counter":
        return f"{kind} {family!r} has a sample of that bare name", ""
    if form is Format.CLASSIC:
        return (
            f"samples of counter {family!r} are named {family + suffix!r}, another metric here",
            "OpenMetrics writes it so; serve the page as application/openmetrics-text",
        )
    if family.endswith("_total"):
        return (
            f"the TYPE line of counter {family!r} has the '_total' that OpenMetrics leaves out",
            f"write '# TYPE {family.removesuffix('_total')} counter'",
        )
    return f"sample {family!r} of a counter does not end in '_total'", ""


def bound_label(kind: str, suffix: str, family: str) -> str:
    """The label that tells the samples of one series apart: `le`, `quantile`, or none.

    A family without a TYPE line that is named `…_bucket` is part of a histogram.
    """
    if suffix == "_bucket" or (not suffix and family.endswith("_bucket")):
        return "le"
    return "quantile" if kind == "summary" and not suffix else ""


def may_have_exemplar(sample_name: str) -> bool:
    """Whether a sample of that name may have an exemplar, as Prometheus 2 decides it."""
    return sample_name.endswith(("_total", "_bucket"))


def is_alone(form: Format, kind: str, suffix: str) -> bool:
    """Whether a series of such a family has only this one sample."""
    return kind not in (*WITH_BUCKETS, "summary") and suffix == suffixes(form, kind)[0]
