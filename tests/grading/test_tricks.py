"""What earns nothing however it is dressed, and what costs an honest answer nothing."""

from __future__ import annotations

import random
import re
import string
from statistics import mean

import pytest

from quizbot.bank.library import Library
from quizbot.domain import scoring
from quizbot.domain.question import Question
from quizbot.grading import flags, text
from quizbot.grading.grader import Grader
from quizbot.grading.reading.reading_input import readable
from tests.conftest import sample


def test_function_words_on_lines_of_their_own_change_nothing(grader: Grader, bank: Library) -> None:
    question = sample().questions["mode-collapse"]
    terms = "generator, discriminator, mode, collapse, diversity, samples, noise, batch, loss"
    most = grader.grade(question, terms).score
    assert (
        grader.grade(question, terms + "\nthe. of. and. is. a. to. in. it. by. with").score <= most
    )


@pytest.mark.parametrize("filler", ["{}", "Probably: {}", "I think that {} That is all."])
def test_hints_in_other_clothes_are_not_paid(
    filler: str, grader: Grader, asked: list[Question]
) -> None:
    paid = [
        question.id
        for question in asked[::8]
        if grader.grade(question, filler.format(" ".join(question.hints))).score >= 0.2
    ]
    assert len(paid) <= 0.03 * len(asked[::8]), paid


def test_going_on_to_a_related_question_costs_little(
    grader: Grader, full: list[tuple[Question, str]]
) -> None:
    lost = []
    for question, answer in full[::6]:
        related = [a for q, a in full if q.topic == question.topic and q is not question][:2]
        alone = grader.grade(question, answer).score
        lost += [grader.grade(question, f"{answer} {more}").score < alone - 0.2 for more in related]
    assert mean(lost) <= 0.06


def slip(rng: random.Random, word: str) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + rng.choice(string.ascii_lowercase) + word[at + 1 :]


def words(said: str) -> str:
    """Return a text without its marks: two items of a list are quoted without their dashes."""
    return " ".join(re.findall(r"\w+", said))


def test_slips_of_the_keyboard_cost_little(
    grader: Grader, full: list[tuple[Question, str]]
) -> None:
    """One letter is wrong in every other word of five letters or more."""
    rng = random.Random(3)
    typed, shown = list[float](), list[bool]()
    for question, answer in full[::4]:
        slips = re.sub(
            r"[A-Za-z]{5,}", lambda m: slip(rng, m[0]) if rng.random() < 0.5 else m[0], answer
        )
        verdict = grader.grade(question, slips)
        written = words(readable(slips))
        shown += [words(readable(point.evidence)) in written for point in verdict.points]
        typed.append(verdict.score)
    assert mean(typed) >= 0.8
    assert mean(shown) >= 0.95  # where the slips hide a clause it is shown put right


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("tokenisation", "tokenization"),
        ("quantised", "quantized"),
        ("optimiser", "optimizer"),
        ("colour", "color"),
        ("labelled", "labeled"),
        ("modelling", "modeling"),
        ("centre", "center"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    assert text.stem(british) == text.stem(american)


def test_signs_without_a_shape_change_nothing(
    grader: Grader, full: list[tuple[Question, str]]
) -> None:
    """A text copied from a page may hold soft hyphens and zero-width spaces."""
    for question, answer in full[::8]:
        copied = answer.replace("tion", "\u00adtion").replace("ing ", "\u200bing ")
        assert grader.grade(question, copied).score == grader.grade(question, answer).score


def test_a_true_point_earns_at_least_half_its_share(grader: Grader, asked: list[Question]) -> None:
    """Not always: the prompt may have all its words, or a question beside it the same point."""
    held = []
    for question in asked[::8]:
        points = question.key_points
        heaviest = max(points, key=lambda point: point.weight)
        worth = scoring.share(points, [float(point is heaviest) for point in points])
        held.append(grader.grade(question, heaviest.point).score >= worth / 2 - 0.001)
    assert mean(held) >= 0.7


def test_what_a_moderator_should_see_is_flagged(grader: Grader, bank: Library) -> None:
    one = sample().questions["mode-collapse"]
    short = min(bank.questions.values(), key=lambda question: len(question.answer))
    assert flags.LONG in grader.grade(short, short.answer + " " + one.answer * 2).flags
    assert flags.of_score(0.76) == [flags.CLOSE]
    assert flags.of_score(0.5) == []
