"""A problem in a bank file, said so that its author knows where and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend.

    ``line`` counts from 1; ``where`` is a question id or a path into the file.
    """

    file: str
    line: int
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing to mend in a question that a person typed: where, and what to do.

    ``path`` is the way to the value, such as ``("key_points", 0, "accept", 1)``.
    """

    path: tuple[str | int, ...]
    what: str

    def __str__(self) -> str:
        """Name the field as a bank file does, entries from 1."""
        names = (str(part + 1) if isinstance(part, int) else part for part in self.path)
        return f"{' '.join(names) or 'the file'}: {self.what}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` Did you mean x?`` for the known word nearest to ``word``, or nothing."""
    near = get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""
