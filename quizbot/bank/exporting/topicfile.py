"""Questions as a file of the bank, which `bot.py check` accepts and which reads back the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from quizbot.bank import wrapping
from quizbot.domain.question import Question

_OTHER_BREAKS = "\x85\u2028\u2029"
"""YAML takes these for line breaks; only quotes with escapes keep them."""
_HEAD = "# yaml-language-server: $schema=schema.json\n"


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they stand, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    if any(sign in value for sign in _OTHER_BREAKS):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


_Dumper.add_representer(str, _text)


def write(topic: str, title: str, questions: Iterable[Question]) -> str:
    """Return the file of a topic."""
    entries = [entry(question) for question in questions]
    return _HEAD + dump({"topic": topic, "title": title, "questions": entries})


def dump(value: Any) -> str:
    """Return a value as YAML in the form of the bank's files."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96)


def entry(question: Question) -> dict[str, Any]:
    """Return a question in the shape of a bank file; what is empty is left out."""
    written: Mapping[str, Any] = {
        "id": question.id,
        "level": question.level.value,
        "prompt": question.prompt,
        "answer": wrapping.wrap(question.answer),
        "graded": False if not question.key_points and not question.short_answers else None,
        "short_answers": list(question.short_answers),
        "key_points": [
            _filled({"point": p.point, "accept": list(p.accept), "weight": _unless(p.weight, 1)})
            for p in question.key_points
        ],
        "mistakes": [{"says": m.says, "correction": m.correction} for m in question.mistakes],
        "hints": list(question.hints),
        "choices": [
            _filled({"text": c.text, "correct": c.correct or None, "why": c.why})
            for c in question.choices
        ],
        "references": list(question.references),
        "covers": list(question.covers),
    }
    return _filled(written)


def in_file_form(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry with its answer's line breaks as a file keeps them."""
    shown = {**written, "answer": wrapping.wrap(str(written["answer"]))}
    if shown.get("graded") is True:
        del shown["graded"]
    return shown


def _filled(written: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in written.items() if value not in (None, [], "")}


def _unless(value: int, default: int) -> int | None:
    return None if value == default else value
