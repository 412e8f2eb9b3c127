"""Which targets are the platform's, whether they have metrics or not.

`$job` lists the jobs that have metrics. A service whose target never answered, or has not since the
chosen range began, has none; it is found by its name, in the forms that the alerts know, too.
"""

from typing import Final

_NAMES = (
    "agyn-gateway(-gateway)?|agyn-llm-proxy|agyn-(agents-)?orchestrator|agyn-runners|agyn-tracing"
    "|agyn-authorization|agyn-notifications|openfga"
)
JOBS: Final = f"([^/]+/)?(.+-)?({_NAMES})"
UP: Final = f'up{{job=~"$job|{JOBS}"}}'
