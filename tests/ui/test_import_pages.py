"""Every page of an import fits Discord's limits, whatever stood in the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.domain.imports import Fate, Found, Import
from quizbot.importing.document import TYPES
from quizbot.ui.render import imports as render
from quizbot.ui.render.imports import TYPE_NAMES
from tests.ui.test_limits import BIG, LONG, check, components_of, parts

TITLES = {f"topic-{i}": f"{i}" + "T" * 58 for i in range(30)}
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def whole(counts: dict[Fate, int], closed: bool = False) -> Import:
    every = {fate: counts.get(fate, 0) for fate in Fate}
    return Import(BIG, BIG, BIG, "k" * 60, (LONG,) * 20, closed, every, every[Fate.WAITING])


def found(text: str, state: Fate = Fate.WAITING, points: int = 6) -> Found:
    return Found(
        place=3000,
        line=40_000,
        topic="t",
        fields={
            "level": "intermediate",
            "prompt": text,
            "answer": text,
            "choices": [{"text": text, "correct": True, "why": text}] * 10,
        },
        points=(text[:150],) * points,
        remarks=(text,) * 12,
        state=state,
        question_id="own-99999",
        decided_by=BIG,
    )


@pytest.mark.parametrize("state", list(Fate))
@pytest.mark.parametrize("points", [0, 6])
def test_pages_with_much_in_them_fit(state: Fate, points: int) -> None:
    many = whole({Fate.WAITING: 3000})
    for problems in ([], [LONG] * 9):
        page = render.question(many, found(LONG * 3, state, points), problems, "T" * 60, "w" * 99)
        check(page)
        shown = "\n".join(part.get("content", "") for part in parts(components_of(page)))
        assert ("**Look at**" in shown) == bool(problems or state is Fate.WAITING)
        assert "**Choices**" in shown


def test_overviews_fit_and_offer_only_what_can_be_done() -> None:
    for counts in ({Fate.WAITING: 3000}, {Fate.SAVED: 1, Fate.LEFT: 2}):
        check(render.overview(whole(counts), TITLES))
    done = list(parts(components_of(render.overview(whole({Fate.SAVED: 3}), TITLES))))
    assert [part for part in done if part["type"] in (2, 3)] == []


def test_a_topic_and_another_type_can_be_chosen_while_it_makes_sense() -> None:
    fresh = replace(whole({Fate.WAITING: 3000}), topicless=3000, rereadable=True)
    shown = render.overview(fresh, TITLES)
    check(shown)
    menus = [part for part in parts(components_of(shown)) if part["type"] == 3]
    assert [len(menu["options"]) for menu in menus] == [25, len(TYPE_NAMES)]
    begun = replace(fresh, topicless=0, rereadable=False)
    assert 3 not in {part["type"] for part in parts(components_of(render.overview(begun, TITLES)))}


def test_every_type_of_document_has_a_name() -> None:
    assert [*TYPE_NAMES] == [*TYPES]


@settings(max_examples=60)
@given(st.text(max_size=1500))
def test_no_words_of_a_document_break_a_page(text: str) -> None:
    check(render.question(whole({Fate.WAITING: 2}), found(text or "x"), [], "T"))


def test_progress_is_said() -> None:
    (box,) = components_of(render.working("comparing with the bank", 80))
    (line,) = box["components"]
    assert line["content"] == "Reading the document: comparing with the bank, 80 %."
