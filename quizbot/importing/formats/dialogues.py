"""Conversations with a model, as sets for training keep them: each turn and its reply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizbot.importing.formats import located
from quizbot.importing.formats.located import Located
from quizbot.importing.item import Item

_LISTS = ("conversations", "conversation", "messages", "dialog", "dialogue", "turns")
_WHO, _SAID = ("from", "role", "speaker", "author"), ("value", "content", "text")
_ASKING, _TELLING = ("human", "user", "prompter"), ("gpt", "assistant", "bot", "model", "chatgpt")


def items(entry: Located) -> Iterator[Item]:
    """Yield a question for each turn of a person that is answered."""
    turns: list[Any] = next(
        (entry[name] for name in _LISTS if isinstance(entry.get(name), list)), []
    )
    asked = ""
    for turn in turns:
        who, said = _turn(turn)
        if who in _ASKING:
            asked = said
        elif who in _TELLING and asked and said:
            yield Item(asked, said, entry.first, (entry.first, entry.last))
            asked = ""


def _turn(turn: Any) -> tuple[str, str]:
    if not isinstance(turn, dict):
        return "", ""
    who = next((located.text(turn[name]) for name in _WHO if name in turn), "")
    said = next((located.text(turn[name]) for name in _SAID if name in turn), "")
    return who.casefold(), said.strip()
