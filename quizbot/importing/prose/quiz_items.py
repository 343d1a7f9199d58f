"""A question with options, the lines above and below them, and the keys found there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizbot.domain.question import Choice, Level
from quizbot.importing import keys, vocabulary
from quizbot.importing.item import Item
from quizbot.importing.keys import Decision, Offered
from quizbot.importing.prose import answers, key_lines, quiz
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.markdown import tidy
from quizbot.importing.prose.marks import Mark, peel
from quizbot.importing.prose.quiz import OptionRuns
from quizbot.importing.prose.runs import OptionRun

_LONGEST_KEY = 80
"""Characters beyond which a text that names no option is an answer, and no key."""


@dataclass(slots=True)
class QuizDraft:
    """A question with its options while its key is not decided yet."""

    prompt: str
    run: OptionRun
    line: int
    level: Level | None
    named: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """Lines of keys and explanations, counted from 1."""

    def offer(self, *, bold: bool) -> Offered:
        """Return the options with all that names right ones."""
        ticked = [place for place, option in enumerate(self.run.options) if option.flag]
        if len(ticked) == len(self.run.options):
            ticked = []
        if bold and not ticked and not self.named:
            ticked = [place for place, option in enumerate(self.run.options) if option.bold]
        return Offered(self.texts, tuple(self.named), self.labels, tuple(ticked), counted=True)

    @property
    def texts(self) -> tuple[str, ...]:
        """The options' texts."""
        return tuple(option.text for option in self.run.options)

    @property
    def labels(self) -> tuple[str, ...]:
        """The options' letters or numbers, none where some has none."""
        labels = tuple(option.label for option in self.run.options)
        return labels if all(labels) else ()


def read(
    starts: Sequence[Mark],
    spans: Sequence[Sequence[Line]],
    levels: Sequence[Level | None],
    asked: OptionRuns,
    *,
    marked: bool,
) -> list[Item]:
    """Return the items of all questions; those with options once all their keys are known.

    ``marked`` tells whether the document marks its answers.
    """
    drafts: dict[int, QuizDraft] = {}
    found: dict[int, Item] = {}
    for place, (mark, span, level) in enumerate(zip(starts, spans, levels, strict=True)):
        start, end = mark.line.number, span[-1].number if span else mark.line.number
        run = _run_of(mark, span, asked, end)
        if run is not None:
            drafts[place] = draft(mark, span, run, level, asked.keys.get(run.first, ()))
            continue
        parts = asked.within(start + 1, end, sure=False)
        parts = parts if parts and parts.first in asked.taken else None
        found[place] = answers.item(mark, span, level, marks=marked, parts=parts)
    found.update(zip(drafts, finish([*drafts.values()]), strict=True))
    return [found[place] for place in sorted(found)]


def _run_of(mark: Mark, span: Sequence[Line], asked: OptionRuns, end: int) -> OptionRun | None:
    """Return the options of a question: sure ones, or lettered ones that follow it at once."""
    sure = asked.within(mark.line.number, end)
    if sure is not None:
        return sure
    run = asked.within(mark.line.number, end, sure=False)
    if run is None or run.asks:
        return None
    between = [line for line in span if line.number < run.first]
    rest = between[answers.still_asked(mark, between) :]
    return None if any(line.kind is Kind.TEXT for line in rest) else run


def draft(
    mark: Mark, below: Sequence[Line], run: OptionRun, level: Level | None, given: Sequence[str]
) -> QuizDraft:
    """Return what a question, its options and the lines below say.

    ``given`` are keys that stand elsewhere.
    """
    above = [line for line in below if line.number < run.first]
    after = [line for line in below if line.number > run.last]
    words, key = quiz.at_end(_words(mark, run))
    found = QuizDraft(words, run, mark.line.number, level, [*given, *([key] if key else [])])
    if mark.rest and mark.line.number < run.first:
        words = f"{words} {mark.rest}".strip()
    asked, tagged = answers.without_labels(above)
    found.level = tagged or level
    asked = _without_keys(found, asked)
    after, tagged = answers.without_labels(after)
    found.level = tagged or found.level
    code = _asked_code(words, asked, after)
    stem = [Line(0, run.stem, Kind.TEXT, run.stem)] if _stands_below(mark, run) else []
    before = tidy(mark.before)
    found.prompt = answers.joined("\n".join([words, before]).strip(), [*asked, *stem, *code])
    _take_after(found, after[len(code) :] if code else after)
    return found


def _words(mark: Mark, run: OptionRun) -> str:
    if run.stem and run.first == mark.line.number:
        line = mark.line
        stem = peel(Line(line.number, run.stem, Kind.TEXT, run.stem, line.indent, line.heading))
        return stem.words if stem else run.stem
    return mark.words


def _stands_below(mark: Mark, run: OptionRun) -> bool:
    return bool(run.stem) and run.first > mark.line.number


