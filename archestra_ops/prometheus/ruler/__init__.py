"""The rule groups in one namespace of a ruler: what an import would change of them, and doing it.

A ruler is a server that keeps rules and evaluates them: Mimir's, Cortex', Grafana's.
"""

from archestra_ops.prometheus.ruler.apply import Outcome, apply
from archestra_ops.prometheus.ruler.client import Ruler, RulerError, RulerRefusedError
from archestra_ops.prometheus.ruler.mimir import Mimir
from archestra_ops.prometheus.ruler.plan import Plan, Step, plan
from archestra_ops.prometheus.ruler.splitting import split

__all__ = [
    "Mimir",
    "Outcome",
    "Plan",
    "Ruler",
    "RulerError",
    "RulerRefusedError",
    "Step",
    "apply",
    "plan",
    "split",
]
