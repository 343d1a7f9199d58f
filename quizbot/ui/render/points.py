"""Points by a moderator's hand, as the member reads them."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.points import Given
from quizbot.ui.render import texts


def by_hand(given: Sequence[Given]) -> list[str]:
    """Return a small line for each act, with its reason."""
    return [
        f"-# {one.points:+} by a moderator {texts.stamp(one.at)}: {texts.harmless(one.reason)}"
        for one in given
    ]


def told(server: str, points: int, reason: str) -> str:
    """Return what the member is told in private."""
    verb = "gave you" if points > 0 else "took from you"
    number = texts.count(abs(points), "point")
    return f"A moderator of {texts.name(server)} {verb} {number}: {texts.harmless(reason)}"
