"""`bot.py import` and `bot.py export` as their users meet them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.commandline.test_cli import bot

DOCUMENT = """\
# Notes

## Basics

### What is a ring buffer good for?

It keeps the newest entries. The oldest is overwritten. Memory stays bounded.

### What is a skip list?

## Advanced

### How does a bloom filter answer?

Either "surely not" or "perhaps".
"""


def test_a_document_becomes_a_draft_that_check_understands(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(DOCUMENT, encoding="utf-8")
    bank = tmp_path / "bank"
    bank.mkdir()
    result = bot(
        "import", "notes.md", "--out", "bank/structures.yaml", "--topic", "structures", cwd=tmp_path
    )
    assert result.returncode == 0, result.stderr
    assert "3 questions understood, from a document with questions." in result.stderr
    assert "2 fit the bank's form as they are" in result.stderr
    assert "line 9: No answer stands in the document; write one." in result.stderr
    draft = (bank / "structures.yaml").read_text(encoding="utf-8")
    assert "level: beginner" in draft
    assert "level: advanced" in draft
    assert "    #   - point: The oldest is overwritten" in draft
    checked = bot("check", cwd=tmp_path, QUIZBOT_QUESTIONS=str(bank))
    assert "skip-list: answer: is empty; write it." in checked.stdout
    assert checked.stdout.strip().endswith("1 problems found.")


def test_the_marks_of_proposed_points_come_off(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(DOCUMENT.replace("skip list?", "skip list?\nA list."))
    draft = bot("import", "notes.md", "--topic", "structures", cwd=tmp_path).stdout
    confirmed = draft.replace("    # proposed:\n", "")
    confirmed = "\n".join(
        line.replace("    # ", "    ", 1) if line.startswith("    # ") else line
        for line in confirmed.splitlines()
        if "graded: false" not in line
    )
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "structures.yaml").write_text(confirmed, encoding="utf-8")
    problems = bot("check", cwd=tmp_path, QUIZBOT_QUESTIONS=str(bank)).stdout
    assert "ring-buffer" not in problems
    assert "bloom-filter-answer: key_points: has 0; at least 2 are needed." in problems


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04zip", "zip archive"),
        (b"Just a letter to a friend.", "I found no questions"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_imported_is_one_sentence(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    result = bot("import", "x", cwd=tmp_path)
    assert result.returncode == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_the_exported_bank_is_accepted_unchanged(tmp_path: Path) -> None:
    result = bot("export", "--out", "out", cwd=tmp_path)
    assert "5 files written to out." in result.stdout
    checked = bot("check", cwd=tmp_path, QUIZBOT_QUESTIONS=str(tmp_path / "out"))
    assert checked.stdout.startswith("24 questions in 5 topics")
    assert "no problems" in checked.stdout


def test_tables_and_cards_are_exported(tmp_path: Path) -> None:
    table = bot("export", "--format", "csv", "--topic", "Diffusion", cwd=tmp_path).stdout
    rows = list(csv.DictReader(table.splitlines(keepends=True)))
    assert {row["topic"] for row in rows} == {"diffusion"}
    bot("export", "--format", "anki", "--out", "cards.txt", cwd=tmp_path)
    assert (tmp_path / "cards.txt").read_text(encoding="utf-8").startswith("#separator:tab\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["export"], "give the folder for them with --out FOLDER"),
        (["export", "--format", "csv", "--topic", "difusion"], "Did you mean diffusion?"),
        (["import", "x", "--topic", "../../etc"], "only small letters, digits"),
    ],
)
def test_wrong_arguments_are_one_sentence(
    tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    result = bot(*arguments, cwd=tmp_path)
    assert result.returncode != 0
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
