"""Questions of a server's bank, with how each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from quizbot.services.question_catalogue import Known
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts
from quizbot.ui.render import question as render_question


def standing(known: Known) -> str:
    """Return how a question stands, in one line."""
    parts = []
    if known.own:
        parts.append("this server's own")
    if known.last is None:
        parts.append("never asked here")
    else:
        parts.append(f"asked {texts.count(known.times, 'time')}, last {texts.stamp(known.last)}")
    if known.place:
        parts.append(f"in the queue, place {known.place}")
    if known.retired:
        parts.append("retired")
    return " · ".join(parts)


def found(listed: Sequence[Known], words: str, titles: Mapping[str, str]) -> layout.Layout:
    """Return what was found, with a menu to look at one."""
    if not listed:
        sentence = (
            f"No question has words like “{texts.harmless(texts.shorten(words, 60))}”. "
            "Try fewer or other words; /question add makes a new one."
        )
        return layout.Layout(layout.box(layout.text(sentence)))
    entries = [
        f"**{known.question.id}** · {titles.get(known.question.topic, known.question.topic)} · "
        f"{known.question.level}\n"
        f"{texts.shorten(known.question.prompt, 160)}\n-# {standing(known)}"
        for known in listed
    ]
    menu: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=address("question-open"),
        placeholder="Look at one",
        options=[
            discord.SelectOption(
                label=known.question.id, description=texts.thinned(known.question.prompt)[:100]
            )
            for known in listed
        ],
    )
    return layout.Layout(
        layout.box(
            layout.text("### Found"),
            layout.text("\n".join(texts.within(entries))),
            discord.ui.ActionRow(menu),
        )
    )


def card(known: Known, title: str) -> layout.Layout:
    """Return a question with its model answer and how it stands, for moderators' eyes."""
    id_ = known.question.id
    if known.retired:
        buttons = [layout.primary("Restore", address("question-restore", id_))]
    else:
        buttons = [layout.button("Ask it next", address("ask-next", id_))]
    if known.own or not known.retired:
        buttons.append(layout.button("Edit", address("question-edit", id_)))
    if not known.retired:
        buttons.append(layout.button("Retire", address("question-retire", id_)))
    return layout.Layout(
        render_question.body(
            known.question,
            title,
            f"Preview · {id_}",
            layout.row(*buttons),
            small=f"-# {standing(known)}",
        )
    )


def retired(known: Known) -> layout.Layout:
    """Return the word that a question is out of the asking."""
    id_ = known.question.id
    queued = " It keeps its place in the queue and is passed over there." if known.place else ""
    return layout.Layout(
        layout.box(
            layout.text(
                f"**{id_}** is retired: this server is not asked it any more, and it is not "
                f"practised here. What was posted and graded stays as it is.{queued}"
            ),
            layout.row(layout.button("Restore", address("question-restore", id_))),
        )
    )


def restored(known: Known) -> layout.Layout:
    """Return the word that a question is asked again."""
    id_ = known.question.id
    return layout.Layout(
        layout.box(
            layout.text(f"**{id_}** is back and takes its turn with the others."),
            layout.row(layout.button("Ask it next", address("ask-next", id_))),
        )
    )
