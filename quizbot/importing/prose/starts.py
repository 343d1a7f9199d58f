"""Where the items of a document begin: the lines of the chosen shape, list numbers followed."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from quizbot.importing import vocabulary
from quizbot.importing.prose import sections
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.marks import Mark, peel
from quizbot.importing.prose.question_lines import Group, choose, groups

_FEWEST = 3
"""Questions that a part must have to be read by its own shape."""
_LABEL = re.compile(
    r"\W*(?:question|ques|q|frage|pregunta|pergunta|domanda|вопрос|题|问题|problem)?\s*[#№.]?\s*"
    r"(\d{1,4})\W*|\W*(?:question|frage|pregunta|pergunta|domanda|вопрос|问题|質問|q)\W*",
    re.IGNORECASE,
)


def read_marks(lines: Sequence[Line]) -> list[Mark | None]:
    """Peel every line; a label that stands alone ("Question 4") goes to the line below it."""
    marks = [peel(line) for line in lines]
    for i, line in enumerate(lines):
        if line.kind is not Kind.TEXT or len(line.body) > 30 or not _is_label(line):
            continue
        target, code = _below(lines, marks, i)
        if target is None or target.marked or target.number is not None:
            continue
        numbers = re.findall(r"\d+", line.body)
        if target.asks or re.search(r"[^\W\d]", line.body):
            _label(target, int(numbers[0]) if numbers else None)
            target.before = tuple(other.raw for other in code)
            for other in (line, *code):
                other.kind, marks[other.number - 1] = Kind.TAG, None
    return marks


def _below(
    lines: Sequence[Line], marks: Sequence[Mark | None], i: int
) -> tuple[Mark | None, list[Line]]:
    """Return the text that a label stands above, and the code between them."""
    code: list[Line] = []
    for line in lines[i + 1 : i + 60]:
        if line.kind is Kind.CODE:
            code.append(line)
        elif line.kind is Kind.TEXT:
            return marks[line.number - 1], code
        elif line.kind is not Kind.BLANK:
            break
    return None, code


def _is_label(line: Line) -> bool:
    return bool(_LABEL.fullmatch(line.body)) and (
        bool(line.heading) or bool(re.search(r"[^\W\d]|[*.)]", line.body))
    )


def _label(mark: Mark, number: int | None) -> None:
    mark.shape = mark.shape._replace(numbered=True, marked=True)
    mark.number, mark.marked = number, True


def find(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[Mark]:
    """Return the marks of the lines that are questions, in order.

    A part of the document without any is looked at by itself: its questions may have another shape.
    """
    found = _find(lines, marks, 1, len(lines))
    if not found:
        return []
    numbers = {mark.line.number for mark in found}
    for first, last in _parts(lines, numbers):
        more = _find(lines, marks, first, last)
        if len(more) >= _FEWEST and all(mark.asks for mark in more):
            found = [*found, *more]
    found += _asking_headings(lines, marks, found)
    return sorted(found, key=lambda mark: mark.line.number)


def _asking_headings(
    lines: Sequence[Line], marks: Sequence[Mark | None], found: Sequence[Mark]
) -> list[Mark]:
    """Return headings with a question mark among questions marked otherwise, with text below."""
    numbers = {mark.line.number for mark in found}
    if any(mark.kind == "heading" for mark in found):
        return []
    asking = [m for m in marks if m and m.kind == "heading" and m.words.endswith(("?", "？"))]
    return [
        mark
        for mark in asking
        if mark.line.number not in numbers and _answers(lines, mark, numbers)
    ]


def _answers(lines: Sequence[Line], mark: Mark, asked: Container[int]) -> bool:
    """Tell whether running text, and no other question, follows a heading."""
    for line in lines[mark.line.number : mark.line.number + 6]:
        if line.kind in (Kind.TEXT, Kind.CODE):
            return line.number not in asked and not line.heading
    return False


def _parts(lines: Sequence[Line], asked: Container[int]) -> list[tuple[int, int]]:
    """Return the parts under headings of the first two depths that hold no question yet."""
    heads = [line.number for line in lines if line.heading in (1, 2) and line.number not in asked]
    ends = [*(number - 1 for number in heads[1:]), len(lines)]
    return [
        (first, last)
        for first, last in zip(heads, ends, strict=False)
        if last - first >= _FEWEST and not any(n in asked for n in range(first, last + 1))
    ]


def _find(lines: Sequence[Line], marks: Sequence[Mark | None], first: int, last: int) -> list[Mark]:
    """Return the questions on the lines from ``first`` to ``last``."""
    marks = marks[first - 1 : last]
    chosen = choose(groups(lines[first - 1 : last], marks))
    if not chosen:
        return []
    if not chosen[0].links:
        chosen = [group for group in chosen if not group.links]
    shapes = {group.shape: group for group in chosen}
    found = [mark for mark in marks if mark is not None and mark.shape in shapes]
    fitting = [mark for mark in found if _fits(mark, shapes[mark.shape], lines)]
    counted = _follow_numbers(fitting, lines)
    return _without_inner_headings(counted, lines, chosen[0])


def _fits(mark: Mark, group: Group, lines: Sequence[Line]) -> bool:
    if mark.anchor or not mark.words or _is_list_of_links(mark):
        return False
    if sections.is_promotion(mark.line) and not mark.marked:
        return False
    if mark.marked or (group.answered >= 0.6 and mark.asks) or (group.answered >= 0.8):
        return True
    kind, _, numbered, bold, _ = mark.shape
    if kind == "plain" and not numbered and not bold:
        return _stands_alone(mark, lines, group)
    if kind in ("bullet", "quote") and not numbered and mark.asks < 2:
        return group.share >= 0.7 and (mark.asks > 0 or _orders_code(mark, lines))
    return mark.asks > 0 or (numbered and group.share >= 0.3)


def _orders_code(mark: Mark, lines: Sequence[Line]) -> bool:
    """Tell whether code follows at once on an entry such as "Make this work:"."""
    below = lines[mark.line.number] if mark.line.number < len(lines) else None
    return mark.words.endswith(":") and below is not None and below.kind is Kind.CODE


def _is_list_of_links(mark: Mark) -> bool:
    """A list of links to other sites is no list of questions, unless the link's text asks."""
    return mark.link.startswith("http") and not vocabulary.has_mark(mark.words)


