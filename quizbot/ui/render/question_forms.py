"""The forms by which a question is typed and changed: one for the start, then one for each part.

Discord's forms hold five fields, and a phone shows two or three at once, so that all a question
has is spread over parts. Each opens from a button of its own and hands in its own fields only
(`domain.question_draft.handed_in`); a long list is shown in several fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import discord
from discord import ui

from quizbot.bank import limits
from quizbot.domain import question_draft_lists as lists
from quizbot.domain.question import Level
from quizbot.domain.question_draft import Draft
from quizbot.domain.question_topic import MAX_TITLE
from quizbot.errors import Refusal
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts

MAX_FIELD = 4000
"""Characters of a field; the most that Discord takes."""
_FIELDS = 5
_FILLED = 3600
"""Characters with which a field of a list is opened at most, so that there is room to write."""
_MENU = 25
"""Entries of a menu; the most that Discord takes."""


class FormPart(StrEnum):
    """A part of a question, with a form of its own."""

    TEXT = "text"
    POINTS = "points"
    CHOICES = "choices"
    MORE = "more"
    TOPIC = "topic"


PART_LABELS = {
    FormPart.TEXT: "Text and level",
    FormPart.POINTS: "Key points",
    FormPart.CHOICES: "Choices",
    FormPart.MORE: "Answers and hints",
    FormPart.TOPIC: "Topic",
}
MEMBERS_PARTS = (FormPart.CHOICES, FormPart.MORE)
"""What a member adds to a suggestion; the rest stands in the form that it begins with."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A field with one entry a line: its name in the draft, and what people read about it."""

    name: str
    label: str
    description: str


_POINTS = _Listed(
    "key_points",
    "Key points",
    "One a line, two to eight; other ways to say it after a |. None: it is not graded.",
)
_CHOICES = _Listed(
    "choices",
    "Choices",
    "One a line, two to ten. * before each right one; after a | why a wrong one is wrong.",
)
_MORE = (
    _Listed("short_answers", "Accepted answers", "For a name or a few words: one a line."),
    _Listed("hints", "Hints", f"One a line, up to four of {limits.MAX_HINT} characters."),
    _Listed("references", "References", "One a line, up to six: where it can be read."),
)


def row(action: str, *parts: int | str, of: tuple[FormPart, ...] = tuple(FormPart)) -> Any:
    """Return a button for each part's form; its address ends with the part."""
    return layout.row(
        *(layout.button(PART_LABELS[part], address(action, *parts, part)) for part in of)
    )


def start(
    custom_id: str,
    draft: Draft,
    titles: Mapping[str, str],
    title: str = "A question of your own",
) -> ui.Modal:
    """Return the form with which a question begins, filled with what a draft has."""
    form = ui.Modal(title=title, custom_id=custom_id)
    form.add_item(_topic_menu("topic", "Topic", titles, draft.topic, required=True))
    for item in (*_text(draft), _field(_POINTS, "", draft.key_points)):
        form.add_item(item)
    return form


def part(
    custom_id: str,
    which: FormPart,
    draft: Draft,
    titles: Mapping[str, str],
    own: Mapping[str, str],
) -> ui.Modal:
    """Return the form of one part, filled with what a draft has.

    ``titles`` are those of all topics, ``own`` of the server's own.

    Raises:
        Refusal: the part is longer than a form takes.
    """
    form = ui.Modal(title=PART_LABELS[which], custom_id=custom_id)
    match which:
        case FormPart.TEXT:
            items = _text(draft)
        case FormPart.POINTS:
            items = _list(_POINTS, draft.key_points)
        case FormPart.CHOICES:
            items = _list(_CHOICES, draft.choices or "")
        case FormPart.MORE:
            filled = (draft.short_answers, draft.hints, draft.references)
            items = [_field(one, "", text or "") for one, text in zip(_MORE, filled, strict=True)]
        case FormPart.TOPIC:
            items = _topics(draft, titles, own)
    for item in items:
        form.add_item(item)
    return form


def _text(draft: Draft) -> list[ui.Label[Any]]:
    levels: ui.RadioGroup[Any] = ui.RadioGroup(custom_id="level")
    for level in Level:
        levels.add_option(
            label=level.value.capitalize(), value=level.value, default=level.value == draft.level
        )
    prompt = texts.shorten(draft.prompt, limits.MAX_PROMPT)
    answer = texts.shorten(draft.answer, limits.MAX_ANSWER)
    return [
        ui.Label(text="Level", component=levels),
        _input("Question", "prompt", prompt, limits.MAX_PROMPT, "What is asked, in one sentence."),
        _input("Model answer", "answer", answer, limits.MAX_ANSWER, "What a good answer says."),
    ]


def _input(label: str, custom_id: str, value: str, most: int, placeholder: str) -> ui.Label[Any]:
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        max_length=most,
        default=value or None,
        placeholder=placeholder,
    )
    return ui.Label(text=label, component=field)


def _list(listed: _Listed, text: str) -> list[ui.Label[Any]]:
    parts = lists.parted(text, _FILLED)
    if len(parts) > _FIELDS:
        parts = lists.parted(text, MAX_FIELD)
    if len(parts) > _FIELDS or any(len(one) > MAX_FIELD for one in parts):
        raise Refusal(
            f"{listed.label} of {len(text):,} characters do not fit into a form. /question export "
            "gives them as a file; change it there and bring it back with /question import."
        )
    return [_field(listed, f"-{n}" if n > 1 else "", one) for n, one in enumerate(parts, 1)]


def _field(listed: _Listed, number: str, text: str) -> ui.Label[Any]:
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=f"{listed.name}{number}",
        style=discord.TextStyle.paragraph,
        max_length=MAX_FIELD,
        default=text[:MAX_FIELD] or None,
        required=False,
    )
    label = f"{listed.label}, continued" if number else listed.label
    return ui.Label(text=label, description=listed.description, component=field)


def _topics(draft: Draft, titles: Mapping[str, str], own: Mapping[str, str]) -> list[ui.Label[Any]]:
    shipped = {topic: title for topic, title in titles.items() if topic not in own}
    chosen = "" if draft.new_topic else draft.topic
    menus = [
        _topic_menu(f"topic-{n}", "Topic", dict(part), chosen, required=False)
        for n, part in enumerate(_chunks(shipped), 1)
    ][: _FIELDS - 2]
    if own:
        name = "Topic of this server's own"
        menus.append(_topic_menu("topic-own", name, own, chosen, required=False))
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="new_topic",
        max_length=MAX_TITLE,
        default=draft.new_topic or None,
        placeholder="Its name, as people will read it",
        required=False,
    )
    told = "It is made when the question is saved, and counts before what is chosen."
    return [*menus, ui.Label(text="Or a new topic", description=told, component=field)]


def _chunks(titles: Mapping[str, str]) -> list[list[tuple[str, str]]]:
    listed = list(titles.items())
    return [listed[i : i + _MENU] for i in range(0, len(listed), _MENU)]


def _topic_menu(
    custom_id: str, label: str, titles: Mapping[str, str], chosen: str, *, required: bool
) -> ui.Label[Any]:
    entries = [(topic, title) for topic, title in titles.items() if topic == chosen]
    entries += [(topic, title) for topic, title in titles.items() if topic != chosen]
    shown = sorted(entries[:_MENU], key=[*titles.items()].index)
    options = [
        discord.SelectOption(label=texts.thinned(title)[:100], value=topic, default=topic == chosen)
        for topic, title in shown
    ]
    select: ui.Select[Any] = ui.Select(custom_id=custom_id, options=options, required=required)
    return ui.Label(text=label, component=select)
