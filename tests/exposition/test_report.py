"""All that a survey says of a page."""

from archestra_ops.exposition import FamilySurvey, Format, Kind, Problem, Survey, survey

PAGE = b"""\
# HELP llm_tokens Tokens by direction
# TYPE llm_tokens counter
llm_tokens_total{provider="openai",agent_id="",type="input"} 5 # {traceID="3fd",spanID="bd"} 1 17
llm_tokens_total{provider="openai",agent_id="",type="output"} 7 # {} 1 17.5
llm_tokens_total{provider="open\\"ai",type="output"} 7
llm_tokens_total{type="output",provider="open\\"ai"} 8
# HELP d_seconds How long
# TYPE d_seconds histogram
# UNIT d_seconds seconds
d_seconds_bucket{le="1",route="/"} 3
d_seconds_bucket{le="+Inf",route="/"} 3
d_seconds_sum{route="/"} 1.5
d_seconds_count{route="/"} 3
# HELP nothing_yet No observation so far
# TYPE nothing_yet gauge
# EOF
"""


def test_a_survey():
    empty = {
        "unit": "",
        "more": frozenset(),
        "bounds": (),
        "exemplars": 0,
        "empty_exemplars": 0,
        "longest_exemplar": 0,
        "exemplar_labels": (),
        "duplicates": (),
    }
    assert survey([PAGE], format=Format.OPENMETRICS) == Survey(
        format=Format.OPENMETRICS,
        samples=8,
        lines=16,
        bytes=len(PAGE),
        families={
            "llm_tokens": FamilySurvey(
                name="llm_tokens",
                type="counter",
                help="Tokens by direction",
                line=1,
                samples=4,
                series=3,
                label_sets=(("provider", "agent_id", "type"), ("provider", "type")),
                values={
                    "provider": ("openai", 'open"ai'),
                    "agent_id": ("",),
                    "type": ("input", "output"),
                },
                **empty
                | {
                    "exemplars": 2,
                    "empty_exemplars": 1,
                    "longest_exemplar": 18,
                    "exemplar_labels": ("traceID", "spanID"),
                    "duplicates": ((6, 'llm_tokens_total{provider="open\\"ai",type="output"}'),),
                },
            ),
            "d_seconds": FamilySurvey(
                name="d_seconds",
                type="histogram",
                help="How long",
                line=7,
                samples=4,
                series=1,
                label_sets=(("route",),),
                values={"route": ("/",)},
                **empty | {"unit": "seconds", "bounds": ("1", "+Inf")},
            ),
            "nothing_yet": FamilySurvey(
                name="nothing_yet",
                type="gauge",
                help="No observation so far",
                line=14,
                samples=0,
                series=0,
                label_sets=(),
                values={},
                **empty,
            ),
        },
        problems=(
            Problem(
                6,
                Kind.DUPLICATE_SERIES,
                r"""sample 'llm_tokens_total{provider="open\"ai",type="output"}' stands twice""",
                "Prometheus keeps one of them and logs a warning; which one is left open",
            ),
        ),
        problem_count=1,
    )
