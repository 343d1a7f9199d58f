"""What is made of a reading; the reader itself is made up here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from quizbot.domain.lesson import NOTHING, Learned
from quizbot.domain.question import AnyOf, KeyPoint, Level, Question
from quizbot.domain.verdict import Coverage
from quizbot.grading import flags
from quizbot.grading.by_reading import TAKEN_AWAY, ByReading
from quizbot.grading.calibration import ReadingNumbers
from quizbot.grading.idf import Idf
from quizbot.grading.judgement import Judgement
from quizbot.grading.lexicon import Lexicon
from quizbot.grading.reading.reader import Read, Reader
from quizbot.grading.sheet import Sheet

SAID = {
    "turned": (0.9, 0.1, 0.0, 0.0),
    "perhaps turned": (0.4, 0.6, 0.0, 0.0),
    "left out": (0.0, 1.0, 0.0, 0.0),
    "part": (0.0, 0.0, 1.0, 0.0),
    "said": (0.0, 0.0, 0.0, 1.0),
}
"""What is read of a point, by its text."""
NUMBERS = ReadingNumbers(0.5, 0.6, 0.7, 0.4, ((0.0, 0.0), (1.0, 1.0)), "made up")


class MadeUp(Reader):
    """Reads of each point what stands in `SAID`; ``whole`` is what it makes of any answer."""

    def __init__(self, whole: float = 0.5) -> None:
        self.whole = whole
        self.asked: list[list[str]] = []

    def read(self, prompt: str, points: Sequence[KeyPoint], answer: str) -> Read:
        self.asked.append([point.point for point in points])
        said = np.array([SAID.get(point.point, SAID["said"]) for point in points], np.float32)
        decided = np.tile(np.array([0.2, 0.8], np.float32), (len(points), 1))
        return Read(said, self.whole, ("It was this way,", "and then it was that way."), decided)


def judged(*points: KeyPoint, reader: Reader, learned: Learned = NOTHING) -> Judgement:
    question = Question("q", "t", Level.BEGINNER, "How was it?", "It was so.", points)
    sheet = Sheet(question, (), Lexicon(Idf.of(["It was so."])))
    answer = "It was this way, and then it was that way."
    return ByReading(reader, NUMBERS).judge(sheet, answer, answer, learned)


def points(*texts: str) -> list[KeyPoint]:
    return [KeyPoint(text) for text in texts]


def test_each_point_is_told_with_the_clause_that_decided() -> None:
    found = judged(*points("turned", "left out", "part", "said"), reader=MadeUp()).points
    assert [point.coverage for point in found] == [
        Coverage.CONTRADICTED,
        Coverage.MISSING,
        Coverage.UNSURE,
        Coverage.COVERED,
    ]
    assert [bool(point.evidence) for point in found] == [True, False, True, True]
    assert found[3].evidence == "and then it was that way."


@pytest.mark.parametrize(
    ("texts", "whole", "estimate"),
    [
        (["said", "said"], 1.0, 1.0),
        (["said", "left out"], 0.5, 0.5),
        (["said", "turned"], 0.2, (0.5 * (1 - 0.9) / 2 + 0.1) * (1 - TAKEN_AWAY * 0.9 / 2)),
        (["turned", "turned"], 0.0, 0.0),
    ],
)
def test_what_is_turned_round_takes_away(texts: list[str], whole: float, estimate: float) -> None:
    found = judged(*points(*texts), reader=MadeUp(whole))
    assert found.estimate == pytest.approx(estimate, abs=1e-6)


def test_groups_and_weights_count_as_they_say() -> None:
    """One of a group of two is all of it, and what has no weight takes nothing away."""
    group = AnyOf(1, 1)
    grouped = [KeyPoint("said", any_of=group), KeyPoint("left out", any_of=group)]
    assert judged(*grouped, KeyPoint("turned", weight=0), reader=MadeUp(1.0)).estimate == 1.0


def test_people_are_to_look_at_what_is_or_may_be_turned_round() -> None:
    assert judged(*points("turned", "said"), reader=MadeUp()).flags == (flags.CONTRADICTED,)
    assert judged(*points("perhaps turned"), reader=MadeUp()).flags == (flags.DOUBTFUL,)
    assert judged(*points("left out", "part"), reader=MadeUp()).flags == ()


def test_a_taught_way_to_say_a_point_stands_for_it_where_it_is_found() -> None:
    reader = MadeUp()
    taught = Learned(phrasings={"left out": ("as we say here",), "part": ("left out",)})
    found = judged(*points("left out", "part"), reader=reader, learned=taught)
    assert [point.coverage for point in found.points] == [Coverage.COVERED, Coverage.UNSURE]
    assert [point.point for point in found.points] == ["left out", "part"]
    assert reader.asked[1:] == [["as we say here", "left out"], ["as we say here", "part"]]


def test_beside_the_nearest_accepted_answer_it_may_be_worth_more() -> None:
    reader = MadeUp(0.5)
    learned = Learned(answers=("It was that way.", "Something else entirely."))
    assert judged(*points("left out"), reader=reader).estimate == 0.25
    assert judged(*points("left out"), reader=reader, learned=learned).estimate == 0.75
    assert reader.asked[-1] == ["It was that way."]
