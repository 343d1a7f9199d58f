"""Grades as moderators see them: an answer to decide on, and what a decision came to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from quizbot.domain import reason
from quizbot.domain.grade import Grade
from quizbot.domain.grade_decision import Case
from quizbot.domain.question import Form
from quizbot.domain.scoring import FULL_POINTS
from quizbot.domain.verdict import Coverage, Flag, FlagKind, PointVerdict
from quizbot.services.grade_voids import Voided
from quizbot.services.grades import Decided
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, question_choices, result, texts

COVERAGE_WORDS = {
    Coverage.COVERED: "covered",
    Coverage.UNSURE: "perhaps",
    Coverage.MISSING: "not found",
    Coverage.CONTRADICTED: "turned round",
}
TURN = {
    Coverage.COVERED: Coverage.UNSURE,
    Coverage.UNSURE: Coverage.CONTRADICTED,
    Coverage.CONTRADICTED: Coverage.MISSING,
    Coverage.MISSING: Coverage.COVERED,
}
"""What a press on a key point's button makes of it."""
SHOWN_OF_EVIDENCE, PER_ROW, EARLIER = 60, 4, 5
FLAG_WORDS = {
    FlagKind.CONTRADICTED: "turns a key point round",
    FlagKind.DOUBTFUL: "may turn a key point round",
    FlagKind.KEYWORDS: "a list of keywords rather than sentences",
    FlagKind.JUMBLED: "words strung together, in an order that sentences do not have",
    FlagKind.ELSEWHERE: "copied from the answer to another question, or more like it",
    FlagKind.INSTRUCTIONS: "speaks to the grader; those sentences were left out",
    FlagKind.NEGATED: "denies what the key points say",
    FlagKind.OPPOSITE: 'has "{1}" where a point has "{0}"',
    FlagKind.SWAPPED: 'says of "{}" what belongs to "{}", or the other way round',
    FlagKind.MISTAKE: "states a common mistake",
    FlagKind.LONG: "very long beside the model answer",
    FlagKind.CLOSE: "close to the border between two bands",
    FlagKind.OTHER: "{}",
}
NOTHING_WAITS = (
    "Nothing waits for a decision. Second looks, and answers that the grader flags, appear here."
)


def case(shown: Case, waiting: int) -> layout.Layout:
    """Return an answer to decide on; ``waiting`` is how many wait in all."""
    blocks = [_heading(shown, waiting), _points(shown), _notes(shown)]
    given = _given(shown)
    room = texts.MAX_TEXT - sum(map(len, blocks))
    return layout.Layout(
        layout.box(
            *layout.parted([*blocks[:1], texts.shorten(given, room), *blocks[1:]]),
            *_mark_rows(shown),
            layout.row(*_acts(shown, cut=len(given) > room)),
            _lessons(shown, shown.grade),
            accent=layout.ACCENTS[shown.challenge.question.level],
        )
    )


def _heading(shown: Case, waiting: int) -> str:
    challenge, grade = shown.challenge, shown.grade
    if shown.asked is not None:
        first = "Second look"
    elif grade.by_moderator or not grade.verdict.flags:
        first = "Grade"
    else:
        first = "Flagged by the grader"
    count = f" · {waiting} waiting" if waiting else ""
    full = FULL_POINTS[challenge.question.level]
    return (
        f"### {first}{count}\n**{challenge.question.prompt}**\n"
        f"-# Question #{challenge.number} · {texts.name(shown.answer.name)} · "
        f"{grade.points} of {full} points now"
    )


def _given(shown: Case) -> str:
    submission = shown.answer.submission
    if submission.picks:
        asked = shown.challenge
        return "\n".join(question_choices.outcome(asked.question, submission.picks, asked.id))
    return texts.quoted(submission.text, 2 * texts.MAX_TEXT)


def _points(shown: Case) -> str:
    lines = (
        _point(place, point, mark)
        for place, (point, mark) in enumerate(zip(shown.points, shown.marks, strict=True), 1)
    )
    return "\n".join(lines)


def _point(place: int, point: PointVerdict, mark: Coverage) -> str:
    was = f" (was {COVERAGE_WORDS[point.coverage]})" if mark is not point.coverage else ""
    how_like = f" · {point.similarity:.2f}" if point.similarity else ""
    line = f"{place} {result.SIGNS[mark]} {COVERAGE_WORDS[mark]}{was}: **{point.point}**{how_like}"
    evidence = texts.harmless(texts.shorten(point.evidence, SHOWN_OF_EVIDENCE))
    return f"{line} — “{evidence}”" if evidence else line


def _notes(shown: Case) -> str:
    """Return why it waits, what was decided before, and what the marks would give."""
    grade = shown.grade
    lines = []
    if shown.asked is not None:
        lines.append(f"Asked for a second look: {texts.harmless(shown.asked)}")
    if grade.by_moderator:
        lines.append(f"Decided by <@{grade.decided_by}>: {texts.harmless(grade.reason)}")
    if shown.earlier:
        lines.append(f"Earlier: {', '.join(map(_earlier, shown.earlier[-EARLIER:]))}")
    if grade.verdict.flags:
        flags = "; ".join(map(_flag, grade.verdict.flags))
        lines.append(f"Flags: {texts.harmless(texts.shorten(flags, 300))}")
    full = FULL_POINTS[shown.challenge.question.level]
    lines.append(
        f"-# As marked: {shown.marked_points} of {full} points. A number's button changes its mark."
    )
    return "\n".join(lines)


