"""Lists of answers apart from their questions, such as "Answer key: 1. C, 2. A"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizbot.importing import words
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.words import Role

_HEADING = re.compile(
    rf"[\W_]*(?:\w+\s+){{0,2}}?(?:(?:{words.pattern(Role.CORRECT)})\s*)?"
    rf"(?:{words.pattern(Role.ANSWER)}|answer ?key|key|lösungsschlüssel|antwortschlüssel|"
    rf"clave de respuestas|"
    rf"clave|klucz odpowiedzi|klucz|klíč|ключи?|soluzioni|chiave|答案表|解答一覧|정답표)"
    rf"(?:\s+(?:key|sheet|list|section|to .{{2,40}}|for .{{2,40}}|zu .{{2,40}}|correctas|correctes|"
    rf"corrette|corretas))?[\W_]*",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?:^|(?<=[\s,;|]))\(?#?(?:Q(?:uestion)?\s?)?(\d{1,3})\s*(?:[.):\]=–—-]+>?|\s)\s*[(*_]*"
    r"([A-Ja-jА-К](?:\s*[,&/+]\s*[A-Ja-j])*|[A-J]{2,4})[)*_.]*(?=[\s,;|]|$)"
)
_LONG = re.compile(
    r"\W*(?:Q(?:uestion)?\s?|Frage\s|Pregunta\s|Вопрос\s)?(\d{1,3})\s*[.):\]=–—-]+\s*(\S.*)",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s*\|?\s*(\d{1,3})\.?\s*\|\s*([^|]+?)\s*(?:\|.*)?$")
_FEWEST = 2


@dataclass(slots=True)
class KeyList:
    """Answers by the number of their question; its lines count from 1."""

    first: int
    last: int
    answers: dict[int, str] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    """The line of each answer."""


def find(lines: Sequence[Line]) -> list[KeyList]:
    """Return the lists of answers that stand below a heading which says so."""
    found: list[KeyList] = []
    after = 0
    for line in lines:
        if line.number <= after or not _heads(line):
            continue
        listed = _read(lines, line.number)
        if len(listed.answers) >= _FEWEST and _are_keys(listed):
            found.append(listed)
            after = listed.last
    return found


def _heads(line: Line) -> bool:
    if line.kind is not Kind.TEXT or not line.body:
        return False
    head = line.body.split(":")[0]
    if _HEADING.fullmatch(line.body) and len(line.body) <= 60:
        return True
    return (
        ":" in line.body and bool(_HEADING.fullmatch(head)) and len(_SHORT.findall(line.body)) > 1
    )


def _read(lines: Sequence[Line], head: int) -> KeyList:
    listed = KeyList(head, head)
    _take(listed, lines[head - 1].body.partition(":")[2], head)
    last_number = max(listed.answers, default=0)
    for line in lines[head:]:
        if line.kind in (Kind.BLANK, Kind.TAG, Kind.RULE):
            continue
        text = line.raw if line.kind is Kind.TABLE else line.body
        if line.heading and not _LONG.fullmatch(text):
            break
        before = len(listed.answers)
        if line.kind is Kind.TABLE and re.fullmatch(r"[\s|:-]+|\s*\|[^\d|]*\|[^\d]*", text):
            listed.last = line.number
            continue
        _take(listed, text, line.number)
        if len(listed.answers) == before:
            if not listed.answers or not _goes_on(listed, line):
                break
            listed.answers[last_number] += f"\n{line.body}"
        last_number = max(listed.answers)
        listed.last = line.number
    return listed


def _goes_on(listed: KeyList, line: Line) -> bool:
    """Tell whether a line explains the answer above it."""
    return line.number == listed.last + 1 or line.indent > 1


def _take(listed: KeyList, text: str, number: int) -> None:
    shown = text.strip()
    row = _ROW.fullmatch(shown) if "|" in shown else None
    pairs = _SHORT.findall(shown)
    rest = _SHORT.sub("", shown).strip(" ,;|*_-")
    if row:
        pairs = [(row[1], row[2])]
    elif not pairs or rest:
        long = _LONG.fullmatch(shown)
        pairs = [(long[1], long[2])] if long else []
    for place, answer in pairs:
        if int(place) not in listed.answers:
            listed.answers[int(place)] = answer.strip()
            listed.places[int(place)] = number


def _are_keys(listed: KeyList) -> bool:
    """Tell a list of answers from a numbered list of questions under such a heading."""
    numbers = [*listed.answers]
    asked = sum(answer.rstrip().endswith(("?", "？")) for answer in listed.answers.values())
    return numbers == sorted(numbers) and asked * 2 < len(numbers)
