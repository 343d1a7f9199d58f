"""Statistics: pictures, and the same in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import discord
from discord import ui

from quizbot.domain.stats import (
    DAYS_OF_YEAR,
    FEWEST_TO_TELL,
    OwnStats,
    StatsPart,
    TopicMastery,
    weakest,
)
from quizbot.domain.stats_picture import ActivityPicture, MasteryPicture, Picture
from quizbot.services.stats import MemberStats
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts

NOT_DRAWN = "-# The pictures could not be drawn just now; the words say the same."
ACTIVITY, MASTERY = "activity.png", "mastery.png"
MOST_TOPICS_TOLD, _WEEKS_TOLD = 10, 8
PART_WORDS = {
    StatsPart.CALENDAR: "Calendar: days with answers",
    StatsPart.WEEKS: "Scores by week",
    StatsPart.TOPICS: "Mastery by topic",
    StatsPart.CONFIDENCE: "How right you are when you are sure",
}
_SHORT_WORDS = {
    StatsPart.CALENDAR: "your calendar",
    StatsPart.WEEKS: "your scores by week",
    StatsPart.TOPICS: "your topics",
    StatsPart.CONFIDENCE: "how right you are when you are sure",
}
_NOTHING = (
    "Nothing to show yet. Questions of the day count from their model answer on, practice at once: "
    "/quiz begins."
)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A member's statistics as somebody sees them: the ``own`` ones whole, others' as shared."""

    found: MemberStats
    titles: Mapping[str, str]
    name: str
    own: bool = True
    in_guild: bool = True

    @property
    def stats(self) -> OwnStats:
        """The statistics."""
        return self.found.stats

    def shows(self, part: StatsPart) -> bool:
        """Tell whether a part is shown."""
        return self.own or part in self.found.shared

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(self.stats.days) and not self.stats.topics

    def title(self, topic: str) -> str:
        """Return the title of a topic."""
        return self.titles.get(topic, topic)

    def pictures(self) -> dict[str, Picture]:
        """Return what is to be drawn, by the name of its file."""
        stats, found = self.stats, dict[str, Picture]()
        calendar, weeks = self.shows(StatsPart.CALENDAR), self.shows(StatsPart.WEEKS)
        if any(stats.days) and (calendar or weeks):
            found[ACTIVITY] = ActivityPicture(
                texts.plain_name(self.name),
                stats.first.isoformat(),
                stats.days if calendar else (),
                [(week.monday.isoformat(), week.mean, week.scores) for week in stats.weeks]
                if weeks
                else (),
            )
        topics = [
            (self.title(one.topic), one.score, one.questions)
            for one in stats.topics[:MOST_TOPICS_TOLD]
            if self.shows(StatsPart.TOPICS)
        ]
        sure = [
            (one.sure.value.capitalize(), one.right, one.answers)
            for one in stats.confidence
            if self.shows(StatsPart.CONFIDENCE) and any(each.answers for each in stats.confidence)
        ]
        if topics or sure:
            found[MASTERY] = MasteryPicture(texts.plain_name(self.name), topics, sure)
        return found


def own(page: OwnPage, drawn: Collection[str]) -> layout.Layout:
    """Return a member's statistics with the pictures that were ``drawn``, and in words."""
    whose = "Your statistics" if page.own else f"Statistics · {texts.name(page.name)}"
    items: list[ui.Item[Any] | None] = [layout.text(f"### {whose}\n-# {_what_counts(page)}")]
    if page.is_empty:
        items.append(layout.text(_NOTHING if page.own else "Nothing to show yet."))
    for name, alt, words in (
        (ACTIVITY, _activity_alt(page), [*_calendar(page), *_weeks(page)]),
        (MASTERY, _mastery_alt(page), [*_topics(page), *_confidence(page)]),
    ):
        if name in drawn:
            items.append(layout.picture(name, alt))
        if words and not page.is_empty:
            items.append(layout.text("\n".join(words)))
    if page.pictures().keys() - set(drawn):
        items.append(layout.text(NOT_DRAWN))
    if page.own and page.in_guild:
        items.append(_share_menu(page.found.shared))
    return layout.Layout(layout.box(*items))


def _what_counts(page: OwnPage) -> str:
    if not page.own:
        return "questions of the day, as far as the member shares it"
    if page.in_guild:
        return "questions of the day here, from their model answer on, and your practice"
    return "your practice; in a server also its questions of the day"


