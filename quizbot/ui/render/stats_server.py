"""A server's statistics for its moderators: pictures, and the same in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from discord import ui

from quizbot.domain.stats_picture import ParticipationPicture, Picture, QuestionsPicture
from quizbot.domain.stats_server import QuestionStats, ServerStats, known, totals
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts
from quizbot.ui.render.stats import NOT_DRAWN

PARTICIPATION, STANDING_OUT = "participation.png", "questions.png"
LISTED = 4
"""Of each kind."""
_WEEKS_TOLD = 6
LONGEST_PROMPT, LONGEST_POINT, LONGEST_REASON = 90, 110, 110
TABLES = (
    "All weeks, questions and key points since the beginning, and the newest second looks, as CSV."
)


def pictures(stats: ServerStats, name: str) -> dict[str, Picture]:
    """Return what is to be drawn, by the name of its file."""
    found: dict[str, Picture] = {}
    if totals(stats.weeks)[0]:
        weeks = [(week.monday.isoformat(), week.answers, week.members) for week in stats.weeks]
        found[PARTICIPATION] = ParticipationPicture(texts.plain_name(name), weeks)
    groups = [
        (heading, [(one.prompt, one.mean, one.graded) for one in group[:LISTED]])
        for heading, group in _groups(stats)
        if group
    ]
    if groups:
        found[STANDING_OUT] = QuestionsPicture(texts.plain_name(name), groups)
    return found


def _groups(stats: ServerStats) -> list[tuple[str, list[QuestionStats]]]:
    return [
        ("Too hard", stats.too_hard),
        ("Too easy", stats.too_easy),
        ("Often overridden", stats.often_overridden),
    ]


def message(stats: ServerStats, drawn: Collection[str]) -> layout.Layout:
    """Return a server's statistics with the pictures that were ``drawn``, and in words."""
    questions, answers = totals(stats.weeks)
    head = (
        "### Statistics of this server\n"
        f"-# {texts.count(questions, 'question')} and {texts.count(answers, 'answer')} in half a "
        "year; questions of the last year, from their model answer on"
    )
    items: list[ui.Item[Any] | None] = [layout.text(head)]
    participation = "\n".join(_weeks(stats, _WEEKS_TOLD))
    standing_out = texts.within(
        [*_standing_out(stats), *_points(stats), *_looks(stats)], texts.MAX_TEXT - 900
    )
    for name, alt, words in (
        (PARTICIPATION, _participation_alt(stats), participation),
        (STANDING_OUT, layout.alt_text(_standing_out(stats)), "\n".join(standing_out)),
    ):
        if name in drawn:
            items.append(layout.picture(name, alt))
        items.append(layout.text(words))
    if pictures(stats, "").keys() - set(drawn):
        items.append(layout.text(NOT_DRAWN))
    if stats.behind:
        left = texts.count(stats.behind, "older question")
        items.append(layout.text(f"-# Still to be counted: {left}. Look again in a minute."))
    items.append(layout.row(layout.button("All as CSV", address("stats-csv"))))
    return layout.Layout(layout.box(*items))


def _weeks(stats: ServerStats, most: int) -> Iterator[str]:
    yield "**Participation by week**"
    if not totals(stats.weeks)[0]:
        yield "No model answer came out yet. /setup makes a daily question."
        return
    for week in stats.weeks[-most:]:
        yield (
            f"From {week.monday.day} {week.monday:%b}: {texts.count(week.answers, 'answer')} by "
            f"{texts.count(week.members, 'member')} to {texts.count(week.questions, 'question')}"
        )


def _standing_out(stats: ServerStats) -> Iterator[str]:
    """Yield the questions that stand out, a block for each kind."""
    for heading, group in _groups(stats):
        lines = [f"**{heading}**", *map(_question, group[:LISTED])]
        if not group:
            lines.append("none" if known(stats.questions) else "too few answers to tell")
        if len(group) > LISTED:
            lines.append(f"-# and {len(group) - LISTED} more in the CSV")
        yield "\n".join(lines)


def _question(one: QuestionStats) -> str:
    told = f"{100 * one.mean:.0f} % in {texts.count(one.graded, 'answer')}"
    if one.overridden:
        told += f", {one.overridden:,} overridden"
    return f"{texts.harmless(texts.shorten(one.prompt, LONGEST_PROMPT))} · {told}"


def _points(stats: ServerStats) -> Iterator[str]:
    lines = ["**Key points that hardly anybody gets**"]
    for one in stats.nobody_gets[:LISTED]:
        point = texts.harmless(texts.shorten(one.point, LONGEST_POINT))
        turned = f", {one.turned:,} turned it round" if one.turned else ""
        lines.append(f"{point} · {one.had:,} of {one.answers:,}{turned} (`{one.question_id}`)")
    yield "\n".join(lines if stats.nobody_gets else [*lines, "none"])


def _looks(stats: ServerStats) -> Iterator[str]:
    """Yield what second looks are asked for: which questions, and the newest reasons."""
    lines = ["**Second looks**"]
    for one in stats.often_looked_at[:LISTED]:
        prompt = texts.harmless(texts.shorten(one.prompt, LONGEST_PROMPT))
        lines.append(f"{prompt} · {one.looks:,} asked, {one.looks_changed:,} changed the score")
    for look in stats.looks[:LISTED]:
        came = "waits" if look.changed is None else "changed" if look.changed else "kept"
        lines.append(f"{texts.quoted(look.reason, LONGEST_REASON)}\n-# #{look.number} · {came}")
    yield "\n".join(lines if len(lines) > 1 else [*lines, "none"])


def _participation_alt(stats: ServerStats) -> str:
    told: Sequence[str] = [
        f"{week.monday.day} {week.monday:%b} {week.answers:,} by {week.members:,}"
        for week in stats.weeks
        if week.answers
    ]
    head = (
        f"Answers and members of each of the last {len(stats.weeks)} weeks, those without left out"
    )
    return layout.alt_text([head, ", ".join(told)])
