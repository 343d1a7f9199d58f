"""JSON, JSON lines and YAML to plain values whose mappings know the lines they stand on."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from quizbot.bank import yamltext
from quizbot.bank.problem import Problem
from quizbot.bank.yamltext import Document, Path, Trap
from quizbot.importing import words

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}]|\n')
_COMMENT_OR_COMMA = re.compile(r",(?=\s*[\]}])")
_TABLE_HEAD = re.compile(r"\s*\[\[[\w.-]+\]\]\s*")
_ROUGHLY = 200


class Located(dict[str, Any]):
    """A mapping with its first and last line, and the line of each key that is known."""

    def __init__(self, pairs: Any = (), first: int = 1, last: int = 1) -> None:
        super().__init__(pairs)
        self.first, self.last = first, last
        self.lines: dict[str, tuple[int, int]] = {}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a text holds and how it was written; ``value`` is None where it cannot be read."""

    value: Any
    kind: str
    problems: tuple[Problem, ...] = ()
    refused: bool = False


def load(text: str) -> Loaded | None:
    """Read a text as JSON or YAML; None where it does not look like either."""
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if first[:1] in ("[", "{"):
        found = _json(text)
        if found is not None:
            return Loaded(found, "JSON")
        listed = _json_lines(text)
        if listed is not None:
            return Loaded(listed, "JSON, one object a line")
    tabled = _toml(text)
    if tabled is not None:
        return Loaded(tabled, "TOML")
    if not _looks_like_yaml(text):
        return None
    document = yamltext.read(text, "file")
    value = _plain(document.value, (), document)[0] if document.value is not None else None
    return Loaded(value, "YAML", tuple(document.problems), document.refused)


def _toml(text: str) -> Any:
    """Return what TOML with a list of tables holds; None for what is none."""
    heads = [n for n, line in enumerate(text.split("\n"), 1) if _TABLE_HEAD.fullmatch(line)]
    if not heads:
        return None
    try:
        value = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    end = text.rstrip().count("\n") + 1
    ends = [*(head - 1 for head in heads[1:]), end]
    places = iter(zip(heads, ends, strict=True))
    whole = {
        name: [Located(entry, *next(places, (1, end))) for entry in entries]
        if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
        else entries
        for name, entries in value.items()
    }
    return Located(whole, 1, end)


def _json(text: str, offset: int = 0) -> Any:
    """Return what JSON holds, its objects with their lines; None for what is none."""
    spans = _spans(text, offset)
    places = iter(spans)

    def located(pairs: list[tuple[str, Any]]) -> Located:
        return Located(pairs, *next(places, (1, 1)))

    for tried in (text, _COMMENT_OR_COMMA.sub("", text)):
        places = iter(spans)
        try:
            value = json.loads(tried, object_pairs_hook=located, parse_float=str, strict=False)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, list | dict) else None
    return None


def _spans(text: str, offset: int) -> list[tuple[int, int]]:
    """Return the lines of each object, in the order in which they close."""
    spans, opened, line = [], [], 1 + offset
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign == "\n":
            line += 1
        elif sign == "{":
            opened.append(line)
        elif sign == "}" and opened:
            spans.append((opened.pop(), line))
    return spans


def _json_lines(text: str) -> list[Any] | None:
    """Read a text with an object in nearly every line."""
    found, others = [], 0
    for number, line in enumerate(text.split("\n")):
        bare = line.strip().rstrip(",")
        if not bare:
            continue
        value = _json(bare, number) if bare.startswith("{") and bare.endswith("}") else None
        if isinstance(value, Located):
            found.append(value)
        else:
            others += 1
            if others > 3 + len(found):
                return None
    return found if len(found) > others else None


def _looks_like_yaml(text: str) -> bool:
    """Tell whether a text may be YAML with questions, from how its lines begin."""
    lines = [
        line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        return False
    first = lines[0].strip()
    if first[0] in "[{" or first in ("---", "questions:") or first.startswith("%YAML"):
        return True
    if first.startswith("- "):
        return bool(re.match(r"- ['\"]?[\w .?¿-]{1,200}['\"]?:(?: |$)", first))
    head = [line for line in lines[:_ROUGHLY] if not line.startswith((" ", "-", "\t"))]
    marks = {words.role_of(re.sub(r"[\W\d]+", "", line.split(":")[0])) for line in head}
    repeated = len({line.split(":")[0] for line in head}) < len(head)
    if marks & {words.Role.QUESTION, words.Role.ANSWER} and repeated:
        return False
    keyed = sum(line.rstrip().endswith(":") or ": " in line for line in head)
    listed = any(line.lstrip().startswith("- ") for line in lines[:50]) or "questions:" in text
    return keyed == len(head) and listed


def _plain(value: Any, path: Path, document: Document) -> tuple[Any, int]:
    """Return a value without traps, its mappings located, and its last line."""
    line = document.line(path)
    if isinstance(value, dict):
        found, last = Located(first=line), line
        for key, entry in value.items():
            begins = document.line((*path, key))
            found[key], ends = _plain(entry, (*path, key), document)
            found.lines[key] = (begins, ends)
            last = max(last, ends)
        found.last = last
        return found, last
    if isinstance(value, list):
        entries, last = [], line
        for place, entry in enumerate(value):
            shown, ends = _plain(entry, (*path, place), document)
            entries.append(shown)
            last = max(last, ends)
        return entries, last
    if isinstance(value, Trap):
        return ("" if value.written in ("", "~", "null") or value.tagged else value.written), line
    return value, line + (value.rstrip().count("\n") if isinstance(value, str) else 0)


def text(value: Any) -> str:
    """Return a value as it was written, nothing for what is no text."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() if isinstance(value, str | int | float) else ""


def texts(value: Any) -> list[str]:
    """Return the texts of a list."""
    return [shown for entry in value if (shown := text(entry))] if isinstance(value, list) else []
