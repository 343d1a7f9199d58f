"""Markdown and plain text to items: each question with what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizbot.domain.question import Level
from quizbot.importing import vocabulary
from quizbot.importing.item import Item, Place
from quizbot.importing.prose import (
    contents_list,
    key_list_items,
    quiz,
    quiz_items,
    sections,
    starts,
    swallowed,
)
from quizbot.importing.prose.answermark import answer_mark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.marks import Mark


@dataclass(slots=True)
class Prose:
    """A document while it is read."""

    lines: list[Line]
    marks: list[Mark | None]
    starts: list[Mark]
    noise: set[int] = field(default_factory=set)
    parts: dict[int, Mark] = field(default_factory=dict)
    """Headings of parts by line number."""
    restarts: set[int] = field(default_factory=set)
    """Headings in plain text after which the numbers begin anew."""


def read(found: list[Line]) -> tuple[list[Item], list[Place]]:
    """Return the items of a document's lines, and the entries of its lists of contents."""
    asked = quiz.read(found)
    marks = starts.read_marks(found)
    asked.take_parts(found, marks)
    free = [m if m and m.line.number not in asked.taken else None for m in marks]
    prose = Prose(found, marks, quiz.begin(found, marks, starts.find(found, free), asked))
    if not prose.starts:
        return [], []
    numbers = [mark.line.number for mark in prose.starts]
    prose.noise = sections.boilerplate(found, numbers)
    spans = _spans(prose)
    levels = _levels(prose)
    emoji = _emoji_levels(prose)
    marked = _marks_answers(prose, spans)
    own_levels = [emoji.get(number) or levels[number - 1] for number in numbers]
    items = quiz_items.read(prose.starts, spans, own_levels, asked, marked=marked)
    items = key_list_items.answer(items, prose.starts, asked.lists)
    items = swallowed.name(items, marks, found)
    inside = {line.number for span in spans for line in span} | set(numbers) | asked.taken
    outside = [m for m in marks if m is not None and m.line.number not in inside]
    return items, contents_list.entries(outside, items, levels)


def _marks_answers(prose: Prose, spans: Sequence[Sequence[Line]]) -> bool:
    """Tell whether most questions of the document have an answer's mark below them."""
    marked = sum(
        mark.marked or any(answer_mark(line) is not None for line in span)
        for mark, span in zip(prose.starts, spans, strict=True)
    )
    return marked * 2 > len(spans)


def _spans(prose: Prose) -> list[list[Line]]:
    """Return for each question the lines below it that belong to it."""
    numbers = [mark.line.number for mark in prose.starts]
    depths = _part_depths(prose, numbers[0])
    ends = [*(n - 1 for n in numbers[1:]), len(prose.lines)]
    _strip_end(prose, 0, numbers[0] - 1, first=True)
    spans: list[list[Line]] = []
    for i, (mark, end) in enumerate(zip(prose.starts, ends, strict=True)):
        start = mark.line.number
        end = _cut(prose, mark, start, end, depths, last=i == len(ends) - 1)
        if i == len(ends) - 1 and _ruled_off(prose, spans):
            end = _first_rule(prose, start, end)
        end = _strip_end(prose, start, end)
        kept = prose.lines[start:end]
        spans.append([line for line in kept if line.number not in prose.noise])
    return spans


def _ruled_off(prose: Prose, spans: Sequence[Sequence[Line]]) -> bool:
    """Tell whether a rule stands below most answers and within none."""
    ruled = 0
    for span, following in zip(spans, prose.starts[1:], strict=True):
        if any(line.kind is Kind.RULE for line in span):
            return False
        last = span[-1].number if span else following.line.number - 1
        between = prose.lines[last : following.line.number - 1]
        ruled += any(line.kind is Kind.RULE for line in between)
    return ruled * 2 > len(spans) and ruled > 0


def _first_rule(prose: Prose, start: int, end: int) -> int:
    rules = [line.number for line in prose.lines[start:end] if line.kind is Kind.RULE]
    return rules[0] - 1 if rules else end


def _part_depths(prose: Prose, first: int) -> set[int]:
    """Return the depths of the headings that stand right before a question."""
    depths: set[int] = set()
    asked = {mark.line.number for mark in prose.starts}
    pending: list[int] = []
    for line in prose.lines:
        if line.number in asked:
            depths.update(pending)
            pending = []
        elif line.heading and answer_mark(line) is None:
            pending.append(line.heading)
        elif line.kind in (Kind.TEXT, Kind.CODE, Kind.TABLE):
            pending = []
    own = {mark.line.heading for mark in prose.starts}
    return {depth for depth in depths if depth not in own or depth < min(own)}


def _cut(prose: Prose, mark: Mark, start: int, end: int, depths: set[int], *, last: bool) -> int:
    """Return where a heading of another part ends the lines below a question."""
    deepest = max(depths, default=0)
    for line in prose.lines[start:end]:
        other = prose.marks[line.number - 1]
        if line.kind is not Kind.TEXT or other is None:
            continue
        if line.heading and _ends(line, other, mark, deepest, last=last):
            _note_parts(prose, line.number, end)
            return line.number - 1
        if last and not line.heading and _closes_plainly(line, other):
            return line.number - 1
    return end


def _ends(line: Line, other: Mark, mark: Mark, deepest: int, *, last: bool) -> bool:
    own = mark.line.heading
    if answer_mark(line) is not None:
        return False
    if own:
        return line.heading <= own
    if last and sections.closes(other.words):
        return True
    return line.heading <= deepest


def _closes_plainly(line: Line, other: Mark) -> bool:
    return (
        other.kind == "plain"
        and other.number is None
        and not line.body.endswith((".", ":"))
        and sections.closes(other.words)
    )