def _stands_alone(mark: Mark, lines: Sequence[Line], group: Group) -> bool:
    before = lines[mark.line.number - 2] if mark.line.number > 1 else None
    after_gap = before is None or before.kind is not Kind.TEXT or bool(before.heading)
    if vocabulary.has_mark(mark.words) and len(mark.words) <= 300:
        whole = after_gap or before is None or before.body[-1:] not in (",", ";", "-")
        return whole and not mark.words[0].islower() and _one_sentence(mark.words)
    return after_gap and group.asking > 1 and vocabulary.sets_a_task(mark.words)


def _one_sentence(words: str) -> bool:
    """Tell a question from a paragraph that merely ends with one."""
    inner = re.findall(r"[^.?!]{15,}[.!](?=\s+[A-ZÄÖÜА-Я])", words)
    return len(inner) <= 1 if len(words) <= 160 else not inner


def _follow_numbers(marks: list[Mark], lines: Sequence[Line]) -> list[Mark]:
    """Drop the numbered lists that stand within answers."""
    kept: list[Mark] = []
    last, inner = 0, 0
    for i, mark in enumerate(marks):
        number = mark.number
        if number is None or mark.marked or mark.kind in ("heading", "summary"):
            kept.append(mark)
            last, inner = number or last, 0
            continue
        if _is_inner(mark, number, last, inner, marks[i + 1 : i + 41], lines):
            inner = number
            continue
        kept.append(mark)
        last, inner = number, 0
    return kept


def _is_inner(
    mark: Mark, number: int, last: int, inner: int, coming: Sequence[Mark], lines: Sequence[Line]
) -> bool:
    if inner and number == inner + 1 and (number != last + 1 or mark.asks < 2):
        return True
    if number > last:
        return mark.asks == 0 and bool(last) and number != last + 1
    if _after_heading(mark, lines):
        return False
    goes_on = bool(last) and any(other.number == last + 1 and other.asks for other in coming)
    return mark.asks == 0 or (goes_on and number == 1)


def _after_heading(mark: Mark, lines: Sequence[Line]) -> bool:
    for line in reversed(lines[max(0, mark.line.number - 6) : mark.line.number - 1]):
        if line.kind in (Kind.TEXT, Kind.TABLE, Kind.CODE):
            return bool(line.heading) or (
                len(line.body) <= 80 and vocabulary.level_of(line.body) is not None
            )
    return False


def _without_inner_headings(marks: list[Mark], lines: Sequence[Line], main: Group) -> list[Mark]:
    """Drop deeper headings that ask within an answer, and headings of parts that hold questions."""
    if main.shape.kind != "heading":
        return marks
    base = main.shape.depth
    kept: list[Mark] = []
    for i, mark in enumerate(marks):
        depth = mark.line.heading
        following = marks[i + 1] if i + 1 < len(marks) else None
        if depth > base and kept and kept[-1].line.heading <= base:
            if _has_text(lines, kept[-1], mark):
                continue
        elif depth < base and following and not _has_text(lines, mark, following):
            continue
        kept.append(mark)
    return kept


def _has_text(lines: Sequence[Line], first: Mark, second: Mark) -> bool:
    between = lines[first.line.number : second.line.number - 1]
    return any(line.kind in (Kind.TEXT, Kind.CODE) and not line.heading for line in between)
