"""Discord: the only place that knows it."""
