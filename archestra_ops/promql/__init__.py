"""PromQL as text: what an expression selects, needs and yields, and text put into it.

Every function takes an expression as it stands in a board or a rule, Grafana variables and
placeholders for signals (`{{ name }}`) included, and raises PromQLError where it cannot be read.
"""

from __future__ import annotations

from archestra_ops.promql.demand import Need, needs
from archestra_ops.promql.flow import labels, surviving
from archestra_ops.promql.grafana import interpolate, variables
from archestra_ops.promql.grammar import nodes, tree
from archestra_ops.promql.insertion import fill, keep_labels, replace_calls
from archestra_ops.promql.labelset import LabelSet
from archestra_ops.promql.parsing import parse
from archestra_ops.promql.placeholders import expand, signals
from archestra_ops.promql.rewriting import rename, with_chosen_matchers, with_matchers
from archestra_ops.promql.selection import Selector, selectors
from archestra_ops.promql.tree import Matcher

__all__ = [
    "LabelSet",
    "Matcher",
    "Need",
    "Selector",
    "expand",
    "fill",
    "interpolate",
    "keep_labels",
    "labels",
    "needs",
    "nodes",
    "parse",
    "rename",
    "replace_calls",
    "selectors",
    "signals",
    "surviving",
    "tree",
    "variables",
    "with_chosen_matchers",
    "with_matchers",
]
