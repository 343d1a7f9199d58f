"""Read YAML without its traps: values keep the line they stand on, and nothing is guessed.

PyYAML's safe loader turns unquoted ``yes``, ``3.10``, ``12:30`` and dates into other values and
keeps the last of two equal keys without a word. Here a file is composed into nodes, and a scalar
that a person wrote as text but YAML reads as something else becomes a `Trap`, which the validator
reports with the text as it was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from quizbot.bank.problem import Problem

Path = tuple[str | int, ...]

_NAMES = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:null": "nothing",
}
MAX_DEPTH, MAX_ALIASES = 40, 20
_KNOWN_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", *_NAMES}


@dataclass(frozen=True, slots=True)
class Trap:
    """A plain scalar that YAML does not read as text.

    ``written`` is the text as it stands, ``read_as`` says in words what YAML makes of it.
    """

    written: str
    read_as: str
    tagged: bool = False


@dataclass(slots=True)
class Document:
    """A file's values, the line of each (by path), and what was wrong with its YAML.

    It is ``refused`` where it would grow without end and was not read at all.
    """

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False

    def line(self, path: Path) -> int:
        """Return the line of the value at ``path``, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str, file: str) -> Document:
    """Parse ``text``; problems of the YAML itself are in the document, never raised."""
    document = Document()
    try:
        document.problems += _forbidden(text, file)
        document.refused = bool(document.problems)
        if document.refused:
            return document
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        document.problems.append(_syntax_problem(error, file))
        return document
    if node is not None:
        document.value = _build(node, (), file, document)
    return document


def _forbidden(text: str, file: str) -> list[Problem]:
    """Return what is refused before a text is composed: aliases, and nesting without end.

    Both make small files large, and the composer calls itself once for each level.
    """
    problems: list[Problem] = []
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            sentence = f"YAML aliases (*{event.anchor}) are not used here; write the text out."
            problems.append(Problem(file, _line(event), "file", sentence))
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or len(problems) >= MAX_ALIASES:
            if depth > MAX_DEPTH:
                sentence = f"values are nested more than {MAX_DEPTH} deep; write them flatter."
                problems.append(Problem(file, _line(event), "file", sentence))
            break
    return problems


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    advice = "check the indentation, and put texts with ': ' or ' #' in quotes."
    return Problem(
        file, mark.line + 1 if mark else 1, "file", f"this is not valid YAML ({what}); {advice}"
    )


def _build(node: Any, path: Path, file: str, document: Document) -> Any:
    document.lines[path] = _line(node)
    if node.tag not in _KNOWN_TAGS:
        sentence = f"the YAML tag {node.tag} is not used here; take it away."
        document.problems.append(Problem(file, _line(node), _name(path), sentence))
        return Trap(str(node.value), "a tagged value", tagged=True)
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, path, file, document)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, i), file, document) for i, child in enumerate(node.value)]
    return _scalar(node)


def _build_mapping(
    node: yaml.MappingNode, path: Path, file: str, document: Document
) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            sentence = "a key must be a word, not a list or a mapping."
            document.problems.append(Problem(file, line, _name(path), sentence))
            continue
        key = key_node.value
        if key in mapping:
            first = document.lines[(*path, key)]
            sentence = (
                f"the key {key!r} stands here twice (first in line {first}); keep one of them."
            )
            document.problems.append(Problem(file, line, _name(path), sentence))
            continue
        mapping[key] = _build(value_node, (*path, key), file, document)
    return mapping


def _scalar(node: yaml.ScalarNode) -> Any:
    """Return text as text, plain whole numbers and true or false as such, all else as a trap."""
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    if (
        node.tag == "tag:yaml.org,2002:int"
        and node.value.isdigit()
        and (node.value == "0" or not node.value.startswith("0"))
    ):
        return int(node.value)
    if node.tag == "tag:yaml.org,2002:bool" and node.value in ("true", "false"):
        return node.value == "true"
    return Trap(node.value, _NAMES[node.tag])


def _line(marked: Any) -> int:
    """Return the line (from 1) at which a node or event begins."""
    return int(marked.start_mark.line) + 1


def _name(path: Path) -> str:
    return ".".join(str(part) for part in path) or "file"
