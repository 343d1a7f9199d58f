"""A member's cards for Anki."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from quizbot.bank.exporting import cards
from quizbot.bank.library import Library
from quizbot.errors import Refusal
from quizbot.storage import questions, review_cards, review_deck, review_settings, reviews
from quizbot.storage.database import Database
from quizbot.storage.review_deck import DeckCard

PAGE = 100
"""So many cards are read at once."""


@dataclass(frozen=True, slots=True)
class ExportedDeck:
    """The file, and how many cards it holds."""

    data: bytes
    size: int


class ReviewExport:
    """Writes a package that Anki imports, with reviews and due dates."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    async def write(self, user_id: int, now: datetime) -> ExportedDeck:
        """Return the package of all cards of a member whose questions are still there.

        Raises:
            Refusal: there are none.
        """
        reader, found, last = self._database.reader, list[DeckCard](), 0
        while page := await review_cards.of_member(
            reader, user_id, self._library.questions, last, PAGE
        ):
            last = page[-1].id
            for card in page:
                id_ = card.shown_id or ""
                question = self._library.questions.get(id_)
                question = question or await questions.find(reader, card.guild_id, id_)
                if question is not None:
                    past = await reviews.of_card(reader, card.id)
                    sides = cards.front(question), cards.back(question)
                    tags = f"quizbot::{question.topic} {question.level.value}"
                    found.append(DeckCard(card, *sides, tags, tuple(past)))
        if not found:
            raise Refusal("You have no cards yet, so there is nothing to export.")
        settings = await review_settings.find(reader, user_id)
        data = await asyncio.to_thread(review_deck.write, found, settings, now)
        return ExportedDeck(data, len(found))
