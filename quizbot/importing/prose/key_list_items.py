"""Answers from lists apart, brought to the questions whose numbers they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizbot.domain.question import Choice
from quizbot.importing import keys
from quizbot.importing.item import Concern, Item, Remark
from quizbot.importing.keys import Offered
from quizbot.importing.prose import key_lines
from quizbot.importing.prose.key_list import KeyList
from quizbot.importing.prose.marks import Mark


def answer(items: Sequence[Item], marks: Sequence[Mark], lists: Sequence[KeyList]) -> list[Item]:
    """Return the items with the answers that lists give them.

    A list is for the questions since the list before it; one above all questions is for all.
    """
    answered = list(items)
    before = 0
    for listed in lists:
        places = [i for i, mark in enumerate(marks) if before < mark.line.number < listed.first]
        places = places or [i for i, mark in enumerate(marks) if mark.line.number > listed.last]
        numbers = _numbers([marks[i] for i in places], listed)
        for place, number in zip(places, numbers, strict=True):
            told = listed.answers.get(number, "")
            if told:
                answered[place] = _answered(answered[place], told, listed.places[number])
        before = listed.last
    return answered


def _numbers(marks: Sequence[Mark], listed: KeyList) -> list[int]:
    """Return the number of each question: its own, or its place where none has one."""
    own = [mark.number for mark in marks]
    if any(number is not None for number in own):
        return [-1 if number is None else number for number in own]
    return [*range(1, len(marks) + 1)] if len(listed.answers) == len(marks) else [-1] * len(marks)


def _answered(item: Item, told: str, line: int) -> Item:
    lines = (line, line) if line >= item.line else item.answer_lines
    if not item.choices:
        if item.answer:
            sentence = f'A list apart answers this too: "{told[:150]}"'
            return replace(item, remarks=(*item.remarks, Remark(Concern.TWICE, sentence)))
        return replace(item, answer=told, answer_lines=lines)
    texts = tuple(choice.text for choice in item.choices)
    key = key_lines.read(told, texts, ())
    named, rest = (key.named, key.rest) if key else (told, "")
    before = tuple(i for i, choice in enumerate(item.choices) if choice.correct)
    decision = keys.decide([Offered(texts, (named,), ticked=before, counted=True)])[0]
    choices = tuple(
        Choice(choice.text, place in decision.right, choice.why)
        for place, choice in enumerate(item.choices)
    )
    remarks = [remark for remark in item.remarks if remark.concern is not Concern.KEY]
    if decision.doubt:
        remarks.append(keys.unsure(decision.doubt))
    return replace(
        item,
        choices=choices,
        answer=keys.model_answer(choices, rest, item.answer),
        answer_lines=item.answer_lines or lines,
        remarks=tuple(remarks),
    )
