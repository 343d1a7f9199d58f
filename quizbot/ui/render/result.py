"""A member's own result, with the reasons."""

from __future__ import annotations

from quizbot.domain.question import Form, Question
from quizbot.domain.scoring import FULL_POINTS
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict
from quizbot.services.answers import Own
from quizbot.ui.address import address
from quizbot.ui.render import layout, texts

EVIDENCE = 60


def own(own: Own) -> layout.Layout:
    """Return what a member sees of the own answer, before the reveal and after it."""
    challenge, answer = own.challenge, own.answer
    if answer is None:
        sentence = (
            "You did not answer this one."
            if challenge.state.answers_done
            else (
                "You have not answered yet. "
                f"There is time until {texts.stamp(challenge.reveal_at, 't')}."
            )
        )
        return layout.Layout(layout.box(layout.text(sentence)))
    if challenge.form is Form.CHOICE and answer.submission.choice is not None:
        text = challenge.question.choices[answer.submission.choice].text
    else:
        text = answer.submission.text
    if own.verdict is None:
        return _before(own, text)
    full = FULL_POINTS[challenge.question.level]
    blocks = [
        f"### {own.verdict.band} · {own.points} of {full} points\n-# Question #{challenge.number}",
        *reasons(own.verdict),
        f"**Your answer**\n{texts.quoted(text, 500)}",
        _footnote(challenge.form),
    ]
    return layout.Layout(layout.box(*layout.parted(texts.within(blocks))))


def _before(own: Own, text: str) -> layout.Layout:
    challenge, answer = own.challenge, own.answer
    assert answer is not None  # noqa: S101  the caller has looked
    shown = (
        "shown to the group at the reveal" if answer.submission.share else "not shown to the group"
    )
    blocks = [
        f"### Your answer to #{challenge.number}",
        texts.quoted(text, 2000),
        f"-# {answer.submission.sure} · {shown} · saved {texts.stamp(answer.saved_at)}",
    ]
    if challenge.state.answers_done:
        blocks.append("-# Being graded; look again in a moment.")
    items = [layout.text(block) for block in texts.within(blocks)]
    if challenge.form is Form.OPEN and not challenge.state.answers_done:
        return layout.Layout(
            layout.box(
                *items, layout.row(layout.button("Change it", address("answer", challenge.id)))
            )
        )
    return layout.Layout(layout.box(*items))


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


def _footnote(form: Form) -> str:
    if form is Form.CHOICE:
        return "-# A choice is right or not; points = score x 10, 20 or 30 by level."
    return "-# Automatic estimate from key points; points = score x 10, 20 or 30 by level."


def model_answer(question: Question) -> str:
    """Return the model answer with its sources."""
    sources = "\n".join(f"-# {reference}" for reference in question.references[:3])
    return f"**Model answer**\n{question.answer}\n\n{sources}".strip()
