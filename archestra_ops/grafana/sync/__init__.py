"""Boards into a Grafana, and kept there: what would change, doing it, losing nobody's work."""
