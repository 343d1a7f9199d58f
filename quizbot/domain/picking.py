"""Which question is asked next."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from quizbot.domain.question import Form, Level, Question


def first_fitting(queue: Iterable[Question], form: Form) -> Question | None:
    """Return the first of the moderators' queue that can be asked in a form, whatever its topic.

    It goes before all that `pick` would choose.
    """
    return next((question for question in queue if question.fits(form)), None)


def select(
    questions: Iterable[Question], topics: Iterable[str], levels: Iterable[Level], form: Form
) -> list[Question]:
    """Keep the questions of these topics and levels (none given: all) that fit the form."""
    wanted_topics, wanted_levels = set(topics), set(levels)
    return [
        question
        for question in questions
        if (not wanted_topics or question.topic in wanted_topics)
        and (not wanted_levels or question.level in wanted_levels)
        and question.fits(form)
    ]


def pick(
    candidates: Sequence[Question], last_asked: Mapping[str, int], rng: random.Random
) -> Question | None:
    """Choose the next question, or None where there is no candidate.

    Those never asked come first, from the topic of which the smallest share has been asked, so that
    all topics run out together; then the least recently asked. ``last_asked`` holds, by question
    id, a number that grows with each asking.
    """
    if not candidates:
        return None
    fresh = [question for question in candidates if question.id not in last_asked]
    if not fresh:
        return min(candidates, key=lambda question: last_asked[question.id])
    topic = _least_asked_topic(candidates, fresh, last_asked, rng)
    return rng.choice(sorted((q for q in fresh if q.topic == topic), key=lambda q: q.id))


def _least_asked_topic(
    candidates: Sequence[Question],
    fresh: Sequence[Question],
    last_asked: Mapping[str, int],
    rng: random.Random,
) -> str:
    """Return the topic with the smallest asked share.

    Of equals it is the one that waited longest, then one by lot.
    """
    size = Counter(question.topic for question in candidates)
    unasked = Counter(question.topic for question in fresh)
    latest: dict[str, int] = {}
    for question in candidates:
        asked = last_asked.get(question.id, 0)
        latest[question.topic] = max(latest.get(question.topic, 0), asked)
    topics = sorted(unasked)
    rng.shuffle(topics)
    return min(topics, key=lambda topic: (1 - unasked[topic] / size[topic], latest[topic]))


def pick_practice(
    candidates: Sequence[Question], best_scores: Mapping[str, float], count: int, rng: random.Random
) -> list[Question]:
    """Choose ``count`` questions to practise: never seen ones first, then the weakest.

    ``best_scores`` holds the best score so far (0..1) by question id.
    """
    drawn = ((best_scores.get(q.id, -1.0), rng.random(), q) for q in candidates)
    return [question for _, _, question in nsmallest(count, drawn, key=lambda row: row[:2])]
