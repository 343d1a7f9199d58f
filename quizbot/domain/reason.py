"""The reason that goes with a decision, as a person typed it."""

from __future__ import annotations

from quizbot.errors import Refusal

MAX_REASON = 300


def read(text: str) -> str:
    """Return a reason on one line.

    Raises:
        Refusal: it is empty or too long.
    """
    reason = " ".join(text.split())
    if not reason:
        raise Refusal("A reason is needed, so nothing was done. Write one sentence and try again.")
    if len(reason) > MAX_REASON:
        raise Refusal(
            f"The reason has {len(reason):,} characters and {MAX_REASON} fit, so nothing was done. "
            "Shorten it and try again."
        )
    return reason
