"""``bot.py export``: the bank as YAML files, a table, or cards for Anki."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quizbot.bank import library
from quizbot.bank.exporting import cards, sheet, topicfile
from quizbot.bank.library import Library
from quizbot.commandline import streams
from quizbot.commandline.paths import write
from quizbot.errors import Refusal


def main(questions: Path, kind: str, out: Path | None, topics: Sequence[str]) -> int:
    """Write the bank, or some topics of it, as YAML files, a table or cards; returns the status.

    Raises:
        NotFound: a topic is not known.
        Refusal: the place cannot be written.
    """
    bank = library.load(questions)
    wanted = [bank.topic(topic) for topic in topics] or list(bank.titles)
    chosen = [question for question in bank.questions.values() if question.topic in wanted]
    if kind == "yaml":
        return _export_files(bank, wanted, out)
    written = sheet.write(chosen) if kind == "csv" else cards.write(chosen)
    if out is None:
        streams.hold_a_document()
        print(written, end="")
    else:
        write(out, written)
        print(f"{len(chosen)} questions written to {out}.")
    return 0


def _export_files(bank: Library, topics: Sequence[str], out: Path | None) -> int:
    if out is None:
        raise Refusal("YAML is one file per topic: give the folder for them with --out FOLDER.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{out} cannot be made ({error.strerror}). Choose another place.") from error
    for topic in topics:
        asked = [question for question in bank.questions.values() if question.topic == topic]
        write(out / f"{topic}.yaml", topicfile.write(topic, bank.title(topic), asked))
    print(f"{len(topics)} files written to {out}.")
    return 0
