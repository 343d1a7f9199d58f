"""How options speak of each other, and prompts of options, in the languages of the importer."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from quizbot.domain.question_choice_languages import ASKS_UNPARTED, LANGUAGES, WHOLE_UNPARTED

ALPHABETS = (
    "ABCDEFGHIJ",
    "АБВГДЕЖЗИК",
    "가나다라마바사아자차",
    "アイウエオカキクケコ",
    "甲乙丙丁戊己庚辛壬癸",
)
"""The letters by which options are named; options with numbers have those from 1."""


_JOINS_UNPARTED = re.compile(
    rf"[和与與及或且、,，と・및과와또는&+/\s都对對正确正確だけのみ만모두둘とも{''.join(ALPHABETS)}]+"
)
_ASKS = re.compile(
    "|".join(f"(?:{one.asks})" for one in LANGUAGES).replace("§", r"(?:^|(?<=[.?!)]\s))"),
    re.IGNORECASE | re.MULTILINE,
)
_LISTED = re.compile(r"[:：]\s*\S|^\s*[-*•]\s", re.MULTILINE)
"""A prompt that goes on so behind "which of these" lists them itself."""
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+")
_FEW_WORDS = 3
"""What stands before "which of these" in more words may name what it speaks of."""
_LONGEST = 12
"""Words of an option beyond which it says something of its own."""


@dataclass(frozen=True, slots=True)
class _Words:
    whole: frozenset[str]
    about: frozenset[str]
    joins: frozenset[str]


@functools.cache
def _words() -> tuple[_Words, ...]:
    return tuple(
        _Words(
            frozenset(one.whole.split()),
            frozenset((*one.about.split(), *one.whole.split())),
            frozenset(one.joins.split()),
        )
        for one in LANGUAGES
    )


@functools.cache
def _named() -> re.Pattern[str]:
    """Return the pattern of "option B": a letter behind a word for options."""
    words = "|".join(sorted({word for one in LANGUAGES for word in one.option.split()}))
    return re.compile(rf"\b(?i:{words})\b(?:\s(?:is|ist|est|es|é|è|=))?\W{{1,3}}([A-JА-К])\b")


@functools.lru_cache(4096)
def is_about_others(option: str) -> bool:
    """Tell whether an option is about all the others: "None of the above", "Alle genannten"."""
    tokens = [token.casefold().replace("’", "'") for token in _TOKEN.findall(option)]
    if 0 < len(tokens) <= _LONGEST and any(
        tokens[0] in words.whole and words.about.issuperset(tokens) for words in _words()
    ):
        return True
    bare = re.sub(r"[\W_]+", "", option)
    return len(bare) > 1 and not bare.isascii() and bool(WHOLE_UNPARTED.fullmatch(bare))


@functools.lru_cache(4096)
def named_places(option: str) -> tuple[str, frozenset[int]] | None:
    """Return which options an option names, "Both A and B", and in which alphabet.

    The alphabet is one of `ALPHABETS`, or "" for numbers; places count from 0. None where the
    option says anything else.
    """
    tokens = _TOKEN.findall(option)
    if not 0 < len(tokens) <= _LONGEST:
        return None
    read = ([t for t in tokens if not _joins(t, words)] for words in _words())
    for letters in sorted(read, key=len):
        if len(tokens) > 1 and (found := _places(letters)) is not None:
            return found
    if not option.isascii() and _JOINS_UNPARTED.fullmatch(option):
        return _places([sign for sign in option if any(sign in one for one in ALPHABETS)])
    return None


def _joins(token: str, words: _Words) -> bool:
    """Tell whether a word only joins letters; a capital letter is one of these itself."""
    is_letter = len(token) == 1 and token.isupper()
    return token.casefold() in words.joins and not is_letter


def _places(letters: Iterable[str]) -> tuple[str, frozenset[int]] | None:
    found = [letter.upper() for letter in letters]
    if not found:
        return None
    for alphabet in ALPHABETS:
        if all(len(letter) == 1 and letter in alphabet for letter in found):
            return alphabet, frozenset(map(alphabet.index, found))
    if all(letter.isdecimal() and 1 <= int(letter) <= len(ALPHABETS[0]) for letter in found):
        return "", frozenset(int(letter) - 1 for letter in found)
    return None


def letters_named(text: str) -> frozenset[int]:
    """Return the places (from 0) of options that an explanation names by letter: "option C"."""
    places = (_places([letter]) for letter in _named().findall(text))
    return frozenset[int]().union(*(found[1] for found in places if found is not None))


@functools.lru_cache(4096)
def asks_of_options(prompt: str) -> bool:
    """Tell whether a prompt speaks of options: "Which of these ...?", "Select all that apply".

    Of one that lists them itself this is not said.
    """
    return _asking(prompt) is not None


@functools.lru_cache(4096)
def lacks_options(prompt: str) -> bool:
    """Tell whether a prompt without any options speaks of some, and names none before that."""
    match = _asking(prompt)
    return match is not None and len(prompt[: match.start()].split()) <= _FEW_WORDS


def _asking(prompt: str) -> re.Match[str] | None:
    match = _ASKS.search(prompt) or ASKS_UNPARTED.search(prompt)
    return None if match and _LISTED.search(prompt, match.end()) else match
