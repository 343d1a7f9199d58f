"""Runs of options: lines that follow each other and offer answers to one question."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizbot.importing import vocabulary
from quizbot.importing.prose import option_lines
from quizbot.importing.prose.answermark import answer_mark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.option_lines import OptionLine

_MOST = 26
_MOST_PLAIN = 10
_LONGEST_GAP = 2
"""Blank lines between two options."""
_NEAR = 12
_WRAPPED = 6
"""Lines that one option may be broken over."""
_INNER = re.compile(r"(?:^|(?<=\s)|(?<=[;,]))[(\[]?([A-Ja-jА-Д])[.):）]\s*(?=\S)")

LineReader = Callable[[Line], OptionLine | None]


@dataclass(slots=True)
class OptionRun:
    """The options of one question, with the lines (counted from 1) of the first and the last.

    ``stem`` is what stands before the options on their first line.
    """

    options: list[OptionLine]
    first: int
    last: int
    stem: str = ""

    @property
    def kind(self) -> str:
        """What sort of label the options have."""
        return self.options[0].kind

    @property
    def flagged(self) -> bool:
        """Tell whether some of the options, and not all of them, are marked as right."""
        flags = [option.flag for option in self.options]
        return any(flags) and not all(flags)

    @property
    def asks(self) -> bool:
        """Tell whether the options are questions or orders themselves, as parts of one are."""
        asking = sum(vocabulary.asks(option.text) > 0 for option in self.options)
        return any(o.text.rstrip("* ").endswith(("?", "？")) for o in self.options) or (
            asking * 2 >= len(self.options)
        )


def find(lines: Sequence[Line]) -> list[OptionRun]:
    """Return all runs of options in a document, whatever they turn out to be."""
    found: list[OptionRun] = []
    i = 0
    while i < len(lines):
        run = _at(lines, i)
        if run is None:
            i += 1
        else:
            found.append(run)
            i = run.last
    return found


def _at(lines: Sequence[Line], i: int) -> OptionRun | None:
    line = lines[i]
    if line.kind is not Kind.TEXT:
        return None
    first = option_lines.read(line)
    if first is not None and (first.kind == "box" or first.place == 0):
        run = _lettered(lines, i) if first.kind != "box" else _collect(lines, i, option_lines.read)
        return run if run and len(run.options) > 1 else _on_one_line(line)
    inline = _on_one_line(line)
    if inline is not None:
        return inline
    number = option_lines.read_number(line)
    if number is not None and number.place == 0:
        run = _collect(lines, i, option_lines.read_number)
        marked = run and len(run.options) > 1 and (run.flagged or _number_follows(lines, run))
        return run if marked else None
    bullet = _collect(lines, i, option_lines.read_bullet)
    if bullet and len(bullet.options) > 1 and bullet.flagged:
        return bullet
    return _plain(lines, i)


def _number_follows(lines: Sequence[Line], run: OptionRun) -> bool:
    """Tell whether an answer by number stands below numbered lines."""
    for line in lines[run.last : run.last + _NEAR]:
        rest = answer_mark(line)
        if rest:
            match = re.fullmatch(r"\W*\(?(\d{1,2})\b.{0,200}", rest)
            return match is not None and 0 < int(match[1]) <= len(run.options)
    return False


def _lettered(lines: Sequence[Line], i: int) -> OptionRun | None:
    """Collect lettered lines; each may hold several options."""
    run = _collect(lines, i, option_lines.read)
    parted = _several_a_line(lines, i)
    if parted is not None and (run is None or len(parted.options) > len(run.options)):
        return parted
    return run


def _several_a_line(lines: Sequence[Line], i: int) -> OptionRun | None:
    options: list[OptionLine] = []
    last = i
    for line in lines[i : i + _MOST]:
        parts = _parts(line, len(options))
        if not parts:
            break
        options += parts[1:] if isinstance(parts[0], str) else parts
        last = line.number - 1
    return OptionRun(options, i + 1, last + 1) if len(options) > 1 else None


def _parts(line: Line, start: int) -> list[OptionLine]:
    """Return the options on a line that begins with the one of this number; none otherwise."""
    if line.kind is not Kind.TEXT or line.heading:
        return []
    body = line.body
    places = list(_INNER.finditer(body))
    wanted = start
    chosen: list[re.Match[str]] = []
    for match in places:
        if option_lines.place_of(match[1]) == wanted and (not chosen or _alike(chosen[0], match)):
            chosen.append(match)
            wanted += 1
    if not chosen or body[: chosen[0].start()].strip(" -*•\t"):
        return []
    ends = [*(match.start() for match in chosen[1:]), len(body)]
    return [_cut(body, match, end) for match, end in zip(chosen, ends, strict=True)]


def _alike(one: re.Match[str], other: re.Match[str]) -> bool:
    same_case = one[1].islower() == other[1].islower()
    return (
        same_case and one[0].replace(one[1], "").strip() == other[0].replace(other[1], "").strip()
    )


def _cut(body: str, match: re.Match[str], end: int) -> OptionLine:
    text = f"{match[0].strip()} {body[match.end() : end].strip(' ;,|')}"
    found = option_lines.read(Line(0, text, Kind.TEXT, text))
    place = option_lines.place_of(match[1])
    return found or OptionLine("letter A", place, match[1].upper(), body[match.end() : end].strip())


def _on_one_line(line: Line) -> OptionRun | None:
    """Read "What is it? A) x B) y C) z": three options or more behind what is asked."""
    matches = list(_INNER.finditer(line.body))
    for at, match in enumerate(matches):
        if option_lines.place_of(match[1]) != 0:
            continue
        chosen = [match]
        for other in matches[at + 1 :]:
            if option_lines.place_of(other[1]) == len(chosen) and _alike(match, other):
                chosen.append(other)
        stem = line.body[: match.start()].strip()
        enough = 3 if stem else 2
        if len(chosen) >= enough and (not stem or stem[-1:] in "?？:：._…)" or len(chosen) > 3):
            ends = [*(m.start() for m in chosen[1:]), len(line.body)]
            options = [_cut(line.body, m, end) for m, end in zip(chosen, ends, strict=True)]
            return OptionRun(options, line.number, line.number, stem)
    return None


def _collect(lines: Sequence[Line], i: int, read: LineReader) -> OptionRun | None:
    """Collect the options from a line on, each with the lines that continue it."""
    first = read(lines[i])
    if first is None:
        return None
    options, texts, last = [first], [[first.text]], i
    j, blanks, extra = i + 1, 0, 0
    while j < len(lines) and len(options) < _MOST:
        line = lines[j]
        option = read(line)
        if option is not None and _goes_on(options[-1], option, lines[i], line):
            options.append(option)
            texts.append([option.text])
            last, blanks, extra = j, 0, 0
        elif line.kind in (Kind.BLANK, Kind.TAG):
            blanks += 1
            if blanks > _LONGEST_GAP:
                break
        elif _continues(lines, i, j, blanks, extra, read, options, coded=_coded(texts)):
            texts[-1].append(line.raw if line.kind is Kind.CODE else line.body)
            last, extra = j, extra + 1
        else:
            break
        j += 1
    joined = [_joined(parts) for parts in texts]
    return OptionRun(
        [_with_text(o, text) for o, text in zip(options, joined, strict=True)], i + 1, last + 1
    )


def _coded(texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether each option before the last has code, or the last has begun with it."""
    fenced = [any(part.lstrip().startswith(("```", "~~~")) for part in parts) for parts in texts]
    return fenced[-1] or (len(fenced) > 1 and all(fenced[:-1]))


