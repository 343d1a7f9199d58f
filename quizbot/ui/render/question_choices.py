"""The choices of a question: listed, to be taken, and what was taken beside what is right."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import discord
from discord import ui

from quizbot.domain.question import Question
from quizbot.domain.question_choices import alphabet_named, labels, shown_order
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts

BUTTON_LABEL = 38
"""Characters that a button shows on a phone; longer choices are listed with letters."""
PICKS_EARN = (
    "each right pick earns its share, a wrong one takes at least a share away, and picking "
    "everything earns nothing"
)
"""How picks among several right choices are counted (`domain.scoring.share_of_picks`)."""
_PER_ROW = 5
_OPTION_LABEL = 100
_SHOWN_OF_ONE = 160
"""Characters of a choice where all are told with what was taken."""
_OUTCOMES = {
    (True, True): "✓ right, picked: **{}**",
    (True, False): "○ right, not picked: **{}**",
    (False, True): "✗ wrong, picked: {}",
    (False, False): "· {}",
}
_KEY = {True: "✓ right: **{}**", False: "· {}"}


def listed(question: Question, seed: int) -> list[str]:
    """Return the lettered choices, a line each, where buttons alone do not show them."""
    if not _lettered(question):
        return []
    lines = [
        f"**{label}** {question.choices[index].text}" for label, index in _places(question, seed)
    ]
    if question.picks_several:
        lines.append(f"-# Several are right: {PICKS_EARN}.")
    return lines


def rows(
    question: Question, seed: int, action: str, *parts: int, disabled: bool = False
) -> list[ui.ActionRow[Any]]:
    """Return what the choices are taken by, in shown order: places (from 0) are handed in.

    It is a button each, addressed by action, parts and place; where several are right it is one
    menu addressed by action and parts.
    """
    if question.picks_several:
        return [ui.ActionRow(_menu(question, seed, address(action, *parts), disabled=disabled))]
    lettered = _lettered(question)
    buttons = [
        layout.button(
            label if lettered else question.choices[index].text,
            address(action, *parts, place),
            disabled=disabled,
        )
        for place, (label, index) in enumerate(_places(question, seed))
    ]
    per_row = _PER_ROW if lettered else 1
    return [layout.row(*buttons[i : i + per_row]) for i in range(0, len(buttons), per_row)]


def _menu(question: Question, seed: int, custom_id: str, *, disabled: bool) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=texts.thinned(
                texts.shorten(f"{label} · {question.choices[index].text}", _OPTION_LABEL)
            ),
            value=str(place),
        )
        for place, (label, index) in enumerate(_places(question, seed))
    ]
    return ui.Select(
        custom_id=custom_id,
        placeholder="Pick all that are right",
        min_values=1,
        max_values=len(options),
        options=options,
        disabled=disabled,
    )


def name(question: Question, index: int, seed: int) -> str:
    """Return a choice as people know it: its letter, where there are any, and its text."""
    text = question.choices[index].text
    if not _lettered(question):
        return text
    label = next(label for label, shown in _places(question, seed) if shown == index)
    return f"{label} · {text}"


def outcome(question: Question, picks: Collection[int], seed: int) -> list[str]:
    """Return what was picked and what is right; nothing where nothing was picked.

    All choices are told where several are right or letters stand for them.
    """
    if not picks:
        return []
    if _told_whole(question):
        return ["\n".join(_all(question, seed, picks))]
    right = key(question, seed)
    if set(picks) == set(question.correct_choices):
        return right
    chosen = question.choices[next(iter(picks))].text
    return [f"○ You chose: {chosen}\n{right[0]}"]


def key(question: Question, seed: int) -> list[str]:
    """Return what is right, to somebody who has picked nothing."""
    if _told_whole(question):
        return ["\n".join(_all(question, seed))]
    return [f"✓ Right: **{question.choices[i].text}**" for i in question.correct_choices]


def _all(question: Question, seed: int, picks: Collection[int] | None = None) -> Iterator[str]:
    for label, index in _places(question, seed):
        choice = question.choices[index]
        shown = f"{label} · {texts.shorten(choice.text, _SHOWN_OF_ONE)}"
        said = _KEY[choice.correct] if picks is None else _OUTCOMES[choice.correct, index in picks]
        yield said.format(shown)


def _places(question: Question, seed: int) -> Iterator[tuple[str, int]]:
    """Yield letter and index of each choice in shown order."""
    yield from zip(labels(question), shown_order(question, seed), strict=False)


def _lettered(question: Question) -> bool:
    long = any(len(choice.text) > BUTTON_LABEL for choice in question.choices)
    return long or _told_whole(question)


def _told_whole(question: Question) -> bool:
    return question.picks_several or alphabet_named(question) is not None
