"""A mapping of JSON or YAML to a record: each entry by its name, options in any dress."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizbot.importing import keys, vocabulary, words
from quizbot.importing.formats import html, rows
from quizbot.importing.formats.located import Located, text, texts
from quizbot.importing.formats.record import Record
from quizbot.importing.words import Role

_TEXTS = ("text", "label", "value", "content", "body", "title", "name", "html", "answertext")
_FLAGS = ("correct", "iscorrect", "right", "isright", "isanswer", "istrue", "valid", "selected")
_SHARES = ("fraction", "score", "weight", "points", "percentage", "grade")
_LABELS = ("label", "letter", "id", "key", "option", "identifier", "optionlabel")


def asks(entry: Mapping[str, Any]) -> bool:
    """Tell whether a mapping is a question: it has one by name, and something beside it."""
    return any(_is_prompt(key, value) for key, value in entry.items()) and len(entry) > 1


def _is_prompt(key: str, value: Any) -> bool:
    if words.role_of(key) is not Role.QUESTION:
        return False
    nested = isinstance(value, dict) and any(
        _is_prompt(k, v) or k in _TEXTS for k, v in value.items()
    )
    return bool(isinstance(value, str) and value.strip()) or nested


def record_of(entry: Located) -> tuple[Record, list[str]]:
    """Return what a mapping says, and the names in it that are not known."""
    found = Record("", entry.first, entry.last)
    unknown: list[str] = []
    fields = [*_flat(entry)]
    _take_prompt(found, fields)
    has_key = any(
        words.role_of(key) is Role.CORRECT and value not in ("", None) for key, value in fields
    )
    listed = any(words.role_of(key) is Role.OPTION and value for key, value in fields)
    for key, value in fields:
        if listed and words.role_of(key) is Role.ANSWER and isinstance(value, list):
            found.named = (*found.named, _key(value))
        elif not _take(found, key, value, has_key=has_key):
            unknown.append(key)
    return found, unknown


def _flat(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a mapping, those of a question that is a mapping itself included."""
    for key, value in entry.items():
        if isinstance(value, dict) and words.role_of(key) is Role.QUESTION:
            yield from (("question" if k in _TEXTS else k, v) for k, v in value.items())
        else:
            yield key, value


def _take_prompt(found: Record, fields: Sequence[tuple[str, Any]]) -> None:
    named = [(k, v) for k, v in fields if words.role_of(k) is Role.QUESTION and isinstance(v, str)]
    named = [(key, value) for key, value in named if value.strip()]
    plain = [value for key, value in named if not re.search(r"(?i)name|title|id$", key)]
    found.prompt = html.shown((plain or [value for _, value in named] or [""])[0]).strip()


def _take(found: Record, key: str, value: Any, *, has_key: bool) -> bool:
    """Put an entry where it belongs; False where its name is not known and it says something."""
    head, index = words.numbered(key)
    role = words.role_of(head) if index and head else words.role_of(key)
    is_option = role in (Role.OPTION, Role.ANSWER) or not head
    if index and is_option and text(value):
        found.options.append(html.shown(text(value)))
        found.labels = (*found.labels, index)
        return True
    if role is Role.OPTION or (role is Role.ANSWER and _offers(value, has_key=has_key)):
        _take_options(found, value)
    elif role is Role.CORRECT:
        found.named = (*found.named, _key(value))
    elif role is Role.WRONG:
        found.wrong += _list(value)
    elif role is Role.ANSWER:
        _take_answer(found, value)
    else:
        return _take_rest(found, role, value)
    return True


def _offers(value: Any, *, has_key: bool) -> bool:
    """Tell whether answers are options: they are marked one by one, or a key is told beside."""
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        marked = any(_flag(entry) is not None or _label(entry) for entry in value)
        return marked or has_key or (len(value) > 1 and not _are_spans(value))
    several = isinstance(value, list | dict) and len(value) > 1
    return several and has_key


