from __future__ import annotations

import pytest

from quizbot.domain.question import KeyPoint, Level, Mistake, Question
from quizbot.domain.verdict import Coverage
from quizbot.grading.grader import Grader
from quizbot.grading.known_sentences import KnownSentences

POINTS = (
    KeyPoint(
        "The generator makes samples from noise.",
        ("It turns random noise into samples.",),
        contrary=("The discriminator makes samples from noise.",),
    ),
    KeyPoint(
        "The discriminator tells real samples from made ones.",
        ("It judges whether a sample is real.",),
        contrary=("The generator tells real samples from made ones.",),
    ),
)
QUESTION = Question(
    "gan",
    "gans",
    Level.BEGINNER,
    "How do the two networks of a GAN work?",
    "The generator makes samples from noise. The discriminator tells real samples from made ones.",
    POINTS,
    mistakes=(
        Mistake(
            "The generator sees the real samples.",
            "Only the discriminator sees real samples.",
            "The discriminator sees the real samples.",
        ),
    ),
)
GRADER = Grader([QUESTION])


@pytest.mark.parametrize(
    ("passage", "first", "second"),
    [
        ("The generator makes samples from noise", True, False),
        ("the generator makes samples from noises.", True, False),
        ("The discriminator makes samples from noise.", False, False),
        ("It judges whether a sample is real!", False, True),
        ("Noise goes in and a picture comes out.", True, True),
    ],
)
def test_a_known_sentence_says_what_it_is_listed_for(
    passage: str, first: bool, second: bool
) -> None:
    assert KnownSentences(POINTS).may_say(passage).ravel().tolist() == [first, second]


def test_without_passages_there_is_nothing_to_say() -> None:
    assert KnownSentences(POINTS).may_say("").shape == (2, 0)


def test_a_false_sentence_gains_nothing_from_its_neighbour() -> None:
    answer = f"{POINTS[0].contrary[0]} It judges whether a sample is real."
    alone, other, pair = KnownSentences(POINTS).may_say(answer).T.tolist()
    assert (alone, other, pair) == ([False, False], [False, True], [False, True])


def test_roles_exchanged_word_by_word_earn_nothing() -> None:
    exchanged = " ".join(sentence for point in POINTS for sentence in point.contrary)
    verdict = GRADER.grade(QUESTION, exchanged)
    assert [point.coverage for point in verdict.points] == [Coverage.MISSING] * 2
    assert verdict.score == 0.0


def test_a_true_sentence_that_sounds_like_a_mistake_is_not_corrected() -> None:
    told = GRADER.grade(QUESTION, "The generator sees the real samples.").corrections
    assert told == ("Only the discriminator sees real samples.",)
    assert GRADER.grade(QUESTION, "The discriminator sees the real samples.").corrections == ()
