"""JSON and YAML with questions: files of our own, lists of mappings, trivia lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizbot.bank import limits
from quizbot.importing import words
from quizbot.importing.formats import bankfile, dialogues, located, mappings, record
from quizbot.importing.formats.located import Loaded, Located
from quizbot.importing.item import Item, Understood
from quizbot.importing.words import Role

_ABOUT = {"author", "authors", "description", "config", "name", "title", "language", "version"}
_DEEPEST = 12


def read(text: str) -> Understood | None:
    """Return the items of a JSON or YAML file; None where it is not one with questions."""
    loaded = located.load(text)
    if loaded is None:
        return None
    if bankfile.is_one(loaded.value):
        return bankfile.read(loaded.value, loaded.problems)
    if loaded.value is None:
        return _broken(loaded, text)
    talked = [item for entry in _mappings(loaded.value) for item in dialogues.items(entry)]
    if talked:
        kind = "conversations with a model"
        told = f"Taken for {kind}: each turn of a person that has a reply is a question."
        return Understood(kind, tuple(talked), (told,))
    found = [*_entries(loaded.value, "", 0)]
    if found:
        return _listed(found, loaded)
    if isinstance(loaded.value, Located):
        return _trivia(loaded.value)
    return None


def _broken(loaded: Loaded, text: str) -> Understood | None:
    """Say what is wrong with a file that is surely meant as YAML."""
    if not loaded.problems or (not loaded.refused and "\nquestions:" not in f"\n{text}"):
        return None
    problem = loaded.problems[0]
    told = (f"Line {problem.line}: {problem.sentence}",)
    return Understood("a YAML file that cannot be read", (), told)


def _mappings(value: Any) -> Iterator[Located]:
    """Yield the mappings of a list, or the one that a file is."""
    yield from (
        entry
        for entry in (value if isinstance(value, list) else [value])
        if isinstance(entry, Located)
    )


def _entries(value: Any, topic: str, depth: int) -> Iterator[tuple[Located, str]]:
    """Yield the mappings that hold a question, each with the topic of what it stands in."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Located):
        if mappings.asks(value):
            yield value, topic
            return
        topic = next(
            (
                t
                for k, v in value.items()
                if words.role_of(k) is Role.TOPIC and (t := located.text(v))
            ),
            topic,
        )
        for entry in value.values():
            yield from _entries(entry, topic, depth + 1)
    elif isinstance(value, list):
        for entry in value:
            yield from _entries(entry, topic, depth + 1)


def _listed(found: list[tuple[Located, str]], loaded: Loaded) -> Understood:
    made, unknown = [], dict[str, None]()
    for entry, topic in found:
        one, left = mappings.record_of(entry)
        one.topic = one.topic or topic
        made.append(one)
        unknown.update(dict.fromkeys(left))
    kind = "a list of questions with answers"
    told = [f"Taken for {kind}: it is {loaded.kind} with {len(made)} entries that ask something."]
    told += [f'The entry "{name[:60]}" is not known and was left out.' for name in unknown][:12]
    told += [f"Line {p.line}: {p.sentence}" for p in loaded.problems[:3]]
    return Understood(kind, tuple(record.items(made)), tuple(told))


def _trivia(value: Located) -> Understood | None:
    """Read a list of the form ``question: [answers]``."""
    items: list[Item] = []
    for key, answers in value.items():
        listed = answers if isinstance(answers, list) else [answers]
        if key.casefold() in _ABOUT or not key.strip():
            continue
        if any(isinstance(answer, dict | list) for answer in listed):
            continue
        accepted = tuple(dict.fromkeys(filter(None, map(located.text, listed))))
        short = all(len(text) <= limits.MAX_SHORT for text in accepted)
        first, last = value.lines.get(key, (value.first, value.last))
        items.append(
            Item(
                prompt=key.strip(),
                answer=", ".join(accepted[:3]),
                line=first,
                answer_lines=(first, last) if accepted else None,
                short_answers=accepted if short else (),
            )
        )
    told = (f"Taken for a trivia list: {len(items)} questions stand before their answers.",)
    return Understood("a trivia list", tuple(items), told) if items else None
