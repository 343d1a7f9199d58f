"""How long the texts of a question may be, and how many parts it has."""

from __future__ import annotations

MAX_PROMPT, MAX_ANSWER, MAX_POINT, MAX_CHOICE, MAX_HINT = 300, 1500, 150, 300, 300
MAX_SHORT, MAX_SHORTS, MAX_CHOICES, MIN_POINTS, MAX_POINTS = 100, 20, 10, 2, 12
