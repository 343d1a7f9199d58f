"""Which options a document calls right: by text, by letter, or by number from 0 or from 1.

A key is what stands in one column, field or place of the document. How a whole column of keys
counts is told by all of its rows together, and by other keys beside it; what stays undecided is
never guessed.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizbot.domain.question import Choice
from quizbot.importing.item import Concern, Remark

OPTION_LETTERS = "ABCDEFGHIJ"
_LETTERS_ELSEWHERE = """АБВГДЕЖЗИК 가나다라마바사아자차 アイウエオカキクケコ
甲乙丙丁戊己庚辛壬癸 ΑΒΓΔΕΖΗΘΙΚ אבגדהוזחטי أبجدهوزحطي"""
_OTHER_LETTERS = tuple(_LETTERS_ELSEWHERE.split())
_TWO_ALPHABETS = "BEKВЕК"
"""Letters that look alike in Latin and Cyrillic, and have another place in each."""
_MOST_STRAYS = 0.1
"""The part of a column's keys that may not fit the way in which the others count."""

_LABEL = re.compile(r"\(?\s*([A-Ja-jА-К]|\d{1,2})\s*(?:[.):]|[-–]\s)\s*(\S.*)", re.DOTALL)
_WORDS_BEFORE = re.compile(
    r"(?:(?:the )?(?:correct|right)? ?(?:option|answer|choice|opt|ans|alternative|antwort|opción|"
    r"réponse|option|opzione|optie|odpowiedź|možnost|вариант|ответ|选项|選択肢|보기|"
    r"letter|letra|lettre|lettera|buchstabe|litera|písmeno|буква)s?"
    r"\s*(?:is|no\.?|nr\.?|number|:)?)[\s_:#-]*(?=[\W_]*(?:[a-j]|\d{1,2})(?:\W|$))",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*[,;|/&+、，；]\s*|\s*\n\s*|\s+(?:and|und|et|y|e|en|i|a|и|和|と)\s+", re.IGNORECASE
)
_TEXT_PARTS = (re.compile(r"\s*[;|\n]\s*"), re.compile(r"\s*,\s*"))


@dataclass(frozen=True, slots=True)
class Offered:
    """The options of one question, and each key that the document gives for them.

    ``labels`` are the letters or numbers that stand before the options, as far as there are any;
    ``named`` has a key for each column or place, "" where it says nothing.
    """

    texts: tuple[str, ...]
    named: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ticked: tuple[int, ...] = ()
    """Indices of the options that carry a mark of their own."""
    counted: bool = False
    """A person counted by eye: numbers begin with 1."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The indices of the right options, or a sentence that says why there are none."""

    right: tuple[int, ...] = ()
    doubt: str = ""


