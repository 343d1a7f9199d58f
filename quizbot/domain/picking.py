"""Which question is asked next."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from quizbot.domain.question import Question


def pick(
    candidates: Sequence[Question],
    last_asked: Mapping[str, int],
    queue: Iterable[str],
    rng: random.Random,
) -> Question | None:
    """Choose the next question, or None where there is no candidate.

    The moderators' ``queue`` (question ids) comes first; then the questions never asked, from the
    topic of which the smallest share has been asked, so that all topics run out together; then the
    least recently asked. ``last_asked`` holds, by question id, a number that grows with each
    asking.
    """
    by_id = {question.id: question for question in candidates}
    queued = next((by_id[id_] for id_ in queue if id_ in by_id), None)
    if queued is not None or not candidates:
        return queued
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
