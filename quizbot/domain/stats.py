"""A member's statistics: days, topics, weeks, and how right one is by how sure one was.

Weeks begin on Monday.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quizbot.domain.challenge import Sure
from quizbot.domain.verdict import GOT_IT_FROM

WEEKS_SHOWN = 26
"""Of scores."""
YEAR_OF_WEEKS = 54
"""The weeks of a calendar that shows a year and the present week."""
DAYS_OF_YEAR = 365
FEWEST_TO_TELL = 5
"""Of so many answers a share in words is worth something."""


class StatsPart(StrEnum):
    """A part of a member's statistics, as the member may share it."""

    CALENDAR = "calendar"
    WEEKS = "weeks"
    TOPICS = "topics"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A question that a member answered: on a local day, with a score (0..1) where it is graded.

    ``topic`` is empty where the question is not known any more, ``sure`` None where nobody asked.
    """

    day: date
    question_id: str
    topic: str
    score: float | None
    sure: Sure | None = None


@dataclass(frozen=True, slots=True)
class TopicMastery:
    """The mean (0..1) of the newest score of each of a topic's ``questions`` that were graded."""

    topic: str
    score: float
    questions: int


@dataclass(frozen=True, slots=True)
class WeekScore:
    """A week by its Monday: the mean score (0..1), None without any of its ``scores``."""

    monday: date
    mean: float | None
    scores: int


@dataclass(frozen=True, slots=True)
class Confidence:
    """How many ``answers`` one was so ``sure`` of, and the share (0..1) of them that were right."""

    sure: Sure
    right: float | None
    answers: int


@dataclass(frozen=True, slots=True)
class OwnStats:
    """What a member did; ``days`` counts answers of each day of the calendar, from ``first`` on."""

    first: date
    days: tuple[int, ...]
    weeks: tuple[WeekScore, ...]
    topics: tuple[TopicMastery, ...]
    confidence: tuple[Confidence, ...]

    @property
    def answers(self) -> int:
        """How many answers the last 365 days have."""
        return sum(self.days[-DAYS_OF_YEAR:])

    @property
    def active_days(self) -> int:
        """On how many of the last 365 days there was an answer."""
        return sum(count > 0 for count in self.days[-DAYS_OF_YEAR:])

    @property
    def longest_run(self) -> int:
        """The most days on end that have an answer."""
        longest = running = 0
        for count in self.days[-DAYS_OF_YEAR:]:
            running = running + 1 if count else 0
            longest = max(longest, running)
        return longest

    @property
    def busiest(self) -> tuple[date, int] | None:
        """The day with most answers, the latest of several, and how many; None without any."""
        if not any(self.days):
            return None
        place = max(range(len(self.days)), key=lambda i: (self.days[i], i))
        return self.first + timedelta(days=place), self.days[place]


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def own_stats(attempts: Sequence[Attempt], today: date) -> OwnStats:
    """Sum up what a member answered, oldest first."""
    first = monday_of(today) - timedelta(weeks=YEAR_OF_WEEKS - 1)
    counted = Counter(attempt.day for attempt in attempts)
    span = (today - first).days + 1
    return OwnStats(
        first,
        tuple(counted[first + timedelta(days=number)] for number in range(span)),
        _weeks(attempts, monday_of(today)),
        _topics(attempts),
        tuple(_confidence(attempts, sure) for sure in Sure),
    )


def _weeks(attempts: Iterable[Attempt], last: date) -> tuple[WeekScore, ...]:
    scores: defaultdict[date, list[float]] = defaultdict(list)
    for attempt in attempts:
        if attempt.score is not None:
            scores[monday_of(attempt.day)].append(attempt.score)
    mondays = [last - timedelta(weeks=back) for back in range(WEEKS_SHOWN - 1, -1, -1)]
    return tuple(WeekScore(day, _mean(scores[day]), len(scores[day])) for day in mondays)


def _topics(attempts: Iterable[Attempt]) -> tuple[TopicMastery, ...]:
    """Return the topics, those with most questions first."""
    newest = {
        (attempt.topic, attempt.question_id): attempt.score
        for attempt in attempts
        if attempt.topic and attempt.score is not None
    }
    of_topic: defaultdict[str, list[float]] = defaultdict(list)
    for (topic, _), score in newest.items():
        of_topic[topic].append(score)
    found = [
        TopicMastery(topic, sum(scores) / len(scores), len(scores))
        for topic, scores in of_topic.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.questions, one.topic)))


def _confidence(attempts: Iterable[Attempt], sure: Sure) -> Confidence:
    scores = [one.score for one in attempts if one.sure is sure and one.score is not None]
    right = [float(score >= GOT_IT_FROM) for score in scores]
    return Confidence(sure, _mean(right), len(right))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def weakest(topics: Sequence[TopicMastery], fewest: int = 2) -> TopicMastery | None:
    """Return the topic with the lowest score among those of some questions."""
    known = [one for one in topics if one.questions >= fewest]
    return min(known, key=lambda one: one.score, default=None)
