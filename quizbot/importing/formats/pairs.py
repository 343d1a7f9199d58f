"""Lists of pairs: a wiki's and HTML's definition lists, and ``question >> answer`` on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizbot.importing.formats import html
from quizbot.importing.item import Item, Understood

_LISTED = re.compile(r"<dt[^<>]*>(.*?)</dt>\s*<dd[^<>]*>(.*?)</dd>", re.IGNORECASE | re.DOTALL)
_ARROW = re.compile(r"(?:[-*•]\s+)?(\S.*?)\s+(?:>>|==|→|=>|⇒)\s+(\S.*)")
_FEWEST, _MOST = 0.6, 20_000
"""The part of the filled lines that must be pairs, and how many pairs of HTML are looked at."""


def read(text: str) -> Understood | None:
    """Return the pairs of a text; None where most of it is something else."""
    for kind, why, read_pairs in (
        ("a definition list of HTML", "terms and texts have the tags dt and dd", _html),
        ("a definition list of a wiki", "lines begin with ; and :", _wiki),
        ("pairs with an arrow between them", ">> or == parts question and answer", _arrows),
    ):
        items = [*read_pairs(text)]
        filled = sum(bool(line.strip(" <>/\t")) for line in text.split("\n"))
        covered = sum((item.answer_lines or (0, 0))[1] - item.line + 1 for item in items)
        if len(items) > 1 and covered >= _FEWEST * (filled - (4 if kind.endswith("HTML") else 0)):
            return Understood(kind, tuple(items), (f"Taken for {kind}: {why}.",))
    return None


def _html(text: str) -> Iterator[Item]:
    if "<dt" not in text[:_MOST].casefold():
        return
    place, line = 0, 1
    for match in _LISTED.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        last = line + match[0].count("\n")
        prompt, answer = (html.to_markdown(match[i]).strip() for i in (1, 2))
        if prompt:
            yield Item(prompt, answer, line, (line, last))


def _wiki(text: str) -> Iterator[Item]:
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if not line.startswith(";") or not line[1:].strip():
            continue
        told = _told(lines, i + 1)
        if told:
            answer = "\n".join(other.lstrip(":").strip() for other in told)
            yield Item(line[1:].strip(), answer, i + 1, (i + 2, i + 1 + len(told)))


def _told(lines: Sequence[str], first: int) -> list[str]:
    told = []
    for line in lines[first:]:
        if not line.startswith(":"):
            break
        told.append(line)
    return told


def _arrows(text: str) -> Iterator[Item]:
    for number, line in enumerate(text.split("\n"), 1):
        match = _ARROW.fullmatch(line.strip()) if len(line) < 2_000 else None
        if match:
            yield Item(match[1], match[2], number, (number, number))