def _goes_on(before: OptionLine, option: OptionLine, first: Line, line: Line) -> bool:
    if option.kind != before.kind:
        return False
    if option.kind == "box" or option.place < 0:
        return abs(line.indent - first.indent) < 2
    return option.place == before.place + 1


def _continues(
    lines: Sequence[Line],
    start: int,
    j: int,
    blanks: int,
    extra: int,
    read: LineReader,
    options: Sequence[OptionLine],
    *,
    coded: bool,
) -> bool:
    """Tell whether a line belongs to the option above it; ``coded`` options have code."""
    line = lines[j]
    if line.kind is Kind.CODE:
        return _next_option(lines, j, read, options, 40) or coded
    if line.kind is not Kind.TEXT or line.heading or blanks or extra >= _WRAPPED:
        return False
    if answer_mark(line) is not None or is_explanation(line):
        return False
    if options[-1].text.rstrip("* ").endswith(("?", "？")):
        return False
    deeper = line.indent >= lines[start].indent + 2 and not option_lines.read_bullet(line)
    return deeper or _next_option(lines, j, read, options, _WRAPPED)


def _next_option(
    lines: Sequence[Line], j: int, read: LineReader, options: Sequence[OptionLine], within: int
) -> bool:
    """Tell whether the option that must come next follows soon, with no gap but code before it."""
    coded = lines[j].kind is Kind.CODE
    for line in lines[j + 1 : j + 1 + within]:
        option = read(line)
        if option is not None and option.kind == options[-1].kind:
            return option.place < 0 or option.place == options[-1].place + 1
        if line.kind is Kind.CODE or (coded and line.kind is Kind.BLANK):
            continue
        if line.kind is not Kind.TEXT or line.heading or answer_mark(line) is not None:
            return False
    return False


def is_explanation(line: Line) -> bool:
    """Tell whether a line begins the explanation of an answer."""
    return line.kind is Kind.TEXT and bool(vocabulary.EXPLANATION.match(line.body))


def _joined(parts: Sequence[str]) -> str:
    coded = any(part.lstrip().startswith(("```", "~~~")) for part in parts)
    if not coded:
        return " ".join(part.strip() for part in parts)
    kept = parts[1:] if len(parts[0]) < 3 else parts
    return "\n".join(kept).strip()


def _with_text(option: OptionLine, text: str) -> OptionLine:
    if text == option.text:
        return option
    again = option_lines.read_plain(Line(0, text, Kind.TEXT, text))
    flag = again.flag if again and option.flag is None else option.flag
    shown = again.text if again and "\n" not in text else text
    return OptionLine(option.kind, option.place, option.label, shown, flag, option.bold)


def _plain(lines: Sequence[Line], i: int) -> OptionRun | None:
    """Read bare lines below a question as options, where a mark tells which are right."""
    line = lines[i]
    above = lines[i - 1] if i else None
    if above is None or above.kind is not Kind.TEXT or above.body[-1:] not in "?？":
        return None
    if len(line.body) > 200 or option_lines.read_bullet(line):
        return None
    options: list[OptionLine] = []
    for other in lines[i : i + _MOST]:
        option = option_lines.read_plain(other)
        if option is None or answer_mark(other) is not None:
            break
        options.append(option)
    run = OptionRun(options, i + 1, i + len(options))
    fewest = 3 if any(other.body.startswith("*") for other in lines[i : run.last]) else 2
    return run if fewest <= len(options) <= _MOST_PLAIN and run.flagged else None
