"""What each column of a table is: by its name, or by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean

from quizbot.importing import vocabulary, words
from quizbot.importing.words import Role

_LISTED = (Role.OPTION, Role.WRONG)
_TEXT_OF_IT = re.compile(
    r"text|body|html|stem|prompt|front|content|inhalt|texte|texto|testo|тексt|题干"
)
_NAME_OF_IT = re.compile(r"name|title|titel|titre|título|titolo|slug")
_LEVEL_CELL = 25
_LONGEST_NAME = 200
"""Characters of a column's name; templates write their rules into it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the lines it stands on."""

    cells: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Which column is what.

    ``options`` are the columns of options with the number or letter in their names; ``whys`` are
    the columns that explain one option each. A key may be told by several columns together.
    """

    roles: Mapping[Role, tuple[int, ...]]
    options: tuple[tuple[int, str], ...] = ()
    wrong: tuple[int, ...] = ()
    whys: Mapping[str, int] = field(default_factory=dict)
    keys: tuple[tuple[int, ...], ...] = ()
    aside: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()

    @property
    def known(self) -> int:
        """How many columns have a meaning."""
        named = sum(len(places) for places in self.roles.values())
        return named + len(self.options) + len(self.wrong) + sum(map(len, self.keys))


@dataclass(slots=True)
class _Names:
    """The columns of a header while they are sorted."""

    roles: dict[Role, list[int]] = field(default_factory=dict)
    numbered: dict[Role, list[tuple[int, str]]] = field(default_factory=dict)
    bare: list[tuple[int, str]] = field(default_factory=list)
    """Columns whose whole name is a letter or a number."""
    unknown: list[int] = field(default_factory=list)


def by_header(cells: Sequence[str]) -> ColumnPlan | None:
    """Read a header; None where it does not name a column of questions."""
    if any(len(cell) > _LONGEST_NAME for cell in cells):
        return None
    names = _sorted(cells)
    if Role.QUESTION not in names.roles:
        return None
    prompt = _the_text(names.roles[Role.QUESTION], cells)
    options = _options(names)
    keys, answers = _keys(names, options)
    roles: dict[Role, tuple[int, ...]] = {
        role: tuple(places)
        for role, places in names.roles.items()
        if role not in (*_LISTED, Role.QUESTION, Role.ANSWER, Role.CORRECT, Role.ASIDE)
    }
    for role in (Role.HINT, Role.POINTS, Role.ACCEPTED, Role.REFERENCE):
        more = tuple(place for place, _ in names.numbered.get(role, ()))
        if more:
            roles[role] = (*roles.get(role, ()), *more)
    roles[Role.QUESTION] = (prompt,)
    if answers:
        roles[Role.ANSWER] = answers
    return ColumnPlan(
        roles,
        tuple(options),
        (
            *(place for place, _ in names.numbered.get(Role.WRONG, ())),
            *names.roles.get(Role.WRONG, ()),
        ),
        {label: place for place, label in names.numbered.get(Role.WHY, ())},
        keys,
        tuple(names.roles.get(Role.ASIDE, ())),
        tuple(names.unknown),
    )


def _sorted(cells: Sequence[str]) -> _Names:
    names = _Names()
    for place, cell in enumerate(cells):
        words_, index = words.numbered(cell)
        role = words.role_of(words_) if index and words_ else None
        if index and not words_:
            names.bare.append((place, index))
        elif role in (Role.OPTION, Role.ANSWER, Role.WRONG, Role.WHY, Role.HINT, Role.CORRECT) or (
            role in (Role.POINTS, Role.ACCEPTED, Role.REFERENCE)
        ):
            names.numbered.setdefault(role, []).append((place, index))
        elif whole := words.role_of(cell):
            names.roles.setdefault(whole, []).append(place)
        elif cell.strip():
            names.unknown.append(place)
    return names


def _take_lone_a(names: _Names) -> None:
    """Take a column "A" beside which there is no "B" for that of answers."""
    letters = {label: place for place, label in names.bare}
    if "B" not in letters and "A" in letters:
        names.roles.setdefault(Role.ANSWER, []).append(letters["A"])
        names.bare = [(place, label) for place, label in names.bare if label != "A"]


def _the_text(places: Sequence[int], cells: Sequence[str]) -> int:
    """Return which of several columns of questions holds their text rather than their name."""

    def rank(place: int) -> tuple[bool, bool, int]:
        name = cells[place].casefold()
        return (not _TEXT_OF_IT.search(name), bool(_NAME_OF_IT.search(name)), place)

    return min(places, key=rank) if len(places) > 1 else places[0]


def _options(names: _Names) -> list[tuple[int, str]]:
    """Return the columns of options; "Answer 1" is one unless there are others beside it."""
    found = names.numbered.get(Role.OPTION, [])
    if len(names.bare) > 1:
        found = [*found, *names.bare]
    else:
        _take_lone_a(names)
    listed = names.roles.get(Role.OPTION, [])
    answers = names.numbered.get(Role.ANSWER, [])
    if len(answers) > 1 and not found:
        return answers
    if found:
        return found
    return [(place, "") for place in listed]


def _keys(
    names: _Names, options: Sequence[tuple[int, str]]
) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """Return the columns of keys, in groups that tell one key together, and those of answers."""
    keys: list[tuple[int, ...]] = [(place,) for place in names.roles.get(Role.CORRECT, ())]
    numbered = [place for place, _ in names.numbered.get(Role.CORRECT, ())]
    beside = [p for p, label in names.numbered.get(Role.ANSWER, ()) if (p, label) not in options]
    keys += [tuple(group) for group in (numbered, beside) if group]
    answers = tuple(names.roles.get(Role.ANSWER, ()))
    if options and len(answers) > 1:
        keys += [(place,) for place in answers[1:]]
        answers = answers[:1]
    return tuple(keys), answers


def guess(rows: Sequence[TableRow]) -> ColumnPlan | None:
    """Find the columns by what stands in them; None where no column holds questions."""
    width = max(len(row.cells) for row in rows)
    columns = [[row.cells[i].strip() for row in rows if i < len(row.cells)] for i in range(width)]
    quiz = _guess_choices(columns, len(rows))
    if quiz is not None:
        return quiz
    asking = [
        mean(vocabulary.asks(cell) > 0 for cell in column) if column else 0 for column in columns
    ]
    prompt = max(range(width), key=lambda i: (asking[i], -i))
    if asking[prompt] < 0.5:
        return None
    roles = {Role.QUESTION: (prompt,)}
    for i, column in enumerate(columns):
        if i != prompt and column and mean(_is_level(cell) for cell in column) > 0.6:
            roles.setdefault(Role.LEVEL, (i,))
    taken = {place for places in roles.values() for place in places}
    rest = [i for i in range(width) if i not in taken and _filled(columns[i])]
    after = [i for i in rest if i > prompt] or rest
    if after:
        roles[Role.ANSWER] = (max(after, key=lambda i: (mean(map(len, columns[i])), -i)),)
    left = tuple(i for i in rest if i not in roles.get(Role.ANSWER, ()))
    return ColumnPlan(roles, unknown=left)


def _guess_choices(columns: Sequence[Sequence[str]], count: int) -> ColumnPlan | None:
    """Find a question, its options, and a key that is a letter or repeats an option."""
    width = len(columns)
    full = [len(column) == count and all(column) for column in columns]
    for start in (0, 1):
        if width - start < 5 or width - start > 12 or not full[start] or count < 2:
            continue
        for key, options in (
            (width - 1, range(start + 1, width - 1)),
            (start + 1, range(start + 2, width)),
        ):
            if full[key] and _is_key(columns, key, options, count):
                return ColumnPlan(
                    {Role.QUESTION: (start,)}, tuple((i, "") for i in options), keys=((key,),)
                )
    return None


def _is_key(columns: Sequence[Sequence[str]], key: int, options: Sequence[int], count: int) -> bool:
    if not 2 <= len(options) <= 10 or any(len(columns[i]) != count for i in options):
        return False
    letters = all(re.fullmatch(r"[A-Ja-j]", cell) for cell in columns[key])
    if letters and len(set(columns[key])) > 1:
        return True
    return all(columns[key][row] in {columns[i][row] for i in options} for row in range(count))


def _is_level(cell: str) -> bool:
    return len(cell) <= _LEVEL_CELL and vocabulary.level_of(cell) is not None


def _filled(column: Sequence[str]) -> bool:
    return any(re.search(r"[^\W\d]", cell) or len(cell) > 3 for cell in column)


def unread(plan: ColumnPlan, header: Sequence[str], rows: Sequence[TableRow]) -> Iterator[str]:
    """Yield a sentence for each column that says something and has no known name."""
    for place in plan.unknown:
        if any(place < len(row.cells) and row.cells[place].strip() for row in rows):
            name = " ".join(header[place].split())[:60] if place < len(header) else str(place + 1)
            yield f'The column "{name}" is not known and was left out.'
