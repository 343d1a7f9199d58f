"""The challenge: a question, its buttons, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from quizbot.domain.challenge import Challenge, State, Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.scoring import FULL_POINTS
from quizbot.services.answers import MAX_SHORT_SUBMISSION, MAX_SUBMISSION
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, question_choices, texts

TAKE = "choice"
"""The action of taking choices of a challenge."""


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
    listed = question_choices.listed(question, seed) if form is Form.CHOICE else []
    return "\n".join([f"**{question.prompt}**", *listed])


def _buttons(challenge: Challenge) -> list[ui.ActionRow[Any]]:
    own = (
        "My answer"
        if challenge.state is State.OPEN or challenge.state is State.CLAIMED
        else "My result"
    )
    mine = layout.button(own, address("mine", challenge.id))
    if challenge.state.answers_done:
        return [layout.row(mine)]
    question = challenge.question
    hint = [layout.button("Hint", address("hint", challenge.id))] if question.hints else []
    if challenge.form is Form.CHOICE:
        rows = question_choices.rows(question, challenge.id, TAKE, challenge.id)
        return [*rows, layout.row(*hint, mine)]
    return [layout.row(layout.primary("Answer", address("answer", challenge.id)), *hint, mine)]


def _footer(challenge: Challenge) -> str:
    answered = f"{challenge.answered:,} answered"
    if challenge.state is State.CANCELLED:
        return f"-# {answered} · cancelled"
    if challenge.void is not None:
        why = texts.harmless(texts.shorten(challenge.void, 200))
        return f"-# {answered} · void, it gives no points: {why}"
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
    if submission.picks:
        lines.append(own_picks(challenge, submission.picks))
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


def own_picks(challenge: Challenge, picks: Sequence[int]) -> str:
    """Return what somebody has taken of a challenge's choices."""
    names = [question_choices.name(challenge.question, i, challenge.id) for i in picks]
    if not challenge.question.picks_several:
        return f"Your choice: **{names[0]}**"
    return "\n".join(["Your picks:", *(f"- **{name}**" for name in sorted(names))])


def hint(text: str | None) -> layout.Layout:
    """Return a hint, for one person's eyes."""
    sentence = (
        f"**Hint** {text}"
        if text
        else "There is no hint for this one. Two sentences in your own words are a start."
    )
    return layout.Layout(layout.box(layout.text(sentence)))
