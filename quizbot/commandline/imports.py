"""``bot.py import``: a document to a draft of a bank file."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from quizbot.bank import library, schema
from quizbot.bank.exporting import topicfile
from quizbot.bank.library import Library
from quizbot.commandline import streams
from quizbot.commandline.paths import write
from quizbot.errors import Refusal
from quizbot.grading.text import stem_set
from quizbot.importing import document, drafting, keypoints
from quizbot.importing.decoding import MAX_BYTES
from quizbot.importing.item import Item, Understood


def main(questions: Path, file: Path, out: Path | None, topic: str) -> int:
    """Turn a document into a draft file and list what needs a person; returns the exit status.

    Raises:
        Refusal: the file cannot be read, or nothing in it is a question.
    """
    bank = library.load(questions)
    understood = document.understand(
        _read(file), stem_set, bank.questions.values(), _shown if sys.stderr.isatty() else _silent
    )
    draft = draft_file(understood, topic, bank)
    if out is None:
        streams.hold_a_document()
        print(draft)
    else:
        write(out, draft)
    print(summary(understood, out), file=sys.stderr)
    return 0


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refusal(
            f"{file} cannot be read ({error.strerror}). Give the path of a document."
        ) from error


def _silent(_what: str, _percent: int) -> None:
    """Tell nobody."""


def _shown(what: str, percent: int) -> None:
    print(f"\r{percent:3} % {what:40}", end="\n" if percent == 100 else "", file=sys.stderr)


def draft_file(understood: Understood, topic: str, bank: Library) -> str:
    """Return a bank file of all items, each below what a person must look at.

    Proposed key points are comments: they count once somebody takes the marks away.
    """
    taken = set(bank.questions)
    title = bank.titles.get(topic, topic.replace("-", " ").capitalize())
    parts = [
        f"# A draft of {len(understood.items)} questions, from {understood.kind}.",
        "# Look at each; take away the # of the proposed key points that hold, and then",
        "# the line 'graded: false'. bot.py check names what is missing.",
        *(f"# {remark}" for remark in understood.remarks),
        topicfile.dump({"topic": topic, "title": title}) + "questions:",
    ]
    for item in understood.items:
        wanted = item.given.get("id")
        name = wanted if isinstance(wanted, str) and wanted not in taken else ""
        name = name or drafting.slug(item.prompt, taken)
        taken.add(name)
        parts.append(_draft(item, name))
    return "\n".join(parts) + "\n"


def _draft(item: Item, name: str) -> str:
    written = drafting.entry(item, name)
    text = topicfile.dump([topicfile.in_file_form(written)])
    lines = [f"  {line}".rstrip() for line in text.rstrip("\n").split("\n")]
    told = [f"  # Line {item.line}: {' '.join(r.sentence.split())}" for r in item.remarks]
    proposed = () if written["graded"] else keypoints.propose(item.answer)
    if proposed:
        listed = topicfile.dump({"key_points": [{"point": point} for point in proposed]})
        lines += ["    # proposed:", *(f"    # {line}" for line in listed.rstrip().split("\n"))]
    return "\n".join(["", *told, *lines])


def summary(understood: Understood, out: Path | None) -> str:
    """Return what was understood, and each thing that needs a person."""
    items = understood.items
    ready = sum(_is_valid(item) for item in items)
    concerns = Counter(remark.concern.value for item in items for remark in item.remarks)
    lines = [
        f"{len(items)} questions understood, from {understood.kind}.",
        *understood.remarks,
        f"{ready} fit the bank's form as they are; in the open form, those without key points are "
        "not graded.",
        *(f"{count} x {concern}" for concern, count in concerns.most_common()),
    ]
    lines += [
        f"  line {item.line}: {remark.sentence}"
        for item in items
        for remark in item.remarks
        if remark.concern.value != "no level"
    ]
    return "\n".join([*lines, f"The draft is in {out}." if out else ""]).rstrip()


def _is_valid(item: Item) -> bool:
    return not schema.validate_question(drafting.entry(item, "x"))[1]
