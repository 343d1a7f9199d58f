"""What was understood of a document, page by page, and what is to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from quizbot.domain import short_answer
from quizbot.domain.imports import Fate, Found, Import
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, question_forms, texts

MOST_OPTIONS = 25
"""Entries that a menu of Discord takes."""
TYPE_NAMES = {
    "text": "Read as text with questions",
    "table": "Read as a table (CSV, Blackboard)",
    "cards": "Read as cards (Anki's text export)",
    "notes": "Read as flashcards in notes, or pairs",
    "moodle": "Read as Moodle's GIFT or XML",
    "data": "Read as JSON, YAML or TOML",
    "latex": "Read as LaTeX",
    "opentrivia": "Read as OpenTriviaQA",
}
"""What the importer's types of documents are called."""


def working(what: str, percent: int) -> layout.Layout:
    """Return how far the reading of a document has come."""
    return layout.Layout(layout.box(layout.text(f"Reading the document: {what}, {percent} %.")))


def overview(whole: Import, titles: Mapping[str, str]) -> layout.Layout:
    """Return what was understood of a document and what was not, with ways to go on.

    ``titles`` are those of the bank's topics.
    """
    waiting = whole.counts[Fate.WAITING]
    lines = [
        f"### Import {whole.id}",
        f"{texts.count(whole.size, 'question')} found in {whole.kind}. "
        "Nothing is saved until you confirm it.",
        _standing(whole),
        *_lacking(whole, titles),
        *(f"• {texts.harmless(texts.shorten(remark, 300))}" for remark in whole.remarks[:8]),
    ]
    small = (
        "-# You can leave and come back: /question import without a document shows this again."
        if waiting
        else "-# All are decided. /question import takes the next document."
    )
    return layout.Layout(
        layout.box(
            layout.text("\n".join(lines)),
            layout.text(small),
            _topics(whole, titles),
            _types(whole),
            _ways(whole, 1),
        )
    )


def _lacking(whole: Import, titles: Mapping[str, str]) -> list[str]:
    if not whole.topicless:
        return []
    count = texts.count(whole.topicless, "question")
    if whole.topic:
        title = titles.get(whole.topic, whole.topic)
        return [f"The document names no topic for {count}; they go to **{title}**."]
    return [f"**The document names no topic for {count}. Choose one below.**"]


def _topics(whole: Import, titles: Mapping[str, str]) -> ui.ActionRow[Any] | None:
    """Return the menu of topics for questions whose document names none."""
    if whole.closed or not whole.topicless:
        return None
    placeholder = f"Topic of {texts.count(whole.topicless, 'question')}"
    options = list(titles.items())[:MOST_OPTIONS]
    return layout.menu(
        address("import-topic", whole.id), options, whole.topic, placeholder=placeholder
    )


def _types(whole: Import) -> ui.ActionRow[Any] | None:
    """Return the menu of types that the document may be read as instead."""
    if whole.closed or not whole.rereadable:
        return None
    return layout.menu(
        address("import-type", whole.id),
        TYPE_NAMES.items(),
        whole.document_type,
        placeholder="Read as another type of document",
    )


def _standing(whole: Import) -> str:
    counts = whole.counts
    return (
        f"{counts[Fate.SAVED]} saved, {counts[Fate.LEFT]} left out, {counts[Fate.WAITING]} wait; "
        f"{whole.clear} of these have no doubts."
    )


def _ways(whole: Import, place: int) -> ui.ActionRow[Any] | None:
    if whole.closed or not whole.counts[Fate.WAITING]:
        return None
    buttons = [layout.primary("Look through", address("import-open", whole.id, place))]
    if whole.clear:
        label = f"Save the {whole.clear} without doubts"
        buttons.append(layout.button(label, address("import-all", whole.id)))
    leave = layout.button(
        "Leave out the rest", address("import-close", whole.id), discord.ButtonStyle.danger
    )
    return layout.row(*buttons, leave)


