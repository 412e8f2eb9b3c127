"""Drills: an alert's scenario, played through the emitter and the real rule engine."""
