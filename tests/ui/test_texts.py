"""People's words are made harmless, and texts keep to their lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.ui.render import (
    texts,
)


@given(st.text(max_size=300))
def test_harmless_text_stays_on_one_line_and_pings_nobody(raw: str) -> None:
    shown = texts.quoted(raw, 200)
    assert len(shown.splitlines()) <= 1
    assert "@everyone" not in shown
    assert "<@" not in shown.replace("\\<", "")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("**bold** _it_", "\\*\\*bold\\*\\* \\_it\\_"),
        ("# big", "\\# big"),
        ("- entry", "\\- entry"),
        ("1. first", "1\u200b. first"),
        ("a 1. b", "a 1. b"),
        ("[x](http://y)", "\\[x\\](http:\u200b//y)"),
        ("<@1> @here", "\\<@\u200b1\\> @\u200bhere"),
        ("two\n\nlines", "two lines"),
        ("a\u202eb\u200bc", "abc"),
        ("محمد", "\u2068محمد\u2069"),
    ],
)
def test_harmless(raw: str, shown: str) -> None:
    assert texts.harmless(raw) == shown


@given(st.text(max_size=100), st.integers(5, 50))
def test_shortened_text_keeps_its_beginning(text: str, most: int) -> None:
    short = texts.shorten(text, most)
    assert len(short) <= most
    assert short == text or text.startswith(short[:-1])


@given(st.lists(st.text(max_size=400), max_size=8), st.integers(0, 1000))
def test_blocks_within_a_limit(blocks: list[str], most: int) -> None:
    kept = texts.within(blocks, most)
    assert sum(map(len, kept)) <= most
    assert len(kept) <= len(blocks)


@pytest.mark.parametrize(
    "shown",
    ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "1,013th"],
)
def test_ordinals(shown: str) -> None:
    assert texts.ordinal(int(shown[:-2].replace(",", ""))) == shown
