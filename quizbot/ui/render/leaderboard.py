"""The leaderboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discord import ui

from quizbot.domain.leaderboard import Period
from quizbot.domain.review_step import DueCards
from quizbot.services.leaderboard import Board
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, points, review_due, texts

PERIODS = {Period.WEEK: "This week", Period.MONTH: "This month", Period.ALL: "All time"}
ANY_TOPIC = "-"
"""Stands for all topics in a menu or an address, where an empty value is not possible."""


def message(
    board: Board,
    titles: Mapping[str, str],
    due: DueCards | None = None,
    *,
    public: bool = False,
) -> layout.Layout:
    """Return a page of the board; ``titles`` by topic are those of the menu.

    A ``public`` page leaves out the place of the one who asked for it, and what is ``due``.
    """
    topic = titles.get(board.topic, board.topic) if board.topic else "all topics"
    lines = [
        f"`{standing.place:>3}` {texts.name(standing.name)} · **{standing.points:,}**"
        for standing in board.standings
    ]
    body = "\n".join(lines) or "Nobody has points here yet. They come with each model answer."
    menus = [
        layout.menu(
            address("board-period", board.topic or ANY_TOPIC),
            [(period.value, label) for period, label in PERIODS.items()],
            board.period.value,
        ),
        layout.menu(
            address("board-topic", board.period.value),
            [(ANY_TOPIC, "All topics"), *list(titles.items())[:24]],
            board.topic or ANY_TOPIC,
        ),
    ]
    turns = [_turn("‹", "Back", board, -1), _turn("›", "On", board, +1)] if board.pages > 1 else []
    return layout.Layout(
        layout.box(
            layout.text(f"### Leaderboard · {PERIODS[board.period].lower()} · {topic}\n{body}"),
            layout.text(_footer(board, due, public=public)),
            *([layout.row(*turns)] if turns else []),
            *menus,
        )
    )


def _footer(board: Board, due: DueCards | None, *, public: bool) -> str:
    parts = [f"points = {texts.FORMULA}"]
    if board.pages > 1:
        parts.append(f"page {board.page + 1} of {board.pages}")
    lines = [] if public else [*points.by_hand(board.by_hand), *review_due.due_lines(due)]
    if not public:
        parts.insert(0, _own(board) + texts.in_a_row(board.streak, ", {}"))
    return "\n".join([f"-# {' · '.join(parts)}", *lines])


def _own(board: Board) -> str:
    if board.own is None:
        return "You have no points here yet"
    sum_of_all = texts.count(board.own.points, "point")
    return f"You: {texts.ordinal(board.own.place)} with {sum_of_all}"


def _turn(sign: str, word: str, board: Board, step: int) -> ui.Button[Any]:
    page = board.page + step
    target = address("board", board.period.value, board.topic or ANY_TOPIC, max(page, 0), word[0])
    return layout.button(f"{sign} {word}", target, disabled=not 0 <= page < board.pages)
