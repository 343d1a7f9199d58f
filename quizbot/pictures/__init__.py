"""Figures to PNG, in a worker process: `studio` asks it, `worker` draws; only that one plots."""
