"""Asking for a second look, and how grades come about."""

from __future__ import annotations

from discord import ui

from quizbot.domain.challenge import Challenge
from quizbot.domain.second_look import UNTIL
from quizbot.services.review_channel import Announcement
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts
from quizbot.ui.render.grade import with_reason
from quizbot.ui.render.question_choices import PICKS_EARN

HOW = f"""\
### How grading works
Each question lists its key points, and ways to say each. Your answer is split into sentences; for \
every key point I look for the passage that comes nearest to it, by words and by meaning. What the \
question itself says counts for nothing.
**✓** a passage says it · **~ perhaps** one comes near · **not found** none does. It may still be \
right, said in words I do not know.
The key points found make most of the score, how near your answer as a whole comes to the model \
answer makes the rest; every point covered is the full score. Points are score x \
{texts.POINTS_BY_LEVEL} for beginner, intermediate or advanced. Length and speed earn nothing, a \
heap of keywords half at most.
A choice is right or not; where several are right, {PICKS_EARN}.
It is an estimate, the same for the same answer, made on the machine this bot runs on. I cannot \
tell who does what to whom, or a "not" in an unusual place, for certain.
-# Not convinced? **Ask for a second look** brings your answer to the moderators, once per answer, \
within {UNTIL.days} days. Their word counts, with a reason, and the board follows."""


def form(challenge: Challenge) -> ui.Modal:
    """Return the form in which a member says why."""
    asked = ui.Modal(
        title=f"A second look · #{challenge.number}",
        custom_id=address("second-look-ask", challenge.id),
    )
    asked.add_item(
        ui.TextDisplay(
            "A moderator reads your answer and decides. Say what was overlooked; "
            "it can be asked for once."
        )
    )
    return with_reason(asked)


def asked(challenge: Challenge) -> layout.Layout:
    """Return the word that the wish is in the queue."""
    sentence = (
        f"Your answer to question #{challenge.number} waits for a moderator. "
        "I tell you in private when it is decided; My result shows it too."
    )
    return layout.Layout(layout.box(layout.text(sentence)))


def notice(word: Announcement) -> layout.Layout:
    """Return the word to moderators that a second look waits."""
    others = f" {word.waiting} wait in all." if word.waiting > 1 else ""
    number = word.challenge.number
    sentence = f"A member asks for a second look at question #{number}.{others}"
    return layout.Layout(
        layout.box(
            layout.text(sentence),
            layout.row(layout.button("Open the queue", queue_address(word))),
        )
    )


def queue_address(word: Announcement) -> str:
    """Return the address of the queue in a button of this second look alone."""
    return address("grade-next", 0, word.second_look_id)


def how() -> layout.Layout:
    """Return how grades come about."""
    return layout.Layout(layout.box(layout.text(HOW)))
