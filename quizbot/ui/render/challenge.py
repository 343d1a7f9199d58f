"""The challenge: a question, its buttons, and how it stands."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from quizbot.domain.challenge import Challenge, State, Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.question_choices import shown_order
from quizbot.domain.scoring import FULL_POINTS
from quizbot.services.answers import MAX_SHORT_SUBMISSION, MAX_SUBMISSION
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts

LETTERS = "ABCDEFGHIJ"
_PER_ROW = 5
BUTTON_LABEL = 38
"""Characters that a button shows on a phone; longer choices are listed with letters."""


def message(challenge: Challenge, title: str) -> layout.Layout:
    """Return the public message of a challenge; ``title`` is that of its topic."""
    question = challenge.question
    ping = layout.text(f"<@&{challenge.ping_role_id}>") if challenge.ping_role_id else None
    body = layout.box(
        layout.text(
            heading(f"Question of the day · #{challenge.number}", question, title, challenge.form)
        ),
        layout.text(prompt(question, challenge.form, challenge.id)),
        *_buttons(challenge),
        layout.text(_footer(challenge)),
        accent=layout.ACCENTS[question.level],
    )
    return layout.Layout(*([ping] if ping else []), body)


def heading(first: str, question: Question, title: str, form: Form = Form.OPEN) -> str:
    """Return the heading of a question: what it is, topic, level and points."""
    graded = question.graded(form)
    points = f"up to {FULL_POINTS[question.level]} points" if graded else "not graded"
    return f"### {first}\n{title} · {question.level} · {points}"


def prompt(question: Question, form: Form, seed: int) -> str:
    """Return the prompt, with lettered choices where they do not fit on buttons."""
    bold = f"**{question.prompt}**"
    if form is not Form.CHOICE or _on_buttons(question):
        return bold
    order = shown_order(len(question.choices), seed)
    lines = (f"**{LETTERS[i]}** {question.choices[index].text}" for i, index in enumerate(order))
    return "\n".join([bold, *lines])


def choice_rows(
    question: Question, seed: int, action: str, *parts: int, disabled: bool = False
) -> list[ui.ActionRow[Any]]:
    """Return a button per choice, in shown order, addressed by the place where it stands."""
    order = shown_order(len(question.choices), seed)
    on_buttons = _on_buttons(question)
    buttons = [
        layout.button(
            question.choices[index].text if on_buttons else LETTERS[place],
            address(action, *parts, place),
            disabled=disabled,
        )
        for place, index in enumerate(order)
    ]
    per_row = 1 if on_buttons else _PER_ROW
    return [layout.row(*buttons[i : i + per_row]) for i in range(0, len(buttons), per_row)]


def _on_buttons(question: Question) -> bool:
    return all(len(choice.text) <= BUTTON_LABEL for choice in question.choices)


def _buttons(challenge: Challenge) -> list[ui.ActionRow[Any]]:
    own = (
        "My answer"
        if challenge.state is State.OPEN or challenge.state is State.CLAIMED
        else "My result"
    )
    mine = layout.button(own, address("mine", challenge.id))
    if challenge.state.answers_done:
        return [layout.row(mine)]
    hint = (
        [layout.button("Hint", address("hint", challenge.id))] if challenge.question.hints else []
    )
    if challenge.form is Form.CHOICE:
        rows = choice_rows(challenge.question, challenge.id, "choose", challenge.id)
        return [*rows, layout.row(*hint, mine)]
    return [layout.row(layout.primary("Answer", address("answer", challenge.id)), *hint, mine)]


def _footer(challenge: Challenge) -> str:
    answered = f"{challenge.answered:,} answered"
    if challenge.state is State.CANCELLED:
        return f"-# {answered} · cancelled"
    if challenge.void is not None:
        return f"-# {answered} · void, it gives no points: {texts.harmless(challenge.void)}"
    if challenge.state.answers_done:
        return f"-# {answered} · closed, the model answer is below"
    return f"-# {answered} · model answer {texts.stamp(challenge.reveal_at)}"


def answer_form(
    custom_id: str,
    title: str,
    question: Question,
    before: str,
    *,
    short: bool,
    sure: str | None,
    share: bool | None,
) -> ui.Modal:
    """Return the form for an answer; ``sure`` and ``share`` None leave those fields out."""
    form = ui.Modal(title=title, custom_id=custom_id)
    form.add_item(layout.text(f"**{question.prompt}**"))
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="text",
        style=discord.TextStyle.short if short else discord.TextStyle.paragraph,
        placeholder=(
            "A name or a few words." if short else "Two to six sentences are usually enough."
        ),
        max_length=MAX_SHORT_SUBMISSION if short else MAX_SUBMISSION,
        default=before or None,
    )
    form.add_item(ui.Label(text="Your answer", component=field))
    if sure is not None:
        group: ui.RadioGroup[Any] = ui.RadioGroup(custom_id="sure", required=False)
        for value in ("guessing", "not sure", "sure"):
            group.add_option(label=value.capitalize(), value=value, default=value == sure)
        form.add_item(ui.Label(text="How sure are you?", component=group))
    if share is not None:
        box: ui.Checkbox[Any] = ui.Checkbox(custom_id="share", default=share)
        form.add_item(ui.Label(text="Show my answer to the group after the reveal", component=box))
    return form


def saved(challenge: Challenge, submission: Submission, version: int) -> layout.Layout:
    """Return the private word that an answer is on disk."""
    first = "Saved." if version == 1 else "Saved in place of your earlier answer."
    until = texts.stamp(challenge.reveal_at, "t")
    lines = [
        f"{first} You can change what you say to #{challenge.number} in "
        f"<#{challenge.channel_id}> until {until} ({texts.stamp(challenge.reveal_at)})."
    ]
    if submission.choice is not None:
        lines.append(f"Your choice: {challenge.question.choices[submission.choice].text}")
        later = ""
    elif challenge.form is Form.SHORT:
        later = ""
    else:
        later = (
            " After it the group may see your answer."
            if submission.share
            else " After it your answer stays yours."
        )
    graded = challenge.question.graded(challenge.form)
    small = f"-# Nobody sees it{', or your points,' if graded else ''} before the reveal.{later}"
    return layout.Layout(layout.box(layout.text("\n".join(lines)), layout.text(small)))


def hint(text: str | None) -> layout.Layout:
    """Return a hint, for one person's eyes."""
    sentence = (
        f"**Hint** {text}"
        if text
        else "There is no hint for this one. Two sentences in your own words are a start."
    )
    return layout.Layout(layout.box(layout.text(sentence)))
