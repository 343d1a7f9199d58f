"""Grading: text to verdict, offline, the same result every time, with reasons."""
