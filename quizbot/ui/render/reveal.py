"""The reveal: model answer, what a good answer contains, and how the group did."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from quizbot.domain.challenge import Challenge
from quizbot.domain.question import Form
from quizbot.domain.question_choices import shown_order
from quizbot.domain.reveal import PointShare, Reveal, SharedAnswer
from quizbot.domain.scoring import FULL_POINTS
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, question_choices, result, review_due, texts


def message(challenge: Challenge, reveal: Reveal) -> layout.Layout:
    """Return the public reply that reveals a challenge."""
    question = challenge.question
    references = "\n".join(f"-# {reference}" for reference in question.references[:3])
    essential = [
        f"### Model answer · #{challenge.number}\n{question.answer}",
        _content(challenge, reveal),
    ]
    group = [_group(challenge, reveal), *_shared(reveal)]
    room = texts.MAX_TEXT - len(references)
    blocks = [*texts.within([block for block in [*essential, *group] if block], room), references]
    return layout.Layout(
        layout.box(
            *layout.parted(block for block in blocks if block),
            layout.row(
                layout.primary("My result", address("result", challenge.id)),
                review_due.keep_button("review-keep", challenge.id),
            ),
            accent=layout.ACCENTS[question.level],
        )
    )


def _content(challenge: Challenge, reveal: Reveal) -> str:
    if challenge.form is Form.CHOICE:
        return _choices(challenge, reveal)
    if challenge.form is Form.SHORT:
        had = f" · {reveal.distribution[0]} of {reveal.answered} had it" if reveal.answered else ""
        return f"{result.accepted(challenge.question)}{had}"
    if not reveal.graded:
        return ""
    return contents(reveal.shares, reveal.answered)


def contents(shares: Iterable[PointShare], answered: int) -> str:
    """Return the key points with how many of those who ``answered`` had each."""
    lines = ["**What a good answer contains**"]
    for heading, listed in groupby(shares, _heading):
        lines += [heading] if heading else []
        for share in listed:
            had = f"{share.had_by} of {answered} · " if answered else ""
            lines.append(f"✓ {had}{share.point.point}")
    return "\n".join(lines)


def _heading(share: PointShare) -> str:
    """Return what stands above a group of points, or above those that do not count."""
    point = share.point
    if point.any_of is not None:
        return f"Any {point.any_of.need} of these:"
    return "" if point.weight else "Worth knowing, not asked:"


def _choices(challenge: Challenge, reveal: Reveal) -> str:
    """Return the choices in the order of their buttons, with how many took each."""
    lines = ["**The choices**"]
    question = challenge.question
    for index in shown_order(question, challenge.id):
        choice = question.choices[index]
        name = question_choices.name(question, index, challenge.id)
        had = f"{reveal.choices[index]} of {reveal.answered} · " if reveal.answered else ""
        lines.append(f"{'✓' if choice.correct else '○'} {had}**{name}**")
        lines += [f"-# {choice.why}"] if choice.why else []
    return "\n".join(lines)


def _group(challenge: Challenge, reveal: Reveal) -> str:
    if not reveal.answered:
        return "**Nobody answered this one.** /quiz gives it to you to practise."
    if not reveal.graded:
        return (
            f"**{reveal.answered:,} answered.** This one is not graded and gives no points; "
            "My result shows your answer beside the model answer."
        )
    full = FULL_POINTS[challenge.question.level]
    got, partly, not_yet = reveal.distribution
    lines = [
        f"**{reveal.answered:,} answered**, average {reveal.average:.0f} of {full} points",
        f"got it {got} · partly {partly} · not yet {not_yet}",
    ]
    if reveal.top:
        best = ", ".join(f"{texts.name(name)} {points}" for name, points in reveal.top)
        more = f" and {reveal.tied:,} more with as many" if reveal.tied else ""
        lines.append(f"Top: {best}{more}")
    return "\n".join(lines)


def _shared(reveal: Reveal) -> list[str]:
    if not reveal.shared:
        return []
    quotes = [
        f"{texts.quoted(answer.text, 350)}\n> — {texts.name(answer.name)}{_earned(answer)}"
        for answer in reveal.shared
    ]
    return ["**From the group**\n" + "\n\n".join(quotes)]


def _earned(answer: SharedAnswer) -> str:
    return "" if answer.points is None else f", {texts.count(answer.points, 'point')}"
