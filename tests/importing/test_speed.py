"""A document four times as long takes about four times as long."""

from __future__ import annotations

import time

import pytest

from quizbot.grading.text import stem_set
from quizbot.importing import document

LOOKS = 6
"""So often it is measured at most: a machine that has other things to do makes any one longer."""


def sections(count: int) -> str:
    """Return a document most of whose headings are over texts that ask nothing."""
    text = "Text about things that matter.\nMore text is here.\nAnd more.\n\n"
    asked = "### What is the use of part {0}?\n\nIt serves as number {0} of many.\n\n"
    return "".join(
        f"## Section {i}\n\n{text}" + (asked.format(i) if i % 10 == 0 else "") for i in range(count)
    )


def lettered(count: int) -> str:
    return "".join(
        f"{i}. What is number {i}?\nA) one\nB) two {i}\nAnswer: B\n\n" for i in range(1, count)
    )


def seconds(text: str) -> float:
    start = time.process_time()
    document.understand(text.encode(), stem_set)
    return time.process_time() - start


@pytest.mark.parametrize("write", [sections, lettered])
def test_time_grows_with_the_length(write: object) -> None:
    assert callable(write)
    seconds(write(100))
    short = long = float("inf")
    for _ in range(LOOKS):
        short, long = min(short, seconds(write(200))), min(long, seconds(write(800)))
        if long < 10 * short:
            return
    raise AssertionError(f"{short:.3f} s became {long:.3f} s")
