"""A question as moderators see it, as a draft and saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from quizbot.domain.question import Form, KeyPoint, Question
from quizbot.domain.question_choices import labels
from quizbot.domain.question_draft import Origin
from quizbot.domain.schedule import Schedule
from quizbot.services.queue import Queued
from quizbot.ui.custom_ids import address
from quizbot.ui.render import challenge, layout, question_forms, result, texts


def draft(
    draft_id: int,
    question: Question | None,
    problems: Sequence[str],
    title: str,
    origin: Origin,
) -> layout.Layout:
    """Return a draft's preview, or what is to be mended in it, with a form for each part.

    Nothing typed is lost either way, and nothing is changed before it is saved.
    """
    parts = question_forms.row("draft-part", draft_id)
    discard = layout.button(
        "Discard", address("draft-discard", draft_id), discord.ButtonStyle.danger
    )
    if question is None:
        lines = ["### Not saved yet", *(f"• {texts.harmless(problem)}" for problem in problems)]
        return layout.Layout(
            layout.box(
                layout.text(texts.shorten("\n".join(lines), texts.MAX_TEXT)),
                parts,
                layout.row(discard),
            )
        )
    buttons = layout.row(
        layout.primary("Save", address("draft-save", draft_id)),
        layout.button("Save and ask next", address("draft-next", draft_id)),
        discard,
    )
    small = _before_saving(origin)
    return layout.Layout(body(question, title, "Preview", parts, buttons, small=small))


def _before_saving(origin: Origin) -> str:
    """Return what saving does to the question that a draft changes."""
    if not origin.question_id:
        return ""
    kept = "Nothing changes before you save; what was posted and graded stays as it was."
    if origin.version:
        return f"-# Takes the place of {origin.question_id}. {kept}"
    return (
        f"-# {origin.question_id} is of the shipped bank: this becomes your server's own version, "
        f"and the shipped one is retired here. {kept}"
    )


def saved(question: Question, turn: str, origin: Origin) -> layout.Layout:
    """Return the word that a question is saved; ``turn`` tells when it is asked."""
    shipped = "" if origin.version else origin.question_id
    instead = f" It replaces {shipped}, which is retired here." if shipped else ""
    return layout.Layout(
        layout.box(
            layout.text(f"Saved as **{question.id}**.{instead} {turn}"),
            layout.text(f"-# /question preview question:{question.id} shows it."),
        )
    )


def discarded() -> layout.Layout:
    """Return the word that a draft is dropped."""
    return layout.Layout(layout.box(layout.text("Discarded. /question add starts a new one.")))


def queued(question: Question, turn: str) -> layout.Layout:
    """Return the word that a question stands in the queue."""
    return layout.Layout(layout.box(layout.text(f"**{question.id}** is in the queue. {turn}")))


def turn(question: Question, queued: Queued | None, planned: Sequence[Schedule]) -> str:
    """Return when a question that was queued is asked."""
    if queued is not None and queued.run is not None:
        run = queued.run
        return f"It is asked {texts.stamp(run.due)} in <#{run.channel_id}>."
    if all(schedule.paused for schedule in planned):
        return "No schedule is running yet; /setup or /schedule resume starts one."
    form = next(filter(question.fits, Form), None)
    if form is None:
        return "It asks about options and has none, so it is not asked; /question edit mends it."
    return f"No schedule here asks in a form that it has; /schedule add form:{form} makes one."


def body(
    question: Question, title: str, first: str, *rows: ui.ActionRow[Any], small: str = ""
) -> ui.Container[Any]:
    """Return a question with all that it has, then a small line and rows of buttons."""
    blocks = [
        f"{_heading(question, title, first)}\n**{question.prompt}**",
        *_choices(question),
        result.model_answer(question),
        *([result.accepted(question)] if question.short_answers else []),
        f"**Key points**\n{_points(question)}",
        *_hints(question),
    ]
    return layout.box(
        *layout.parted(texts.within(blocks, texts.MAX_TEXT - len(small))),
        layout.text(small) if small else None,
        *rows,
        accent=layout.ACCENTS[question.level],
    )


def _heading(question: Question, title: str, first: str) -> str:
    """Return the heading; points are those of the forms in which it is graded."""
    graded = [form for form in Form if question.fits(form) and question.graded(form)]
    return challenge.heading(first, question, title, graded[0] if graded else Form.OPEN)


def _choices(question: Question) -> list[str]:
    """Return the choices as they were written, the right ones marked, with the whys."""
    if not question.choices:
        return []
    lines = ["**Choices**"]
    for label, choice in zip(labels(question), question.choices, strict=False):
        sign, text = ("✓ right: ", f"**{choice.text}**") if choice.correct else ("○ ", choice.text)
        lines.append(f"{sign}{label} · {text}")
        lines += [f"-# {texts.shorten(choice.why, 160)}"] if choice.why else []
    return ["\n".join(lines)]


def _points(question: Question) -> str:
    if question.key_points:
        return "\n".join(map(_point_line, question.key_points))
    if not question.fits(Form.OPEN):
        return "None; it is not asked in the open form."
    where = " in the open form" if question.choices or question.short_answers else ""
    return f"None, so it is not graded{where}; members compare their answer with the model answer."


def _hints(question: Question) -> list[str]:
    if not question.hints:
        return []
    return ["\n".join(["**Hints**", *(f"• {hint}" for hint in question.hints)])]


def _point_line(point: KeyPoint) -> str:
    also = f" (also: {'; '.join(point.accept[:2])})" if point.accept else ""
    kind = f"any {point.any_of.need} of: " if point.any_of else ""
    kind = kind if point.weight else "worth knowing: "
    return f"• {kind}{point.point}{also}"