def question(
    whole: Import, found: Found, problems: Sequence[str], title: str, before: str = ""
) -> layout.Layout:
    """Return one question of an import, with ways to decide it while it waits."""
    fields = found.fields
    head = (
        f"### Import {whole.id} · {found.place} of {whole.size}\n"
        f"-# line {found.line} · {title} · {fields['level']}{_form(fields)}"
    )
    blocks = [
        *([texts.shorten(before, 300)] if before else []),
        f"{head}\n{texts.quoted_lines(fields['prompt'], 1000)}",
        *_choices(fields),
        f"**Model answer**\n{texts.quoted_lines(fields['answer'], 1100) or '> none'}",
        *_points(found),
        *_listed("Accepted answers", map(short_answer.shown, fields.get("short_answers", []))),
        *_listed("Hints", fields.get("hints", [])),
    ]
    remarks = _remarks([*problems, *(found.remarks if found.state is Fate.WAITING else ())])
    room = texts.MAX_TEXT - 300 - sum(map(len, remarks))
    kept = [*texts.within(blocks, room), *remarks]
    rows = [_decide(whole, found, problems), _edit(whole, found), _turn(whole, found)]
    end = layout.text(_decided(found)) if found.state is not Fate.WAITING else None
    return layout.Layout(layout.box(*layout.parted(kept), end, *rows))


def _form(fields: Mapping[str, Any]) -> str:
    if fields.get("short_answers"):
        return f" · {texts.count(len(fields['short_answers']), 'short answer')}"
    return f" · {len(fields['choices'])} choices" if fields.get("choices") else ""


def _points(found: Found) -> list[str]:
    given = [
        point["point"]
        for entry in found.fields.get("key_points", [])
        for point in entry.get("points", [entry])
    ]
    listed = given or list(found.points)
    if not listed:
        return []
    name = "**Key points**" if given else "**Key points, proposed from its sentences**"
    return [f"{name}\n{texts.quoted_lines(chr(10).join(listed), 900)}"]


def _choices(fields: Mapping[str, Any]) -> list[str]:
    """Return the choices, the right ones marked, with the whys."""
    lines = []
    for option in fields.get("choices", []):
        sign = "✓ right:" if option.get("correct") else "○"
        lines.append(f"> {sign} {texts.harmless(texts.shorten(str(option['text']), 160))}")
        why = texts.harmless(texts.shorten(str(option.get("why", "")), 100))
        lines += [f"> -# {why}"] if why else []
    return ["\n".join(["**Choices**", *lines])] if lines else []


def _listed(name: str, entries: Iterable[Any]) -> list[str]:
    shown = texts.quoted_lines("\n".join(map(str, entries)), 400)
    return [f"**{name}**\n{shown}"] if shown else []


def _remarks(sentences: Sequence[str]) -> list[str]:
    lines = [f"• {texts.harmless(texts.shorten(sentence, 250))}" for sentence in sentences[:8]]
    return ["**Look at**\n" + "\n".join(lines)] if lines else []


def _decide(whole: Import, found: Found, problems: Sequence[str]) -> ui.ActionRow[Any] | None:
    if found.state is not Fate.WAITING or whole.closed:
        return None
    buttons: list[ui.Item[Any]] = []
    if not problems:
        graded = found.graded or bool(found.fields.get("choices"))
        plainly = "Save" if graded else "Save, not graded"
        if found.points and not found.graded:
            buttons.append(_save(whole, found, "Save with key points", "p"))
            plainly = "Save without key points" if graded else plainly
        buttons.append(_save(whole, found, plainly, "u"))
    leave = address("import-leave", whole.id, found.place)
    buttons.append(layout.button("Leave out", leave, discord.ButtonStyle.danger))
    return layout.row(*buttons)


def _edit(whole: Import, found: Found) -> ui.ActionRow[Any] | None:
    if found.state is not Fate.WAITING or whole.closed:
        return None
    row: ui.ActionRow[Any] = question_forms.row("import-part", whole.id, found.place)
    return row


def _save(whole: Import, found: Found, label: str, how: str) -> ui.Button[Any]:
    target = address("import-save", whole.id, found.place, how)
    return layout.button(label, target) if how == "u" else layout.primary(label, target)


def _turn(whole: Import, found: Found) -> ui.ActionRow[Any]:
    before, after = found.place - 1 or whole.size, found.place % whole.size + 1
    return layout.row(
        layout.button("‹", address("import-turn", whole.id, before, "back")),
        layout.button("›", address("import-turn", whole.id, after, "on")),
        layout.button("Overview", address("import-overview", whole.id)),
    )


def _decided(found: Found) -> str:
    what = f"Saved as **{found.question_id}**" if found.state is Fate.SAVED else "Left out"
    return f"{what} by <@{found.decided_by}>."


def exported(size: int, ungraded: int) -> str:
    """Return the word about exported files."""
    text = f"{texts.count(size, 'question')} exported."
    if ungraded:
        text += (
            f" {texts.count(ungraded, 'question')} of them have no key points yet; "
            "in the bank's folder, check asks for them."
        )
    return text
