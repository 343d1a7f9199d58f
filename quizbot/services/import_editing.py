"""A question that was found in a document, as the forms show it and as they change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quizbot.domain import question_draft_lists as lists
from quizbot.domain.imports import Found
from quizbot.domain.question import Choice
from quizbot.domain.question_draft import Draft, handed_in
from quizbot.importing import keys
from quizbot.services import import_confirming, question_drafting

_LISTS = ("short_answers", "hints", "references")


def shown(found: Found) -> Draft:
    """Return a question as the forms show it; key points and options without a key are proposed."""
    fields = found.fields
    given = [
        " | ".join([point["point"], *point.get("accept", [])])
        for entry in fields.get("key_points", [])
        for point in entry.get("points", [entry])
    ]
    listed = given or [point.replace("|", "\\|") for point in found.points]
    options = fields.get("choices") or [
        {"text": text} for text in lists.options_in(fields["prompt"])[1]
    ]
    choices = [
        Choice(str(one["text"]), bool(one.get("correct")), str(one.get("why", "")))
        for one in options
    ]
    return Draft(
        found.topic,
        fields["level"],
        fields["prompt"],
        fields["answer"],
        "\n".join(listed),
        lists.choices_text(choices),
        *(lists.written(fields.get(name, [])) for name in _LISTS),
    )


def changed(found: Found, given: Mapping[str, Any]) -> Found:
    """Return a question with what a form has handed in, by field.

    What is only proposed stays so, and remarks stay, where the form does not touch what they are
    about. An answer that is missing is what the right choices say.
    """
    draft = handed_in(_untouched(found, given), given)
    if not draft.answer and draft.choices:
        answer = keys.model_answer(lists.read_choices(draft.choices), "", "")
        draft = replace(draft, answer=answer)
    base, _ = import_confirming.read(found, "own-0", with_points=False)
    new = replace(
        found,
        topic=draft.topic,
        fields=question_drafting.fields(draft, found.fields, base),
        points=() if "key_points" in given else found.points,
        remarks=() if {"prompt", "choices"} & given.keys() else found.remarks,
    )
    problems = import_confirming.read(new, "own-0", with_points=False)[1]
    return replace(new, clear=not new.remarks and not problems)


def _untouched(found: Found, given: Mapping[str, Any]) -> Draft:
    """Return a question as it is shown, without the proposals that a form does not confirm."""
    draft = shown(found)
    if "choices" not in given:
        draft = replace(draft, choices=None)
    return draft if "key_points" in given or not found.points else replace(draft, key_points="")
