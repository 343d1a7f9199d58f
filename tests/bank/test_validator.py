"""One validator, all problems at once, each with its line and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank import library, schema, yamltext
from quizbot.domain.question import AnyOf
from quizbot.errors import BankError, NotFound

GOOD = """\
topic: diffusion
title: Diffusion models
questions:
  - id: forward-process
    level: intermediate
    prompt: What happens in the forward process?
    answer: |
      Noise is added step
      by step.

      - first entry
        goes on
      - second entry
    key_points:
      - point: adds a little noise at each step
        accept: [corrupts the data gradually]
        weight: 2
      - point: nothing is learned in it
    choices:
      - text: It adds noise
        correct: true
      - text: It removes noise
        why: That is the reverse process.
"""

FAULTY = """\
topic: diffusion
title: Diffusion models
questions:
  - id: Forward Process
    level: intermedate
    promt: What happens?
    prompt: yes
    answer: 3.10
    key_points:
      - point: 12:30
      - point: 2026-11-21
        weight: 9
    choices:
      - text: only one
        correct: no
    level: beginner
  - id: no-answer
    level: beginner
    prompt: ""
    key_points: [{point: one}]
"""


def problems_of(text: str) -> list[str]:
    document = yamltext.read(text, "diffusion.yaml")
    return [str(problem) for problem in schema.validate_topic(document, "diffusion.yaml")[1]]


def test_a_good_file_has_no_problems() -> None:
    document = yamltext.read(GOOD, "diffusion.yaml")
    entry, problems = schema.validate_topic(document, "diffusion.yaml")
    assert problems == []
    assert entry is not None
    question = entry.questions[0].to_question("diffusion")
    assert (
        question.answer == "Noise is added step by step.\n\n- first entry goes on\n- second entry"
    )
    assert question.correct_choices == (0,)
    assert question.key_points[0].phrasings[1] == "corrupts the data gradually"


def test_ten_and_more_faults_are_all_named_with_their_lines() -> None:
    found = problems_of(FAULTY)
    expected = [
        ":4: Forward Process: id: 'Forward Process' may hold only small letters",
        ":5: Forward Process: level: must be beginner, intermediate or advanced, "
        "not 'intermedate'. Did you mean intermediate?",
        ":6: Forward Process: promt: this key is not known. Did you mean prompt?",
        ":7: Forward Process: prompt: YAML reads 'yes' as true or false; write \"yes\" in quotes.",
        ":8: Forward Process: answer: YAML reads '3.10' as a number",
        ":10: Forward Process: key_points 1 point: YAML reads '12:30' as a number",
        ":11: Forward Process: key_points 2 point: YAML reads '2026-11-21' as a date",
        ":12: Forward Process: key_points 2 weight: must be at most 5.",
        ":15: Forward Process: choices 1 correct: must be true or false, not 'no'.",
        ":16: questions.0: the key 'level' stands here twice (first in line 5)",
        ":17: no-answer: answer: is missing; add it.",
        ":19: no-answer: prompt: is empty; write it.",
        ":20: no-answer: key_points: has 1; at least 2 are needed.",
    ]
    missing = [part for part in expected if not any(part in line for line in found)]
    assert missing == []
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "must hold 'topic:', 'title:' and 'questions:'"),
        ("[1, 2]", "must hold 'topic:'"),
        ("a: [", "not valid YAML"),
        ("a: &x 1\nb: *x", "aliases"),
        ("a: !!python/object:os.system x", "tag"),
        ("? [a, b]\n: c", "a key must be a word"),
        ("topic: x\n\ttitle: y", "not valid YAML"),
    ],
)
def test_yaml_itself(text: str, expected: str) -> None:
    assert any(expected in problem for problem in problems_of(text))


def test_choices_must_have_right_and_wrong_ones() -> None:
    none = GOOD.replace("        correct: true\n", "")
    all_ = GOOD.replace("        why: That is the reverse process.\n", "        correct: true\n")
    third = all_.replace("      - text: It rem", "      - text: Neither\n      - text: It rem")
    assert any("no choice is marked 'correct: true'" in problem for problem in problems_of(none))
    assert any("all choices are marked as right" in problem for problem in problems_of(all_))
    assert problems_of(third) == []


def test_a_prompt_that_speaks_of_options_has_some() -> None:
    prompt = "What happens in the forward process?"
    spoken = GOOD.replace(prompt, "Which of these happens in the forward process?")
    assert problems_of(spoken) == []
    without = spoken[: spoken.index("    choices:")]
    assert any("speaks of options and has none" in problem for problem in problems_of(without))


def test_a_repeated_id_is_named_where_it_repeats() -> None:
    again = GOOD + GOOD[GOOD.index("  - id:") :]
    line = len(GOOD.splitlines()) + 1
    expected = f":{line}: forward-process: another question"
    assert any(expected in problem for problem in problems_of(again))


@given(st.text())
def test_no_text_crashes_the_validator(text: str) -> None:
    problems_of(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_no_value_crashes_the_validator(value: object) -> None:
    problems_of(json.dumps({"topic": "x", "title": "y", "questions": [value]}))


def test_the_library_checks_across_files(tmp_path: Path) -> None:
    (tmp_path / "diffusion.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "broken.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "concepts.txt").write_text("diffusion ddpm\n", encoding="utf-8")
    covers = GOOD.replace("    level:", "    covers: [dppm]\n    level:")
    (tmp_path / "diffusion.yaml").write_text(covers, encoding="utf-8")
    with pytest.raises(BankError) as caught:
        library.load(tmp_path)
    message = str(caught.value)
    assert "broken.yaml:1: file: the file cannot be read" in message
    assert "must be called diffusion.yaml" in message
    assert "diffusion.yaml has a question with this id" in message
    assert "'dppm' is not in concepts.txt. Did you mean ddpm?" in message


def test_an_empty_folder_is_no_bank(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="no bank file"):
        library.load(tmp_path)


def test_topics_are_found_by_name_and_title(bank: library.Library) -> None:
    assert bank.topic("Diffusion") == "diffusion"
    assert bank.topic("generative adversarial networks") == "gans"
    with pytest.raises(NotFound, match=r'no topic "difusion". Did you mean diffusion\?'):
        bank.topic("difusion")


def test_a_typed_question_gets_all_sentences() -> None:
    entry, problems = schema.validate_question(
        {"id": "own-1", "level": "", "prompt": "x" * 301, "answer": " ", "key_points": []}
    )
    assert entry is None
    sentences = [str(problem) for problem in problems]
    assert {problem.path[0] for problem in problems} == {"level", "prompt", "answer", "key_points"}
    assert any("301 characters; at most 300 fit" in sentence for sentence in sentences)


GROUPED = """\
    key_points:
      - point: Noise is added at each step.
        contrary: [Noise is taken away at each step.]
        weight: 2
      - any_of: 2
        weight: 3
        points:
          - point: one
          - point: two
            accept: [the second]
          - point: three
      - point: That is worth knowing.
        weight: 0
    mistakes:
      - says: It is learned.
        correction: It is fixed.
        true_neighbour: The reverse process is learned.
