"""Text analysis: normalise, split into sentences, clauses and windows, reduce words to stems."""

from __future__ import annotations

import itertools
import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

_stemmer = snowballstemmer.stemmer("english")
_one_at_a_time = threading.Lock()
"""The stemmer keeps the word in itself, and answers are graded in several threads."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BLANKS = re.compile(r"[^\S\n]+")
_MARKS = re.compile(r"[*_`~|>#]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_BOUNDARY = re.compile(r"(?<=[.!?;:])\s|\n| [-–—•] ")
_CLAUSE = re.compile(
    r"[,;:()—]|\b(?:but|and|while|whereas|because|so|which|then|since)\b", re.IGNORECASE
)

_CLOSED_CLASSES = """
a about above after again all also although am among an and any are as at be because been before
being below between both but by can cannot could did do does doing down during each either else etc
ever every few for from further had has have having he her here hers him his how however i if in
instead into is it its itself just let like may me might more most much must my neither no nor not
of off often on once one only onto or other our ours out over own per rather same she should since
so some such than that the their theirs them themselves then there these they this those though
through thus to too toward towards under until up upon us very via was we were what when where
whether which while who whom whose why will with within without would yet you your yours don't
doesn't isn't aren't can't won't it's that's there's they're you're we're i'm
"""

FUNCTION_WORDS = frozenset(_CLOSED_CLASSES.split())
"""Words that carry grammar rather than meaning (closed classes of English)."""

_SPELLINGS = [
    (re.compile(r"(?<=..)is(?=(?:e|ed|es|ing|er|ers|ations?)$)"), "iz"),
    (re.compile(r"(?<=..)our(?=(?:s|ed|ing|ful|able)?$)"), "or"),
    (re.compile(r"(?<=..)tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=..)ll(?=(?:ed|ing|er|ers)$)"), "l"),
]
"""British spellings and what they are read as; American ones stay as they are."""
_IRREGULAR = {"can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not")}
_ENDINGS = {"'s": "is", "'re": "are", "'m": "am", "'ll": "will", "'ve": "have", "'d": "would"}


MOST_READ = 8_000
"""Characters that are looked at; some single signs stand for many."""


def visible(text: str) -> str:
    """Return ``text`` without the signs that have no shape, such as soft hyphens."""
    return _BEYOND_ASCII.sub(_with_a_shape, text)


def _with_a_shape(sign: re.Match[str]) -> str:
    return "" if unicodedata.category(sign[0]) == "Cf" else sign[0]


def normalise(text: str) -> str:
    """Return ``text`` in one Unicode form, small letters, without Markdown marks."""
    composed = unicodedata.normalize("NFKC", visible(text))[:MOST_READ]
    return _MARKS.sub(" ", composed.casefold().replace("’", "'"))


def words(text: str) -> list[str]:
    """Return the words of a text, normalised, in order."""
    return _WORD.findall(normalise(text))


def spelled_out(text: str) -> list[str]:
    """Return the words of a text with contractions taken apart: ``doesn't`` is ``does not``."""
    return [part for word in words(text) for part in _parts(word)]


def _parts(word: str) -> Sequence[str]:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if "'" not in word:
        return (word,)
    if word.endswith("n't"):
        return word[:-3], "not"
    for ending, full in _ENDINGS.items():
        if word.removesuffix(ending) in FUNCTION_WORDS and word.endswith(ending):
            return word.removesuffix(ending), full
    return (word,)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a normalised word (Snowball English)."""
    folded = word.removesuffix("'s")
    for british, american in _SPELLINGS:
        folded = british.sub(american, folded)
    with _one_at_a_time:
        return str(_stemmer.stemWord(folded))


def telling_words(text: str) -> tuple[tuple[str, str], ...]:
    """Return stem and word of each word that carries meaning, in order."""
    return tuple((stem(word), word) for word in words(text) if word not in FUNCTION_WORDS)


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order."""
    return [found for found, _ in telling_words(text)]


@lru_cache(maxsize=256)
def stem_set(text: str) -> frozenset[str]:
    """Return the different stems of the words that carry meaning."""
    return frozenset(content_stems(text))


def sentences(text: str) -> list[str]:
    """Split a text at sentence ends, line breaks and bullets, as written."""
    one_blank = _BLANKS.sub(" ", text.strip())
    parts = (part.strip(" \t-–—•*") for part in _BOUNDARY.split(one_blank))
    return [part for part in parts if part]


def clauses(sentence: str) -> list[str]:
    """Split a sentence at commas, brackets and the words that join statements."""
    return [part for part in _CLAUSE.split(sentence) if part.strip()]


def pieces(parts: Sequence[str], longest: int = 26) -> list[str]:
    """Return each sentence, one of more than ``longest`` words as overlapping runs of them."""
    found: list[str] = []
    for part in parts:
        tokens = part.split()
        if len(tokens) <= longest:
            found.append(part)
        else:
            step = longest // 2
            found += [" ".join(tokens[i : i + longest]) for i in range(0, len(tokens) - step, step)]
    return found


def windows(parts: Sequence[str], longest: int = 26) -> list[str]:
    """Return the passages in which a key point is looked for.

    Each sentence, each pair of neighbours, and for a sentence of more than ``longest`` words its
    overlapping runs of that length.
    """
    return [
        *pieces(parts, longest),
        *(f"{one} {next_}" for one, next_ in itertools.pairwise(parts)),
    ]
