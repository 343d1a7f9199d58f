"""Every question fits Discord's limits in every message it can appear in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import discord
import pytest

from quizbot.bank import limits, schema
from quizbot.bank.library import Library
from quizbot.domain.audit import AuditEntry
from quizbot.domain.challenge import Answer, Challenge, State, Submission, Sure
from quizbot.domain.doctor import wrong
from quizbot.domain.grade import Grade
from quizbot.domain.grade_decision import Case, marks_of
from quizbot.domain.guild import Guild
from quizbot.domain.lesson import Lesson
from quizbot.domain.question import Form, KeyPoint, Question
from quizbot.domain.question_draft import Draft, Origin, draft_of
from quizbot.domain.question_draft_lists import read_choices
from quizbot.domain.queue import ComingRun
from quizbot.domain.quiz import QuizResult, QuizStep, Run, RunState
from quizbot.domain.review import NEW, Card, Comeback, Rating
from quizbot.domain.review_settings import ReviewSettings
from quizbot.domain.review_step import DueCards, ReviewResult, ReviewStep
from quizbot.domain.schedule import Plan
from quizbot.domain.schedule_words import read_time
from quizbot.domain.second_look import SecondLook
from quizbot.domain.stats import Attempt, StatsPart, own_stats
from quizbot.domain.stats_server import (
    LookStats,
    PointStats,
    QuestionStats,
    ServerStats,
    WeekOfServer,
)
from quizbot.domain.suggest import Suggestion, SuggestionState
from quizbot.domain.verdict import Coverage, Flag, FlagKind, PointVerdict, Verdict
from quizbot.errors import Refusal
from quizbot.services.answers import Own
from quizbot.services.audit import AuditPage
from quizbot.services.grades import Decided
from quizbot.services.question_catalogue import Known
from quizbot.services.queue import Queued
from quizbot.services.stats import MemberStats
from quizbot.ui.render import (
    audit,
    doctor,
    question_catalogue,
    question_forms,
    queue,
    quiz,
    result,
    reveal,
    review,
    review_due,
    review_settings,
    schedule,
    settings,
    suggest,
)
from quizbot.ui.render import challenge as challenge_message
from quizbot.ui.render import grade as grade_message
from quizbot.ui.render import lesson as lessons_message
from quizbot.ui.render import question as question_message
from quizbot.ui.render import stats as stats_message
from quizbot.ui.render import stats_server as stats_server_message
from tests.domain.test_reveal import summarise

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
DUE = DueCards(9_999, reminders_ended=True)
BIG = 10**19


LONG = "many *long* words_and [marks](x) " * 60


def challenge_of(question: Question, form: Form, state: State = State.OPEN) -> Challenge:
    return Challenge(
        id=BIG,
        guild_id=BIG,
        channel_id=BIG,
        schedule_id=BIG,
        number=99_999,
        question=question,
        form=form,
        state=state,
        due=NOW,
        reveal_at=NOW + timedelta(hours=12),
        claimed_at=NOW,
        late_limit=timedelta(hours=6),
        reveal_after=timedelta(hours=12),
        message_id=BIG,
        ping_role_id=BIG,
        answered=10_000,
    )


def picks_of(question: Question, number: int) -> tuple[int, ...]:
    """Return what the member with this number picks: one choice, or all where several are right."""
    count = len(question.choices)
    if question.picks_several or not count:
        return tuple(range(count))
    return (number % count,)


def everything_found(question: Question) -> Verdict:
    points = tuple(
        PointVerdict(p.point, coverage, 0.5, LONG, p.weight)
        for p, coverage in zip(question.key_points, list(Coverage) * 3, strict=False)
    )
    return Verdict(0.5, points, tuple(m.correction for m in question.mistakes))


def messages(question: Question) -> Iterator[Any]:
    for form in filter(question.fits, Form):
        for state in State:
            yield challenge_message.message(challenge_of(question, form, state), "T" * 60)
        asked = challenge_of(question, form, State.CLOSED)
        given_ = [
            Answer(
                i,
                BIG,
                BIG,
                "n" * 32,
                Submission(LONG[:2000], picks_of(question, i)),
                1,
                NOW,
            )
            for i in range(9)
        ]
        verdicts = {answer.id: (everything_found(question), 30) for answer in given_}
        yield reveal.message(asked, summarise(asked, given_, verdicts))
        yield reveal.message(asked, summarise(asked, [], {}))
        yield result.own(Own(replace(asked, state=State.REVEALED), given_[0]), NOW, DUE)
        yield result.own(Own(replace(asked, state=State.REVEALED), None), NOW, DUE)
        yield result.own(Own(asked, given_[0]), NOW)
        yield result.own(Own(asked, None), NOW)
        yield from graded(question, form, given_[0])
        run = Run(BIG, BIG, BIG, form, (question.id,) * 25, 24, RunState.GOING)
        yield quiz.question(run, 24, question, "T" * 60)
        yield quiz.question(run, 24, question, "T" * 60, NOW)
        chosen = Submission(picks=picks_of(question, 1))
        yield quiz.answered(run, 24, question, "T" * 60, chosen, everything_found(question))
        yield quiz.answered(run, 24, question, "T" * 60, Submission(), None)
        yield quiz.answered(run, 24, question, "T" * 60, Submission(LONG[:2000]), None)
        held = QuizResult(run, 0, question, Submission(LONG[:2000]), held_until=NOW)
        yield quiz.result(held, "T" * 60)
        if question.choices:
            yield quiz.result(replace(held, given=chosen), "T" * 60)
        for scores in ((), (1.0, 0.0)):
            yield quiz.end(QuizStep(run, None, scores, held=25), DUE)
        yield schedule.preview(question, Plan(BIG, read_time("09:00"), "UTC", form=form), "T" * 60)
    yield from reviewed(question)
    known = Known(question, 99, NOW, 50, own=True)
    yield question_catalogue.card(known, "T" * 60)
    yield question_catalogue.card(replace(known, retired=True), "T" * 60)
    yield question_catalogue.found([known] * 10, "words", {})
    for origin in (Origin(), Origin("i" * 60), Origin("own-999", 9)):
        yield question_message.draft(BIG, question, [], "T" * 60, origin)
    queued = Queued(50, question, ComingRun(NOW, BIG, BIG, Form.OPEN), retired=True)
    yield queue.listing([queued] * 50)


def reviewed(question: Question) -> Iterator[Any]:
    """Yield a review card of the question, before and after it is shown."""
    card = Card(BIG, BIG, question.id, BIG, BIG, NEW, 9_999, NOW, NOW, question.id)
    step = ReviewStep(card, question, 9_999, 99, 99, (9, 9, 9, 9), reminders_ended=True)
    note = review.graded(Rating.AGAIN, Comeback(NEW, NOW, None))
    yield review.step(step, "T" * 60, note, (BIG, 9_999))
    comebacks = {rating: Comeback(NEW, NOW, date(2036, 12, 31)) for rating in Rating}
    zone = ZoneInfo("UTC")
    for text, verdict in (("", None), (LONG[:2000], None), ("x", everything_found(question))):
        yield review.back(
            ReviewResult(card, question, Submission(text), verdict, comebacks, zone, NOW), "T" * 60
        )


def graded(question: Question, form: Form, answer: Answer) -> Iterator[Any]:
    """Yield a result of each kind, and the same answer before a moderator."""
    found = everything_found(question)
    shown = challenge_of(question, form, State.REVEALED)
    void = replace(shown, void=LONG[:300])
    grade = Grade(BIG, BIG, replace(found, flags=(Flag(FlagKind.OTHER, ("f" * 80,)),) * 9), 30)
    look = SecondLook(1, BIG, BIG, "r", NOW)
    decided = replace(grade, decided_by=BIG, reason=LONG[:300])
    other = replace(grade, verdict=replace(found, points=found.points[::-1]))
    yield result.own(Own(shown, answer, found, 30), NOW, DUE)
    yield result.own(Own(void, answer, found, 30, decided, other, look), NOW)
    yield challenge_message.message(void, "T" * 60)
    submission = replace(
        answer.submission, picks=picks_of(question, 1) if form is Form.CHOICE else ()
    )
    for marks in (marks_of(found), marks_of(found)[::-1]):
        for asked in (None, LONG[:300]):
            case = Case(
                shown, replace(answer, submission=submission), decided, marks, asked, (decided,) * 9
            )
            yield grade_message.case(case, 200)
            yield grade_message.case(replace(case, grade=grade), 0)
            yield grade_message.decided(Decided(case, decided, waited=True))
            yield grade_message.text(case)
    lessons = [Lesson(BIG, "q" * 60, p, LONG[:2000], BIG, NOW) for p in ("", "p" * 150) * 12]
    yield lessons_message.listing("q" * 60, lessons)
    yield lessons_message.listing("q" * 60, [])
    yield lessons_message.phrased(KeyPoint("p" * 150), LONG[:2000], "q" * 60)


def components_of(message: Any) -> list[dict[str, Any]]:
    """Return what is sent to Discord, whose library leaves it untyped."""
    return list(message.to_components())


def parts(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from parts(component.get("components", []))
        if "accessory" in component:
            yield component["accessory"]


def check(message: Any) -> None:
    components = list(parts(components_of(message)))
    assert len(components) <= 40
    assert sum(len(c.get("content", "")) for c in components) <= 4000
    for component in components:
        assert component.get("content", "x") != ""
        assert len(component.get("label", "")) <= 80
        assert len(component.get("custom_id", "")) <= 100
        options = component.get("options", [])
        assert len(options) <= 25
        assert all(1 <= len(option["label"]) <= 100 for option in options)
        assert len(component.get("placeholder", "")) <= 150
        assert component["type"] != 1 or 1 <= len(component["components"]) <= 5
    ids = [c["custom_id"] for c in components if "custom_id" in c]
    assert len(ids) == len(set(ids))


def largest(filling: str, right: int = 1, **left_out: Any) -> Question:
    """Return the largest question that the validator accepts, its texts made of the filling."""

    def text(most: int, number: int = 0) -> str:
        return (f"{number} " + filling * most)[:most].strip().ljust(most, "x")

    parts = {
        "id": "q" * 60,
        "level": "intermediate",
        "prompt": text(limits.MAX_PROMPT),
        "answer": text(limits.MAX_ANSWER),
        "key_points": [
            {"point": text(150, i), "accept": [text(150, j) for j in range(12)], "weight": 5}
            for i in range(8)
        ],
        "short_answers": [text(limits.MAX_SHORT, i) for i in range(limits.MAX_SHORTS)],
        "mistakes": [{"says": text(300), "correction": text(300, i)} for i in range(6)],
        "hints": [text(limits.MAX_HINT)] * 4,
        "choices": [
            {"text": text(limits.MAX_CHOICE, i), "correct": i < right, "why": text(300)}
            for i in range(limits.MAX_CHOICES)
        ],
        "references": [text(300)] * 6,
    }
    entry, problems = schema.validate_question({**parts, **left_out})
    assert entry is not None, problems
    return entry.to_question("t" * 60, wrapped=False)


@pytest.mark.parametrize("left_out", [(), ("key_points",), ("choices", "mistakes", "hints")])
@pytest.mark.parametrize(
    "filling",
    ["word ", "W", "a *b* _c_ `d` ", "- entry\n", "# head\n\n", "```\ncode\n```\n", "@everyone "],
)
def test_the_largest_questions_fit_everywhere(filling: str, left_out: tuple[str, ...]) -> None:
    for right in (1, 9):
        for message in messages(largest(filling, right, **{part: [] for part in left_out})):
            check(message)


@pytest.mark.parametrize("filling", ["word ", "* a ", "- entry\n", "W"])
def test_the_forms_of_the_largest_questions_fit(filling: str) -> None:
    draft = draft_of(largest(filling, 9))
    own = {f"own-{i}": "T" * 60 for i in range(25)}
    titles = {f"topic-{i}": "T" * 60 for i in range(60)} | own
    for topic in ("topic-0", "topic-59", "own-24", "gone"):
        placed = replace(draft, topic=topic)
        check_form(question_forms.start("q:draft-form:0", Draft(topic=topic), titles))
        for part in question_forms.FormPart:
            form = question_forms.part("q:draft-form:1", part, placed, titles, own)
            check_form(form)
            shown = [c.get("value", "") for c in fields_of(form)]
            if part is question_forms.FormPart.CHOICES:
                assert read_choices("\n".join(shown)) == read_choices(draft.choices or "")
    endless = replace(draft, key_points="\n".join(["p" * 3000] * 9))
    with pytest.raises(Refusal, match="/question export"):
        question_forms.part("q:x", question_forms.FormPart.POINTS, endless, titles, own)


def fields_of(form: Any) -> list[dict[str, Any]]:
    return [component["component"] for component in form.to_components()]


def check_form(form: Any) -> None:
    assert len(form.title) <= 45
    components = form.to_components()
    assert 1 <= len(components) <= 5
    for label in components:
        assert 1 <= len(label["label"]) <= 45
        assert len(label.get("description") or "") <= 100
        field = label["component"]
        assert len(field.get("value") or "") <= field.get("max_length", 4000) <= 4000
        assert len(field.get("placeholder") or "") <= 100
        assert len(field.get("options", [])) <= 25
    assert len({field["custom_id"] for field in fields_of(form)}) == len(components)


def test_every_question_fits_where_it_is_asked(shipped: Library) -> None:
    for question in shipped.questions.values():
        for form in Form:
            if question.fits(form):
                check(challenge_message.message(challenge_of(question, form), "T" * 60))


def test_lists_of_moderators_fit() -> None:
    line = AuditEntry(BIG, "points give", f"member {BIG} +500", LONG[:200], NOW)
    check(audit.message(AuditPage((line,) * 10, 999, 2000, BIG, "schedule post-now")))
    check(audit.message(AuditPage((), 0, 1, 0, "")))
    guild = Guild(BIG, "America/Argentina/ComodRivadavia", BIG, True, BIG)
    check(settings.panel(guild))
    check(settings.panel(Guild(BIG)))
    check(doctor.message([wrong(LONG[:300], LONG[:200])] * 40))
    draft = Draft("t" * 60, "advanced", "*x* " * 75, "# y\n" * 370, "- z | @w\n" * 440)
    suggested = Suggestion(BIG, BIG, BIG, "*" * 32, draft, SuggestionState.WAITING, NOW)
    check(suggest.waiting([suggested] * 99, 98, {}))
    declined = replace(
        suggested, state=SuggestionState.DECLINED, reason="*r* " * 75, decided_by=BIG
    )
    check(suggest.review(declined, "T" * 60))
    check(suggest.own([declined] * 10))
    assert len(suggest.told(declined, "S" * 100)) < 2000


def own_page(name: str, own: bool, topics: int) -> stats_message.OwnPage:
    """Return statistics with as much in them as can be."""
    attempts = [
        Attempt(NOW.date() - timedelta(days=ago), f"q{ago}", f"{'t' * 58}{ago % topics}", 1.0, sure)
        for ago in range(375)
        for sure in Sure
    ]
    found = MemberStats(own_stats(attempts, NOW.date()), frozenset(StatsPart))
    titles = {f"{'t' * 58}{number}": f"{number} *T*" * 12 for number in range(topics)}
    return stats_message.OwnPage(found, titles, name, own)


@pytest.mark.parametrize("name", ["*n*" * 11, "محمد" * 8, "李" * 32, "👩‍🚀" * 10, "\u200b"])
def test_statistics_fit(name: str) -> None:
    for own in (True, False):
        page = own_page(name, own, 99)
        for drawn in ((), page.pictures()):
            check(stats_message.own(page, drawn))
        for text in alt_texts(stats_message.own(page, page.pictures())):
            assert 20 < len(text) <= 1024
            assert not re.search(r"\*\*|^-# ", text, re.MULTILINE)
    empty = MemberStats(own_stats([], NOW.date()), frozenset())
    check(stats_message.own(stats_message.OwnPage(empty, {}, name), ()))
    for parts in (frozenset[StatsPart](), frozenset(StatsPart)):
        check(stats_message.shares(parts))


def test_statistics_of_a_server_fit() -> None:
    questions = [
        QuestionStats(
            f"{number}" + "q" * 55,
            "t" * 60,
            "@everyone *w* " * 21,
            99,
            99_999,
            99_999,
            mean,
            9,
            99_999,
            99_999,
            9,
        )
        for number in range(99)
        for mean in (0.1, 0.95)
    ]
    points = [PointStats("q" * 60, "p" * 300, "*w* _x_ " * 18, 99_999, 0, 99_999)] * 99
    looks = [LookStats(99_999, "q" * 60, LONG[:300], changed) for changed in (None, True, False)]
    weeks = [
        WeekOfServer(date(2026, 6, 1) + timedelta(weeks=n), 99, 99_999, 9_999) for n in range(26)
    ]
    full = ServerStats(tuple(weeks), tuple(questions), tuple(points), tuple(looks) * 9, 99_999)
    for stats in (full, ServerStats((), (), (), ())):
        for drawn in ((), stats_server_message.pictures(stats, "n" * 100)):
            shown = stats_server_message.message(stats, drawn)
            check(shown)
            assert all(20 < len(text) <= 1024 for text in alt_texts(shown))


def alt_texts(message: Any) -> list[str]:
    """Return what is said of the pictures of a message."""
    shown = parts(components_of(message))
    return [item["description"] for part in shown for item in part.get("items", [])]


def test_messages_of_reviews_fit() -> None:
    ended = ReviewStep(None, None, 0, 9_999, 9_999, (9_999,) * 4, NOW, 9_999, True)
    check(review.step(ended, "", "n" * 300, (BIG, 9_999)))
    check(review.step(ReviewStep(None, None), ""))
    check(review.taken_out(BIG))
    check(review.kept(NOW))
    check(review.no_reminders())
    wishes = ReviewSettings(BIG, "America/Argentina/ComodRivadavia", 0.95, 50, False, 23)
    check(review_settings.panel(wishes))
    check(review_settings.panel(ReviewSettings(BIG)))
    buttons = review_due.reminder_buttons().to_components()
    assert [len(row["components"]) for row in buttons] == [2]
    assert all(len(menu.options) <= 25 for menu in menus(review_settings.panel(wishes)))


def menus(layout_: Any) -> Iterator[Any]:
    return (item for item in layout_.walk_children() if isinstance(item, discord.ui.Select))


def test_the_model_answer_is_never_cut(shipped: Library) -> None:
    for question in shipped.questions.values():
        asked = challenge_of(question, Form.OPEN, State.CLOSED)
        given_ = [Answer(i, BIG, BIG, "n" * 32, Submission(LONG), 1, NOW) for i in range(9)]
        verdicts = {answer.id: (everything_found(question), 30) for answer in given_}
        message = reveal.message(asked, summarise(asked, given_, verdicts))
        check(message)
        shown = components_of(message)
        text = "\n".join(c.get("content", "") for c in parts(shown))
        assert question.answer in text
        assert all(point.point in text for point in question.key_points)
        run = Run(1, 1, 1, Form.OPEN, (question.id,), 0, RunState.GOING)
        shown = components_of(
            quiz.answered(run, 0, question, "T", Submission(), everything_found(question))
        )
        assert question.answer in "\n".join(c.get("content", "") for c in parts(shown))
        for turned in [*reviewed(question)][1:]:
            shown = components_of(turned)
            assert question.answer in "\n".join(c.get("content", "") for c in parts(shown))


def test_no_button_tells_which_choice_is_right(bank: Library) -> None:
    for question in list(bank.questions.values())[:30]:
        message = challenge_message.message(challenge_of(question, Form.CHOICE), "T")
        buttons = [c for c in parts(components_of(message)) if c["type"] == 2]
        choices = [button for button in buttons if ":choice:" in button["custom_id"]]
        assert [b["custom_id"].rsplit(":", 1)[1] for b in choices] == ["0", "1", "2", "3"]
        assert len({(b["style"], *b.keys()) for b in choices}) == 1
