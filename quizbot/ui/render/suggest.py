"""Suggestions, as moderators review them and as their authors see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from quizbot.bank import limits
from quizbot.domain.question import Question
from quizbot.domain.question_draft import Draft
from quizbot.domain.reason import MAX_REASON
from quizbot.domain.suggest import Suggestion, SuggestionState
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, question_forms, texts

STATES = {
    SuggestionState.WAITING: "waits for a moderator",
    SuggestionState.APPROVED: "approved",
    SuggestionState.DECLINED: "declined",
}


def suggestion_form(titles: Mapping[str, str]) -> ui.Modal:
    """Return the form in which a member suggests a question."""
    return question_forms.start(address("suggest-form"), Draft(), titles, "Suggest a question")


def reason_form(suggestion: Suggestion) -> ui.Modal:
    """Return the form of the reason for declining."""
    form = ui.Modal(title="Decline", custom_id=address("suggestion-reason", suggestion.id))
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="reason",
        style=discord.TextStyle.paragraph,
        max_length=MAX_REASON,
        placeholder="The member reads it.",
    )
    form.add_item(ui.Label(text="Why?", component=field))
    return form


def review(suggestion: Suggestion, title: str, place: str = "") -> layout.Layout:
    """Return a suggestion with buttons to decide it, or with what became of it."""
    draft = suggestion.draft
    head = f"### Suggestion {suggestion.id} · {title} · {draft.level or 'no level'}"
    blocks = [
        f"{head}\n-# by {texts.name(suggestion.author_name)}, "
        f"{texts.stamp(suggestion.suggested_at)}{place}",
        texts.quoted_lines(draft.prompt, limits.MAX_PROMPT),
        f"**Answer**\n{texts.quoted_lines(draft.answer, limits.MAX_ANSWER)}",
        f"**Key points**\n{texts.quoted_lines(draft.key_points, 1200) or '> none given'}",
        *_more(draft),
    ]
    kept = texts.within(blocks, texts.MAX_TEXT - 500)
    return layout.Layout(layout.box(*layout.parted(kept), *_end(suggestion)))


def _more(draft: Draft) -> list[str]:
    """Return what a member added; the right choices are marked with a star, as they were typed."""
    added = {
        "Choices": draft.choices,
        "Accepted answers": draft.short_answers,
        "Hints": draft.hints,
        "References": draft.references,
    }
    shown = ((name, texts.quoted_lines(text or "", 900)) for name, text in added.items())
    return [f"**{name}**\n{lines}" for name, lines in shown if lines]


def _end(suggestion: Suggestion) -> list[ui.Item[Any]]:
    """Return the buttons of a suggestion that waits, or who decided it and how."""
    if suggestion.state is not SuggestionState.WAITING:
        became = f" as {suggestion.question_id}" if suggestion.question_id else ""
        return [
            layout.text(
                f"{STATES[suggestion.state].capitalize()}{became} by <@{suggestion.decided_by}>"
                f"{_why(suggestion)}"
            )
        ]
    return [
        layout.row(
            layout.primary("Approve", address("suggestion-approve", suggestion.id)),
            layout.button("Edit and approve", address("suggestion-edit", suggestion.id)),
            layout.button(
                "Decline",
                address("suggestion-decline", suggestion.id),
                discord.ButtonStyle.danger,
            ),
        )
    ]


def _why(suggestion: Suggestion) -> str:
    return f": “{texts.harmless(suggestion.reason)}”" if suggestion.reason else ""


def waiting(listed: Sequence[Suggestion], page: int, titles: Mapping[str, str]) -> layout.Layout:
    """Return one of the suggestions that wait, with the way to the others."""
    if not listed:
        sentence = "No suggestion waits. Members make them with /suggest."
        return layout.Layout(layout.box(layout.text(sentence)))
    page = min(max(page, 0), len(listed) - 1)
    shown = listed[page]
    topic = titles.get(shown.draft.topic, shown.draft.topic)
    view = review(shown, topic, f" · {page + 1} of {len(listed)} that wait")
    if len(listed) > 1:
        view.add_item(
            layout.row(
                layout.button("‹ Older", address("suggestions", page - 1), disabled=not page),
                layout.button(
                    "› Newer",
                    address("suggestions", page + 1),
                    disabled=page + 1 == len(listed),
                ),
            )
        )
    return view


def handed_in(suggestion: Suggestion, *, more: bool = False) -> layout.Layout:
    """Return the word that a suggestion, or something ``more`` for it, is kept."""
    first = "Added; the moderators have it." if more else "Thank you; the moderators have it."
    prompt = texts.quoted(suggestion.draft.prompt, 200)
    return layout.Layout(
        layout.box(
            layout.text(f"{first} I tell you what they decide.\n{prompt}"),
            layout.text("You can add choices, or accepted answers, hints and references to it."),
            question_forms.row("suggest-part", suggestion.id, of=question_forms.MEMBERS_PARTS),
            layout.text("-# /suggest list:True shows how your suggestions stand."),
        )
    )


def own(listed: Sequence[Suggestion]) -> layout.Layout:
    """Return a member's own suggestions and what became of each."""
    if not listed:
        sentence = "You have suggested nothing here yet. /suggest opens the form."
        return layout.Layout(layout.box(layout.text(sentence)))
    lines = [
        f"{texts.quoted(entry.draft.prompt, 120)}\n"
        f"-# {texts.stamp(entry.suggested_at)} · {STATES[entry.state]}{_why(entry)}"
        for entry in listed
    ]
    return layout.Layout(
        layout.box(layout.text("### Your suggestions"), layout.text("\n".join(texts.within(lines))))
    )


def approved(question: Question) -> layout.Layout:
    """Return the word to the moderator who approved."""
    return layout.Layout(
        layout.box(
            layout.text(
                f"Saved as **{question.id}**; it takes its turn with the others. I tell the member."
            ),
            layout.row(layout.button("Ask it next", address("ask-next", question.id))),
        )
    )


def declined() -> layout.Layout:
    """Return the word to the moderator who declined."""
    return layout.Layout(layout.box(layout.text("Declined. I tell the member, with the reason.")))


def told(suggestion: Suggestion, server: str) -> str:
    """Return what the author is told."""
    prompt = texts.harmless(texts.shorten(suggestion.draft.prompt, 200))
    where = texts.name(server)
    if suggestion.state is SuggestionState.APPROVED:
        return (
            f"Your question “{prompt}” was approved in {where}. "
            "It takes its turn with the others. Thank you."
        )
    return f"Your question “{prompt}” was declined in {where}{_why(suggestion)}"
