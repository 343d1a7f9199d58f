"""The demo: the real bot in a local browser page, with a small server that lives in memory."""
