"""A platform to look at when there is none: deterministic traffic behind real-looking endpoints."""
