"""What is scraped and what wakes people, and the real Prometheus that proves it."""
