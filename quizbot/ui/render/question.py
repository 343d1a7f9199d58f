"""A question as moderators see it, and the form they type one into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from quizbot.bank import limits
from quizbot.domain.question import KeyPoint, Level, Question
from quizbot.domain.question_draft import Draft, Origin
from quizbot.domain.schedule import Schedule
from quizbot.services.queue import Queued
from quizbot.ui.custom_ids import address
from quizbot.ui.render import challenge, layout, result, texts

MAX_POINTS_FIELD = 4000
"""Characters of the field of key points; the most that Discord takes."""


def draft_form(
    custom_id: str,
    draft: Draft,
    titles: Mapping[str, str],
    title: str = "A question of your own",
) -> ui.Modal:
    """Return the form of a question, filled with what a draft has."""
    form = ui.Modal(title=title, custom_id=custom_id)
    topics = [
        discord.SelectOption(label=title, value=topic, default=topic == draft.topic)
        for topic, title in list(titles.items())[:25]
    ]
    form.add_item(ui.Label(text="Topic", component=ui.Select(custom_id="topic", options=topics)))
    levels: ui.RadioGroup[Any] = ui.RadioGroup(custom_id="level")
    for level in Level:
        levels.add_option(
            label=level.value.capitalize(), value=level.value, default=level.value == draft.level
        )
    form.add_item(ui.Label(text="Level", component=levels))
    form.add_item(
        _field(
            "Question",
            "prompt",
            draft.prompt,
            limits.MAX_PROMPT,
            "What is asked, in one sentence.",
        )
    )
    form.add_item(
        _field(
            "Model answer", "answer", draft.answer, limits.MAX_ANSWER, "What a good answer says."
        )
    )
    form.add_item(
        _field(
            "Key points",
            "key_points",
            draft.key_points,
            MAX_POINTS_FIELD,
            "One a line, two to eight; other ways to say it after a |.\nNone: it is not graded.",
            required=False,
        )
    )
    return form


def _field(
    label: str, custom_id: str, value: str, most: int, placeholder: str, *, required: bool = True
) -> ui.Label[Any]:
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        max_length=most,
        default=value or None,
        placeholder=placeholder,
        required=required,
    )
    return ui.Label(text=label, component=field)


def draft(
    draft_id: int,
    question: Question | None,
    problems: Sequence[str],
    title: str,
    origin: Origin,
) -> layout.Layout:
    """Return a draft's preview, or what is to be mended in it; nothing typed is lost either way."""
    edit = layout.button("Edit", address("draft-edit", draft_id))
    discard = layout.button(
        "Discard", address("draft-discard", draft_id), discord.ButtonStyle.danger
    )
    if question is None:
        lines = ["### Not saved yet", *(f"• {texts.harmless(problem)}" for problem in problems)]
        return layout.Layout(
            layout.box(
                layout.text(texts.shorten("\n".join(lines), texts.MAX_TEXT)),
                layout.row(edit, discard),
            )
        )
    buttons = layout.row(
        layout.primary("Save", address("draft-save", draft_id)),
        layout.button("Save and ask next", address("draft-next", draft_id)),
        edit,
        discard,
    )
    return layout.Layout(body(question, title, "Preview", buttons, small=_before_saving(origin)))


def _before_saving(origin: Origin) -> str:
    """Return what saving does to the question that a draft changes."""
    if not origin.question_id:
        return ""
    kept = "Its hints, choices and sources stay. What was posted and graded stays as it was."
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


def turn(queued: Queued | None, planned: Sequence[Schedule]) -> str:
    """Return when a queued question is asked."""
    if queued is not None and queued.run is not None:
        run = queued.run
        return f"It is asked {texts.stamp(run.due)} in <#{run.channel_id}>."
    if all(schedule.paused for schedule in planned):
        return "No schedule is running yet; /setup or /schedule resume starts one."
    return "No schedule here asks in a form that it has; /schedule add makes an open one."


def body(
    question: Question, title: str, first: str, buttons: ui.ActionRow[Any], small: str = ""
) -> ui.Container[Any]:
    """Return a question with its model answer and key points, then a small line and buttons."""
    points = "\n".join(map(_point_line, question.key_points))
    if not points:
        points = "None, so it is not graded; members compare their answer with the model answer."
    blocks = [
        f"{challenge.heading(first, question, title)}\n**{question.prompt}**",
        result.model_answer(question),
        f"**Key points**\n{points}",
    ]
    return layout.box(
        *layout.parted(texts.within(blocks, texts.MAX_TEXT - len(small))),
        layout.text(small) if small else None,
        buttons,
        accent=layout.ACCENTS[question.level],
    )


def _point_line(point: KeyPoint) -> str:
    also = f" (also: {'; '.join(point.accept[:2])})" if point.accept else ""
    kind = f"any {point.any_of.need} of: " if point.any_of else ""
    kind = kind if point.weight else "worth knowing: "
    return f"• {kind}{point.point}{also}"