def _note_parts(prose: Prose, start: int, end: int) -> None:
    for line in prose.lines[start - 1 : end]:
        other = prose.marks[line.number - 1]
        if line.heading and other is not None:
            prose.parts[line.number] = other


def _strip_end(prose: Prose, start: int, end: int, *, first: bool = False) -> int:
    """Walk back from the next question over its headings, advertisements, rules and tags."""
    stop, titles = _before_pictures(prose, start, end), 0
    while stop > start:
        line = prose.lines[stop - 1]
        mark = prose.marks[stop - 1]
        idle = line.kind in (Kind.BLANK, Kind.RULE, Kind.TAG) or line.number in prose.noise
        if idle or sections.is_promotion(line) or _is_farewell(prose, line):
            stop -= 1
        elif mark is not None and _is_part(prose, line, mark, start, end):
            sure = line.heading or vocabulary.level_of(mark.words) or _before_number_one(prose, end)
            titles += not sure
            if _before_number_one(prose, end):
                prose.restarts.add(line.number)
            prose.parts[line.number] = mark
            stop -= 1
        else:
            break
    if first or stop > start or not titles:
        return stop
    return _restored(prose, start, end)


def _before_pictures(prose: Prose, start: int, end: int) -> int:
    """Walk back over pictures and tags, if an advertisement stands above them."""
    stop = end
    while stop > start:
        line = prose.lines[stop - 1]
        if sections.is_promotion(line):
            return stop
        if line.kind is Kind.TEXT and not sections.is_picture(line):
            break
        if line.kind in (Kind.CODE, Kind.TABLE):
            break
        stop -= 1
    return end


def _is_farewell(prose: Prose, line: Line) -> bool:
    before = prose.lines[line.number - 2] if line.number > 1 else None
    return before is not None and before.kind is not Kind.TEXT and sections.says_goodbye(line)


def _is_part(prose: Prose, line: Line, mark: Mark, start: int, end: int) -> bool:
    if line.summary and vocabulary.level_of(mark.words):
        return True
    if end == len(prose.lines) and not line.heading:
        return False
    if not sections.looks_like_heading(line, mark):
        return False
    before = prose.lines[line.number - 2] if line.number > 1 else None
    alone = before is None or before.kind is not Kind.TEXT or before.number in prose.parts
    alone = alone and line.number - 1 > start
    if alone and _before_number_one(prose, end) and line.body[-1:] not in ".?!,;":
        return True
    below = prose.lines[line.number] if line.number < len(prose.lines) else None
    if alone and below is not None and below.kind is Kind.BLANK:
        apart = sections.stands_apart(mark.words)
        if apart and any(other.kind is Kind.TEXT for other in prose.lines[start : line.number - 1]):
            return True
    return sections.names_a_part(line, mark, alone=alone)


def _before_number_one(prose: Prose, end: int) -> bool:
    """Tell whether the question after these lines begins to count anew."""
    mark = prose.marks[end] if end < len(prose.marks) else None
    return mark is not None and mark.number == 1


def _restored(prose: Prose, start: int, end: int) -> int:
    """Give back the only lines below a question that looked like a title: they are its answer."""
    for line in prose.lines[start:end]:
        mark = prose.marks[line.number - 1]
        keeps = mark is not None and not line.heading and not sections.is_promotion(line)
        if line.kind is Kind.TEXT and keeps and not _names_questions(mark):
            prose.parts.pop(line.number, None)
            return line.number
        if line.kind is Kind.TEXT:
            break
    return start


def _names_questions(mark: Mark | None) -> bool:
    return mark is not None and sections.names_a_part(mark.line, mark, alone=False)


def _levels(prose: Prose) -> list[Level | None]:
    """Return the level that holds at each line, as the headings of the parts set it."""
    asked = {mark.line.number for mark in prose.starts}
    first = min(asked)
    stack: list[tuple[int, Level | None]] = []
    found: list[Level | None] = []
    for line, mark in zip(prose.lines, prose.marks, strict=True):
        is_part = line.number in prose.parts or _leads(line, mark, first)
        if mark is not None and is_part and line.number not in asked:
            depth = line.heading or 9
            level = vocabulary.level_of_heading(mark.words) or mark.level
            if depth < 9 or level or line.number in prose.restarts:
                stack = [entry for entry in stack if entry[0] < depth]
                stack.append((depth, level))
        found.append(next((level for _, level in reversed(stack) if level), None))
    return found


def _leads(line: Line, mark: Mark | None, first: int) -> bool:
    """Tell whether a line before the first question is a heading."""
    if line.number >= first or mark is None:
        return False
    if line.heading:
        return True
    short = len(mark.words.split()) <= 12 and mark.kind == "plain" and mark.number is None
    return short and line.body[-1:] not in ".,;" and vocabulary.level_of(mark.words) is not None


def _emoji_levels(prose: Prose) -> dict[int, Level]:
    """Return the levels that tags and emoji on the questions set, where they tell them apart."""
    legend: dict[str, Level] = {}
    first = prose.starts[0].line.number
    for line in prose.lines[: first - 1]:
        if line.kind is Kind.TEXT and len(line.body) <= 160:
            legend.update(vocabulary.legend_of(line.body))
    emoji = {
        mark.line.number: level
        for mark in prose.starts
        if mark.emoji and (level := vocabulary.level_of_emoji(mark.emoji, legend))
    }
    if len(set(emoji.values())) < 2 and not legend:
        emoji = {}
    tags = {mark.line.number: mark.level for mark in prose.starts if mark.level}
    return {**emoji, **tags}
