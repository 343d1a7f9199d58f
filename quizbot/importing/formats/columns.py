"""Rows with columns to items: what each column is, by its name or by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from quizbot.domain.question import Choice, Level
from quizbot.importing import vocabulary
from quizbot.importing.item import Item

_NAMES: Mapping[str, str] = {
    "id": r"id|guid|key|slug",
    "number": r"#|no|nr|num|number|s ?no|sl ?no|sr ?no|index",
    "prompt": (
        r"questions?(?: ?text| ?title| ?prompt| ?name)?|prompt|front|q|ques|term|frage|"
        r"pregunta|pergunta|domanda|вопрос|问题|題目|题目|質問|card front|stem|input|"
        r"instruction"
    ),
    "answer": (
        r"(?:model |sample |full |expected )?answers?(?: ?text| ?body)?|back|a|ans|definition|"
        r"response|solution|antwort|respuesta|réponse|resposta|risposta|ответ|答案|回答|card back|"
        r"completion|output"
    ),
    "correct": r"correct(?:[ _]?(?:answers?|option|choice))?|right ?answer|solution key",
    "level": (
        r"levels?|difficulty|difficulty level|schwierigkeit(?:sgrad)?|niveau|nivel|dificultad|"
        r"сложность|уровень|难度|難易度|complexity|experience(?: level)?"
    ),
    "topic": r"topics?|categor(?:y|ies)|subject|section|thema|kategorie|categoría|тема|分类|deck",
    "key_points": r"key[ _]?points?|points|keywords|rubric|kernpunkte",
    "hints": r"hints?|tipp?s?|hinweise?",
    "references": r"references?|sources?|links?|urls?|quelle[n]?",
    "short_answers": r"short[ _]answers?|accepted(?: answers?)?|aliases",
    "explanation": r"explanations?|feedback|rationale|why|erklärung|notes?",
    "choice": (
        r"(?:options?|choices?|answer|antwort|distractors?|(?:wrong|incorrect)[ _]?answers?)"
        r"[ _]?\(?(?:[1-8a-h])\)?|[a-f]"
    ),
    "tags": r"tags?",
}
_PATTERNS = {name: re.compile(rf"(?:{words})", re.IGNORECASE) for name, words in _NAMES.items()}
_LINE, _SEPARATOR = re.compile(r"\n"), re.compile(r"[;|]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the lines it stands on."""

    cells: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Which column is what; ``choices`` are the columns of options."""

    by_name: Mapping[str, int]
    choices: tuple[int, ...] = ()
    header: bool = False

    def cell(self, row: TableRow, name: str) -> str:
        """Return a row's cell by what it is, or nothing."""
        return self._raw(row, name).strip()

    def several(self, row: TableRow, name: str) -> list[str]:
        """Return what stands in a cell: a thing a line, or without lines what marks separate."""
        cell = self._raw(row, name)
        parts = (_LINE if "\n" in cell else _SEPARATOR).split(cell)
        return [part for part in map(str.strip, parts) if part]

    def _raw(self, row: TableRow, name: str) -> str:
        place = self.by_name.get(name, -1)
        return row.cells[place] if 0 <= place < len(row.cells) else ""


def by_header(cells: Sequence[str]) -> ColumnPlan | None:
    """Read a header; None where it does not name a column of questions."""
    found: dict[str, int] = {}
    options: list[int] = []
    for i, cell in enumerate(cells):
        name = " ".join(re.sub(r"[*_`\"]|\s+", " ", cell).split()).strip(" :.?")
        kind = next((k for k, p in _PATTERNS.items() if p.fullmatch(name)), None)
        if kind == "choice" or (kind in ("answer", "prompt") and kind in found and len(name) == 1):
            options.append(i)
        elif kind and kind not in found:
            found[kind] = i
    if "prompt" not in found:
        return None
    if options and "answer" in found and len(cells[found["answer"]].strip()) == 1:
        options.insert(0, found.pop("answer"))
    return ColumnPlan(found, tuple(options), header=True)


