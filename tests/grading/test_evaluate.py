from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from quizbot.grading import agreement, evaluate
from quizbot.grading.evaluate import BadFile

QUEUE = {
    "question": "What is a queue?",
    "reference": "A collection in which the element added first is removed first.",
}
TREE = {
    "question": "What is the height of a tree?",
    "reference": "The length of the longest path from the root to any of its leaves.",
}
LINES = [
    json.dumps({**about, "answer": answer, "score": score})
    for about, answer, score in [
        (QUEUE, "What was added first is removed first.", 1.0),
        (QUEUE, "A list of elements.", 0.4),
        (QUEUE, "A kind of English weather.", 0.0),
        (TREE, "The longest path down from the root to a leaf.", 1.0),
        (TREE, "How long a path is.", 0.5),
        (TREE, "Its colour.", 0.0),
    ]
]


def test_the_report_says_how_far_grader_and_people_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join([*LINES, ""]), encoding="utf-8")
    evaluate.main([str(file)])
    printed = capsys.readouterr().out
    assert printed.startswith("all: 6 answers to 2 questions: Pearson r 0.9")
    for figure in ("Spearman", "within a question", "RMSE", "three classes right"):
        assert figure in printed


def test_each_set_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.jsonl"
    named = [json.dumps({**json.loads(line), "set": "ab"[i // 3]}) for i, line in enumerate(LINES)]
    file.write_text("\n".join(named), encoding="utf-8")
    evaluate.main([str(file)])
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["a", "b"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "holds no answers"),
        (["{"], "line 1 is not a JSON object"),
        ([LINES[0], '{"question": "x"}'], "line 2 is not a JSON object"),
        (['["a"]'], "line 1 is not a JSON object"),
        ([LINES[0].replace("1.0", "7")], "must be from 0 to 1"),
    ],
)
def test_a_bad_file_is_told_with_its_line(lines: list[str], says: str) -> None:
    with pytest.raises(BadFile, match=says):
        evaluate.read(lines)


def test_a_missing_file_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"none\.jsonl"):
        evaluate.main([str(tmp_path / "none.jsonl")])


def test_ranks_are_shared_by_equal_values() -> None:
    found = agreement._ranks(np.array([0.3, 0.1, 0.3, 0.9]))
    assert found.tolist() == [2.5, 1.0, 2.5, 4.0]


def test_what_does_not_vary_has_no_correlation() -> None:
    assert math.isnan(agreement.pearson(np.ones(3), np.arange(3.0)))
