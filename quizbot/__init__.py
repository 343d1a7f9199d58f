"""A Discord bot that gives a study group its question of the day."""

__version__ = "0.2.0"