def guess(rows: Sequence[TableRow]) -> ColumnPlan | None:
    """Find the columns by what stands in them; None where no column holds questions."""
    width = max(len(row.cells) for row in rows)
    columns = [[row.cells[i].strip() for row in rows if i < len(row.cells)] for i in range(width)]
    asking = [
        mean(vocabulary.asks(cell) > 0 for cell in column) if column else 0 for column in columns
    ]
    prompt = max(range(width), key=lambda i: (asking[i], -i))
    if asking[prompt] < 0.5:
        return None
    found = {"prompt": prompt}
    for i, column in enumerate(columns):
        if i != prompt and column and mean(_is_level(cell) for cell in column) > 0.6:
            found.setdefault("level", i)
    rest = [i for i in range(width) if i not in found.values() and _filled(columns[i])]
    after = [i for i in rest if i > prompt] or rest
    if after:
        found["answer"] = max(after, key=lambda i: (mean(map(len, columns[i])), -i))
    return ColumnPlan(found)


def _is_level(cell: str) -> bool:
    return len(cell) <= 25 and vocabulary.level_of(cell) is not None


def _filled(column: Sequence[str]) -> bool:
    return any(re.search(r"[^\W\d]", cell) or len(cell) > 3 for cell in column)


def item(row: TableRow, plan: ColumnPlan) -> Item | None:
    """Return the item of a row; None where it asks nothing."""
    prompt = plan.cell(row, "prompt")
    if not prompt:
        return None
    offered, answer = _choices(row, plan)
    short = tuple(plan.several(row, "short_answers"))
    given = {name: value for name in ("hints", "key_points") if (value := plan.several(row, name))}
    return Item(
        prompt=prompt,
        answer=answer,
        line=row.first,
        answer_lines=(row.first, row.last) if answer or offered or short else None,
        level=_level(plan.cell(row, "level")),
        choices=offered,
        short_answers=short,
        references=tuple(plan.several(row, "references")),
        topic=plan.cell(row, "topic"),
        given=_in_shape(given),
    )


def _in_shape(given: Mapping[str, list[str]]) -> dict[str, Any]:
    shaped: dict[str, Any] = dict(given)
    if "key_points" in given:
        shaped["key_points"] = [{"point": point} for point in given["key_points"]]
    return shaped


def _level(cell: str) -> Level | None:
    if cell.isdigit():
        return None
    return vocabulary.level_of(cell) if len(cell) <= 40 else None


def _choices(row: TableRow, plan: ColumnPlan) -> tuple[tuple[Choice, ...], str]:
    """Return the options of a row, the right one marked, and its answer."""
    answer, correct = plan.cell(row, "answer"), plan.cell(row, "correct")
    explained = plan.cell(row, "explanation")
    options = [row.cells[i].strip() for i in plan.choices if i < len(row.cells)]
    options = [option for option in options if option]
    named = correct or (answer if options else "")
    if not options:
        whole = answer or correct
        return (), f"{whole}\n\n{explained}" if whole and explained else whole or explained
    right = _right(options, named)
    if right is None and correct and correct not in options:
        options, right = [correct, *options], 0
    said = answer if answer and answer != named else ""
    text = said or explained or (options[right] if right is not None else named)
    return tuple(Choice(option, i == right) for i, option in enumerate(options)), text


def _right(options: Sequence[str], named: str) -> int | None:
    """Return which option is meant by its text, letter or number."""
    wanted = named.strip().casefold()
    texts = [option.casefold() for option in options]
    if wanted in texts:
        return texts.index(wanted)
    match = re.fullmatch(r"(?:option|answer|choice)?\W*([a-h1-8])\W*", wanted)
    place = "abcdefgh".find(match[1]) if match else -1
    if match and place < 0:
        place = int(match[1]) - 1
    return place if 0 <= place < len(options) else None
