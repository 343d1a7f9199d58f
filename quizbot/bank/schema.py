"""The one validator of questions: bank files, moderators' forms and the JSON Schema for editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import (
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from quizbot.bank import field_types
from quizbot.bank.field_types import (
    AnswerText,
    ChoiceEntry,
    GroupedPointEntry,
    GroupEntry,
    Hint,
    KeyPointEntry,
    MistakeEntry,
    PointsEntry,
    Prompt,
    Sentence,
    ShortAnswer,
    Slug,
    Strict,
)
from quizbot.bank.limits import MAX_CHOICES, MAX_POINTS, MAX_SHORTS, MIN_POINTS
from quizbot.bank.problem import FieldProblem, Problem
from quizbot.bank.sentences import place, say
from quizbot.bank.wrapping import unwrap
from quizbot.bank.yamltext import Document, Path
from quizbot.domain.question import Choice, Level, Mistake, Question
from quizbot.domain.question_choice_words import lacks_options


class QuestionEntry(Strict):
    """A question as it stands in a bank file.

    It is graded by its key points; without them it has ``short_answers``, or ``graded: false``.
    """

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        json_schema_extra={
            "anyOf": [
                {"required": ["key_points"], "properties": {"key_points": {"minItems": 2}}},
                {"required": ["short_answers"]},
                {"required": ["graded"], "properties": {"graded": {"const": False}}},
            ]
        },
    )

    id: Slug
    level: Annotated[Level, Field(strict=False)]
    prompt: Prompt
    answer: AnswerText
    graded: bool = True
    short_answers: list[ShortAnswer] = Field(default_factory=list, max_length=MAX_SHORTS)
    key_points: list[PointsEntry] = Field(default_factory=list, max_length=8, validate_default=True)
    mistakes: list[MistakeEntry] = Field(default_factory=list, max_length=6)
    hints: list[Hint] = Field(default_factory=list, max_length=4)
    choices: list[ChoiceEntry] = Field(default_factory=list, max_length=MAX_CHOICES)
    references: list[Sentence] = Field(default_factory=list, max_length=6)
    covers: list[Slug] = Field(default_factory=list)

    @field_validator("key_points")
    @classmethod
    def _enough_points(
        cls, points: list[KeyPointEntry | GroupEntry], info: ValidationInfo
    ) -> list[KeyPointEntry | GroupEntry]:
        graded = info.data.get("graded", True)
        if points and not graded:
            raise ValueError(
                "with 'graded: false' there are no key points; take away one or the other."
            )
        if not points and (not graded or info.data.get("short_answers")):
            return points
        flat = [point for entry in points for point in field_types.flat(entry)]
        context = {"actual_length": len(flat), "min_length": MIN_POINTS, "max_length": MAX_POINTS}
        if len(flat) < MIN_POINTS:
            raise PydanticCustomError("too_short", "too few", context)
        if len(flat) > MAX_POINTS:
            raise PydanticCustomError("too_long", "too many", context)
        if not any(entry.weight for entry in points):
            raise ValueError("all have weight 0, so nothing counts; give the asked ones a weight.")
        texts = [entry.point.casefold() for entry in flat]
        if len(set(texts)) != len(texts):
            raise ValueError("two key points have the same text; keep one of them.")
        return points

    @model_validator(mode="after")
    def _right_and_wrong_choices(self) -> QuestionEntry:
        if not self.choices:
            if lacks_options(self.prompt):
                raise ValueError(
                    "the prompt speaks of options and has none; give it choices, or reword it."
                )
            return self
        if len(self.choices) < 2:
            raise ValueError("one choice alone is no choice; give two to ten, or none.")
        correct = sum(choice.correct for choice in self.choices)
        if not correct:
            raise ValueError("no choice is marked 'correct: true'; mark each right one.")
        if correct == len(self.choices):
            raise ValueError("all choices are marked as right, so there is nothing to choose.")
        texts = [choice.text.casefold() for choice in self.choices]
        if len(set(texts)) != len(texts):
            raise ValueError("two choices have the same text; make them differ.")
        return self

    @model_validator(mode="after")
    def _texts_differ(self) -> QuestionEntry:
        short = [answer.casefold() for answer in self.short_answers]
        if len(set(short)) != len(short):
            raise ValueError("two short answers are the same; keep one of them.")
        return self

    def to_question(self, topic: str, *, wrapped: bool = True) -> Question:
        """Return the question as the rest of the bot knows it.

        ``wrapped`` texts, those of a file, have line breaks that only keep its lines short.
        """
        return Question(
            id=self.id,
            topic=topic,
            level=self.level,
            prompt=self.prompt,
            answer=unwrap(self.answer) if wrapped else self.answer,
            key_points=tuple(field_types.key_points(self.key_points)),
            mistakes=tuple(Mistake(m.says, m.correction, m.true_neighbour) for m in self.mistakes),
            hints=tuple(self.hints),
            choices=tuple(Choice(c.text, c.correct, c.why) for c in self.choices),
            references=tuple(self.references),
            covers=tuple(self.covers),
            short_answers=tuple(self.short_answers),
        )


class TopicEntry(Strict):
    """A bank file: one topic and its questions."""

    topic: Slug
    title: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    questions: list[QuestionEntry] = Field(min_length=1)


def json_schema() -> str:
    """Return the JSON Schema of a bank file, for editors."""
    schema = TopicEntry.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def validate_topic(document: Document, file: str) -> tuple[TopicEntry | None, list[Problem]]:
    """Validate a whole bank file; the entry is None as soon as there is one problem."""
    problems = list(document.problems)
    if not isinstance(document.value, dict):
        if not problems:
            sentence = "the file must hold 'topic:', 'title:' and 'questions:'."
            problems.append(Problem(file, 1, "file", sentence))
        return None, problems
    try:
        entry = TopicEntry.model_validate(document.value)
    except ValidationError as error:
        return None, sorted([*problems, *_problems(error, document, file)])
    problems += _repeated_ids(entry, document, file)
    return (None if problems else entry), problems


def validate_question(value: dict[str, Any]) -> tuple[QuestionEntry | None, list[FieldProblem]]:
    """Validate one question that a person typed into a form; returns the entry or all problems."""
    try:
        return QuestionEntry.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = (say(detail, _keys_at(place(detail))) for detail in details)
        return None, list(dict.fromkeys(found))


def _repeated_ids(entry: TopicEntry, document: Document, file: str) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for i, question in enumerate(entry.questions):
        if question.id in seen:
            line = document.line(("questions", i, "id"))
            sentence = "another question of this file has this id; give each its own."
            problems.append(Problem(file, line, question.id, sentence))
        seen.add(question.id)
    return problems


def _problems(error: ValidationError, document: Document, file: str) -> list[Problem]:
    found = (_problem(detail, document, file) for detail in error.errors(include_url=False))
    return list(dict.fromkeys(found))


def _problem(detail: ErrorDetails, document: Document, file: str) -> Problem:
    path = place(detail)
    where = _where(path, document.value)
    return Problem(file, document.line(path), where, str(say(detail, _keys_at(path))))


def _where(path: Path, value: Any) -> str:
    """Name the place: the question's id where it has one, else its number in the file."""
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):
        return "file"
    try:
        return str(value["questions"][path[1]]["id"])
    except (KeyError, TypeError, IndexError):
        return f"question {path[1] + 1}"


def _keys_at(path: Path) -> Iterable[str]:
    model: Any = TopicEntry
    inner = {
        "questions": QuestionEntry,
        "key_points": KeyPointEntry,
        "points": GroupedPointEntry,
        "mistakes": MistakeEntry,
        "choices": ChoiceEntry,
    }
    for part in path[:-1]:
        model = inner.get(str(part), model)
    if model is KeyPointEntry:
        return [*KeyPointEntry.model_fields, *GroupEntry.model_fields]
    if len(path) == 1 and path[0] not in TopicEntry.model_fields:
        return [*TopicEntry.model_fields, *QuestionEntry.model_fields]
    return list(model.model_fields)
