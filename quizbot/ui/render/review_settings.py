"""The panel of a member's review settings."""

from __future__ import annotations

from typing import Any

from discord import ui

from quizbot.domain.review_settings import NEW_A_DAY, RETENTIONS, ReviewSettings
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout

OFF = "off"
"""Stands in the menu of hours for no reminder."""


def panel(settings: ReviewSettings, note: str = "") -> layout.Layout:
    """Return the settings, each with what changes it."""
    missed = "Cards of what I get wrong: " + ("yes" if settings.keep_missed else "no")
    return layout.Layout(
        layout.box(
            layout.text(f"### Review settings\n{note or 'A change counts at once.'}"),
            layout.text(
                "**How much to remember**\n-# More of it means more reviews; every card is "
                "scheduled anew."
            ),
            layout.menu(
                address("review-retention"),
                [(str(wish), f"{wish:.0%} of the cards that come back") for wish in RETENTIONS],
                str(settings.retention),
            ),
            layout.text("**New cards a day**"),
            layout.menu(
                address("review-new"),
                [(str(wish), f"{wish} new cards a day") for wish in NEW_A_DAY],
                str(settings.new_a_day),
            ),
            layout.text(
                "**Reminder**\n-# A private message once a day at this hour, if cards are due. "
                f"Your time zone: {settings.zone}; a day of study begins at 04:00."
            ),
            layout.menu(
                address("review-hour"),
                [(OFF, "No reminder"), *((str(h), f"At {h:02}:00") for h in range(24))],
                OFF if settings.hour is None else str(settings.hour),
            ),
            layout.row(
                layout.button(missed, address("review-missed", int(not settings.keep_missed))),
                layout.button("Time zone", address("review-zone")),
                layout.button("Export to Anki", address("review-export")),
            ),
        )
    )


def zone_form(settings: ReviewSettings) -> ui.Modal:
    """Return the form of the time zone."""
    form = ui.Modal(title="Time zone", custom_id=address("review-zone-form"))
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="zone",
        default=settings.zone,
        max_length=60,
        placeholder="A city, or a name such as Europe/Berlin",
    )
    form.add_item(ui.Label(text="Your time zone", component=field))
    return form
