"""Text for Discord: people's words made harmless, lengths kept, times for everybody's own clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from quizbot.domain.scoring import FULL_POINTS
from quizbot.domain.streak import Streak

MAX_TEXT = 3900
"""Characters of text in one message; Discord takes 4,000."""


POINTS_BY_LEVEL = "{}, {} or {}".format(*FULL_POINTS.values())
"""The full points of a beginner's, an intermediate and an advanced question."""
FORMULA = f"score x {POINTS_BY_LEVEL} by level"
"""What points are."""
_INVISIBLE = frozenset(
    map(
        chr,
        [
            0x61C,
            0x180E,
            0xFEFF,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
        ],
    )
) - {"\u200d"}
"""Signs without a shape that turn text, join it or take room; the joiner of emoji is kept."""

_MOST_MARKS, _MOST_IN_BURMESE = 3, 5
"""Marks that one letter keeps.

Three are what languages put on a letter or below it (Hebrew with points, Greek, Thai, Vietnamese
taken apart); a syllable of Burmese has up to five. The joiners of Hindi and its neighbours stand
between letters.
"""
_BURMESE = ("\u1000", "\u109f")


def stamp(moment: datetime, style: str = "R") -> str:
    """Return a moment in each reader's own time.

    Styles are Discord's (R: relative, t: time, F: full).
    """
    return f"<t:{int(moment.timestamp())}:{style}>"


def shorten(text: str, most: int) -> str:
    """Cut a text at a word's end so that it has at most ``most`` characters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"


def thinned(text: str) -> str:
    """Return a text whose letters keep as many marks as languages need, so that lines stay apart.

    Marks piled on each other reach over the lines above and below.
    """
    if text.isascii():
        return text
    kept, piled = [], 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me"):
            piled += 1
            burmese = _BURMESE[0] <= sign <= _BURMESE[1]
            if piled > (_MOST_IN_BURMESE if burmese else _MOST_MARKS):
                continue
        elif kind != "Cf":  # a sign without a shape parts no pile
            piled = 0
        kept.append(sign)
    return "".join(kept)


def harmless(text: str) -> str:
    """Return a person's words on one line so that they do nothing but be read.

    They neither ping, nor format, nor link; signs that turn or hide text are dropped, marks are
    `thinned`, and words written from right to left are kept from turning what stands beside them.
    """
    visible = thinned("".join(sign for sign in text if sign not in _INVISIBLE))
    one_line = re.sub(r"\s+", " ", visible).strip()
    escaped = re.sub(r"([\\*_~`|<>\[\]])", r"\\\1", one_line)
    escaped = escaped.replace("@", "@\u200b").replace("://", ":\u200b//")
    escaped = re.sub(r"^([#+-]|\d+(?=[.)]))", _escaped_start, escaped)
    turned = any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in escaped)
    return f"\u2068{escaped}\u2069" if turned else escaped


def _escaped_start(match: re.Match[str]) -> str:
    """Return a line's first mark without its effect.

    A number is no mark by itself; the stop behind it makes it one, so an invisible space parts
    them.
    """
    return f"{match[1]}\u200b" if match[1].isdigit() else f"\\{match[1]}"


def name(raw: str) -> str:
    """Return a member's name as it may stand in a line."""
    shown = harmless(shorten(thinned(raw), 32))
    return shown if shown.strip(" \u200d\u3164\u2800") else "someone"


def plain_name(raw: str) -> str:
    """Return a name on one line as it may stand in a picture, where nothing formats or pings."""
    visible = thinned("".join(sign for sign in raw if sign not in _INVISIBLE))
    shown = re.sub(r"\s+", " ", visible).strip()
    return shorten(shown, 100) or "someone"


def quoted(text: str, most: int) -> str:
    """Return a person's words as a quotation of one line, of ``most`` characters or few more."""
    return f"> {shorten(harmless(text), most).rstrip(chr(92))}"


def quoted_lines(text: str, most: int) -> str:
    """Return a person's words as a quotation that keeps their lines; empty for none."""
    lines = (harmless(line) for line in text.splitlines() if line.strip())
    return shorten("\n".join(f"> {line}" for line in lines), most)


def count(number: int, one: str) -> str:
    """Return a number with its noun: ``1 answer``, ``2 answers``."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def ordinal(number: int) -> str:
    """Return a place: ``1st``, ``12th``, ``23rd``."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{'th' if 10 <= number % 100 <= 20 else ending}"


def in_a_row(streak: Streak, place: str) -> str:
    """Return a streak in words, put into its ``place``; nothing for one of less than two."""
    return place.format(f"{streak.length:,} in a row") if streak.length > 1 else ""


def within(blocks: Sequence[str], most: int = MAX_TEXT) -> list[str]:
    """Return the blocks, the last ones shortened or left out where all together are too long."""
    kept: list[str] = []
    room = most
    for block in blocks:
        if room < 40:
            break
        kept.append(shorten(block, room))
        room -= len(kept[-1])
    return kept
