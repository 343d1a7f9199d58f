"""The shipped bank in memory: read once at start, so that no command ever waits for YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizbot.bank import schema, yamltext
from quizbot.bank.problem import Problem, did_you_mean
from quizbot.domain.question import Question
from quizbot.errors import BankError, NotFound

CONCEPTS_FILE = "concepts.txt"


@dataclass(frozen=True, slots=True)
class Library:
    """All questions of the bank by id, the title of each topic, and where each question stands."""

    questions: Mapping[str, Question]
    titles: Mapping[str, str]
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def topic(self, name: str) -> str:
        """Return the topic meant by ``name``.

        Raises:
            NotFound: no topic has this name; the sentence offers the nearest one.
        """
        return named_topic(name, self.titles)

    def title(self, topic: str) -> str:
        """Return the title of a topic; a server's own topic is its own title."""
        return self.titles.get(topic, topic.replace("-", " ").capitalize())


def named_topic(name: str, titles: Mapping[str, str]) -> str:
    """Return the topic meant by ``name`` among those of the ``titles``.

    Raises:
        NotFound: no topic has this name; the sentence offers the nearest one.
    """
    wanted = name.strip().casefold()
    for topic, title in titles.items():
        if wanted in (topic, title.casefold()):
            return topic
    near = did_you_mean(wanted, titles)
    raise NotFound(
        f'There is no topic "{name.strip()[:40]}".{near} The option lists all {len(titles)} topics.'
    )


def load(folder: Path) -> Library:
    """Read and validate every file of the bank.

    Raises:
        BankError: with all problems of all files, a line each.
    """
    library, problems = inspect(folder)
    if problems or library is None:
        lines = "\n".join(map(str, problems))
        raise BankError(f"The question bank has {len(problems)} problems:\n{lines}")
    return library


def inspect(folder: Path) -> tuple[Library | None, list[Problem]]:
    """Read every file of the bank; returns the library, or None and all problems."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        sentence = "no bank file (*.yaml) is in this folder; check QUIZBOT_QUESTIONS."
        return None, [Problem(str(folder), 1, "bank", sentence)]
    concepts = known_concepts(folder)
    questions: dict[str, Question] = {}
    places: dict[str, tuple[str, int]] = {}
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        document, entry, found = _read_topic(file)
        problems += found
        if entry is None:
            continue
        titles[entry.topic] = entry.title
        for i, question in enumerate(entry.questions):
            line = document.line(("questions", i, "id"))
            problems += _cross_checks(question, concepts, places, file.name, line)
            places.setdefault(question.id, (file.name, line))
            questions[question.id] = question.to_question(entry.topic)
    return (None if problems else Library(questions, titles, places)), problems


def known_concepts(folder: Path) -> dict[str, str]:
    """Return topic by concept, as listed in ``concepts.txt``; empty where there is no such file."""
    file = folder / CONCEPTS_FILE
    if not file.exists():
        return {}
    rows = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {row[1]: row[0] for row in rows if len(row) == 2 and not row[0].startswith("#")}


def _read_topic(file: Path) -> tuple[yamltext.Document, schema.TopicEntry | None, list[Problem]]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sentence = f"the file cannot be read ({error}); save it as UTF-8 text."
        return yamltext.Document(), None, [Problem(file.name, 1, "file", sentence)]
    document = yamltext.read(text, file.name)
    entry, problems = schema.validate_topic(document, file.name)
    if entry is not None and entry.topic != file.stem:
        sentence = f"the topic is {entry.topic!r}, so the file must be called {entry.topic}.yaml."
        problems.append(Problem(file.name, document.line(("topic",)), "file", sentence))
    return document, entry, problems


def _cross_checks(
    question: schema.QuestionEntry,
    concepts: Mapping[str, str],
    places: Mapping[str, tuple[str, int]],
    file: str,
    line: int,
) -> list[Problem]:
    problems = []
    if question.id in places:
        sentence = (
            f"{places[question.id][0]} has a question with this id; "
            "ids are unique in the whole bank."
        )
        problems.append(Problem(file, line, question.id, sentence))
    if not question.key_points and not question.short_answers:
        sentence = (
            "is not graded (graded: false). That is for a server's own questions; "
            "give it two to eight key points."
        )
        problems.append(Problem(file, line, question.id, sentence))
    for concept in question.covers:
        if concepts and concept not in concepts:
            sentence = (
                f"covers: {concept!r} is not in {CONCEPTS_FILE}.{did_you_mean(concept, concepts)}"
            )
            problems.append(Problem(file, line, question.id, sentence))
    return problems