def _flag(flag: Flag) -> str:
    return FLAG_WORDS[flag.kind].format(*flag.words)


def _earlier(grade: Grade) -> str:
    who = f"<@{grade.decided_by}>" if grade.by_moderator else "the grader"
    return f"{texts.count(grade.points, 'point')} by {who}"


def _mark_rows(shown: Case) -> Iterator[ui.ActionRow[Any]]:
    buttons = [
        layout.button(
            f"{place + 1} {result.SIGNS[mark]}",
            address("grade-mark", shown.grade.id, place, TURN[mark].value),
        )
        for place, mark in enumerate(shown.marks)
    ]
    for start in range(0, len(buttons), PER_ROW):
        yield layout.row(*buttons[start : start + PER_ROW])


def _acts(shown: Case, *, cut: bool) -> list[ui.Button[Any]]:
    grade, answer = shown.grade, shown.answer
    open_to_keep = shown.asked is not None or not grade.by_moderator
    return [
        *([layout.button("Keep", address("grade-keep", grade.id))] if open_to_keep else []),
        layout.primary("Save decision", address("grade-reason", grade.id)),
        layout.button("Next", address("grade-next", answer.id)),
        *([layout.button("Whole answer", address("grade-text", answer.id))] if cut else []),
    ]


def _lessons(shown: Case, grade: Grade) -> ui.ActionRow[Any] | None:
    """Return the buttons that teach the grader; only full marks by a person can be accepted."""
    challenge = shown.challenge
    if challenge.form is not Form.OPEN or not challenge.question.key_points:
        return None
    full = grade.by_moderator and grade.verdict.score == 1.0
    accept = layout.button("Add as accepted answer", address("grade-accept", shown.answer.id))
    phrase = layout.button("Add a sentence as phrasing", address("grade-phrase", shown.answer.id))
    return layout.row(*([accept] if full else []), phrase)


def reason_form(shown: Case) -> ui.Modal:
    """Return the form for the reason of a decision."""
    form = ui.Modal(
        title=f"Decision on #{shown.challenge.number}",
        custom_id=address("grade-save", shown.grade.id),
    )
    change = _change(shown.grade.points, shown.marked_points)
    form.add_item(ui.TextDisplay(f"The grade {change}. The member sees the reason."))
    return with_reason(form)


def with_reason(form: ui.Modal) -> ui.Modal:
    """Return a form with a field for a reason added."""
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="reason",
        style=discord.TextStyle.paragraph,
        placeholder="One or two sentences.",
        max_length=reason.MAX_REASON,
    )
    form.add_item(ui.Label(text="Reason", component=field))
    return form


def text(shown: Case) -> layout.Layout:
    """Return an answer as a whole."""
    return layout.Layout(
        layout.box(layout.text(texts.quoted(shown.answer.submission.text, texts.MAX_TEXT - 10)))
    )


def decided(made: Decided) -> layout.Layout:
    """Return what a decision came to."""
    shown = made.case
    change = _change(shown.grade.points, made.grade.points)
    told = " I tell the member." if made.waited else " My result shows it to the member."
    return layout.Layout(
        layout.box(
            layout.text(
                f"Decided: the grade of {texts.name(shown.answer.name)} for question "
                f"#{shown.challenge.number} {change}.{told}"
            ),
            layout.text(f"-# Reason: {texts.harmless(made.grade.reason)}"),
            layout.row(layout.primary("Next", address("grade-next", shown.answer.id))),
            _lessons(shown, made.grade),
        )
    )


def told(made: Decided, server: str) -> str:
    """Return the private message to a member whose second look is decided."""
    change = _change(made.case.grade.points, made.grade.points)
    return (
        f"A moderator of {texts.name(server)} has looked at your answer to question "
        f"#{made.case.challenge.number}. The grade {change}.\n"
        f"Reason: {texts.harmless(made.grade.reason)}\n"
        "-# My result below the question shows the whole."
    )


def _change(before: int, after: int) -> str:
    """Return what becomes of a grade, to be read behind its name."""
    if before == after:
        return f"stays at {texts.count(after, 'point')}"
    return f"goes from {before} to {texts.count(after, 'point')}"


def voided(made: Voided) -> layout.Layout:
    """Return what voiding a challenge, or taking that back, came to."""
    number, members = made.challenge.number, texts.count(made.members, "member")
    if made.challenge.void is None:
        sentence = f"Question #{number} counts again. {members} got {made.points:,} points back."
        return layout.Layout(layout.box(layout.text(sentence)))
    sentence = f"Question #{number} is void. {-made.points:,} points of {members} are taken back."
    small = (
        "-# Its message and My result say so; the model answer stays as posted. "
        "/grade unvoid undoes it."
    )
    return layout.Layout(layout.box(layout.text(sentence), layout.text(small)))


def nothing() -> layout.Layout:
    """Return the word that nobody waits."""
    return layout.Layout(layout.box(layout.text(NOTHING_WAITS)))
