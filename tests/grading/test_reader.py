"""The packaged reader: its files are what they were, and it reads what is said."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from quizbot.bank import library
from quizbot.grading.reading import reader
from quizbot.grading.reading.reader import (
    ORIGIN_FILE,
    PACKAGED,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    NoReader,
    Read,
    Reader,
)
from tests.conftest import ROOT

QUESTION = library.load(ROOT / "questions").questions["gan-discriminator-learning"]
"""One that the reader was not trained on."""
PROMPT, POINTS = QUESTION.prompt, QUESTION.key_points
RIGHT = ". ".join(point.point for point in POINTS) + "."
TURNED = " ".join(point.contrary[0] for point in POINTS if point.contrary)
"""Every point said, and every point turned round."""


@pytest.fixture(scope="module")
def reads() -> Reader:
    return reader.load()


def said(read: Read) -> list[int]:
    """Return for each point the likeliest: 0 contradicted, 1 left out, 2 in part, 3 said."""
    return [int(row) for row in read.said.argmax(axis=1)]


def test_it_tells_what_is_said_from_what_is_turned_round(reads: Reader) -> None:
    right, turned = (reads.read(PROMPT, POINTS, answer) for answer in (RIGHT, TURNED))
    assert said(right) == [3] * len(POINTS)
    assert said(turned).count(0) > len(POINTS) / 2
    assert right.whole > 0.7
    assert turned.whole < 0.3


def test_the_clause_that_decided_is_shown_as_it_was_written(reads: Reader) -> None:
    read = reads.read(PROMPT, POINTS, RIGHT)
    assert all(read.evidence(i, RIGHT) in RIGHT for i in range(len(POINTS)))
    slip = RIGHT.replace("discriminator", "discriminater")
    assert read.evidence(0, slip) in slip
    assert read.evidence(1, "Other clauses altogether.") in RIGHT


def test_an_answer_longer_than_what_is_read_at_once_is_read_to_its_end(reads: Reader) -> None:
    talk = " ".join(
        f"On day {i} of our trip the weather was fine and we walked to village number {i}."
        for i in range(12)
    )
    assert reads.read(PROMPT, POINTS, talk).whole < 0.2
    read = reads.read(PROMPT, POINTS, f"{talk} {RIGHT}")
    assert said(read).count(3) >= len(POINTS) - 1
    assert read.evidence(0, f"{talk} {RIGHT}") in RIGHT


def test_a_reading_does_not_hang_on_what_else_is_read(reads: Reader) -> None:
    alone = [reads.read(PROMPT, POINTS, answer) for answer in (RIGHT, TURNED)]
    with ThreadPoolExecutor(4) as pool:
        answers = (TURNED, RIGHT) * 4
        beside = list(pool.map(lambda answer: reads.read(PROMPT, POINTS, answer), answers))
    for answer, read in zip(answers, beside, strict=True):
        first = alone[answer == TURNED]
        assert np.array_equal(read.said, first.said)
        assert read.whole == first.whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged files."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "weights"))


@pytest.mark.parametrize("name", [WEIGHTS_FILE, TOKENIZER_FILE])
def test_a_file_that_was_changed_is_not_read(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(NoReader, match=f"{name} of the reader is not the file it was"):
        reader.load(folder)


@pytest.mark.parametrize("name", [WEIGHTS_FILE, TOKENIZER_FILE, ORIGIN_FILE])
def test_a_file_that_is_missing_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(NoReader, match=name):
        reader.load(folder)


def test_the_weights_say_where_they_come_from() -> None:
    origin = json.loads((PACKAGED / ORIGIN_FILE).read_text(encoding="utf-8"))["origin"]
    assert "all-MiniLM-L6-v2" in origin
    assert "seed" in origin
    assert (PACKAGED / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")
    assert sum(file.stat().st_size for file in PACKAGED.iterdir()) < 25_000_000
