"""YAML: files of our own bank, trivia lists, and plain lists of questions with answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from quizbot.bank import schema, wrapping, yamltext
from quizbot.bank.yamltext import Document, Trap
from quizbot.domain.question import Choice, Level
from quizbot.importing import vocabulary
from quizbot.importing.formats import columns
from quizbot.importing.formats.columns import TableRow
from quizbot.importing.item import Concern, Item, Remark, Understood

_ABOUT = {"author", "authors", "description", "config", "name", "title", "language", "version"}


def looks_like(text: str) -> bool:
    """Tell whether a text may be YAML (or JSON) with questions, from how its lines begin."""
    lines = [
        line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        return False
    first = lines[0].strip()
    if first[0] in "[{" or first in ("---", "questions:") or first.startswith("%YAML"):
        return True
    if first.startswith("- "):
        return ": " in first or first.endswith(":")
    head = [line for line in lines[:200] if not line.startswith((" ", "-", "\t"))]
    keys = {re.sub(r"[\W\d]+", "", line.split(":")[0]).casefold() for line in head}
    if keys & {*vocabulary.QUESTION_WORDS, *vocabulary.ANSWER_WORDS}:
        return False
    keyed = sum(line.rstrip().endswith(":") or ": " in line for line in head)
    listed = any(line.lstrip().startswith("- ") for line in lines[:50]) or "questions:" in text
    return keyed == len(head) and listed


def read(text: str) -> Understood | None:
    """Return the items of a YAML file; None where it is not one with questions."""
    document = yamltext.read(text, "file")
    value = document.value
    if isinstance(value, dict) and isinstance(value.get("questions"), list):
        return _bank_file(document, value)
    if document.problems and value is None:
        return _broken(document, text)
    if isinstance(value, dict):
        return _trivia(document, value)
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return _records(document, value, ())
    return None


def _broken(document: Document, text: str) -> Understood | None:
    """Say what is wrong with a file that is surely meant as YAML."""
    if not document.refused and "\nquestions:" not in f"\n{text}":
        return None
    problem = document.problems[0]
    told = (f"Line {problem.line}: {problem.sentence}",)
    return Understood("a YAML file that cannot be read", (), told)


def _bank_file(document: Document, value: Mapping[str, Any]) -> Understood:
    topic = value.get("topic")
    path = ("questions",)
    items, told = [], [f"Line {p.line}: {p.sentence}" for p in document.problems[:5]]
    for i, entry in enumerate(value["questions"]):
        line = document.line((*path, i))
        if not isinstance(entry, dict) or not _text(entry.get("prompt") or entry.get("question")):
            told.append(f"Line {line}: this entry has no prompt and was left out.")
            continue
        items.append(_own(entry, topic if isinstance(topic, str) else "", line, document, i))
    return Understood("a file of this bot's own format", tuple(items), tuple(told))


def _own(entry: Mapping[str, Any], topic: str, line: int, document: Document, i: int) -> Item:
    given = {k: _untrapped(v) for k, v in entry.items() if k in schema.QuestionEntry.model_fields}
    unknown = [k for k in entry if k not in schema.QuestionEntry.model_fields and k != "question"]
    remarks = [
        Remark(Concern.FORM, f"The key {k!r} is not known and was left out.") for k in unknown
    ]
    prompt = _text(entry.get("prompt") or entry.get("question"))
    answer = _text(given.get("answer"))
    level = given.get("level")
    lines = [n for p, n in document.lines.items() if p[:2] == ("questions", i)]
    return Item(
        prompt=prompt,
        answer=wrapping.unwrap(answer),
        line=line,
        answer_lines=(document.line(("questions", i, "answer")), max(lines)) if answer else None,
        level=Level(level) if level in list(Level) else None,
        choices=_choices(given.get("choices")),
        short_answers=tuple(_texts(given.get("short_answers"))),
        references=tuple(_texts(given.get("references"))),
        topic=topic,
        given=given,
        remarks=tuple(remarks),
    )


def _choices(value: Any) -> tuple[Choice, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(
        Choice(_text(entry.get("text")), entry.get("correct") is True, _text(entry.get("why")))
        for entry in value
        if isinstance(entry, dict)
    )


def _trivia(document: Document, value: Mapping[str, Any]) -> Understood | None:
    """Read a list of the form ``question: [answers]``."""
    items = []
    for key, answers in value.items():
        if key.casefold() in _ABOUT or not key.strip():
            continue
        if isinstance(answers, list) and answers and all(isinstance(a, dict) for a in answers):
            return _records(document, answers, (key,))
        accepted = tuple(dict.fromkeys(text for a in _as_list(answers) if (text := _text(a))))
        if any(isinstance(a, dict | list) for a in _as_list(answers)):
            continue
        line = document.line((key,))
        last = max((document.line((key, i)) for i in range(len(_as_list(answers)))), default=line)
        items.append(
            Item(
                prompt=key.strip(),
                answer=", ".join(accepted[:3]),
                line=line,
                answer_lines=(line, last) if accepted else None,
                short_answers=accepted,
            )
        )
    return Understood("a trivia list", tuple(items)) if items else None


def _records(document: Document, value: Sequence[Any], path: yamltext.Path) -> Understood | None:
    """Read a list of mappings whose keys name question and answer."""
    items = []
    for i, entry in enumerate(value):
        plan = columns.by_header([str(key) for key in entry])
        if plan is None:
            continue
        line = document.line((*path, i))
        last = max(
            (n for p, n in document.lines.items() if p[: len(path) + 1] == (*path, i)), default=line
        )
        cells = tuple(
            "\n".join(_texts(v)) if isinstance(v, list) else _text(v) for v in entry.values()
        )
        item = columns.item(TableRow(cells, line, last), plan)
        if item is not None:
            items.append(item)
    return Understood("a list of questions with answers", tuple(items)) if items else None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """Return a value as it was written, nothing for what is no text."""
    if isinstance(value, Trap):
        return "" if value.written in ("", "~", "null") or value.tagged else value.written
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() if isinstance(value, str | int) else ""


def _texts(value: Any) -> list[str]:
    return [text for entry in value if (text := _text(entry))] if isinstance(value, list) else []


def _untrapped(value: Any) -> Any:
    if isinstance(value, Trap):
        return _text(value)
    if isinstance(value, list):
        return [_untrapped(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _untrapped(entry) for key, entry in value.items()}
    return value
