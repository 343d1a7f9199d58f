"""What was typed into the forms becomes a question: read, checked, its faults in their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizbot.bank import schema
from quizbot.bank.exporting import topicfile
from quizbot.bank.problem import FieldProblem
from quizbot.domain import question_draft_lists as lists
from quizbot.domain.question import Choice, Question
from quizbot.domain.question_draft import Draft, kept_from, read_key_points

_FIELDS = {
    "prompt": "Question",
    "answer": "Model answer",
    "level": "Level",
    "key_points": "Key points",
    "choices": "Choices",
    "short_answers": "Accepted answers",
    "hints": "Hints",
    "references": "References",
}


def fields(draft: Draft, kept: Mapping[str, Any], base: Question | None) -> dict[str, Any]:
    """Return a draft in the shape of a bank file.

    What no form has shown stays as ``kept`` has it, and weights and groups of key points as
    ``base`` has them.
    """
    typed: dict[str, Any] = {
        "level": draft.level,
        "prompt": draft.prompt,
        "answer": draft.answer,
        "key_points": topicfile.key_points(kept_from(base, read_key_points(draft.key_points))),
    }
    for name in ("short_answers", "hints", "references"):
        text: str | None = getattr(draft, name)
        typed |= {} if text is None else {name: lists.read(text)}
    if draft.choices is not None:
        typed["choices"] = [_option(choice) for choice in lists.read_choices(draft.choices)]
    whole = {**kept, **typed}
    whole["graded"] = bool(whole["key_points"] or whole.get("short_answers"))
    return {name: value for name, value in whole.items() if value != []}


def _option(choice: Choice) -> dict[str, Any]:
    told = {"text": choice.text, "correct": choice.correct, "why": choice.why}
    return {name: value for name, value in told.items() if value}


def read(
    draft: Draft, question_id: str, base: Question | None = None
) -> tuple[Question | None, list[str]]:
    """Return the draft as a question, or None and every sentence about what to mend."""
    kept = topicfile.entry(base) if base else {}
    entry, problems = schema.validate_question({**fields(draft, kept, base), "id": question_id})
    question = entry.to_question(draft.topic, wrapped=False) if entry else None
    told = [in_words_of_the_form(problem) for problem in problems]
    if not draft.topic and not draft.new_topic.strip():
        return None, [*told, "Topic: choose one, or name a new one."]
    return question, told


def in_words_of_the_form(problem: FieldProblem) -> str:
    """Name the fields as the forms do: each entry of a list is a line of one of them."""
    match problem.path:
        case ("key_points", int(line), "accept", int(other), *_):
            where = f"Key points, line {line + 1}, other way {other + 1}"
        case (str(name), int(line), *_):
            where = f"{_FIELDS.get(name, name)}, line {line + 1}"
        case (str(name), *_):
            where = _FIELDS.get(name, name)
        case _:
            where = "The question"
    return f"{where}: {problem.what}"