@dataclass(slots=True)
class _Reading:
    """What one key may mean, by the way of counting; whether the options have numbers."""

    key: str
    ways: dict[str, frozenset[int]] = field(default_factory=dict)
    numbered: bool = False


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text as options are compared: small, its marks and signs at both ends taken off."""
    shown = unicodedata.normalize("NFKC", html.unescape(text)).casefold()
    shown = re.sub(r"<[^<>]{1,80}>", " ", shown)
    return " ".join(shown.split()).strip("*_`\"'“”„«»’ .;,:")


def split_label(text: str) -> tuple[str, str]:
    """Split "B) Paris" into its letter or number and its text."""
    match = _LABEL.fullmatch(text.strip())
    return (match[1].upper(), match[2].strip()) if match else ("", text)


def unsure(doubt: str) -> Remark:
    """Return the remark about a question whose key stays open."""
    return Remark(Concern.KEY, f"{doubt} Choose the right one.")


def model_answer(choices: Sequence[Choice], told: str, why: str) -> str:
    """Return the right options, what is told beside them, and why; each once."""
    right = [choice.text for choice in choices if choice.correct]
    first = right[0] if len(right) == 1 else "\n".join(f"- {text}" for text in right)
    parts: list[str] = []
    for text in filter(None, map(str.strip, (first, told, why))):
        if plain(text) not in map(plain, parts):
            parts.append(text)
    if len(parts) > 1 and len(right) == 1 and plain(parts[1]).startswith(plain(parts[0])):
        parts.pop(0)
    return "\n\n".join(parts)


def decide(offers: Sequence[Offered]) -> list[Decision]:
    """Return for each question which of its options are right."""
    count = max((len(offer.named) for offer in offers), default=0)
    columns = [_column(offers, place) for place in range(count)]
    ways = [_viable(column) for column in columns]
    _help_each_other(columns, ways)
    return [
        _one([column[row] for column in columns], ways, offer) for row, offer in enumerate(offers)
    ]


def _column(offers: Sequence[Offered], place: int) -> list[_Reading]:
    return [
        _reading(offer, offer.named[place] if place < len(offer.named) else "") for offer in offers
    ]


def _reading(offer: Offered, named: str) -> _Reading:
    key = named.strip()
    reading = _Reading(key)
    if not key:
        return reading
    found = {
        "text": _by_text(offer, key),
        "label": _by_parts(key, lambda part: _by_label(offer, part)),
        "one": _by_parts(key, lambda part: _by_number(offer, part, 1)),
        "zero": _by_parts(key, lambda part: _by_number(offer, part, 0)),
    }
    if offer.counted:
        del found["zero"]
    reading.numbered = any(label.isdigit() for label in offer.labels)
    reading.ways = {way: right for way, right in found.items() if right}
    return reading


def _by_text(offer: Offered, key: str) -> frozenset[int]:
    texts = [plain(text) for text in offer.texts]

    def one(part: str) -> int | None:
        for wanted in (plain(part), plain(split_label(part)[1])):
            if texts.count(wanted) == 1:
                return texts.index(wanted)
        return None

    whole = one(key)
    if whole is not None:
        return frozenset([whole])
    for parts in _TEXT_PARTS:
        found = [one(part) for part in parts.split(key) if part.strip()]
        if len(found) > 1 and None not in found:
            return frozenset(place for place in found if place is not None)
    return frozenset()


def _by_parts(key: str, read: Callable[[str], int | None]) -> frozenset[int]:
    bare = _WORDS_BEFORE.sub("", key)
    bare = bare.strip(" \t[]{}'\"*_.`")
    whole = read(bare)
    if whole is not None:
        return frozenset([whole])
    pieces = list(bare) if _is_run(bare) else _PARTS.split(bare)
    found = [read(piece.strip(" '\"*_()[].")) for piece in pieces if piece.strip()]
    sure = frozenset(place for place in found if place is not None)
    return sure if len(found) > 1 and None not in found else frozenset()


def _is_run(key: str) -> bool:
    """Tell whether a key such as "ACD" is letters in their order."""
    return key.isascii() and key.isupper() and 1 < len(key) < 7 and list(key) == sorted(set(key))


def _by_label(offer: Offered, part: str) -> int | None:
    """Read a letter, or a number where the options have numbers; its option's text may follow."""
    letter, rest = (part, "") if len(part) <= 2 else split_label(part)
    letter = letter.strip("().: ").upper()
    if not letter:
        return None
    place = _place_of(letter, offer.labels)
    if place is None or place >= len(offer.texts):
        return None
    if rest and plain(rest) != plain(offer.texts[place]):
        return place if _begins_alike(plain(rest), plain(offer.texts[place])) else None
    return place


