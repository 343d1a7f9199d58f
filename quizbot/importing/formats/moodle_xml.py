"""Moodle's XML: questions with their answers, shares of the mark, tolerances and feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from quizbot.domain import short_answer
from quizbot.importing.formats import html, record
from quizbot.importing.formats.record import Record
from quizbot.importing.item import Concern, Item, Remark, Understood

KIND = "questions in Moodle's XML"
_HEAD = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<quiz\b", re.DOTALL)
_TEXTS = {"shortanswer", "numerical", "calculated"}
_NO_QUESTION = {"category", "description"}
_DEEPEST = 40


@dataclass(slots=True)
class _Node:
    name: str
    given: dict[str, str]
    first: int
    last: int = 0
    said: list[str] = field(default_factory=list)
    inner: list[_Node] = field(default_factory=list)

    def find(self, name: str) -> _Node | None:
        return next((node for node in self.inner if node.name == name), None)

    def all(self, name: str) -> Iterator[_Node]:
        return (node for node in self.inner if node.name == name)

    @property
    def text(self) -> str:
        """What stands in the element or in its element ``text``, as Markdown."""
        node = self.find("text") or self
        return html.to_markdown("".join(node.said)).strip()


class _EntityError(Exception):
    """The file declares entities, which a quiz never needs and which can grow without end."""


def read(text: str) -> Understood | None:
    """Return the questions of such a file; None for another one."""
    if not _HEAD.match(text[:5_000]):
        return None
    try:
        root = _parsed(text)
    except (expat.ExpatError, _EntityError, RecursionError) as error:
        return Understood("a Moodle XML file that cannot be read", (), (f"{error}.",))
    asked = [node for node in root.all("question") if node.given.get("type") not in _NO_QUESTION]
    found = [item for node in asked for item in _items(node)]
    told = [f"Taken for {KIND}: it holds {len(asked)} of them."]
    if len(found) < len(asked):
        told.append(f"{len(asked) - len(found)} have no text and were left out.")
    return Understood(KIND, tuple(found), tuple(told))


def _parsed(text: str) -> _Node:
    parser = expat.ParserCreate()
    root = _Node("", {}, 1)
    path = [root]

    def start(name: str, given: dict[str, str]) -> None:
        node = _Node(name.casefold(), given, parser.CurrentLineNumber)
        path[-1].inner.append(node)
        if len(path) > _DEEPEST:
            raise _EntityError("Its elements are nested too deep")
        path.append(node)

    def end(_name: str) -> None:
        path.pop().last = parser.CurrentLineNumber

    def declare(*_given: object) -> None:
        raise _EntityError("It declares entities; take the line <!ENTITY out")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda said: path[-1].said.append(said)
    parser.EntityDeclHandler = declare
    parser.Parse(re.sub(r"encoding=(['\"]).*?\1", "", text[:200]) + text[200:], True)
    return root.inner[0] if root.inner else root


def _items(node: _Node) -> list[Item]:
    asked = node.find("questiontext")
    prompt = asked.text if asked else ""
    if not prompt:
        return []
    found = Record(prompt, node.first, node.last, why=_text_of(node, "generalfeedback"))
    kind, answers = node.given.get("type", ""), [*node.all("answer")]
    if kind in _TEXTS:
        found.accepted = tuple(_accepted(answer) for answer in answers if _share(answer) > 0)
        best = max(answers, key=_share, default=None)
        found.answer = best.text if best is not None else ""
    elif kind == "matching":
        pairs = ((sub.text, _text_of(sub, "answer")) for sub in node.all("subquestion"))
        found.answer = "\n".join(f"- {one} → {other}" for one, other in pairs if one)
        sentence = "A matching question became an open one with the pairs as its answer."
        found.remarks = (Remark(Concern.FORM, sentence),)
    elif kind in ("essay", "ddwtos", "cloze", "gapselect", "ordering"):
        found.answer = _text_of(node, "graderinfo")
    else:
        _take_options(found, answers)
    return record.items([found])


def _take_options(found: Record, answers: list[_Node]) -> None:
    found.options = [_shown(answer.text) for answer in answers]
    shares = [_share(answer) for answer in answers]
    full = any(share >= 100 for share in shares)
    found.flags = [share >= 100 or (not full and share > 0) for share in shares]
    found.whys = [
        "" if right else _text_of(answer, "feedback")
        for answer, right in zip(answers, found.flags, strict=True)
    ]
    if full and any(0 < share < 100 for share in shares):
        sentence = "Some options earn a part of the mark in Moodle and are wrong here."
        found.remarks = (Remark(Concern.FORM, sentence),)


def _shown(text: str) -> str:
    return text.capitalize() if text in ("true", "false") else text


def _accepted(answer: _Node) -> str:
    tolerance = answer.find("tolerance")
    around = "".join(tolerance.said).strip() if tolerance else ""
    text = f"{answer.text} ± {around}" if around.strip(" 0.") else answer.text
    return short_answer.write(text, _share(answer) / 100)


def _share(answer: _Node) -> float:
    try:
        return float(answer.given.get("fraction", "0"))
    except ValueError:
        return 0.0


def _text_of(node: _Node, name: str) -> str:
    found = node.find(name)
    return found.text if found else ""
