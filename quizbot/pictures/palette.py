"""The colours of the pictures: light on a ground of their own, so legible in any theme.

Text has a contrast of 4.5 to 1 or more on the ground, marks 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

GROUND = "#1e1f22"
EMPTY = "#34363c"
"""What stands for nothing: a day without answers, the rest of a bar."""
INK = "#f2f3f5"
PALE = "#b9bec7"
LINE = "#4a4d55"
MARK = "#6ea8fe"
SECOND = "#f0b232"
STEPS = ("#3f74c9", "#6ea8fe", "#a5cbff", "#e3efff")
"""Days with answers, from few to many."""
GOOD, MIDDLE, LOW = "#5bd08b", "#f0b232", "#ff8a8a"


def contrast(one: str, other: str) -> float:
    """Return how well two colours stand apart, from 1 to 21 (WCAG 2.2, relative luminance)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def of_score(score: float, partly_from: float, got_it_from: float) -> str:
    """Return the colour of a score (0..1) by its band."""
    if score >= got_it_from:
        return GOOD
    return MIDDLE if score >= partly_from else LOW
