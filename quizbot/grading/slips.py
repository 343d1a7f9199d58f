"""Slips of the keyboard, told from another word: what may be forgiven in a short answer."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from quizbot.grading import text
from quizbot.grading.reading import reader

_FORGIVEN = ((10, 2), (5, 1))
"""From so many letters of a word on, so many slips are forgiven.

A slip is a letter left out, too many, changed, or one that has changed places with the next.
"""
_NEAR_TERMS = Path(__file__).with_name("near_terms.txt")

_PREFIXES = """
un in im il ir ig non not no anti de dis mis mal counter contra ab ad af ef as dif con a an
pre post pro retro re ante hypo hyper sub super supra infra ultra over under up down fore back
inter intra intro extra endo exo ecto meso en em ex e homo hetero iso allo auto macro micro mini
mega meta para peri epi ana cata dia mono uni bi di tri tetra quadri penta hexa hepta octa poly
multi pluri oligo semi demi hemi self co syn sym eu dys ortho trans cis lyo hydro thermo electro
photo geo bio neuro cardio nano pico femto milli centi deci kilo giga tera peta neo paleo proto
pseudo quasi crypto cyber first second left right east west north south inner outer with out on off
не без анти под над пере при пре до по вы за от раз контр гипер гипо макро микро моно поли
nicht kein ohne gegen vor nach auf ein aus unter über zu ent be ver er
"""
_PREFIX_LIST = ("", *dict.fromkeys(_PREFIXES.split()))
"""Beginnings that turn a word round, give it a direction, a number or a size."""
_ENDINGS = """
ate ite ide ine in ane ene yne an en yn ol al one oyl yl ase ose ous ic ium um us a ation ition
ee er or ed est ful less able ible ly ism ist ive ion ing
"""
_ENDING_LIST = ("", *dict.fromkeys(_ENDINGS.split()))
"""Ends of which each makes another term: nitrate and nitrite, lactase and lactose."""
_GRAMMAR = "the a an all you your is are be of to for and with from that this as it"
_IDLE = frozenset(_GRAMMAR.split())
_ROMAN = re.compile(r"(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_LETTERS = re.compile(r"[a-zа-яёα-ωієґў]+")
"""Scripts in which one letter among many may be a slip."""
_BOARDS = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("qwertzuiop", "asdfghjkl", "yxcvbnm"),
    ("azertyuiop", "qsdfghjklm", "wxcvbn"),
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
)
"""Keyboards, a row of keys below the other."""
_VOWELS = "aeiouyаеёиоуыэюя"


def _neighbours() -> frozenset[tuple[str, str]]:
    """Return the pairs of keys that lie beside or below each other."""
    found = set()
    for rows in _BOARDS:
        places = {key: (x + y / 2, y) for y, row in enumerate(rows) for x, key in enumerate(row)}
        for one, (x, y) in places.items():
            for other, (x2, y2) in places.items():
                if one != other and abs(x - x2) <= 1 and abs(y - y2) <= 1:
                    found.add((one, other))
    return frozenset(found)


_NEIGHBOURS = _neighbours()


def is_roman(word: str) -> bool:
    """Tell whether a small word may be a Roman number."""
    return bool(_ROMAN.fullmatch(word))


@lru_cache(maxsize=4096)
def same_word(given: str, meant: str) -> bool:
    """Tell whether a folded word is another one with slips, or in another grammatical form.

    A word that exists, or that a prefix, an ending or a number tells from the one that is meant, is
    never a slip.
    """
    if given == meant:
        return True
    if len(meant) > 3 and text.stem(given) == text.stem(meant):
        return not _turned(given, meant)
    if not (_LETTERS.fullmatch(given) and _LETTERS.fullmatch(meant)):
        return False
    if is_roman(given) or is_roman(meant) or _exists(given):
        return False
    allowed = next((slips for length, slips in _FORGIVEN if len(meant) >= length), 0)
    distance = OSA.distance(given, meant, score_cutoff=allowed)
    return distance <= allowed and not _turned(given, meant) and _typed(given, meant)


def _typed(given: str, meant: str) -> bool:
    """Tell whether every changed letter is one that fingers or ears confuse."""
    if given[0] != meant[0] and given[:2] != meant[1::-1][:2]:
        return False
    if len(given) != len(meant):
        return True
    wrong = [place for place, pair in enumerate(zip(given, meant, strict=True)) if len({*pair}) > 1]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and given[wrong[0]] == meant[wrong[1]]:
        return True
    return all(_confused(given, meant, place) for place in wrong)


def _confused(given: str, meant: str, place: int) -> bool:
    one, other = given[place], meant[place]
    if one in _VOWELS and other in _VOWELS:
        return len(meant) >= 8 and 2 <= place < len(meant) - 3
    return (one, other) in _NEIGHBOURS


def _turned(given: str, meant: str) -> bool:
    """Tell whether two words differ in a prefix or an ending that makes another term of them."""
    return any(
        _alike(given[len(one) :], meant[len(other) :], sure=min(len(one), len(other)) > 2)
        for one in _PREFIX_LIST
        if given.startswith(one)
        for other in _PREFIX_LIST
        if meant.startswith(other) and _opposed(one, other)
    ) or any(
        given[: len(given) - len(one)] == meant[: len(meant) - len(other)]
        for one in _ENDING_LIST
        if given.endswith(one)
        for other in _ENDING_LIST
        if meant.endswith(other) and _opposed(one, other) and len(meant) - len(other) > 2
    )


@cache
def _opposed(one: str, other: str) -> bool:
    """Tell whether two prefixes or endings differ, and not by one letter left out."""
    if not one or not other:
        return one != other
    return one != other and not (len(one) != len(other) and OSA.distance(one, other) == 1)


def _alike(rest: str, root: str, *, sure: bool) -> bool:
    """Tell whether two words are the same after their prefixes, but for a slip if both are long."""
    if len(root) < 3:
        return False
    return rest == root or (sure and OSA.distance(rest, root, score_cutoff=1) <= 1)


def _exists(word: str) -> bool:
    known = _known_words()
    return word in known or (len(word) > 4 and word.removesuffix("s") in known)


@cache
def _known_words() -> frozenset[str]:
    """Return words that exist: those of the reader's tokens, and terms that are near to others."""
    terms = frozenset(_NEAR_TERMS.read_text(encoding="utf-8").split())
    try:
        file = (reader.PACKAGED / reader.TOKENIZER_FILE).read_text(encoding="utf-8")
    except OSError:
        return terms
    tokens = json.loads(file)["model"]["vocab"]
    return terms | {token for token in tokens if len(token) > 2 and token.isalpha()}


def roman_worth(word: str) -> int:
    """Return what a Roman number in small letters means."""
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[s] for s in word]
    return sum(-one if one < max(worth[i:]) else one for i, one in enumerate(worth))


def same_small_word(given: str, meant: str) -> bool:
    """Tell whether a word that only serves grammar is meant, with one slip: "al" for "all"."""
    if meant not in _IDLE or given in text.FUNCTION_WORDS or is_roman(given) or len(given) < 2:
        return False
    return given.isalpha() and not _exists(given) and OSA.distance(given, meant) <= 1