def _calendar(page: OwnPage) -> Iterator[str]:
    stats = page.stats
    if not page.shows(StatsPart.CALENDAR):
        return
    told = f"**{texts.count(stats.answers, 'answer')}** on {texts.count(stats.active_days, 'day')}"
    told += f" in the last year, at most {texts.count(stats.longest_run, 'day')} on end"
    if stats.busiest is not None:
        day, most = stats.busiest
        told += f", most on {_day(day)} ({most:,})"
    yield f"{told}."
    yield f"-# By month: {_by_month(stats)}"


def _by_month(stats: OwnStats) -> str:
    months: dict[str, int] = {}
    for back in range(min(DAYS_OF_YEAR, len(stats.days)) - 1, -1, -1):
        place = len(stats.days) - 1 - back
        month = f"{stats.first + timedelta(days=place):%b %Y}"
        months[month] = months.get(month, 0) + stats.days[place]
    return " · ".join(f"{month} {count:,}" for month, count in months.items() if count) or "none"


def _weeks(page: OwnPage, most: int = _WEEKS_TOLD) -> Iterator[str]:
    if not page.shows(StatsPart.WEEKS):
        return
    known = [week for week in page.stats.weeks if week.mean is not None]
    told = [f"{_day(week.monday)} {percent(week.mean or 0)}" for week in known[-most:]]
    yield f"**Score by week**: {' · '.join(told) or 'no grades yet'}"


def _topics(page: OwnPage) -> Iterator[str]:
    if not page.shows(StatsPart.TOPICS):
        return
    shown = page.stats.topics[:MOST_TOPICS_TOLD]
    yield "**Mastery by topic** (the newest score of each question)"
    yield from (_topic(page, one) for one in shown)
    if not shown:
        yield "No grades yet."
    if len(page.stats.topics) > len(shown):
        yield f"-# and {texts.count(len(page.stats.topics) - len(shown), 'topic')} more"
    weak = weakest(page.stats.topics)
    if page.own and weak is not None:
        yield f"-# Lowest: {page.title(weak.topic)}. /quiz topic:{weak.topic} practises it."


def _topic(page: OwnPage, one: TopicMastery) -> str:
    title = texts.harmless(page.title(one.topic))
    return f"{title}: {percent(one.score)} in {texts.count(one.questions, 'question')}"


def _confidence(page: OwnPage) -> Iterator[str]:
    if not page.shows(StatsPart.CONFIDENCE):
        return
    say, are = ("you say", "you are") if page.own else ("they say", "they are")
    yield "**Confidence**"
    for one in reversed(page.stats.confidence):
        if one.right is None or one.answers < FEWEST_TO_TELL:
            few = f"{texts.count(one.answers, 'answer')}, too few to tell"
            yield f"When {say} “{one.sure.value}”: {few}."
        else:
            yield (
                f"When {say} “{one.sure.value}”, {are} right in {percent(one.right)} "
                f"of {texts.count(one.answers, 'answer')}."
            )


def _activity_alt(page: OwnPage) -> str:
    return _alt(page, [*_calendar(page), *_weeks(page, len(page.stats.weeks))])


def _mastery_alt(page: OwnPage) -> str:
    return _alt(page, [*_topics(page), *_confidence(page)])


def _alt(page: OwnPage, words: Sequence[str]) -> str:
    head = f"Picture of the statistics of {texts.plain_name(page.name)}."
    return layout.alt_text([head, *words])


def _share_menu(shared: Collection[StatsPart]) -> ui.ActionRow[Any]:
    chosen: ui.Select[Any] = ui.Select(
        custom_id=address("stats-share"),
        placeholder="Others see nothing of this; choose what they may see",
        min_values=0,
        max_values=len(PART_WORDS),
        options=[
            discord.SelectOption(label=words, value=part.value, default=part in shared)
            for part, words in PART_WORDS.items()
        ],
    )
    return ui.ActionRow(chosen)


def shares(parts: Collection[StatsPart]) -> layout.Layout:
    """Return what is said when a member has chosen what others may see."""
    if not parts:
        told = "Saved. Others see nothing of your statistics."
    else:
        seen = ", ".join(_SHORT_WORDS[part] for part in StatsPart if part in parts)
        told = (
            f"Saved. Who gives /stats member sees: {seen}. "
            "It counts questions of the day alone; your practice stays yours."
        )
    return layout.Layout(layout.box(layout.text(told)))


def percent(share: float) -> str:
    """Return a share (0..1) as ``82 %``."""
    return f"{100 * share:.0f} %"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
