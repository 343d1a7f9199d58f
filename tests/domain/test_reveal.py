from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizbot.domain.challenge import Answer, Challenge, State, Submission
from quizbot.domain.question import Form, KeyPoint, Level, Question
from quizbot.domain.reveal import SHARED, TOP, Reveal, Tally
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
QUESTION = Question(
    "q", "vaes", Level.ADVANCED, "p", "a", (KeyPoint("first", ()), KeyPoint("second", ()))
)
CHALLENGE = Challenge(
    id=7,
    guild_id=1,
    channel_id=1,
    schedule_id=1,
    number=1,
    question=QUESTION,
    form=Form.OPEN,
    state=State.CLOSED,
    due=NOW,
    reveal_at=NOW,
    claimed_at=NOW,
    late_limit=timedelta(hours=6),
    reveal_after=timedelta(hours=12),
)

Given = list[tuple[int, bool]]
GIVEN = st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=40)
"""Points (of 30, in sixths) and whether the group may see the answer, of each member."""


def summarise(
    challenge: Challenge, answers: Sequence[Answer], verdicts: Mapping[int, tuple[Verdict, int]]
) -> Reveal:
    """Sum up a challenge; ``verdicts`` holds verdict and points by answer id."""
    tally = Tally(challenge)
    for answer in answers:
        tally.add(answer, *verdicts.get(answer.id, (None, 0)))
    return tally.reveal()


def answers(given_: Given) -> list[tuple[Answer, Verdict, int]]:
    found = []
    for number, (sixths, share) in enumerate(given_):
        answer = Answer(number, 7, number, f"m{number}", Submission("x", share=share), 1, NOW)
        points = (PointVerdict("first", Coverage.COVERED if sixths else Coverage.MISSING),)
        found.append((answer, Verdict(sixths / 6, points), sixths * 5))
    return found


@given(GIVEN)
def test_what_the_group_is_told(given_: Given) -> None:
    tally = Tally(CHALLENGE)
    for one in answers(given_):
        tally.add(*one)
    reveal = tally.reveal()
    points = [sixths * 5 for sixths, _ in given_]
    best = sorted((p for p in points if p), reverse=True)
    assert reveal.answered == len(given_)
    assert reveal.average == (sum(points) / len(points) if points else 0.0)
    assert sum(reveal.distribution) == len(given_)
    assert [share.had_by for share in reveal.shares] == [len(best), 0]
    assert [earned for _, earned in reveal.top] == best[:TOP]
    assert reveal.tied == sum(p == best[TOP - 1] for p in best[TOP:])
    assert all(points[int(name[1:])] == earned for name, earned in reveal.top)
    shown = sorted((s * 5 for s, share in given_ if share and s), reverse=True)
    assert [shared.points for shared in reveal.shared] == shown[:SHARED]


@given(GIVEN)
def test_it_is_the_same_every_time(given_: Given) -> None:
    verdicts = {answer.id: (verdict, points) for answer, verdict, points in answers(given_)}
    these = [answer for answer, *_ in answers(given_)]
    assert summarise(CHALLENGE, these, verdicts) == summarise(CHALLENGE, these, verdicts)


def test_who_answered_first_is_no_merit() -> None:
    """Of equals others are named under other questions."""
    named = set()
    for number in range(30):
        tally = Tally(replace(CHALLENGE, id=number))
        for one in answers([(3, True)] * 20):
            tally.add(*one)
        named |= {name for name, _ in tally.reveal().top}
    assert len(named) > 15


def test_an_answer_without_a_verdict_does_not_count() -> None:
    [(answer, verdict, points)] = answers([(6, True)])
    assert summarise(CHALLENGE, [answer], {}).answered == 0
    assert summarise(CHALLENGE, [answer], {answer.id: (verdict, points)}).answered == 1


def test_thousands_leave_no_more_than_is_shown() -> None:
    chance = random.Random(1)
    tally = Tally(CHALLENGE)
    for one in answers([(chance.randint(0, 5), True) for _ in range(5000)]):
        tally.add(*one)
    reveal = tally.reveal()
    assert (len(reveal.top), len(reveal.shared)) == (TOP, SHARED)
    assert reveal.tied > 500