def _are_spans(value: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether answers are passages of a text, as sets of questions for readers have them."""
    return any("start" in words.folded(key) for entry in value for key in entry)


def _take_answer(found: Record, value: Any) -> None:
    shown = _list(value)
    if isinstance(value, list) and len(shown) > 1:
        found.accepted = (*found.accepted, *shown)
        found.answer = found.answer or shown[0]
    elif shown and not found.answer:
        found.answer = shown[0]
    elif shown and found.answer != shown[0]:
        found.named = (*found.named, shown[0])


def _take_rest(found: Record, role: Role | None, value: Any) -> bool:
    shown = "\n\n".join(_list(value))
    if role is Role.WHY:
        found.why = f"{found.why}\n\n{shown}".strip()
    elif role is Role.LEVEL:
        found.level = (
            vocabulary.level_of_cell(shown) if len(shown) <= 40 and not shown.isdigit() else None
        )
    elif role is Role.TOPIC:
        found.topic = found.topic or shown
    elif role is Role.KIND:
        found.kind = shown
    elif role is Role.ACCEPTED:
        found.accepted = (*found.accepted, *_list(value))
    elif role is Role.REFERENCE:
        found.references = (*found.references, *_list(value))
    elif role is Role.HINT and shown:
        found.given = {**found.given, "hints": [*found.given.get("hints", []), *_list(value)]}
    elif role is Role.POINTS and shown:
        found.given = {**found.given, "key_points": [{"point": p} for p in _list(value)]}
    return role is not None or not shown


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return "\n".join(filter(None, (_option_text(entry) for entry in value)))
    return html.shown(_option_text(value))


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [html.shown(shown) for entry in value if (shown := _option_text(entry))]
    if isinstance(value, dict):
        return [html.shown(shown) for shown in map(text, value.values()) if shown]
    return [html.shown(text(value))] if text(value) else []


def _take_options(found: Record, value: Any) -> None:
    if isinstance(value, dict):
        columns = [entry for entry in value.values() if isinstance(entry, list)]
        if len(columns) == len(value) and len(columns) > 1:
            _take_columns(found, value)
            return
        found.labels = tuple(str(key).strip().upper() for key in value)
        found.options = [html.shown(_option_text(entry)) for entry in value.values()]
        if not all(len(label) <= 2 for label in found.labels):
            found.labels = ()
    elif isinstance(value, list):
        entries = [entry for entry in value if _option_text(entry)]
        found.options = [html.shown(_option_text(entry)) for entry in entries]
        found.flags = [_flag(entry) for entry in entries]
        found.whys = [_why(entry) for entry in entries]
        labels = tuple(_label(entry) for entry in entries)
        if labels and all(labels) and len(set(labels)) == len(labels):
            found.labels = labels
    elif text(value):
        found.options = rows.split(text(value))


def _take_columns(found: Record, value: Mapping[str, Any]) -> None:
    """Read options whose texts stand in one list and their labels in another."""
    listed = {words.folded(key): texts(entry) for key, entry in value.items()}
    texts_ = listed.get("text") or max(listed.values(), key=lambda t: sum(map(len, t)))
    found.options = [html.shown(shown) for shown in texts_]
    labels = listed.get("label") or listed.get("labels") or []
    if len(labels) == len(found.options):
        found.labels = tuple(label.upper() for label in labels)


def _option_text(entry: Any) -> str:
    if not isinstance(entry, dict):
        return text(entry)
    named = {words.folded(key): value for key, value in entry.items()}
    for name in _TEXTS:
        if len(text(named.get(name))) > 2 or (text(named.get(name)) and name not in _LABELS):
            return text(named[name])
    for key, value in entry.items():
        if words.role_of(key) in (Role.OPTION, Role.ANSWER, Role.QUESTION) and isinstance(
            value, str
        ):
            return value.strip()
    (only,) = entry.values() if len(entry) == 1 else ("",)
    return text(only)


def _flag(entry: Any) -> bool | None:
    if not isinstance(entry, dict):
        return None
    for key, value in entry.items():
        name = words.folded(key)
        if isinstance(value, bool) and (name in _FLAGS or words.role_of(key) is Role.CORRECT):
            return value
        if name in _FLAGS and text(value).casefold() in ("true", "1", "yes", "false", "0", "no"):
            return text(value).casefold() in ("true", "1", "yes")
        if name in _SHARES and re.fullmatch(r"-?\d+(\.\d+)?", text(value)):
            return float(text(value)) > 0
    return None


def _why(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    return next((html.shown(text(v)) for k, v in entry.items() if words.role_of(k) is Role.WHY), "")


def _label(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    named = {words.folded(key): text(value) for key, value in entry.items()}
    found = next((named[name] for name in _LABELS if 0 < len(named.get(name, "")) <= 2), "")
    return found.upper() if found.upper() in keys.OPTION_LETTERS or found.isdigit() else ""
