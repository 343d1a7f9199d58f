"""Reviews: a card, its model answer with the four grades, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from discord import ui

from quizbot.domain.question import Form, Question
from quizbot.domain.review import SUGGESTED, Card, Comeback, Rating, study_day
from quizbot.domain.review_step import ReviewResult, ReviewStep, asked_as
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts
from quizbot.ui.render import result as render_result
from quizbot.ui.render.review_due import KEEP_LABEL, REMINDERS_ENDED

WORDS = {
    Rating.AGAIN: "Again",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}
Undo = tuple[int, int]
"""Card and number of a grading that can be taken back."""


def step(shown: ReviewStep, title: str, note: str = "", undo: Undo | None = None) -> layout.Layout:
    """Return the card that comes next, or the end; ``note`` says what was done before.

    ``title`` is that of the question's topic.
    """
    notes = [note, REMINDERS_ENDED if shown.reminders_ended else ""]
    above = [f"-# {line}" for line in notes if line]
    if shown.card is None or shown.question is None:
        return _end(shown, above, undo)
    return front(shown.card, shown.question, title, shown.left, above, undo)


def front(
    card: Card,
    question: Question,
    title: str,
    left: int,
    above: Sequence[str] = (),
    undo: Undo | None = None,
) -> layout.Layout:
    """Return a card as it is asked."""
    place = card.id, card.reviews
    new = " · new" if card.is_new else ""
    count = f" · {left:,} due" if left else ""
    hint = [layout.button("Hint", address("review-hint", *place))] if question.hints else []
    return layout.Layout(
        layout.box(
            *map(layout.text, above),
            layout.text(f"### Review · {title}{new}{count}\n**{question.prompt}**"),
            layout.row(
                layout.primary("Answer", address("review-answer", *place)),
                layout.button("Show the answer", address("review-show", *place)),
                *hint,
                *_undo(undo),
                _settings(),
            ),
            layout.text("-# Answer in your own words, or think and show."),
            accent=layout.ACCENTS[question.level],
        )
    )


def back(done: ReviewResult, title: str) -> layout.Layout:
    """Return a card with its model answer, what the verdict found, and the four grades."""
    question, verdict = done.question, done.verdict
    form = asked_as(question)
    blocks = [f"### Review · {title}\n**{question.prompt}**"]
    if verdict is not None:
        blocks.append(f"**{verdict.band}**")
        if form is Form.SHORT:
            blocks.append(texts.quoted(done.given.text, 200))
        blocks += render_result.reasons(verdict)
    elif done.given.text.strip():
        blocks.append(f"**Compare yourself**\n{texts.quoted(done.given.text, 1500)}")
    if form is Form.SHORT:
        blocks.append(render_result.accepted(question))
    model = render_result.model_answer(question)
    suggested = SUGGESTED[verdict.band] if verdict else None
    foot = _foot(suggested)
    kept = [*texts.within(blocks, texts.MAX_TEXT - len(model) - len(foot)), model, foot]
    return layout.Layout(
        layout.box(
            *layout.parted(kept),
            layout.row(*(_grade(done, rating, suggested) for rating in Rating)),
            layout.row(
                layout.button("Take this card out", address("review-out", done.card.id)),
            ),
            accent=layout.ACCENTS[question.level],
        )
    )


def _foot(suggested: Rating | None) -> str:
    asked = "How well did you know it? On each button stands when the card comes back."
    return f"-# {asked}" + (f" The verdict suggests **{WORDS[suggested]}**." if suggested else "")


def _grade(done: ReviewResult, rating: Rating, suggested: Rating | None) -> ui.Button[Any]:
    when = _when(done.comebacks[rating], done.now, study_day(done.now, done.zone))
    target = address("review-grade", done.card.id, done.card.reviews, rating.value)
    make = layout.primary if rating is suggested else layout.button
    return make(f"{WORDS[rating]} · {when}", target)


def _when(comeback: Comeback, now: datetime, today: date) -> str:
    """Return when a card comes back, as it fits on a button."""
    if comeback.day is None:
        return f"{round((comeback.due - now) / timedelta(minutes=1))} min"
    year = f" {comeback.day.year}" if comeback.day.year != today.year else ""
    return f"{comeback.day.day} {comeback.day:%b}{year}"


def graded(rating: Rating, comeback: Comeback) -> str:
    """Return the word that a grade is kept."""
    return f"{WORDS[rating]}: it comes back {texts.stamp(comeback.due)}."


def _end(shown: ReviewStep, above: Sequence[str], undo: Undo | None) -> layout.Layout:
    lines = [f"### {'Reviews are done for now' if sum(shown.ratings) else 'Nothing is due'}"]
    if sum(shown.ratings):
        each = " · ".join(
            f"{WORDS[rating].lower()} {count}"
            for rating, count in zip(Rating, shown.ratings, strict=True)
        )
        lines.append(f"{texts.count(sum(shown.ratings), 'review')} today: {each}")
    if shown.waiting:
        lines.append(f"{texts.count(shown.waiting, 'card')} must wait: asked in a server just now.")
    if shown.new_left:
        lines.append(f"{texts.count(shown.new_left, 'new card')} for later days; see Settings.")
    if shown.next_due is not None:
        lines.append(f"The next card comes {texts.stamp(shown.next_due)}.")
    if not shown.cards:
        lines.append(
            "You have no cards yet. What you get wrong becomes one, and comes back when you are "
            f"about to forget it. **{KEEP_LABEL}**, below a result, makes one too."
        )
    return layout.Layout(
        layout.box(
            *map(layout.text, above),
            layout.text("\n".join(lines)),
            layout.row(
                layout.button("Look again", address("review-next")), *_undo(undo), _settings()
            ),
        )
    )


def _undo(undo: Undo | None) -> list[ui.Button[Any]]:
    return [layout.button("Undo", address("review-undo", *undo))] if undo else []


def _settings() -> ui.Button[Any]:
    return layout.button("Settings", address("review-settings"))


def taken_out(card_id: int) -> layout.Layout:
    """Return the word that a card does not come back, with the way back."""
    return layout.Layout(
        layout.box(
            layout.text("This card is taken out and does not come back."),
            layout.row(
                layout.primary("Next card", address("review-next")),
                layout.button("Put it back", address("review-back", card_id)),
            ),
        )
    )


def kept(due: datetime) -> layout.Layout:
    """Return the word that a card was made."""
    sentence = f"Kept as a card of yours. It comes {texts.stamp(due)}; /review shows what is due."
    return layout.Layout(layout.box(layout.text(sentence)))


def no_reminders() -> layout.Layout:
    """Return the word that reminders are off."""
    sentence = "I remind you no more. /review, Settings, turns it on again."
    return layout.Layout(layout.box(layout.text(sentence)))


def exported(count: int) -> str:
    """Return what to do with the file for Anki."""
    return (
        f"{texts.count(count, 'card')} for Anki, with their reviews and due dates. Import the file "
        "there and tick **Import any learning progress**, so that the dates are kept."
    )
