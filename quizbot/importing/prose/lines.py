"""A document as lines: what is code, heading, table, tag or text."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a line is, whatever it says."""

    BLANK = auto()
    CODE = auto()
    RULE = auto()
    TAG = auto()
    """Nothing but HTML tags, a comment, or a document's own settings at its head."""
    TABLE = auto()
    TEXT = auto()


@dataclass(slots=True)
class Line:
    """A line; ``body`` is what it says without heading marks, quote marks and layout tags."""

    number: int
    raw: str
    kind: Kind
    body: str = ""
    indent: int = 0
    heading: int = 0
    summary: bool = False
    quoted: bool = False


LONGEST_START = 2_000
"""Characters beyond which a line is prose, whatever it begins with."""

_FENCE = re.compile(r"\s*(?:[-*+]\s+|\d+\.\s+|>\s?)?(`{3,}|~{3,})([^`]*)$")
_RULE = re.compile(r"\s*(?:[-_*=~•—–·.#]\s?){3,}\s*$|\s*~~\s*$")
_LAYOUT = re.compile(
    r"</?(?:a|p|div|span|font|u|center|small|section|article|main|body|html|ul|ol|li|details|br|hr|"
    r"blockquote|samp|summary|aside|figure|header|footer|nav|label|h[1-6])(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BOLD = re.compile(r"<(b|strong)>(.*?)</\1>", re.IGNORECASE)
_LOOSE = re.compile(r"</?(?:b|strong|i|em)>", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^\s#!]))(.*?)\s*#*\s*$")
_OTHER_HEADINGS = (
    (re.compile(r"\*{2,6} \S"), re.compile(r"^(\*{1,6}) (\S.*)$")),
    (re.compile(r"={2,6} ?[^\s=]"), re.compile(r"^(={1,6}) ?([^\s=].*?)\s*=*$")),
)
"""What tells a markup for sure, and its headings."""
_SETTING = re.compile(
    r"\s*(?:type|points?|qid|bloom|objective)\s*:\s*(?:[A-Z]{1,4}|[\d.]{1,6}|multiple choice|"
    r"true/false|essay|short answer)\s*$",
    re.IGNORECASE,
)
"""What a testing program writes above a question."""
_TAG_HEADING = re.compile(r"\s*<h([1-6])[^<>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary[^<>]*>(.*?)(</summary>|$)", re.IGNORECASE)
_QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
_TABLE = re.compile(r"\s*\|.*\|\s*$|\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_CODE_SPAN = re.compile(r"(`[^`\n]*`)")
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}


def read(text: str) -> list[Line]:
    """Split a document into lines and tell what each is."""
    raw = [line.expandtabs(4).rstrip() for line in text.split("\n")]
    coded = _code(raw)
    raw = _other_headings(raw, coded)
    hidden = _hidden(raw, coded)
    lines = [_line(i + 1, line, i in coded, i in hidden) for i, line in enumerate(raw)]
    _bare_tables(lines)
    _join_summaries(lines)
    _underlined(lines)
    return lines


def _other_headings(raw: list[str], coded: set[int]) -> list[str]:
    """Write headings of Org mode, AsciiDoc and wikis as those of Markdown, where there are some."""
    for sure, heading in _OTHER_HEADINGS:
        if sum(bool(sure.match(line)) for i, line in enumerate(raw) if i not in coded) > 1:
            raw = [
                line if i in coded else heading.sub(_as_markdown, line)
                for i, line in enumerate(raw)
            ]
    return raw


def _as_markdown(match: re.Match[str]) -> str:
    return f"{'#' * len(match[1])} {match[2]}"


def _code(raw: list[str]) -> set[int]:
    """Return the lines of fenced code; a fence that is never closed fences nothing."""
    coded: set[int] = set()
    start, mark = -1, ""
    for i, line in enumerate(raw):
        match = _FENCE.match(line) if len(line) < LONGEST_START else None
        if not match:
            continue
        if start < 0:
            start, mark = i, match[1]
        elif match[1][0] == mark[0] and len(match[1]) >= len(mark) and not match[2].strip():
            coded.update(range(start, i + 1))
            start = -1
    return coded


def _hidden(raw: list[str], coded: set[int]) -> set[int]:
    """Return the lines of comments, and of the settings between ``---`` at the head."""
    hidden: set[int] = set()
    if raw and raw[0] == "---":
        end = next((i for i, line in enumerate(raw[1:60], 1) if line in ("---", "...")), 0)
        if end and all(":" in x or not x.strip() or x[0] in " -#" for x in raw[1:end]):
            hidden.update(range(end + 1))
    start = -1
    for i, line in enumerate(raw):
        if i in coded:
            continue
        if start < 0 and line.lstrip().startswith("<!--"):
            start = i
        if start >= 0 and "-->" in line:
            hidden.update(range(start, i + 1))
            start = -1
    return hidden


def _line(number: int, raw: str, coded: bool, hidden: bool) -> Line:
    indent = len(raw) - len(raw.lstrip())
    if coded or hidden:
        return Line(number, raw, Kind.CODE if coded else Kind.TAG, "", indent)
    if not raw.strip():
        return Line(number, raw, Kind.BLANK)
    if len(raw) > LONGEST_START:
        return Line(number, raw, Kind.TEXT, raw.strip(), indent)
    if _RULE.match(raw):
        return Line(number, raw, Kind.RULE)
    if _SETTING.match(raw):
        return Line(number, raw, Kind.TAG, "", indent)
    if _TABLE.match(raw):
        return Line(number, raw, Kind.TABLE, raw.strip(), indent)
    return _text_line(number, raw, indent)


def _text_line(number: int, raw: str, indent: int) -> Line:
    line = Line(number, raw, Kind.TEXT, indent=indent)
    body = raw
    quote = _QUOTE.match(body)
    if quote:
        body, line.quoted = body[quote.end() :], True
    summary = _SUMMARY.search(body)
    if summary:
        line.summary, body = True, summary[1]
    tagged = _TAG_HEADING.match(body)
    if tagged:
        line.heading = int(tagged[1])
    line.body = plain(body)
    marked = _HEADING.match(line.body)
    if marked and (marked[2] or line.body.strip("# ") == ""):
        line.heading, line.body = len(marked[1]), marked[2].strip()
    if not line.body and not line.summary:
        line.kind = Kind.TAG if "<" in raw else Kind.RULE
    return line


def plain(text: str) -> str:
    """Take layout tags out of a line and write bold tags as Markdown, except within code spans."""
    parts = _CODE_SPAN.split(text)
    for i in range(0, len(parts), 2):
        part = parts[i]
        if "<" in part:
            part = _LAYOUT.sub(" ", part)
            part = _LOOSE.sub("", _BOLD.sub(lambda m: f"**{m[2].strip()}**", part))
        if "&" in part:
            for name, sign in _ENTITIES.items():
                part = part.replace(name, sign)
        parts[i] = part
    return "".join(parts).strip()


def _bare_tables(lines: list[Line]) -> None:
    """Read rows without a stroke at their ends as a table where a line of dashes says so."""
    for i, line in enumerate(lines):
        if line.kind is not Kind.TABLE or not re.fullmatch(r"[\s:|-]+", line.raw):
            continue
        rows = [i - 1] if i else []
        rows += itertools.takewhile(lambda j: "|" in lines[j].raw, range(i + 1, len(lines)))
        for row in rows:
            if lines[row].kind is Kind.TEXT and "|" in lines[row].raw:
                lines[row] = Line(row + 1, lines[row].raw, Kind.TABLE, lines[row].raw.strip())


def _join_summaries(lines: list[Line]) -> None:
    """Bring a summary that stands on several lines to the line where its text begins."""
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.summary and "</summary>" not in line.raw.casefold():
            i = _joined(lines, i)
        i += 1


def _joined(lines: list[Line], start: int) -> int:
    parts: list[Line] = []
    for i in range(start, min(start + 12, len(lines))):
        line = lines[i]
        if line.body and line.kind is not Kind.TAG:
            parts.append(line)
        if "</summary>" in line.raw.casefold() and i > start:
            _merge(lines[start : i + 1], parts)
            return i
    return start


def _merge(block: list[Line], parts: list[Line]) -> None:
    words = " ".join(part.body for part in parts)
    first = parts[0] if parts else block[0]
    for line in block:
        line.kind, line.body, line.summary = Kind.TAG, "", False
    if words:
        first.kind, first.body, first.summary = Kind.TEXT, words, True


def _underlined(lines: list[Line]) -> None:
    """Read a line that is underlined with ``===`` or ``---`` as a heading."""
    for above, below in itertools.pairwise(lines):
        if below.kind is not Kind.RULE or above.kind is not Kind.TEXT or above.heading:
            continue
        sign = below.raw.strip()
        if len(sign) < 3 or set(sign) not in ({"="}, {"-"}):
            continue
        before = lines[above.number - 2] if above.number > 1 else None
        alone = before is None or before.kind is not Kind.TEXT
        if alone and len(above.body) <= 150 and (sign[0] == "=" or above.body[-1:] not in ".:"):
            above.heading = 1 if sign[0] == "=" else 2
