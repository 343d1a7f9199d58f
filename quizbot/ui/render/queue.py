"""The moderators' queue."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.services.queue import Queued
from quizbot.ui.render import layout, texts

MOST_LISTED = 15
"""So many entries are listed; the completion of /queue offers all."""


def listing(queue: Sequence[Queued], first: str = "### Queue") -> layout.Layout:
    """Return the queue in its order, with the run that takes each question."""
    if not queue:
        sentence = "The queue is empty, so questions take their turn. /queue add puts one first."
        return layout.Layout(layout.box(layout.text(sentence)))
    entries = [
        f"**{entry.place}.** {texts.shorten(entry.question.prompt, 110)}\n"
        f"-# {entry.question.id} · {fate(entry)}"
        for entry in queue[:MOST_LISTED]
    ]
    more = [f"-# and {len(queue) - MOST_LISTED} more"] if len(queue) > MOST_LISTED else []
    return layout.Layout(
        layout.box(layout.text(first), layout.text("\n".join(texts.within([*entries, *more]))))
    )


def fate(entry: Queued) -> str:
    """Return when a queued question is asked, or why it is not."""
    if entry.retired:
        return f"retired, so passed over; /question restore question:{entry.question.id}"
    if entry.run is None:
        return "no running schedule takes it; /schedule list shows their forms"
    run = entry.run
    return f"{texts.stamp(run.due)} in <#{run.channel_id}>, schedule {run.schedule_id}"
