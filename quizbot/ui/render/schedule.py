"""Schedules as moderators see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from quizbot.domain import schedule_words, slot_causes
from quizbot.domain.question import Form, Question
from quizbot.domain.schedule import FEW_DAYS, Plan, Schedule
from quizbot.services.schedules import Listed
from quizbot.ui.custom_ids import address
from quizbot.ui.render import challenge, layout, question_choices, texts

MAX_LISTING = 3600
"""Characters of the list of schedules."""
FORM_WORDS = {Form.OPEN: "", Form.CHOICE: " · with choices", Form.SHORT: " · short answers"}
NAMED_TOPICS = 4
"""So many topics of a schedule are named."""
MISSED = 4
"""So many lines of missed slots are shown of a schedule, the newest."""


def plan_lines(plan: Plan, titles: Mapping[str, str]) -> str:
    """Return a plan in words."""
    topics = _topics(plan, titles)
    levels = ", ".join(plan.levels) or "all levels"
    lines = [
        f"In <#{plan.channel_id}> at {plan.at:%H:%M} ({plan.zone}), "
        f"{schedule_words.say_days(plan.days)}. "
        f"Model answer {schedule_words.say_delay(plan.reveal_after)} later.",
        f"{topics} · {levels}{FORM_WORDS[plan.form]}",
    ]
    extras = []
    if plan.ping_role_id:
        extras.append(f"pings <@&{plan.ping_role_id}>")
    if plan.thread:
        extras.append("opens a thread at the reveal")
    late = f"posted up to {schedule_words.say_delay(plan.late_limit)} late, else skipped"
    return "\n".join([*lines, " · ".join([late, *extras])])


def _topics(plan: Plan, titles: Mapping[str, str]) -> str:
    names = [titles.get(topic, topic) for topic in plan.topics]
    if len(names) <= NAMED_TOPICS:
        return ", ".join(names) or "all topics"
    return f"{len(names)} topics: {', '.join(names[:NAMED_TOPICS])}, …"


def ready(
    schedule: Schedule,
    title: str,
    runs: Sequence[datetime],
    remarks: Sequence[str],
    unasked: tuple[int, int],
    titles: Mapping[str, str],
) -> layout.Layout:
    """Return the word that a schedule is on, with its next runs and how many questions it has."""
    left, size = unasked
    return layout.Layout(
        layout.box(
            layout.text(f"### {title}\n{plan_lines(schedule.plan, titles)}"),
            layout.text("\n".join([_next_runs(schedule, runs), *remarks])),
            layout.text(
                f"-# Schedule {schedule.id} · {texts.count(size, 'question')}, "
                f"{size - left} asked so far"
            ),
            layout.row(
                layout.primary("Post one now", address("post-now", schedule.id)),
                layout.button("Preview", address("preview-schedule", schedule.id)),
            ),
        )
    )


def _next_runs(schedule: Schedule, runs: Sequence[datetime]) -> str:
    if schedule.paused:
        return f"It is paused. /schedule resume schedule:{schedule.id} lets it go on."
    return "\n".join(
        ["**Next**", *(f"{texts.stamp(run, 'F')} ({texts.stamp(run)})" for run in runs)]
    )


def preview(question: Question, plan: Plan, title: str) -> layout.Layout:
    """Return how a question will look in the channel, without working buttons."""
    rows = []
    names = ["Answer", *(["Hint"] if question.hints else []), "My answer"]
    if plan.form is Form.CHOICE:
        rows = question_choices.rows(question, 0, "nothing", len(names), disabled=True)
        names.remove("Answer")
    buttons = [
        layout.button(name, address("nothing", i), disabled=True) for i, name in enumerate(names)
    ]
    ping = [layout.text(f"<@&{plan.ping_role_id}>")] if plan.ping_role_id else []
    return layout.Layout(
        layout.text("-# This is how a question will look; the real one may be another."),
        *ping,
        layout.box(
            layout.text(challenge.heading("Question of the day", question, title, plan.form)),
            layout.text(challenge.prompt(question, plan.form, 0)),
            *rows,
            layout.row(*buttons),
            layout.text(
                f"-# 0 answered · model answer {schedule_words.say_delay(plan.reveal_after)} later"
            ),
            accent=layout.ACCENTS[question.level],
        ),
    )


def listing(listed: Sequence[Listed], titles: Mapping[str, str]) -> layout.Layout:
    """Return a server's schedules and how each stands."""
    if not listed:
        return layout.Layout(
            layout.box(layout.text("There is no schedule yet. /setup makes the first one."))
        )
    entries = [_entry(entry, titles) for entry in listed]
    shown = [entries.pop(0)]
    while entries and len("".join([*shown, entries[0]])) < MAX_LISTING and len(shown) < 12:
        shown.append(entries.pop(0))
    more = [f"-# and {len(entries)} more; /schedule edit offers all of them"] if entries else []
    return layout.Layout(layout.box(layout.text("### Schedules"), *layout.parted([*shown, *more])))


def _entry(listed: Listed, titles: Mapping[str, str]) -> str:
    schedule = listed.schedule
    if schedule.paused:
        state = "Paused; /schedule resume lets it go on."
    elif schedule.next_at:
        state = f"Next {texts.stamp(schedule.next_at, 'F')} ({texts.stamp(schedule.next_at)})"
    else:
        state = "Not planned."
    lines = [f"**{schedule.id}.** {plan_lines(schedule.plan, titles)}", state]
    if schedule.problem:
        lines.append(f"⚠ It cannot post: {schedule.problem}")
    lines += [f"⚠ Missed {line}" for line in slot_causes.say(listed.missed)[-MISSED:]]
    if schedule.plan.runs_short(listed.unasked):
        lines.append(f"⚠ New questions last for less than {FEW_DAYS} days.")
    lines.append(f"-# {listed.unasked} of {texts.count(listed.size, 'question')} not asked yet")
    return "\n".join(lines)


def word(sentence: str) -> layout.Layout:
    """Return one sentence."""
    return layout.Layout(layout.box(layout.text(sentence)))
