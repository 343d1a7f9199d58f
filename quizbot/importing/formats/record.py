"""One question as a table's row or a mapping gives it, and how many of them become items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizbot.domain.question import Choice, Level
from quizbot.importing import keys, ticks
from quizbot.importing.item import Concern, Item, Remark
from quizbot.importing.keys import Decision, Offered

_TRUTH = {
    **dict.fromkeys(
        ("true", "t", "yes", "wahr", "richtig", "ja", "vrai", "verdadero", "verdadeiro", "vero"),
        True,
    ),
    **dict.fromkeys(
        ("waar", "prawda", "pravda", "ano", "да", "верно", "правда", "对", "正确"), True
    ),
    **dict.fromkeys(("false", "f", "no", "falsch", "nein", "faux", "falso", "onwaar"), False),
    **dict.fromkeys(("fałsz", "nepravda", "ne", "нет", "неверно", "ложь", "错", "错误"), False),
}
_BINARY = re.compile(
    r"\W*(?:true[\W_]*(?:or|/)?[\W_]*false|boolean|bool|tf|t/f|richtig/falsch|vrai/faux|wahr/falsch)\W*",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(
    r"fill|blank|short|type|text ?entry|numerical|freitext|lücke|lacunaire|completar", re.IGNORECASE
)


_LONGEST_KEY = 120
"""Characters beyond which a text is an explanation rather than the right answer."""


@dataclass(slots=True)
class Record:
    """What one row or mapping says; ``first`` and ``last`` are its lines, counted from 1.

    ``beside`` is a right answer that stands apart from the wrong ones among the options.
    """

    prompt: str
    first: int
    last: int
    answer: str = ""
    why: str = ""
    options: list[str] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    flags: list[bool | None] = field(default_factory=list)
    whys: list[str] = field(default_factory=list)
    named: tuple[str, ...] = ()
    wrong: list[str] = field(default_factory=list)
    kind: str = ""
    level: Level | None = None
    topic: str = ""
    accepted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


def items(records: Sequence[Record]) -> list[Item]:
    """Return the items of records; how their keys count is told by all of them together."""
    for record in records:
        record.answer = _without_prompt(record.prompt, record.answer)
        _prepare(record)
    asked = [record for record in records if record.options]
    _take_answers_as_keys(asked)
    _add_beside(asked)
    offers = [
        Offered(tuple(record.options), record.named, record.labels, _ticked(record))
        for record in asked
    ]
    decided = {id(r): d for r, d in zip(asked, keys.decide(offers), strict=True)}
    return [_item(record, decided.get(id(record))) for record in records]


def _without_prompt(prompt: str, answer: str) -> str:
    """Drop the question from the head of its answer, where cards repeat it."""
    wanted = keys.plain(prompt)
    lines = answer.split("\n")
    for count in range(1, min(len(lines), prompt.count("\n") + 2)):
        if keys.plain(" ".join(lines[:count])) == wanted:
            return re.sub(r"^(?:\s*[-–—_*]{3,}\s*\n)?\s*", "", "\n".join(lines[count:]))
    return answer


def _prepare(record: Record) -> None:
    """Take labels and marks off the options; accepted texts and true or false are recognised."""
    if record.options and _ACCEPTS.search(record.kind) and "choice" not in record.kind.casefold():
        record.accepted = (*record.accepted, *record.options)
        record.options, record.labels, record.named = [], (), ()
        return
    bare = bool(any(record.named)) and not record.answer
    if not record.options and not record.wrong and (_BINARY.fullmatch(record.kind or "-") or bare):
        named = next((n for n in (*record.named, record.answer) if n.strip()), "")
        truth = _TRUTH.get(named.strip().casefold())
        if truth is not None:
            record.options, record.named = ["True", "False"], (str(truth),)
            record.answer = ""
    _add_wrong(record)
    split = [keys.split_label(option) for option in record.options]
    found = tuple(label for label, _ in split)
    if len(found) > 1 and found in (tuple(keys.OPTION_LETTERS[: len(found)]), _counted(len(found))):
        record.options, record.labels = [text for _, text in split], found
    marked = [ticks.read(option) for option in record.options]
    if any(flag for _, flag in marked) and not any(record.flags):
        record.options = [text for text, _ in marked]
        record.flags = [flag for _, flag in marked]


def _counted(count: int) -> tuple[str, ...]:
    return tuple(str(i + 1) for i in range(count))


def _add_wrong(record: Record) -> None:
    """Put the right answer before the wrong ones, where the document lists only these."""
    if not record.wrong:
        return
    right = [name.strip() for name in record.named if name.strip()] or (
        [record.answer.strip()] if record.answer.strip() else []
    )
    first = right[:1]
    if record.options:
        known = {keys.plain(option) for option in record.options}
        record.options += [text for text in record.wrong if keys.plain(text) not in known]
    elif first:
        record.options = [*first, *record.wrong]
        if not any(name.strip() for name in record.named):
            record.named, record.answer = (first[0],), ""
    else:
        record.options = list(record.wrong)


def _take_answers_as_keys(asked: Sequence[Record]) -> None:
    """Read a column of answers as keys, where nothing else is one or all of them name options."""
    told = [record for record in asked if record.answer]
    other_keys = any(any(record.named) or any(record.flags) for record in asked)
    if other_keys and not all(_means_an_option(record) for record in told):
        return
    for record in asked:
        record.named, record.answer = (*record.named, record.answer), ""


def _means_an_option(record: Record) -> bool:
    offer = Offered(tuple(record.options), (record.answer,), record.labels)
    return bool(keys.decide([offer])[0].right)


def _add_beside(asked: Sequence[Record]) -> None:
    """Add the right answers to options among which none of them is: those are the wrong ones."""
    told = [record for record in asked if any(record.named)]
    if len(told) < 2 or not all(map(_is_stranger, told)):
        return
    for record in told:
        record.options.insert(0, next(filter(None, record.named)).strip())
        record.flags, record.labels = [], ()
        sentence = (
            "The right answer stood beside the options and was put among them; look whether they "
            "are the wrong ones."
        )
        record.remarks = (*record.remarks, Remark(Concern.KEY, sentence))


def _is_stranger(record: Record) -> bool:
    name = next(filter(None, record.named)).strip()
    if len(name) < 3 or name.isdigit() or len(name) > _LONGEST_KEY or any(record.flags):
        return False
    offer = Offered(tuple(record.options), (name,), record.labels)
    texts = " ".join(map(keys.plain, record.options))
    return not keys.decide([offer])[0].right and keys.plain(name) not in texts


def _ticked(record: Record) -> tuple[int, ...]:
    return tuple(place for place, flag in enumerate(record.flags) if flag)


def _item(record: Record, decision: Decision | None) -> Item:
    right = decision.right if decision else ()
    doubt = decision.doubt if decision else ""
    remarks = (*record.remarks, *([keys.unsure(doubt)] if doubt else []))
    whys = [*record.whys, *[""] * len(record.options)]
    choices = tuple(
        Choice(text, place in right, whys[place]) for place, text in enumerate(record.options)
    )
    return Item(
        prompt=record.prompt,
        answer=keys.model_answer(choices, _told(record, right), record.why),
        line=record.first,
        answer_lines=_lines(record),
        level=record.level,
        choices=choices,
        short_answers=record.accepted,
        references=record.references,
        topic=record.topic,
        given=record.given,
        remarks=remarks,
    )


def _told(record: Record, right: Sequence[int]) -> str:
    """Return what the record says as an answer, a key that names no option included."""
    if right:
        return record.answer
    named = next((name.strip() for name in record.named if name.strip()), "")
    is_text = len(named) > 2 and not named.isdigit()
    told = record.answer or (named if is_text or not record.options else "")
    return told or next(iter(record.accepted), "")


def _lines(record: Record) -> tuple[int, int] | None:
    says = record.answer or record.options or record.accepted or record.why
    return (record.first, record.last) if says or any(record.named) else None
