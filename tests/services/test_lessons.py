"""What moderators accept as right is right from then on, in their server alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizbot.bank.library import Library
from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.lesson import NOTHING
from quizbot.domain.question import Form
from quizbot.domain.schedule import Schedule
from quizbot.domain.verdict import Coverage
from quizbot.errors import NotFound, Refusal
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.grades import Grades
from quizbot.services.lessons import MOST_LESSONS, Lessons
from quizbot.services.schedules import Schedules
from quizbot.services.verdicts import Verdicts
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, plan

ANA = 7
SENTENCE = "Purple hippos juggle seventeen marbles quietly."
TEXT = f"Yes. {SENTENCE} It is so."


@pytest.fixture
def deciding(database: Database) -> Grades:
    return Grades(database)


@pytest.fixture
def teaching(database: Database) -> Lessons:
    return Lessons(database)


@pytest.fixture
async def challenge(
    daily: Daily, schedule: Schedule, clock: SetClock, answers: Answers
) -> Challenge:
    """Revealed; ana answered in words that no key point has."""
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    await answers.save(posted, ANA, "ana", Submission(TEXT), clock())
    return await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())


async def test_a_phrasing_counts_in_its_server_from_then_on(
    deciding: Grades,
    teaching: Lessons,
    grading: Verdicts,
    challenge: Challenge,
    clock: SetClock,
    database: Database,
) -> None:
    case = await deciding.find(GUILD, challenge.number, ANA, MODERATOR)
    assert teaching.sentences(case) == [SENTENCE]
    meant, words = await teaching.accept_phrasing(GUILD, case.answer.id, 1, 0, MODERATOR, clock())
    assert (meant, words) == (challenge.question.key_points[1], SENTENCE)
    same = Submission("Quietly, purple hippos juggle their seventeen marbles.")
    for guild, coverage in ((GUILD, Coverage.COVERED), (2, Coverage.MISSING)):
        taught = await grading.learned(guild, challenge.question)
        verdict = await grading.judge(challenge.question, challenge.form, same, taught)
        assert verdict.points[1].coverage is coverage
    assert await grading.learned(None, challenge.question) == NOTHING
    [lesson] = await teaching.lessons(GUILD, challenge.question.id)
    assert (lesson.point, lesson.text, lesson.added_by) == (meant.point, SENTENCE, MODERATOR)
    assert await teaching.questions(GUILD) == [challenge.question.id]

    await teaching.forget(GUILD, lesson.id, MODERATOR, clock())
    assert await grading.learned(GUILD, challenge.question) == NOTHING
    with pytest.raises(NotFound, match="removed already"):
        await teaching.forget(GUILD, lesson.id, MODERATOR, clock())
    kept = await database.one("SELECT text, removed_by FROM learned")
    assert kept is not None
    assert tuple(kept) == (SENTENCE, MODERATOR)
    acts = await database.all("SELECT act FROM audit WHERE act LIKE 'grade %' ORDER BY id")
    assert [row["act"] for row in acts] == ["grade teach", "grade forget"]


async def test_only_full_marks_by_a_moderator_can_be_accepted(
    deciding: Grades,
    teaching: Lessons,
    grading: Verdicts,
    challenge: Challenge,
    clock: SetClock,
) -> None:
    case = await deciding.find(GUILD, challenge.number, ANA, MODERATOR)
    with pytest.raises(Refusal, match="gave full marks"):
        await teaching.accept_answer(GUILD, case.answer.id, MODERATOR, clock())
    for place in range(len(case.marks)):
        await deciding.mark(GUILD, case.grade.id, place, Coverage.COVERED, MODERATOR)
    with pytest.raises(Refusal, match="gave full marks"):
        await teaching.accept_answer(GUILD, case.answer.id, MODERATOR, clock())
    await deciding.save(GUILD, case.grade.id, MODERATOR, "all right", clock(), str)
    await teaching.accept_answer(GUILD, case.answer.id, MODERATOR, clock())
    assert (await grading.learned(GUILD, challenge.question)).answers == (TEXT,)
    with pytest.raises(Refusal, match="know this already"):
        await teaching.accept_answer(GUILD, case.answer.id, MODERATOR, clock())
    for act in (
        teaching.accept_answer(2, case.answer.id, MODERATOR, clock()),
        teaching.accept_phrasing(2, case.answer.id, 0, 0, MODERATOR, clock()),
        teaching.accept_phrasing(GUILD, case.answer.id, 0, 7, MODERATOR, clock()),
        teaching.accept_phrasing(GUILD, case.answer.id, 9, 0, MODERATOR, clock()),
    ):
        with pytest.raises(NotFound):
            await act


async def test_a_sentence_that_tells_nothing_is_no_phrasing(
    deciding: Grades, teaching: Lessons, challenge: Challenge, clock: SetClock
) -> None:
    case = await deciding.find(GUILD, challenge.number, ANA, MODERATOR)
    repeated = replace(
        case, answer=replace(case.answer, submission=Submission(challenge.question.prompt))
    )
    with pytest.raises(Refusal, match="No sentence of this answer"):
        teaching.sentences(repeated)


async def test_a_choice_teaches_nothing(
    daily: Daily,
    schedules: Schedules,
    clock: SetClock,
    answers: Answers,
    deciding: Grades,
    teaching: Lessons,
) -> None:
    added = await schedules.add(GUILD, plan(form=Form.CHOICE), MODERATOR, clock())
    posted = await daily.post_now(GUILD, added.id, MODERATOR, clock())
    right = Submission(picks=posted.question.correct_choices)
    await answers.save(posted, ANA, "ana", right, clock())
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    case = await deciding.find(GUILD, posted.number, ANA, MODERATOR)
    made = await deciding.keep(GUILD, case.grade.id, MODERATOR, clock(), str)
    assert made.grade.verdict.score == 1.0
    with pytest.raises(Refusal, match="gave full marks"):
        await teaching.accept_answer(GUILD, case.answer.id, MODERATOR, clock())
    with pytest.raises(Refusal, match="No sentence of this answer"):
        teaching.sentences(case)


async def test_there_is_room_for_so_many_lessons(
    daily: Daily,
    schedule: Schedule,
    clock: SetClock,
    answers: Answers,
    deciding: Grades,
    teaching: Lessons,
    bank: Library,
) -> None:
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    words = sorted({w for q in bank.questions.values() for w in q.answer.split() if w.isalpha()})
    text = " ".join(f"{a} {b} tell." for a, b in zip(words[::2], words[1::2], strict=False))
    await answers.save(posted, ANA, "ana", Submission(text[:1999]), clock())
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    case = await deciding.find(GUILD, posted.number, ANA, MODERATOR)
    assert len(teaching.sentences(case)) == MOST_LESSONS
    for place in range(MOST_LESSONS):
        await teaching.accept_phrasing(GUILD, case.answer.id, 0, place, MODERATOR, clock())
    with pytest.raises(Refusal, match="more do not fit"):
        await teaching.accept_phrasing(GUILD, case.answer.id, 1, 0, MODERATOR, clock())
