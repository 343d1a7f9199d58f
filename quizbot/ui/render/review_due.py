"""What points to reviews from elsewhere: that cards are due, what makes one, the daily reminder."""

from __future__ import annotations

from typing import Any

from discord import ui

from quizbot.domain.review_step import DueCards
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts

KEEP_LABEL = "Practise this later"
"""The button that makes a card."""
REMINDERS_ENDED = (
    "Your daily reminder was switched off: your private messages are closed to me. "
    "/review, Settings, turns it on again."
)


def due_lines(due: DueCards | None) -> list[str]:
    """Return what a member is told of cards that are due, where nobody else reads it."""
    if due is None:
        return []
    verb = "is" if due.count == 1 else "are"
    lines = [f"-# {texts.count(due.count, 'card')} {verb} due: /review"] if due.count else []
    return [*lines, *([f"-# {REMINDERS_ENDED}"] if due.reminders_ended else [])]


def keep_button(action: str, *parts: int) -> ui.Button[Any]:
    """Return the button that makes a card of a question, by the action and parts of its address."""
    return layout.button(KEEP_LABEL, address(action, *parts))


def reminder_buttons() -> ui.View:
    """Return the buttons of the daily reminder."""
    view = ui.View(timeout=None)
    view.add_item(layout.primary("Review", address("review-next")))
    view.add_item(layout.button("No more reminders", address("review-no-reminders")))
    view.stop()
    return view
