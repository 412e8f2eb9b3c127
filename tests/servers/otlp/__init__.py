"""Where traces and logs go in tests: a collector, and what stands in for Tempo and Loki."""
