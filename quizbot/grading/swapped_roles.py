"""Whether an answer says of one thing what the model answer says of another.

"The discriminator makes samples and the generator judges them" has all the right words. What gives
it away is their company: the answer puts with *discriminator* the words that question and model
answer put with *generator*, and the other way round.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

from quizbot.domain.question import Question
from quizbot.grading import text
from quizbot.grading.idf import UNIT, Idf

Clauses = Sequence[frozenset[str]]

FEWEST_CLAUSES = 3
"""Clauses in which the question's texts must use a word for it to have a known role."""
SWAPPED = 15.0
"""From this difference in log likelihood on (idf-weighted) two words have changed places.

In answers to the first 265 questions more than one in four with changed roles reach it, and
one in 25 of the correct ones.
"""


class Roles:
    """The company that each word keeps in a question's texts.

    Which clauses use a word is kept as the bits of one number.
    """

    def __init__(self, question: Question, idf: Idf) -> None:
        clauses = _clauses(_texts(question))
        self._number = len(clauses)
        self._using = _using(clauses)
        self._uses = {stem: bits.bit_count() for stem, bits in self._using.items()}
        self._weights = {stem: idf.weight(stem) / UNIT for stem in self._using}

    def swapped(self, answer: str) -> tuple[str, str] | None:
        """Return the two words (stems) that have changed places most clearly, if any have."""
        clauses = _clauses([answer])
        given = _using(clauses)
        known = sorted(stem for stem in given if self._uses.get(stem, 0) >= FEWEST_CLAUSES)
        found = max(
            (
                (self._crossing(clauses, given, *pair), pair)
                for pair in itertools.combinations(known, 2)
            ),
            default=(0.0, ("", "")),
        )
        return found[1] if found[0] > SWAPPED else None

    def _crossing(self, clauses: Clauses, given: Mapping[str, int], one: str, other: str) -> float:
        """Return how much better the companies of two words fit when they change places."""
        company_of_one = _company(clauses, given[one] & ~given[other], one)
        company_of_other = _company(clauses, given[other] & ~given[one], other)
        if not company_of_one or not company_of_other:
            return 0.0
        crossed = self._fit(company_of_one, other, one) + self._fit(company_of_other, one, other)
        straight = self._fit(company_of_one, one, other) + self._fit(company_of_other, other, one)
        return crossed - straight

    def _fit(self, company: frozenset[str], word: str, without: str) -> float:
        """Return how much likelier these words stand beside ``word`` than by chance (log)."""
        beside = self._using[word] & ~self._using[without]
        total = 0.0
        for stem in sorted((company - {word, without}) & self._using.keys()):
            together = (beside & self._using[stem]).bit_count()
            chance = self._uses[word] * self._uses[stem] / self._number
            total += self._weights[stem] * math.log((together + 0.5) / (chance + 0.5))
        return total


def _using(clauses: Clauses) -> dict[str, int]:
    """Return by stem the clauses that have it, as bits."""
    found: dict[str, int] = {}
    for i, clause in enumerate(clauses):
        for stem in clause:
            found[stem] = found.get(stem, 0) | 1 << i
    return found


def _company(clauses: Clauses, bits: int, word: str) -> frozenset[str]:
    """Return the words that stand beside ``word`` in these clauses."""
    found: set[str] = set()
    while bits:
        lowest = bits & -bits
        found |= clauses[lowest.bit_length() - 1]
        bits ^= lowest
    return frozenset(found - {word})


def _texts(question: Question) -> list[str]:
    phrasings = (phrase for point in question.key_points for phrase in point.phrasings)
    return [question.answer, *phrasings, *(mistake.correction for mistake in question.mistakes)]


def _clauses(texts: Iterable[str]) -> list[frozenset[str]]:
    """Return the stems of each clause that has two or more."""
    found = (
        text.stem_set(clause)
        for one in texts
        for sentence in text.sentences(one)
        for clause in text.clauses(sentence)
    )
    return [stems for stems in found if len(stems) >= 2]
