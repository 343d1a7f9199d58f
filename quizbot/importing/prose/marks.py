"""What a line carries before and around its words: numbers, bullets, bold, "Q:" and "A:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from quizbot.domain.question import Level
from quizbot.importing import vocabulary
from quizbot.importing.prose.lines import LONGEST_START, Kind, Line


class Shape(NamedTuple):
    """How lines look alike: what they are, how deep, numbered, bold, marked as questions."""

    kind: str
    depth: int
    numbered: bool
    bold: bool
    marked: bool


_Q = "|".join(sorted(map(re.escape, vocabulary.QUESTION_WORDS), key=len, reverse=True))
_QUESTION = re.compile(
    rf"(?:(?:{_Q})(?:\s?(?:no\.?|nr\.?|№|#|-|\.)?\s?(\d{{1,4}})\s?[:.)\]、：．\-–—|]*\s*|\s?[:：]\s*)"
    r"|[Qq](?:uestion)?\s?[.)\-–—]\s?(?=\S))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[(\[]?(\d{1,4})(?:\.\d{1,3}){0,2}(?:\\?[.)\]:、．]+|(?=\s?[-–—]\s))\s*(?:[-–—]\s+)?(?![\d%])"
)
_CODED = re.compile(r"[A-Z]{1,3}\d{1,3}(?:[A-Z]\d{1,2})?(?:[.):]\s+|\s[-–—]\s)(?=\S)")
"""Numbers with a letter before them, such as "P17." and "T1A01:"."""
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}[.):]?\s+(?=\S)")
_LETTER = re.compile(r"\(?([a-zA-Z])[.)]\s+")
_KEYCAP = re.compile(r"((?:\d\ufe0f?\u20e3)+)\s*")
BULLET = re.compile(r"(?:[-*+•◦▪●○‣–—·➢❖]\s+|[➢❖►▶➤]\s*)(?:\[[ xX]\]\s+)?")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)[^()]*\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)")
_TAG = re.compile(r"\s*[\[({]\s*([\w \-/]{3,25})\s*[\])}]\s*$")
_LEAD_TAG = re.compile(r"^[\[({]\s*([\w \-/]{3,25})\s*[\])}]\s*[:\-–]?\s*")
_JUNK_END = re.compile(
    r"(?:\s*(?:\[[⬆↥↑🔝\s^*_]*(?:back)?[^\]]{0,15}(?:top)?\]\(#[^)]*\)|\{#[^}]*\}))+\s*$"
)


_SIGNS_AT_END = re.compile(rf"(?:\s*{vocabulary.EMOJI.pattern})+\s*$")
_CARD_TAG = re.compile(r"(?:\s+#(?:card|flashcards?|anki|srs|spaced)\b)+\s*$", re.IGNORECASE)
_SOURCE_END = re.compile(
    r"(?:\s*\[{1,2}\s*(?:src|source|ref|reference|link|answer|solution|article|video|docs?|wiki|"
    r"read more|quelle|fuente|источник)s?\s?\d*\s*\]?\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)\]?)+\s*$",
    re.IGNORECASE,
)
"""Links to sources after a question."""


@dataclass(slots=True)
class Mark:
    """A line, peeled: its shape, number, words, and what follows on the same line."""

    line: Line
    shape: Shape
    words: str
    rest: str = ""
    number: int | None = None
    marked: bool = False
    anchor: bool = False
    link: str = ""
    level: Level | None = None
    emoji: str = ""
    asks: int = 0
    whole_bold: bool = False
    before: tuple[str, ...] = ()
    """Lines of code above the words that belong to the question."""

    @property
    def kind(self) -> str:
        """The first part of the shape."""
        return self.shape.kind


def peel(line: Line) -> Mark | None:
    """Return what a line says under its marks; None for a line that cannot hold a question."""
    if line.kind is not Kind.TEXT or not line.body or len(line.body) > LONGEST_START:
        return None
    text = _JUNK_END.sub("", line.body)
    state = _State()
    for _ in range(8):
        shorter = _peel_once(text, state)
        if shorter == text:
            break
        text = shorter
    mark = _finish(line, text, state)
    mark.asks = vocabulary.asks(mark.words)
    return mark


@dataclass(slots=True)
class _State:
    bullet: bool = False
    number: int | None = None
    dotted: bool = False
    """Numbered as "2.3", which counts within its part."""
    marked: bool = False
    bold: str = ""
    emoji: str = ""
    level: Level | None = None


def _peel_once(text: str, state: _State) -> str:
    for peeler in (
        _peel_hashes,
        _peel_emoji,
        _peel_bullet,
        _peel_bold,
        _peel_question,
        _peel_number,
        _peel_tag,
    ):
        text = peeler(text, state)
    return text


def _peel_hashes(text: str, state: _State) -> str:
    """Drop the marks of a heading within a list entry."""
    return re.sub(r"^#{1,6}\s+", "", text) if state.number is not None or state.bullet else text


def _peel_emoji(text: str, state: _State) -> str:
    match = vocabulary.EMOJI.match(text)
    if not match or _KEYCAP.match(text):
        return text
    state.emoji += match[0]
    return text[match.end() :].lstrip()


def _peel_bullet(text: str, state: _State) -> str:
    match = BULLET.match(text) if state.number is None else None
    if match:
        state.bullet = True
        return text[match.end() :]
    return text


def _peel_bold(text: str, state: _State) -> str:
    match = _EMPHASIS.match(text) if not state.bold else None
    if match and (len(match[1]) > 1 or text.find(match[1], 1) > 0):
        state.bold = match[1]
        return text[match.end() :]
    return text


def _peel_question(text: str, state: _State) -> str:
    match = _QUESTION.match(text) if not state.marked else None
    if not match or not text[match.end() :].strip("*_ ") or _is_option(text):
        return text
    state.marked = True
    if match[1]:
        state.number = int(match[1])
    return _closing(text[match.end() :], state)


def _is_option(text: str) -> bool:
    """A lone letter before prose, such as "F. Scott", is no mark."""
    return bool(re.match(r"[a-zа-я][.)] ", text)) and not text.startswith(("q", "Q"))


def _peel_number(text: str, state: _State) -> str:
    keycap = _KEYCAP.match(text)
    if keycap and state.number is None:
        state.number = int(re.sub(r"\D", "", keycap[1]) or 0)
        return text[keycap.end() :]
    dotted = _DOTTED.match(text) if state.number is None and not state.dotted else None
    if dotted:
        state.dotted = True
        return _closing(text[dotted.end() :], state)
    coded = _CODED.match(text) if state.number is None and not state.marked else None
    if coded:
        state.number = int(re.sub(r"\D", "", coded[0])[-3:])
        return _closing(text[coded.end() :], state)
    match = _NUMBER.match(text) if state.number is None and not state.dotted else None
    if not match or not text[match.end() :].strip("*_ "):
        return _peel_letter(text, state)
    state.number = int(match[1])
    return _closing(text[match.end() :], state)


def _peel_letter(text: str, state: _State) -> str:
    """Take the letter of "b. What is ...?" for a number; options and answers have none after it."""
    match = _LETTER.match(text) if state.number is None else None
    if (
        not match
        or vocabulary.asks(text[match.end() :]) < 2
        or text.rstrip("*_ ")[-1:] not in "?？"
    ):
        return text
    state.number = ord(match[1].lower()) - ord("a") + 1
    return text[match.end() :]


def _closing(text: str, state: _State) -> str:
    """Drop the end of an emphasis that held nothing but the mark."""
    text = text.lstrip()
    if state.bold and text.startswith(state.bold):
        closed = text[len(state.bold) :]
        state.bold = ""
        return closed.lstrip(" :.-–")
    return text


def _peel_tag(text: str, state: _State) -> str:
    match = _LEAD_TAG.match(text)
    if match and not text[match.end() :].startswith("(") and match.end() < len(text):
        level = vocabulary.level_of(match[1])
        if level:
            state.level = level
            return text[match.end() :]
    return text


def _finish(line: Line, text: str, state: _State) -> Mark:
    words, rest, whole = _unbold(_without_source(text), state.bold)
    words, anchor, link = _unlink(words)
    if link:
        words = _peel_number(_peel_question(words, state), state)
    words = _LINK.sub(lambda match: match[1] if not match[0].startswith("!") else match[0], words)
    words, level, emoji = _strip_end(words)
    if rest and not vocabulary.asks(words):
        words, rest, whole = f"{state.bold}{text}", "", False
        words = words if words.count(state.bold) % 2 == 0 else text
    kind = "heading" if line.heading else "summary" if line.summary else "plain"
    depth = line.heading
    if kind == "plain" and state.bullet:
        kind, depth = "bullet", min(line.indent // 2, 6)
    elif kind == "plain":
        depth = min(line.indent // 2, 6)
    if line.quoted:
        kind = "quote"
    bold = bool(state.bold) and (whole or bool(rest))
    numbered = state.number is not None or state.dotted
    shape = Shape(kind, depth, numbered, bold, state.marked)
    return Mark(
        line,
        shape,
        words,
        rest,
        state.number,
        state.marked,
        anchor,
        link,
        state.level or level,
        state.emoji + emoji,
        whole_bold=whole,
    )


def _without_source(text: str) -> str:
    source = _SOURCE_END.search(text)
    return text[: source.start()].rstrip(" :") if source and source.start() else text


def _unbold(text: str, mark: str) -> tuple[str, str, bool]:
    """Split a text whose opening emphasis was peeled: within, after, and if nothing is after."""
    if not mark:
        return text, "", False
    end = text.find(mark)
    if end < 0:
        return text, "", False
    words, rest = text[:end], text[end + len(mark) :].strip()
    if not vocabulary.EMOJI.sub("", rest).strip(" :.?!*_-–—\\"):
        return words + ("?" if rest.startswith("?") and not words.endswith("?") else ""), "", True
    if _TAG.fullmatch(rest) and vocabulary.level_of(rest):
        return f"{words} {rest}", "", True
    if mark in rest and len(rest) > 2 and "`" not in mark:
        inner = text.replace(mark, "")
        if not vocabulary.asks(words) and text.rstrip().endswith(mark):
            return inner, "", True
    return words, rest.lstrip(":-–— "), False


def _unlink(text: str) -> tuple[str, bool, str]:
    match = _LINK.match(text.strip())
    if match and not text.startswith("!") and not text.strip()[match.end() :].strip(" .*_"):
        return match[1].strip("*_ "), match[2].startswith(("#", "user-content")), match[2] or "#"
    return text, False, ""


def _strip_end(text: str) -> tuple[str, Level | None, str]:
    text, level, emoji = _CARD_TAG.sub("", text).strip(), None, ""
    for _ in range(3):
        tag = _TAG.search(text) if text[-1:] in ("]", ")", "}") else None
        if tag and tag.start() > 0 and vocabulary.level_of(tag[1]) and len(tag[1].split()) <= 3:
            text, level = text[: tag.start()].rstrip(" -–"), vocabulary.level_of(tag[1])
        signs = None if text.isascii() else _SIGNS_AT_END.search(text)
        if signs and signs.start() > 0:
            text, emoji = text[: signs.start()], emoji + signs[0]
    return text.strip().removesuffix("\\").strip(), level, emoji
