"""A member's own result, with the reasons."""

from __future__ import annotations

from typing import Any

from discord import ui

from quizbot.domain.challenge import Answer, Challenge, State
from quizbot.domain.question import Form, Question
from quizbot.domain.scoring import FULL_POINTS
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict
from quizbot.services.answers import Own
from quizbot.ui.address import address
from quizbot.ui.render import layout, texts

EVIDENCE = 60


def own(own: Own) -> layout.Layout:
    """Return what a member sees of the own answer, before the reveal and after it."""
    if own.answer is None:
        return layout.Layout(layout.box(layout.text(_unanswered(own))))
    if _to_compare(own.challenge):
        return _beside(own.challenge, own.answer)
    if own.verdict is None:
        return _before(own.challenge, own.answer)
    challenge = own.challenge
    full = FULL_POINTS[challenge.question.level]
    blocks = [
        f"### {own.verdict.band} · {own.points} of {full} points\n-# Question #{challenge.number}",
        *choices(challenge.question, own.answer.submission.choice),
        *reasons(own.verdict),
    ]
    if challenge.form is Form.OPEN:
        blocks.append(f"**Your answer**\n{texts.quoted(own.answer.submission.text, 700)}")
    return layout.Layout(layout.box(*layout.parted(texts.within([*blocks, _footnote(own)]))))


def _unanswered(own: Own) -> str:
    challenge = own.challenge
    if challenge.state.answers_done:
        topic = challenge.question.topic
        return f"You did not answer this one. Practise it with /quiz topic:{topic}."
    return f"You have not answered yet; answers close {texts.stamp(challenge.reveal_at)}."


def _to_compare(challenge: Challenge) -> bool:
    """Tell whether a challenge is over and not graded, so that members compare for themselves."""
    graded = challenge.question.graded(challenge.form)
    return challenge.state is State.REVEALED and not graded


def _beside(challenge: Challenge, answer: Answer) -> layout.Layout:
    """Return an answer that is not graded beside the model answer."""
    return layout.Layout(
        layout.box(
            *layout.parted(
                [
                    f"### Compare yourself · #{challenge.number}\n"
                    "-# This question is not graded and gives no points; it counts as answered.",
                    f"**Your answer**\n{texts.quoted(answer.submission.text, 1500)}",
                    model_answer(challenge.question),
                ]
            )
        )
    )


def _before(challenge: Challenge, answer: Answer) -> layout.Layout:
    given = answer.submission
    saved = f"saved {texts.stamp(answer.saved_at)}"
    if given.choice is None:
        shown = "shown to the group at the reveal" if given.share else "not shown to the group"
        blocks = [texts.quoted(given.text, 3000), f"-# {given.sure} · {shown} · {saved}"]
    else:
        blocks = [f"**{challenge.question.choices[given.choice].text}**", f"-# {saved}"]
    if challenge.state is State.CLOSED:
        blocks.append("-# Being graded; look again in a moment.")
    items: list[ui.Item[Any]] = [
        layout.text(f"### Your answer to #{challenge.number}"),
        *map(layout.text, blocks),
    ]
    if challenge.form is Form.OPEN and not challenge.state.answers_done:
        items.append(layout.row(layout.button("Change it", address("answer", challenge.id))))
    return layout.Layout(layout.box(*items))


def choices(question: Question, chosen: int | None) -> list[str]:
    """Return what was chosen and what is right; nothing where nothing was chosen."""
    if chosen is None or question.correct_choice is None:
        return []
    right = f"✓ Right: **{question.choices[question.correct_choice].text}**"
    if chosen == question.correct_choice:
        return [right]
    return [f"○ You chose: {question.choices[chosen].text}\n{right}"]


def reasons(verdict: Verdict) -> list[str]:
    """Return what was found and perhaps found, what was not, then corrections."""
    found = [_found(point) for point in verdict.points if point.coverage is Coverage.COVERED]
    found += [_found(point) for point in verdict.points if point.coverage is Coverage.UNSURE]
    missing = [f"○ {point.point}" for point in verdict.points if point.coverage is Coverage.MISSING]
    corrections = [f"Worth correcting: {sentence}" for sentence in verdict.corrections[:2]]
    groups = [found, ["Not found in your answer:", *missing] if missing else [], corrections]
    return ["\n".join(group) for group in groups if group]


def _found(point: PointVerdict) -> str:
    evidence = texts.harmless(texts.shorten(point.evidence, EVIDENCE))
    perhaps = "~ perhaps: " if point.coverage is Coverage.UNSURE else "✓ "
    return f"{perhaps}**{point.point}** — “{evidence}”"


def _footnote(own: Own) -> str:
    formula = "points = score x 10, 20 or 30 by level"
    if own.challenge.form is Form.CHOICE:
        return f"-# A choice is right or not; {formula}."
    return f"-# Automatic estimate from key points; {formula}."


def model_answer(question: Question) -> str:
    """Return the model answer with its sources."""
    sources = "\n".join(f"-# {reference}" for reference in question.references[:3])
    return f"**Model answer**\n{question.answer}\n\n{sources}".strip()
