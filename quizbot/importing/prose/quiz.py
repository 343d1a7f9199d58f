"""Which runs of options belong to which question, and what says which option is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizbot.importing.prose import key_lines, key_list, runs
from quizbot.importing.prose.key_list import KeyList
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.marks import Mark, peel
from quizbot.importing.prose.runs import OptionRun

_HEADER = re.compile(
    r"\W*(?:[\w.#№-]*\d[\w.-]*|\w+ \d{1,4})?\W*[(\[]\s*([A-Ja-j])\s*[)\]]\s*(?:\[[^\]]{1,60}\])?\W*"
)
"""A line such as "T1A01 (C) [97.1]" above a question names the right option."""
_AT_END = re.compile(r"(?<=[?.:？。：…_])\s*[(\[]\s*([A-J])\s*[)\]]\s*$")
_LONGEST_KEY = 40
_NEAR = 14
"""Lines below its options within which a key is looked for."""
_MOST = 0.6
"""The part of the questions whose shape counts as that of all."""


@dataclass(slots=True)
class OptionRuns:
    """The runs of a document that surely are options, by the line on which they begin.

    ``keys`` are what headers, lines before the question and lists apart say of each run; ``taken``
    are lines that are options or say nothing but a key.
    """

    sure: dict[int, OptionRun] = field(default_factory=dict)
    others: dict[int, OptionRun] = field(default_factory=dict)
    keys: dict[int, list[str]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    lists: list[KeyList] = field(default_factory=list)

    def within(self, start: int, end: int, *, sure: bool = True) -> OptionRun | None:
        """Return the first run on the lines from ``start`` to ``end``."""
        known = self.sure if sure else self.others
        return next((known[n] for n in range(start, end + 1) if n in known), None)

    def take_parts(self, lines: Sequence[Line], marks: Sequence[Mark | None]) -> None:
        """Keep the lettered parts of a question from being taken for questions of their own."""
        for first, run in self.others.items():
            above = marks[first - 2] if first > 1 else None
            if not run.asks or above is None or lines[first - 2].kind is not Kind.TEXT:
                continue
            if above.number is not None or above.marked or above.asks or above.words.endswith(":"):
                self.taken.update(range(first, run.last + 1))


def read(lines: Sequence[Line]) -> OptionRuns:
    """Find the runs of a document, and take the lines away that only name right options."""
    quiz = OptionRuns(lists=key_list.find(lines))
    for listed in quiz.lists:
        for line in lines[listed.first - 1 : listed.last]:
            line.kind = Kind.TAG
            quiz.taken.add(line.number)
    found = runs.find(lines)
    _take_headers(lines, found, quiz)
    _take_keys_before(lines, found, quiz)
    listed_numbers = sum(len(listed.answers) for listed in quiz.lists)
    for place, run in enumerate(found):
        following = found[place + 1].first if place + 1 < len(found) else len(lines) + 1
        if _is_sure(lines, run, following, quiz, listed_numbers):
            quiz.sure[run.first] = run
            quiz.taken.update(range(run.first, run.last + 1))
        elif run.kind.startswith(("letter", "box")):
            quiz.others[run.first] = run
    return quiz


def _is_sure(
    lines: Sequence[Line], run: OptionRun, following: int, quiz: OptionRuns, listed_numbers: int
) -> bool:
    if run.flagged or quiz.keys.get(run.first):
        return True
    if run.kind == "box" and not any(option.flag for option in run.options):
        return False
    if listed_numbers > 1 and run.kind.startswith("letter") and not run.asks:
        return True
    texts, labels = [o.text for o in run.options], [o.label for o in run.options]
    for line in lines[max(0, run.first - 3) : run.first - 1]:
        rest = key_lines.after_mark(line)
        if rest and line.number not in quiz.taken and key_lines.read(rest, texts, labels):
            return True
    for line in lines[run.last : min(run.last + _NEAR, following - 1)]:
        rest = key_lines.after_mark(line)
        if rest is None:
            continue
        told = rest or _next_text(lines, line.number)
        key = key_lines.read(told, texts, labels) if told else None
        if key is not None and not (run.asks and key.rest):
            return True
        named = run.kind.startswith("letter") and bool(rest)
        named = named or told.strip("()*_. ").isdigit()
        return named and len(told) < _LONGEST_KEY and not run.asks
    return False


def _next_text(lines: Sequence[Line], number: int) -> str:
    """Return the text below a bare mark, other marks and tags passed over."""
    for line in lines[number : number + 8]:
        if line.kind is Kind.TEXT:
            rest = key_lines.after_mark(line)
            if rest != "":
                return line.body if rest is None else rest
        elif line.kind not in (Kind.BLANK, Kind.TAG, Kind.RULE):
            break
    return ""


def _take_headers(lines: Sequence[Line], found: Iterable[OptionRun], quiz: OptionRuns) -> None:
    """Read what a header above a question, or the end of the question, names as right."""
    before = 0
    for run in found:
        for line in reversed(lines[before : run.first - 1]):
            if line.kind is not Kind.TEXT:
                continue
            match = _HEADER.fullmatch(line.body)
            if match:
                quiz.keys.setdefault(run.first, []).append(match[1])
                line.kind = Kind.TAG
                quiz.taken.add(line.number)
                break
        before = run.last


def at_end(words: str) -> tuple[str, str]:
    """Split "What is it? (C)" into the question and the letter that it names."""
    match = _AT_END.search(words)
    return (words[: match.start()].rstrip(), match[1]) if match else (words, "")


def _take_keys_before(lines: Sequence[Line], found: Sequence[OptionRun], quiz: OptionRuns) -> None:
    """Give each key to the question below it where the document has them above its questions."""
    offered = [run for run in found if run.kind.startswith("letter")]
    options = {number for run in found for number in range(run.first, run.last + 1)}
    keyed = [
        line.number
        for line in lines
        if line.number not in options and (key_lines.after_mark(line) or "").strip()
    ]
    if not offered or len(keyed) != len(offered):
        return
    ends = [0, *(run.last for run in offered)]
    above = zip(ends, keyed, (run.first for run in offered), strict=False)
    if not all(end < key < first for end, key, first in above):
        return
    for key, run in zip(keyed, offered, strict=True):
        line = lines[key - 1]
        if len(offered) > 1 or key < run.first - 1:
            quiz.keys.setdefault(run.first, []).append(key_lines.after_mark(line) or "")
            line.kind = Kind.TAG
            quiz.taken.add(key)


def begin(
    lines: Sequence[Line], marks: Sequence[Mark | None], starts: Sequence[Mark], quiz: OptionRuns
) -> list[Mark]:
    """Return where questions begin: the given places, and one for each run that has none."""
    places = sorted(quiz.sure)
    if not places:
        return list(starts)
    known = {mark.line.number: mark for mark in starts}
    spans = _gaps(places, quiz)
    shape = _shape(lines, marks, spans)
    begun: dict[int, Mark] = {}
    covered: set[int] = set()
    for first, (low, high) in zip(places, spans, strict=True):
        number = _place(lines, marks, known, low, high, shape)
        mark = known.get(number) or marks[number - 1] or peel(lines[number - 1])
        if mark is None:
            continue
        begun[number] = mark
        covered.update(range(number, quiz.sure[first].last + 1))
    dominant = len(begun) >= _MOST * len({*known, *begun})
    kinds = {(mark.kind, mark.shape.numbered) for mark in begun.values()}
    for number, mark in known.items():
        stray = dominant and not mark.marked and (mark.kind, mark.shape.numbered) not in kinds
        if number not in covered and not stray:
            begun[number] = mark
    return [begun[number] for number in sorted(begun)]


def _gaps(places: Sequence[int], quiz: OptionRuns) -> list[tuple[int, int]]:
    """Return for each run the lines between the run before it and itself."""
    ends = [0, *(quiz.sure[first].last for first in places)]
    gaps = []
    for first, end in zip(places, ends, strict=False):
        stem = quiz.sure[first].stem
        gaps.append((end + 1, first if stem else first - 1))
    return gaps


def _shape(
    lines: Sequence[Line], marks: Sequence[Mark | None], spans: Sequence[tuple[int, int]]
) -> str:
    """Return what most questions with options begin with: a number, a heading, or nothing."""
    counts = {"number": 0, "heading": 0}
    for low, high in spans:
        inside = [mark for mark in marks[low - 1 : high] if mark is not None]
        counts["number"] += any(_is_numbered(mark) for mark in inside)
        counts["heading"] += any(
            line.heading and not _says_key(line) for line in lines[low - 1 : high]
        )
    for name in ("heading", "number"):
        if counts[name] >= max(1, _MOST * len(spans)):
            return name
    return ""


def _is_numbered(mark: Mark) -> bool:
    return mark.number is not None or mark.marked


def _says_key(line: Line) -> bool:
    return key_lines.after_mark(line) is not None or runs.is_explanation(line)


def _place(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    known: dict[int, Mark],
    low: int,
    high: int,
    shape: str,
) -> int:
    """Return the line on which the question of a run begins, of the lines before the run."""
    inside = range(high, low - 1, -1)
    ends = next((n for n in inside if _says_key(lines[n - 1])), low - 1)
    if shape == "heading":
        heads = [n for n in inside if lines[n - 1].heading and n > ends]
        if heads:
            return heads[0]
    if shape == "number":
        numbered = [n for n in inside if n > ends and (m := marks[n - 1]) and _is_numbered(m)]
        if numbered:
            return _outermost(numbered, marks)
    paragraph = _paragraph(lines, low, high)
    given = [n for n in known if max(ends + 1, low) <= n <= high]
    if given and (shape or max(given) >= paragraph or low == 1 or ends >= low):
        return max(given) if max(given) <= paragraph else min(n for n in given if n >= paragraph)
    return paragraph


def _outermost(numbered: Sequence[int], marks: Sequence[Mark | None]) -> int:
    """Return the question among numbered lines; a list within it begins with 1 again."""
    chosen = numbered[0]
    for number in numbered[1:]:
        outer, inner = marks[number - 1], marks[chosen - 1]
        if outer is None or inner is None or outer.number is None or inner.number is None:
            break
        within = outer.line.indent < inner.line.indent or inner.number <= outer.number
        if not within and not (inner.number == outer.number + 1 and outer.number == 1):
            break
        chosen = number
    return chosen


def _paragraph(lines: Sequence[Line], low: int, high: int) -> int:
    """Return the first line of the text right above a run, with the code between them."""
    number = high
    while number > low and lines[number - 1].kind in (Kind.BLANK, Kind.TAG, Kind.RULE):
        number -= 1
    while number > low and lines[number - 1].kind in (Kind.CODE, Kind.TABLE, Kind.BLANK):
        number -= 1
    while number > low:
        above = lines[number - 2]
        if above.kind is not Kind.TEXT or _says_key(above) or lines[number - 1].heading:
            break
        number -= 1
    return number