def _begins_alike(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _place_of(letter: str, labels: Sequence[str]) -> int | None:
    if letter in labels:
        return labels.index(letter)
    if len(letter) != 1 or letter.isdigit():
        return None
    if labels and labels[0].isalpha():
        same_alphabet = letter.isascii() == labels[0].isascii()
        if same_alphabet or letter in _TWO_ALPHABETS:
            return None
    for alphabet in (OPTION_LETTERS, *_OTHER_LETTERS):
        if letter in alphabet:
            return alphabet.index(letter)
    return None


def _by_number(offer: Offered, part: str, first: int) -> int | None:
    match = re.fullmatch(r"\(?(\d{1,2})(?:\.0)?\)?", part)
    place = int(match[1]) - first if match else -1
    return place if 0 <= place < len(offer.texts) else None


def _viable(column: Sequence[_Reading]) -> set[str]:
    """Return the ways of counting that nearly all keys of a column allow."""
    told = [reading for reading in column if reading.key]
    allowed = {
        way
        for way in ("text", "label", "one", "zero")
        if sum(way not in reading.ways for reading in told) <= _MOST_STRAYS * len(told)
    }
    strict = {way for way in allowed if all(way in reading.ways for reading in told)}
    viable = strict or allowed
    if "label" in viable and all(reading.numbered for reading in told):
        viable -= {"one", "zero"}
    return viable


def _help_each_other(columns: Sequence[Sequence[_Reading]], ways: Sequence[set[str]]) -> None:
    """Drop the ways of counting that contradict a column whose own way is sure."""
    sure = [column for column, way in zip(columns, ways, strict=True) if len(way) == 1]
    for column, way in zip(columns, ways, strict=True):
        if len(way) < 2:
            continue
        for other in sure:
            (kind,) = ways[columns.index(other)]
            agreeing = {w for w in way if _agree(column, other, w, kind)}
            if agreeing and agreeing != way:
                way.intersection_update(agreeing)


def _agree(one: Sequence[_Reading], other: Sequence[_Reading], way: str, kind: str) -> bool:
    pairs = [
        (first.ways[way], second.ways[kind])
        for first, second in zip(one, other, strict=True)
        if way in first.ways and kind in second.ways
    ]
    return bool(pairs) and sum(a != b for a, b in pairs) <= _MOST_STRAYS * len(pairs)


def _one(readings: Sequence[_Reading], ways: Sequence[set[str]], offer: Offered) -> Decision:
    decided: list[frozenset[int]] = [frozenset(offer.ticked)] if offer.ticked else []
    doubts: list[str] = []
    for reading, viable in zip(readings, ways, strict=True):
        if not reading.key:
            continue
        right, doubt = _meant(reading, viable)
        decided += [right] if right else []
        doubts += [doubt] if doubt else []
    if len(set(decided)) > 1:
        names = " and ".join(_quoted(offer.texts, right) for right in dict.fromkeys(decided))
        return Decision((), f"The document names different right options: {names}.")
    if decided:
        return Decision(tuple(sorted(decided[0])))
    if doubts:
        return Decision((), doubts[0])
    return Decision((), "The document does not say which option is right.")


def _meant(reading: _Reading, viable: set[str]) -> tuple[frozenset[int], str]:
    shown = reading.key if len(reading.key) <= 60 else f"{reading.key[:59]}…"
    fitting: Mapping[str, frozenset[int]] = {
        way: right for way, right in reading.ways.items() if way in viable
    }
    fitting = fitting or _strays(reading)
    meanings = set(fitting.values())
    if len(meanings) == 1:
        return meanings.pop(), ""
    if not meanings:
        return frozenset(), f'The right answer "{shown}" is none of the options.'
    return frozenset(), (
        f'It is not sure which option "{shown}" means: its text, or its place counted from 1 or '
        "from 0."
    )


def _strays(reading: _Reading) -> Mapping[str, frozenset[int]]:
    """Return what a key means that does not fit its column; a mere number means nothing."""
    sure = ("text",) if reading.numbered else ("text", "label")
    return {way: right for way, right in reading.ways.items() if way in sure}


def _quoted(texts: Sequence[str], right: Iterable[int]) -> str:
    return ", ".join(f'"{texts[place][:60]}"' for place in sorted(right))
