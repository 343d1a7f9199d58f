"""Which lines of a document are its questions: the shape that most of them have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quizbot.importing import vocabulary
from quizbot.importing.prose.answermark import answer_mark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.marks import Mark, Shape

_WEIGHTS = {"heading": 30, "summary": 32, "plain": 10, "bullet": 6, "quote": 4}
_NUMBERED, _BOLD, _MARKED, _ANSWERED = 12, 8, 30, 40


@dataclass(frozen=True, slots=True)
class Group:
    """All lines of one shape, and how much they look like questions with answers."""

    shape: Shape
    marks: tuple[Mark, ...]
    asking: int
    answered: float

    @property
    def share(self) -> float:
        """The part of the lines that look like questions."""
        return self.asking / len(self.marks)

    @property
    def links(self) -> bool:
        """Tell whether most of the lines are links, as in a list of contents."""
        return sum(bool(mark.link) for mark in self.marks) * 2 > len(self.marks)

    @property
    def weight(self) -> float:
        """How much the shape says by itself that its lines are questions."""
        kind, depth, numbered, bold, marked = self.shape
        weight = float(_WEIGHTS[kind])
        weight += _NUMBERED * numbered + _BOLD * bold + _MARKED * marked
        weight += _ANSWERED * (self.answered >= 0.5)
        if kind in ("plain", "bullet"):
            weight -= 3 * depth
        if sum(mark.anchor for mark in self.marks) > len(self.marks) / 2:
            weight = 1
        return max(weight, 1)

    @property
    def carries(self) -> bool:
        """Tell whether the shape can be that of the questions at all."""
        kind, _, numbered, bold, marked = self.shape
        if marked or self.answered >= 0.6:
            return len(self.marks) > 1 or self.answered > 0
        needed = 0.3 if numbered and kind == "heading" else 0.5
        if kind == "plain" and not numbered and not bold:
            return self.asking > 0
        return self.share >= needed


def groups(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[Group]:
    """Sort the lines of a document by shape."""
    by_shape: dict[Shape, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark is not None and mark.words:
            by_shape[mark.shape].append(mark)
    answered = _answered(lines, marks)
    return [
        Group(
            shape,
            tuple(found),
            sum(_looks_asked(mark) for mark in found),
            sum(mark.line.number in answered for mark in found) / len(found),
        )
        for shape, found in by_shape.items()
    ]


def _looks_asked(mark: Mark) -> bool:
    if mark.kind == "plain" and not mark.shape.numbered and not mark.whole_bold and not mark.rest:
        return vocabulary.has_mark(mark.words) and len(mark.words) <= 300
    return mark.asks > 0


def _answered(lines: Sequence[Line], marks: Sequence[Mark | None]) -> set[int]:
    """Return the numbers of the lines that are followed by an answer's mark."""
    found: set[int] = set()
    last: list[int] = []
    for line, mark in zip(lines, marks, strict=True):
        if line.kind is Kind.TEXT and answer_mark(line) is not None:
            found.update(last[-1:])
            last = []
        elif mark is not None and line.kind is Kind.TEXT:
            last = [line.number] if mark.shape.numbered or mark.asks or mark.marked else last
    return found


def choose(found: Sequence[Group]) -> list[Group]:
    """Return the groups whose lines are the document's questions, the main one first."""
    able = [group for group in found if group.carries]
    if not able:
        return []
    main = max(able, key=lambda group: (_score(group), -group.marks[0].line.number))
    if _too_thin(main):
        return []
    return [main, *(group for group in able if group is not main and _goes_with(group, main))]


def _score(group: Group) -> float:
    count = max(
        group.asking, len(group.marks) * group.answered, group.shape.marked * len(group.marks)
    )
    return count * group.weight


def _too_thin(main: Group) -> bool:
    """One line that asks is no list of questions, unless it is marked or has a marked answer."""
    if len(main.marks) > 1 and main.asking + len(main.marks) * main.answered > 1:
        return False
    return not (main.shape.marked or main.answered)


def _goes_with(group: Group, main: Group) -> bool:
    """Tell whether a shape is another dress of the main one: bold or not, numbered or not."""
    kind, depth, numbered, _, marked = group.shape
    main_kind, main_depth, main_numbered, _, main_marked = main.shape
    if marked and main_marked:
        return True
    if main_marked and not marked:
        return group.answered >= 0.6 and group.share >= 0.5
    if group.answered >= 0.6 and main.answered >= 0.5 and kind == main_kind:
        return True
    if kind != main_kind or marked:
        return False
    if kind == "heading":
        return group.share >= 0.6 and (depth == main_depth or numbered == main_numbered)
    if kind == "bullet" and depth > main_depth and main.share >= 0.5 and not main.answered:
        return group.share >= 0.8
    if kind in ("plain", "bullet"):
        return depth == main_depth and numbered == main_numbered and group.share >= 0.6
    return True