"""


def grouped(points: str) -> str:
    """Return a good file with other key points."""
    head, rest = GOOD.split("    key_points:\n")
    return head + points + rest[rest.index("    choices:") :]


def test_groups_contraries_and_what_is_worth_knowing() -> None:
    document = yamltext.read(grouped(GROUPED), "diffusion.yaml")
    entry, problems = schema.validate_topic(document, "diffusion.yaml")
    assert problems == []
    assert entry is not None
    question = entry.questions[0].to_question("diffusion")
    told = [(p.point, p.weight, p.any_of) for p in question.key_points]
    group = AnyOf(1, 2)
    assert told == [
        ("Noise is added at each step.", 2, None),
        *((name, 3, group) for name in ("one", "two", "three")),
        ("That is worth knowing.", 0, None),
    ]
    assert question.key_points[0].contrary == ("Noise is taken away at each step.",)
    assert question.mistakes[0].true_neighbour == "The reverse process is learned."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("any_of: 2", "any_of: 3", "any_of is 3 of 3 points; where all are needed"),
        ("any_of: 2", "any_of: 0", "key_points 2 any_of: must be at least 1"),
        ("          - point: three\n", "", "any_of is 2 of 2 points"),
        ("        weight: 3\n", "        wieght: 3\n", "not known. Did you mean weight?"),
        (
            "accept: [the second]",
            "weight: 2",
            "key_points 2 points 2 weight: this key is not known",
        ),
        ("point: two", "point: one", "two key points have the same text"),
        ("any_of: 2", "any_off: 2", "Did you mean any_of?"),
        ("weight: 2\n", "weight: 00\n", "must be a whole number, not '00'"),
    ],
)
def test_faults_of_groups(old: str, new: str, told: str) -> None:
    found = problems_of(grouped(GROUPED.replace(old, new)))
    assert any(told in problem for problem in found), found


def test_something_must_count() -> None:
    none = "    key_points:\n" + "".join(
        f"      - point: {name}\n        weight: 0\n" for name in ("one", "two")
    )
    assert any("nothing counts" in problem for problem in problems_of(grouped(none)))
