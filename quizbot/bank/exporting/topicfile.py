"""Questions as a file of the bank, which `bot.py check` accepts and which reads back the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import yaml

from quizbot.bank import wrapping
from quizbot.domain.question import KeyPoint, Question

_OTHER_BREAKS = "\x85\u2028\u2029"
"""YAML takes these for line breaks; only quotes with escapes keep them."""
HEAD = "# yaml-language-server: $schema=schema.json\n"


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
    return HEAD + dump({"topic": topic, "title": title, "questions": entries})


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
        "key_points": key_points(question.key_points),
        "mistakes": [
            _filled(
                {"says": m.says, "correction": m.correction, "true_neighbour": m.true_neighbour}
            )
            for m in question.mistakes
        ],
        "hints": list(question.hints),
        "choices": [
            _filled({"text": c.text, "correct": c.correct or None, "why": c.why})
            for c in question.choices
        ],
        "references": list(question.references),
        "covers": list(question.covers),
    }
    return _filled(written)


def key_points(points: Iterable[KeyPoint]) -> list[dict[str, Any]]:
    """Return key points in the shape of a bank file, groups as one entry each."""
    entries = []
    for group, found in groupby(points, lambda point: point.any_of):
        members = list(found)
        if group is None:
            entries += [{**_point(p), **_weight(p)} for p in members]
        else:
            listed = [_point(p) for p in members]
            entries.append({"any_of": group.need, **_weight(members[0]), "points": listed})
    return entries


def _point(point: KeyPoint) -> dict[str, Any]:
    told = {"point": point.point, "accept": list(point.accept), "contrary": list(point.contrary)}
    return _filled(told)


def _weight(point: KeyPoint) -> dict[str, int]:
    return {} if point.weight == 1 else {"weight": point.weight}


def in_file_form(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry with its answer's line breaks as a file keeps them."""
    shown = {**written, "answer": wrapping.wrap(str(written["answer"]))}
    if shown.get("graded") is True:
        del shown["graded"]
    return shown


def _filled(written: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in written.items() if value not in (None, [], "")}
