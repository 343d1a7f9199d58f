"""Notices as a moderator reads them below the reply to a command."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.notice import Notice
from quizbot.ui.render import layout, texts


def news(notices: Sequence[Notice]) -> layout.Layout:
    """Return what a moderator hears: what is wrong, and which of the own words did not arrive."""
    blocks = texts.within([_block(notice) for notice in notices])
    return layout.Layout(layout.box(*layout.parted(blocks)))


def _block(notice: Notice) -> str:
    if notice.user_id is None:
        return f"{notice.sentence}\n-# Since {texts.stamp(notice.created_at)}."
    return (
        f"<@{notice.user_id}> could not be told in private; messages from me may be closed there:\n"
        f"{_quoted(notice.sentence)}\n-# {notice.stands}"
    )


def _quoted(sentence: str) -> str:
    """Return what was to be said, whose words are harmless already."""
    return "\n".join(f"> {line}" for line in sentence.splitlines())
