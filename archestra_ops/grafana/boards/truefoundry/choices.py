"""What can be chosen on top of the boards: tenant, user, model.

Each list is asked of one metric, so that other products' values of the same label are not in it.
All matches series that lack the label, too.
"""

from __future__ import annotations

from archestra_ops.grafana.board import Variable


def choices(counter: str, **labels: str) -> tuple[Variable, ...]:
    """A variable for each of *labels*, with its title, listed by *counter* within those above."""
    made: list[Variable] = []
    for label, title in labels.items():
        above = ",".join(f'{one.name}=~"${one.name}"' for one in made)
        made.append(
            Variable(
                name=label,
                label=title,
                query=f"label_values({counter}{{{above}}}, {label})",
                any_value=".*",
                filters=label,
            )
        )
    return tuple(made)
