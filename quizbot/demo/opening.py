"""What the demo opens with: a message that says what to try, and a question for beginners."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import discord

from quizbot.bank.library import Library
from quizbot.ui.render import layout

FIRST = (
    "hallucination-definition",
    "temperature",
    "embeddings-definition",
    "gan-definition",
    "vector-database",
    "deepfakes",
    "ai-vs-machine-learning",
    "why-gpus",
)
"""Questions that newcomers can say something about, with hints and choices."""

_WHAT_TO_TRY = """\
### Try this
1. Press **Answer** and write two sentences in your own words.
2. Switch to **{moderator}**, the moderator, at the top of the page: `/reveal`.
3. Switch back: **My result**, then `/leaderboard` or `/quiz`."""
_WHO_AND_WHEN = """\
-# You are {member}. Without `/reveal` the model answer comes {when}. Nothing here is kept."""


def first_question(bank: Library, rng: random.Random) -> str | None:
    """Return the id of a question to open with; None for a bank that has none of them."""
    known = [each for each in FIRST if each in bank.questions]
    return rng.choice(known) if known else None


def what_to_try(
    member: str, moderator: str, now: datetime, reveal_after: timedelta
) -> layout.Layout:
    """Return the channel's first message."""
    when = discord.utils.format_dt(now + reveal_after, "R")
    told = _WHAT_TO_TRY.format(moderator=moderator), _WHO_AND_WHEN.format(member=member, when=when)
    return layout.Layout(layout.box(*map(layout.text, told)))
