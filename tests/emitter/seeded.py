"""The one source of chance in these tests."""

from random import Random


def seeded() -> Random:
    """Chance that is the same in every run."""
    return Random(1)  # noqa: S311 - a simulation, no secret
