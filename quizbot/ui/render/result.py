"""A member's own result, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from discord import ui

from quizbot.domain import second_look, short_answer
from quizbot.domain.challenge import Answer, Challenge, State
from quizbot.domain.question import Form, Question
from quizbot.domain.review_step import DueCards
from quizbot.domain.scoring import FULL_POINTS
from quizbot.domain.streak import WINDOW
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict
from quizbot.services.answers import Own
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, points, question_choices, review_due, texts
from quizbot.ui.render.challenge import own_picks
from quizbot.ui.render.question_choices import PICKS_EARN

MAX_EVIDENCE = 120
SIGNS = {
    Coverage.COVERED: "✓",
    Coverage.UNSURE: "~",
    Coverage.MISSING: "○",
    Coverage.CONTRADICTED: "↺",
}
OWN = "**Your answer**\n"


def own(own: Own, now: datetime, due: DueCards | None = None) -> layout.Layout:
    """Return what a member sees of the own answer, before the reveal and after it.

    ``due`` are the review cards that wait for the member.
    """
    if own.answer is None:
        return _without(own, due)
    if _to_compare(own.challenge):
        return _beside(own.challenge, own.answer, due)
    if own.verdict is None:
        return _before(own.challenge, own.answer)
    challenge = own.challenge
    blocks = [
        _heading(own),
        *_decision(own),
        *question_choices.outcome(challenge.question, own.answer.submission.picks, challenge.id),
        *([accepted(challenge.question)] if challenge.form is Form.SHORT else []),
        *reasons(own.verdict),
    ]
    if not own.answer.submission.picks:
        blocks.append(f"{OWN}{texts.quoted(own.answer.submission.text, 700)}")
    foot = "\n".join([_footnote(own), *review_due.due_lines(due)])
    kept = [*texts.within(blocks, texts.MAX_TEXT - len(foot)), foot]
    return layout.Layout(layout.box(*layout.parted(kept), layout.row(*_buttons(own, now))))


def _heading(own: Own) -> str:
    challenge = own.challenge
    number = f"-# Question #{challenge.number}" + texts.in_a_row(own.streak, " · {}")
    if challenge.void is not None:
        why = texts.harmless(challenge.void)
        return (
            f"### Void · no points\n{number}\n"
            f"A moderator made this question void, so it gives nobody points: {why}"
        )
    full = FULL_POINTS[challenge.question.level]
    verdict = own.verdict or Verdict(0.0)
    return f"### {verdict.band} · {own.points} of {full} points\n{number}"


def _decision(own: Own) -> list[str]:
    """Return why a moderator decided, and what that changed."""
    if own.decided is None or own.before is None:
        return []
    lines = [f"**Decided by a moderator:** {texts.harmless(own.decided.reason)}"]
    before, after = own.before, own.decided
    if before.points != after.points:
        lines.append(f"It went from {before.points} to {texts.count(after.points, 'point')}.")
    lines += [
        f"{SIGNS[was.coverage]} became {SIGNS[now.coverage]}: {now.point}"
        for was, now in zip(before.verdict.points, after.verdict.points, strict=False)
        if was.coverage is not now.coverage
    ]
    return ["\n".join(lines)]


def _buttons(own: Own, now: datetime) -> list[ui.Button[Any]]:
    may_ask = own.look is None and second_look.open_for(own.challenge, now)
    ask = layout.button("Ask for a second look", address("second-look", own.challenge.id))
    how = layout.button("How grading works", address("how-graded"))
    keep = [_keep(own.challenge)] if own.challenge.void is None else []
    return [*([ask] if may_ask else []), *keep, how]


def _keep(challenge: Challenge) -> ui.Button[Any]:
    return review_due.keep_button("review-keep", challenge.id)


def _without(own: Own, due: DueCards | None) -> layout.Layout:
    """Return what is shown to who has not answered; what is revealed can be kept as a card."""
    blocks = [_unanswered(own), *points.by_hand(own.by_hand), *review_due.due_lines(due)]
    is_out = own.challenge.state is State.REVEALED and own.challenge.void is None
    row = layout.row(_keep(own.challenge)) if is_out else None
    return layout.Layout(layout.box(*map(layout.text, blocks), row))


def _unanswered(own: Own) -> str:
    challenge = own.challenge
    if challenge.state is State.CLOSED:
        return "You did not answer this one. Its model answer is still to come."
    if challenge.state.answers_done:
        topic = challenge.question.topic
        kept = texts.in_a_row(
            own.streak, f"\nYou still have {{}}: one missed in {WINDOW} is forgiven."
        )
        return f"You did not answer this one. Practise it with /quiz topic:{topic}.{kept}"
    return f"You have not answered yet; answers close {texts.stamp(challenge.reveal_at)}."


def _to_compare(challenge: Challenge) -> bool:
    """Tell whether a challenge is over and not graded, so that members compare for themselves."""
    graded = challenge.question.graded(challenge.form)
    return challenge.state is State.REVEALED and not graded


def _beside(challenge: Challenge, answer: Answer, due: DueCards | None) -> layout.Layout:
    """Return an answer that is not graded beside the model answer."""
    heading = (
        f"### Compare yourself · #{challenge.number}\n"
        "-# This question is not graded and gives no points; it counts as answered."
    )
    model = model_answer(challenge.question)
    foot = review_due.due_lines(due)
    room = texts.MAX_TEXT - len(heading) - len(model) - len(OWN) - sum(map(len, foot))
    given = texts.quoted(answer.submission.text, min(1500, room))
    blocks = [heading, f"{OWN}{given}", model, *foot]
    return layout.Layout(layout.box(*layout.parted(blocks), layout.row(_keep(challenge))))


def _before(challenge: Challenge, answer: Answer) -> layout.Layout:
    given = answer.submission
    saved = f"saved {texts.stamp(answer.saved_at)}"
    if challenge.form is Form.SHORT:
        blocks = [texts.quoted(given.text, 200), f"-# {given.sure} · {saved}"]
    elif not given.picks:
        shown = "shown to the group at the reveal" if given.share else "not shown to the group"
        blocks = [texts.quoted(given.text, 3000), f"-# {given.sure} · {shown} · {saved}"]
    else:
        blocks = [own_picks(challenge, given.picks), f"-# {saved}"]
    if challenge.state is State.CLOSED:
        blocks.append("-# Answers are closed; your result comes with the model answer.")
    items: list[ui.Item[Any]] = [
        layout.text(f"### Your answer to #{challenge.number}"),
        *map(layout.text, blocks),
    ]
    if challenge.form is not Form.CHOICE and not challenge.state.answers_done:
        items.append(layout.row(layout.button("Change it", address("answer", challenge.id))))
    return layout.Layout(layout.box(*items))


def accepted(question: Question) -> str:
    """Return the short answers that count as right."""
    listed = " · ".join(map(short_answer.shown, question.short_answers))
    return f"✓ Right: **{texts.shorten(listed, 600)}**"


def reasons(verdict: Verdict) -> list[str]:
    """Return what was found, perhaps found, turned round, and not found, then corrections."""
    found = [_found(point) for point in verdict.points if point.coverage is Coverage.COVERED]
    found += [_found(point) for point in verdict.points if point.coverage is Coverage.UNSURE]
    turned = [_turned(p) for p in verdict.points if p.coverage is Coverage.CONTRADICTED]
    missing = [*_missing(verdict.points)]
    corrections = [f"Worth correcting: {sentence}" for sentence in verdict.corrections[:2]]
    groups = [
        found,
        turned,
        ["Not found in your answer:", *missing] if missing else [],
        corrections,
    ]
    return ["\n".join(group) for group in groups if group]


def _missing(points: Sequence[PointVerdict]) -> Iterator[str]:
    """Yield what is missing and counts; of a group how many more, and of which."""
    for group, members in groupby(points, lambda point: point.any_of):
        found = list(members)
        absent = [point.point for point in found if point.coverage is Coverage.MISSING]
        if group is None:
            yield from (f"○ {p.point}" for p in found if p.weight and p.point in absent)
        elif (more := group.need - len(found) + len(absent)) > 0:
            yield f"○ {more} more of these: {' · '.join(absent)}"


def _found(point: PointVerdict) -> str:
    evidence = texts.harmless(texts.shorten(point.evidence, MAX_EVIDENCE))
    perhaps = "~ perhaps: " if point.coverage is Coverage.UNSURE else "✓ "
    return f"{perhaps}**{point.point}**" + (f" — “{evidence}”" if evidence else "")


def _turned(point: PointVerdict) -> str:
    evidence = texts.harmless(texts.shorten(point.evidence, MAX_EVIDENCE))
    said = f"You write “{evidence}”" if evidence else "Your answer says otherwise"
    return f"↺ {said}; it is the other way round: **{point.point}**"


def _footnote(own: Own) -> str:
    lines = []
    if own.look is not None and own.look.waits:
        lines.append(
            f"-# You asked for a second look {texts.stamp(own.look.asked_at)}; "
            "a moderator decides, and I tell you in private."
        )
    lines += points.by_hand(own.by_hand)
    formula = f"points = {texts.FORMULA}"
    if own.decided is not None:
        how = "Decided by a person"
    elif own.challenge.form is Form.CHOICE:
        several = own.challenge.question.picks_several
        how = f"Several were right: {PICKS_EARN}" if several else "A choice is right or not"
    elif own.challenge.form is Form.SHORT:
        how = "Compared with the answers that are accepted"
    else:
        how = "Automatic estimate from key points"
    return "\n".join([*lines, f"-# {how}; {formula}."])


def model_answer(question: Question) -> str:
    """Return the model answer with its sources."""
    sources = "\n".join(f"-# {reference}" for reference in question.references[:3])
    return f"**Model answer**\n{question.answer}\n\n{sources}".strip()
