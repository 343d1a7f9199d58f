"""Moodle's GIFT: questions with their answers in braces."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizbot.importing.formats import gift_answers, html
from quizbot.importing.item import Item, Understood

_TITLE = re.compile(r"\s*::(.*?)(?<!\\)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_OPENING = re.compile(r"\{\s*(?:[=~#%]|(?:TRUE|FALSE|T|F)\s*[#}]|\})", re.IGNORECASE)
_ESCAPES = {f"\\{sign}": chr(0xE000 + i) for i, sign in enumerate("\\~=#{}:")}
"""Escaped signs stand as private characters while the rest is taken apart."""
_LINE_BREAK = re.compile(r"\\n(?!(?:eq?|eg|u|abla|ot(?:in)?|mid|exists|subset\w*|leq|geq)\b)")
_LONGEST_BLOCK = 60
"""Lines after which a brace that nobody closes must not swallow the rest of the file."""
_MOST_OPENED, _LONGEST = 20, 20_000
"""Braces tried in a paragraph, and characters within which they must close."""
_FEWEST = 0.6


@dataclass(frozen=True, slots=True)
class _Block:
    """One question's text with its escapes hidden, and the place of its answers in braces."""

    text: str
    first: int
    last: int
    answers: tuple[int, int] | None


def read_titled(text: str) -> Understood | None:
    """Return the questions of a GIFT file whose questions have titles; None for another one."""
    return read(text, fewest=0.0) if re.search(r"(?m)^\s*::[^:\n]{1,200}::", text) else None


def read(text: str, fewest: float = _FEWEST) -> Understood | None:
    """Return the questions of a GIFT file; None where most of the text is something else.

    ``fewest`` is the part of the lines that must belong to questions.
    """
    if not _OPENING.search(_hidden(text)):
        return None
    blocks = [*_blocks(text)]
    answered = [block for block in blocks if block.answers]
    lines = sum(block.last - block.first + 1 for block in blocks)
    covered = sum(block.last - block.first + 1 for block in answered)
    if not answered or covered < fewest * lines:
        return None
    found = [(block, _item(block)) for block in answered]
    items = [item for _, item in found if item is not None]
    why = f"{len(answered)} of its {len(blocks)} paragraphs hold answers in braces."
    told = [f"Taken for questions in Moodle's GIFT format: {why}"]
    lost = [b.first for b in blocks if not b.answers] + [b.first for b, i in found if i is None]
    if lost:
        listed = ", ".join(map(str, sorted(lost)[:8]))
        told.append(f"{len(lost)} texts without a question were left out (line {listed}).")
    return Understood("questions in Moodle's GIFT format", tuple(items), tuple(told))


def _blocks(text: str) -> Iterator[_Block]:
    """Split at blank lines outside of braces, and where a question is whole and another begins."""
    lines = text.split("\n")
    pending: list[str] = []
    first, depth = 0, 0
    for number, line in enumerate([*lines, ""], 1):
        bare = line.strip()
        if bare.startswith("//") or (not pending and (not bare or bare.startswith("$CATEGORY:"))):
            continue
        ends = (not bare and depth <= 0) or len(pending) > _LONGEST_BLOCK
        begins = bool(pending) and depth <= 0 and bool(bare) and _begins(pending, lines, number)
        if ends or begins:
            yield _block(pending, first, number - 1)
            pending, depth = [], 0
            if not bare or bare.startswith("$CATEGORY:"):
                continue
        if not pending:
            first = number
        hidden = _hidden(line)
        pending.append(hidden)
        depth += hidden.count("{") - hidden.count("}")
    if pending:
        yield _block(pending, first, len(lines))


def _begins(pending: Sequence[str], lines: Sequence[str], number: int) -> bool:
    """Tell whether a line begins another question although no blank line stands before it."""
    line = lines[number - 1].strip()
    if line.startswith(("::", "$CATEGORY:")):
        return True
    if _answers("\n".join(pending)) is None:
        return False
    for later in lines[number - 1 : number + 20]:
        if not later.strip():
            return False
        if _OPENING.search(_hidden(f"{later} ")) or _hidden(later).rstrip().endswith("{"):
            return True
    return False


def _block(pending: Sequence[str], first: int, last: int) -> _Block:
    text = "\n".join(pending)
    return _Block(text, first, last, _answers(text))


def _answers(text: str) -> tuple[int, int] | None:
    """Return where the braces with the answers open and close."""
    for match in itertools.islice(_OPENING.finditer(text), _MOST_OPENED):
        depth = 0
        for place in range(match.start(), min(len(text), match.start() + _LONGEST)):
            depth += (text[place] == "{") - (text[place] == "}")
            if not depth:
                return match.start(), place
    return None


def _hidden(text: str) -> str:
    for sign, private in _ESCAPES.items():
        text = text.replace(sign, private)
    return text


def _item(block: _Block) -> Item | None:
    title = _TITLE.match(block.text)
    start = title.end() if title else 0
    form = _FORMAT.match(block.text, start)
    start = form.end() if form else start
    opened, closed = block.answers or (0, 0)
    shown = form[1].casefold() if form else "plain"
    before, after = block.text[start:opened].rstrip(), block.text[closed + 1 :].strip()
    prompt = clean(_with_gap(before, after), shown)
    if not prompt and title:
        prompt = clean(title[1], shown)
    if not prompt:
        return None
    body = block.text[opened + 1 : closed]
    return gift_answers.item(prompt, body, (block.first, block.last), lambda t: clean(t, shown))


def _with_gap(before: str, after: str) -> str:
    """Join what stands before and after the answers; a gap in a sentence keeps its mark."""
    if not after:
        return before
    if not before:
        return f"_____ {after}"
    return f"{before} _____{'' if after[0] in '.,;:?!)' else ' '}{after}"


def clean(text: str, shown: str = "plain") -> str:
    """Return a text with its escapes undone, HTML as Markdown."""
    text = _LINE_BREAK.sub("\n", text)
    for sign, private in _ESCAPES.items():
        text = text.replace(private, sign[1])
    text = html.to_markdown(text) if shown == "html" else html.shown(text)
    return re.sub(r"\s*\n\s*(?=\S)", "\n", text.strip()) if shown != "html" else text.strip()
