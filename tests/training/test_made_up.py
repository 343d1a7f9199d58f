"""Answers that are put together say what their marks say."""

from __future__ import annotations

import random

from quizbot.bank.marked import AnswerKind, MarkedAnswer
from tests.training.examples import Example, Examples
from tests.training.made_up import MadeUp
from tests.training.minimal_pairs import MinimalPair, MinimalPairs
from tests.training.words import QUESTIONS, tokenise, words

PAIRS = MinimalPairs(
    "one",
    (MinimalPair((0, 1), "a feeds b", "b feeds a"), MinimalPair((3,), "c warms d", "d warms c")),
)


def made_up(seed: int, *answers: MarkedAnswer, pairs: MinimalPairs | None = None) -> MadeUp:
    rng = random.Random(seed)
    of_questions = {pairs.question_id: [pairs]} if pairs else {}
    return MadeUp(Examples(tokenise, rng), QUESTIONS, answers, of_questions, rng)


def said(example: Example) -> str:
    tokens = zip(example.reading.tokens, example.reading.kinds, strict=True)
    return " ".join(words([token for token, kind in tokens if kind]))


def asked(example: Example) -> str:
    """Return the name of the question: the last word of its prompt."""
    return words([example.reading.tokens[sum(example.reading.kinds) + 4]])[0]


def numbers(example: Example) -> list[int]:
    """Return the numbers of the points in the order in which they stand."""
    names = words([example.reading.tokens[at + 2] for at in example.reading.markers])
    return [int(name[-1]) for name in names]


def test_what_is_put_together_says_what_its_marks_say() -> None:
    making = made_up(3, MarkedAnswer("one", AnswerKind.FULL, "one way0 and one way1 is right"))
    seen = set()
    for made in (making.one() for _ in range(400)):
        assert len(made.marks) == len(made.reading.markers)
        for point, start, end in made.decided:
            told = " ".join(words(made.reading.tokens[start:end]))
            seen.add(made.marks[point])
            if made.marks[point] == 1:
                assert "never" not in told
            if made.marks[point] == -1:
                assert any(denial in told for denial in ("never", "not true", "wrong", "false"))
    assert seen >= {1, -1, 0}


def test_of_a_minimal_pair_the_words_exchanged_decide() -> None:
    making = made_up(2, pairs=PAIRS)
    scores = set()
    for made in (making.one() for _ in range(600)):
        if not {"feeds", "warms"} & set(said(made).split()):
            continue
        marks = dict(zip(numbers(made), made.marks, strict=True))
        assert marks[0] == marks[1] == ("a feeds b" in said(made)) - ("b feeds a" in said(made))
        assert marks[3] == ("c warms d" in said(made)) - ("d warms c" in said(made))
        assert marks[2] == 0
        scores.add(made.score)
    assert scores == {0, 0.25, 0.5, 0.75}


def test_talk_round_an_answer_changes_nothing_of_its_marks() -> None:
    given = MarkedAnswer("one", AnswerKind.GOOD, "gladly said.", (1, 0.5, 0, -1), 0.3)
    making = made_up(4, given)
    padded = 0
    for made in (making.one() for _ in range(600)):
        if "gladly" in said(made) and asked(made) == "one" and made.score is not None:
            padded += 1
            assert made.score == 0.3
            assert [given.marks[number] for number in numbers(made)] == list(made.marks)
    assert padded > 3


def test_the_answer_to_another_question_says_nothing_of_this_one() -> None:
    """Nor is it taken where it may say a point, having most of its telling words."""
    making = made_up(
        5,
        MarkedAnswer("two", AnswerKind.FULL, "two is gladly said of two"),
        MarkedAnswer("three", AnswerKind.UNUSUAL, "one point0 resembles three"),
    )
    under_one = 0
    for made in (making.one() for _ in range(600)):
        told = said(made).split()
        if "gladly" in told and asked(made) == "one" and made.score is not None:
            under_one += 1
            assert set(made.marks) == {0}
            assert made.score == 0
        assert not ("resembles" in told and asked(made) == "one")
    assert under_one > 5
