"""What somebody wrote and was not saved, given back so that it can be copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discord import ui

from quizbot.ui.render import layout, texts

MOST_WRITTEN = 3000
"""Characters of all texts that are given back; beside a sentence they fit into one message."""
_FENCE = "```"
_CUT = "-# Only the beginning fits here."


def not_saved(sentence: str, text: str) -> layout.Layout:
    """Return why a text was not saved, and the text."""
    return layout.Layout(layout.box(layout.text(sentence), *_copyable([text])))


def given_back(written: Iterable[str]) -> layout.Layout:
    """Return texts that were not saved."""
    return layout.Layout(layout.box(layout.text("This is what you wrote:"), *_copyable(written)))


def _copyable(written: Iterable[str]) -> Iterator[ui.Item[Any]]:
    """Yield each text as a block that Discord lets people copy; in one nothing pings."""
    room = MOST_WRITTEN
    for text in written:
        fenced = _fenceless(text.strip())
        if room < 1:
            break
        kept = texts.shorten(fenced, room)
        room -= len(kept)
        yield layout.text(f"{_FENCE}\n{kept}\n{_FENCE}")
        if kept != fenced:
            yield layout.text(_CUT)


def _fenceless(text: str) -> str:
    """Return a text that does not end the block it stands in."""
    return text.replace("``", "`\u200b`") if _FENCE in text else text