def _without_keys(found: QuizDraft, above: Sequence[Line]) -> list[Line]:
    """Take the keys out of the lines between a question and its options."""
    kept = []
    for line in above:
        rest = key_lines.after_mark(line)
        key = key_lines.read(rest, found.texts, found.labels) if rest else None
        if key is not None:
            found.named.append(key.named)
            found.told += [key.rest] if key.rest else []
            found.lines.append(line.number)
        elif rest != "":
            kept.append(line)
    return answers.trimmed(kept)


def _asked_code(words: str, asked: Sequence[Line], after: Sequence[Line]) -> list[Line]:
    """Return code right below the options that the question speaks of."""
    if any(line.kind is Kind.CODE for line in asked) or not answers.asks_for_code(words):
        return []
    rest = [line for line in after if line.kind is not Kind.BLANK]
    if not rest or rest[0].kind is not Kind.CODE:
        return []
    first = after.index(rest[0])
    end = first
    while end < len(after) and after[end].kind is Kind.CODE:
        end += 1
    return list(after[first:end]) if first == 0 else []


def _take_after(found: QuizDraft, after: Sequence[Line]) -> None:
    """Read the lines below the options: keys, and what explains them."""
    shown: list[str] = []
    waits, keyed = False, bool(found.named)
    first_text = next((line for line in after if line.kind is Kind.TEXT), None)
    for line in after:
        rest = key_lines.after_mark(line)
        bare = rest is None and (waits or (line is first_text and not keyed))
        text = line.body if bare and line.kind is Kind.TEXT else rest
        key = key_lines.read(text, found.texts, found.labels) if text else None
        strict = key is not None and (rest is not None or waits or _is_key_alone(key, line))
        if key is not None and strict:
            keyed, waits = True, False
            _add_key(found, key, shown)
        elif rest is not None:
            waits = waits or not rest
            if rest and len(rest) <= _LONGEST_KEY and not keyed:
                found.named.append(rest)
                keyed = True
            shown += [rest] if rest else []
        else:
            waits = waits and line.kind is not Kind.TEXT
            shown.append(_shown(line))
        if rest or key is not None or (shown[-1:] not in ([], [""]) and line.kind is not Kind.TAG):
            found.lines.append(line.number)
    told = tidy(shown)
    found.told += [told] if told else []


def _is_key_alone(key: key_lines.Key, line: Line) -> bool:
    """Tell whether a line without a mark is nothing but a key."""
    return not key.rest and len(line.body) <= _LONGEST_KEY and not line.body.endswith("?")


def _add_key(found: QuizDraft, key: key_lines.Key, shown: list[str]) -> None:
    before = {
        keys.decide([Offered(found.texts, (n,), found.labels, counted=True)])[0].right
        for n in found.named
    }
    right = keys.decide([Offered(found.texts, (key.named,), found.labels, counted=True)])[0].right
    if right not in before:
        found.named.append(key.named)
    if key.rest:
        shown.append(key.rest)


def _shown(line: Line) -> str:
    if line.kind is Kind.TAG or (line.kind is Kind.TEXT and not line.body):
        return ""
    if line.kind is Kind.TEXT:
        mark = vocabulary.EXPLANATION.match(line.body)
        if mark:
            return line.body[mark.end() :]
    return line.raw


def finish(drafts: Sequence[QuizDraft]) -> list[Item]:
    """Return the items of drafts, the right option of each marked if anything names it."""
    bold = len(drafts) > 1 and all(
        sum(option.bold for option in found.run.options) == 1 and not found.named
        for found in drafts
    )
    offers = [found.offer(bold=bold) for found in drafts]
    together = keys.decide(offers)
    alone = [keys.decide([offer])[0] for offer in offers]
    decided = [both if both.right else one for both, one in zip(together, alone, strict=True)]
    return [_item(found, decision) for found, decision in zip(drafts, decided, strict=True)]


def _item(found: QuizDraft, decision: Decision) -> Item:
    choices = tuple(Choice(text, place in decision.right) for place, text in enumerate(found.texts))
    told = "\n\n".join(found.told)
    named = any(found.named) or any(option.flag for option in found.run.options)
    remarks = (keys.unsure(decision.doubt),) if decision.doubt and named else ()
    answer = keys.model_answer(choices, "", told)
    return Item(
        prompt=found.prompt,
        answer=answer,
        line=found.line,
        answer_lines=_lines(found) if answer else None,
        level=found.level,
        choices=choices,
        remarks=remarks,
    )


def _lines(found: QuizDraft) -> tuple[int, int]:
    """Return the lines that answer: of marked options all, else those of keys and explanations."""
    inside = [found.run.first, found.run.last] if found.run.flagged else []
    numbers = [number for number in [*inside, *found.lines] if number >= found.line]
    numbers = numbers or [found.run.first, found.run.last]
    return min(numbers), max(numbers)
