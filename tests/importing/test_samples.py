"""Documents of every shape met in the world, each with the questions that a person sees in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizbot.errors import Refusal
from quizbot.grading.text import stem_set
from quizbot.importing import document
from tests.importing.measure import Score, main, measure, table

SAMPLES = Path(__file__).parent / "samples"
LISTED: list[dict[str, Any]] = json.loads((SAMPLES / "questions.json").read_text(encoding="utf-8"))
NAMES = sorted({question["seed"] for question in LISTED})


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_found_with_its_level_and_answer(name: str) -> None:
    expected = [question for question in LISTED if question["seed"] == name]
    score = measure(name, (SAMPLES / name).read_bytes(), expected)
    assert score.faults == []
    assert (score.right, score.false) == (score.expected, 0)


def test_every_sample_is_listed() -> None:
    files = {file.name for file in SAMPLES.iterdir()} - {"questions.json", "no-questions.md"}
    assert files == set(NAMES)


def test_a_document_without_questions_is_refused() -> None:
    with pytest.raises(Refusal, match="I found no questions"):
        document.understand((SAMPLES / "no-questions.md").read_bytes(), stem_set)


def test_measuring_prints_a_table_and_tells_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(SAMPLES), str(SAMPLES)]) == 0
    assert "100.0%" in capsys.readouterr().out
    listed = [{**LISTED[0], "question": "Something else?"}, {**LISTED[0], "line": 1}]
    (tmp_path / "questions.json").write_text(json.dumps(listed), encoding="utf-8")
    assert main([str(SAMPLES), str(tmp_path), "--faults"]) == 1
    shown = capsys.readouterr().out
    assert "not 'Something else?'" in shown
    assert ":1: missed:" in shown
    assert "no question:" in shown


def test_a_table_sums_up() -> None:
    whole = Score("a", 2, 2, 2, 2, 2, 2, 2, 2, 2)
    half = Score("b", 2, 1, 1, 1, 1, 1, 1, 1, 1, 3)
    rows = table([whole, half]).splitlines()
    assert rows[-1].split()[:2] == ["all", "4"]
    assert "3 (75.0%)" in rows[-1]
