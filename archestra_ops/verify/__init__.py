"""Proof that boards have data: emitter → scrape → engine → every query, and why one has none."""
