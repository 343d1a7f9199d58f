"""Reviews: one card after another, graded by the member, until nothing is due.

A card whose question is asked in a server where the member could answer it, or perhaps could, waits
until the model answer stands there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from quizbot.bank.library import Library
from quizbot.domain import review
from quizbot.domain.challenge import Submission
from quizbot.domain.question import Question
from quizbot.domain.review import Card, Comeback, Rating, Review
from quizbot.domain.review_step import DueCards, ReviewResult, ReviewStep, asked_as
from quizbot.errors import NotFound, Refusal
from quizbot.services.guild_membership import GuildMembership
from quizbot.services.quiz_asked_now import AskedNow, asked_now
from quizbot.services.review_queue import ReviewQueue, queue_of
from quizbot.services.verdicts import Verdicts
from quizbot.storage import questions, review_cards, review_settings, reviews
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

LOOKED_UP_AT_ONCE = 3
"""Of so many cards at once Discord is asked whether the member could answer their questions."""
SHORTEST_WAIT = timedelta(minutes=10)
"""A card that must wait does so for as long as this at least."""

_NOT_YOURS = "This card is not yours or is gone. /review shows what is due for you."
_GRADED = "You have graded this card already. /review goes on with what is due."
_OUT = "This card is taken out. Practise this later, below a result, brings it back."
_GONE = "The question of this card is retired or gone, so the card rests. /review goes on."
_NOT_LAST = "Only your last grade can be undone, and this is an earlier one. /review goes on."


class Reviews:
    """Shows, grades and takes back; all state is in the database."""

    def __init__(
        self, database: Database, library: Library, grading: Verdicts, membership: GuildMembership
    ) -> None:
        self._database = database
        self._library = library
        self._grading = grading
        self._membership = membership

    async def due(self, user_id: int, now: datetime) -> DueCards:
        """Return how many cards are due for a member."""
        queue = await self._queue(user_id, now)
        return DueCards(len(queue.cards), queue.settings.reminders_ended)

    async def step(self, user_id: int, guild_id: int | None, now: datetime) -> ReviewStep:
        """Return the card to be asked next, in a server or (None) in private."""
        queue = await self._queue(user_id, now)
        card, waits = await self._first_free(queue.cards, user_id, guild_id, now)
        if waits:
            await self._database.write(lambda c: review_cards.put_off(c, user_id, waits))
        reader = self._database.reader
        shown = ReviewStep(
            card,
            await self._question(card) if card else None,
            len(queue.cards) - len(waits),
            len(waits),
            queue.new_left,
            queue.today.ratings,
            reminders_ended=queue.settings.reminders_ended,
        )
        if card is not None:
            return shown
        coming = await review_cards.next_due(reader, user_id, now, self._library.questions)
        return replace(shown, next_due=coming, cards=await review_cards.count(reader, user_id))

    async def _queue(self, user_id: int, now: datetime) -> ReviewQueue:
        return await queue_of(self._database.reader, user_id, now, self._library.questions)

    async def _first_free(
        self, cards: Sequence[Card], user_id: int, place: int | None, now: datetime
    ) -> tuple[Card | None, Mapping[int, datetime]]:
        """Return the first card that may be shown, and until when others must wait, by id."""
        homes = {card.guild_id for card in cards}
        asked = {home: await asked_now(self._database.reader, user_id, home) for home in homes}

        def is_doubtful(card: Card) -> bool:
            is_asked = card.shown_id in asked[card.guild_id].by_question
            return is_asked or self._is_elsewhere(card, place)

        doubtful = [*takewhile(is_doubtful, cards)][:LOOKED_UP_AT_ONCE]
        waits = await asyncio.gather(
            *(self._waits_until(card, asked[card.guild_id], place, now) for card in doubtful)
        )
        looked_at = dict(zip(doubtful, waits, strict=True))
        free = (card for card in cards if not is_doubtful(card) or looked_at.get(card, now) is None)
        return next(free, None), {card.id: wait for card, wait in looked_at.items() if wait}

    def _is_elsewhere(self, card: Card, place: int | None) -> bool:
        """Tell whether a card shows a server's own question outside of that server."""
        return card.shown_id not in self._library.questions and place != card.guild_id

    async def _waits_until(
        self, card: Card, asked: AskedNow, place: int | None, now: datetime
    ) -> datetime | None:
        """Return until when a card must wait; None for one that may be shown."""
        if card.shown_id is not None:
            clearance = await asked.look_up(card.shown_id, card.user_id, self._membership)
            if clearance.until is not None:
                return max(clearance.until, now + SHORTEST_WAIT)
        if not self._is_elsewhere(card, place):
            return None
        is_in = await self._membership.has(card.guild_id, card.user_id)
        if is_in is False:
            await self._database.write(
                lambda c: review_cards.leave_guild(c, card.user_id, card.guild_id)
            )
        return None if is_in else now + SHORTEST_WAIT

    async def present(
        self, card_id: int, number: int, user_id: int, place: int | None, now: datetime
    ) -> tuple[Card, Question]:
        """Return a card that waits for its grading after ``number`` of them, and its question.

        Raises:
            NotFound: the member has no such card.
            Refusal: it was graded or taken out, its question is gone, or must wait.
        """
        card = await self._own(self._database.reader, card_id, user_id)
        _require_waiting(card, number)
        if card.shown_id is None:
            raise Refusal(_GONE)
        asked = await asked_now(self._database.reader, user_id, card.guild_id)
        until = await self._waits_until(card, asked, place, now)
        if until is not None:
            await self._database.write(lambda c: review_cards.put_off(c, user_id, {card.id: until}))
            raise Refusal(
                "The question of this card is asked in a server just now, so the card waits "
                f"until its model answer stands there, <t:{int(until.timestamp())}:R>. "
                "/review goes on with the others."
            )
        return card, await self._question(card)

    async def answer(
        self,
        card_id: int,
        number: int,
        user_id: int,
        place: int | None,
        given: Submission,
        now: datetime,
    ) -> ReviewResult:
        """Return the model answer of a card beside what was ``given``, with the verdict.

        Without any text it was only thought of, and there is no verdict.

        Raises:
            NotFound, Refusal: as `present`.
        """
        card, question = await self.present(card_id, number, user_id, place, now)
        form, verdict = asked_as(question), None
        if given.text.strip() and question.graded(form):
            taught = await self._grading.learned(card.guild_id or None, question)
            verdict = await self._grading.judge(question, form, given, taught)
        settings = await review_settings.find(self._database.reader, user_id)
        comebacks = {
            rating: review.review(card.memory, rating, now, settings.tz, settings.retention)
            for rating in Rating
        }
        return ReviewResult(card, question, given, verdict, comebacks, settings.tz, now)

    async def grade(
        self, card_id: int, number: int, rating: Rating, user_id: int, now: datetime
    ) -> Comeback:
        """Grade a card, once, and return when it comes back.

        Raises:
            NotFound: the member has no such card.
            Refusal: it was graded or taken out.
        """

        async def write(connection: Connection) -> Comeback:
            card = await self._own(connection, card_id, user_id)
            _require_waiting(card, number)
            settings = await review_settings.find(connection, user_id)
            zone = settings.tz
            comeback = review.review(card.memory, rating, now, zone, settings.retention)
            graded = Review(rating, review.study_day(now, zone), now)
            await reviews.add(connection, card_id, number + 1, user_id, graded)
            await review_cards.reviewed(connection, card_id, comeback, number + 1, now)
            return comeback

        return await self._database.write(write)

    async def undo(self, card_id: int, number: int, user_id: int, now: datetime) -> None:
        """Take back the member's last grading, which has this ``number``; the card is due again.

        Raises:
            NotFound: the member has no such card.
            Refusal: another grading is the last one.
        """

        async def write(connection: Connection) -> None:
            await self._own(connection, card_id, user_id)
            if await reviews.last_of_member(connection, user_id) != (card_id, number):
                raise Refusal(_NOT_LAST)
            await reviews.drop(connection, card_id, number)
            settings = await review_settings.find(connection, user_id)
            past = await reviews.of_card(connection, card_id)
            before = [*review.replay(past, settings.tz, settings.retention)]
            again = replace(before[-1], due=now) if before else None
            await review_cards.reviewed(connection, card_id, again, number - 1, now)

        await self._database.write(write)

    async def take_out(self, card_id: int, user_id: int) -> None:
        """Take a card out; its reviews are kept.

        Raises:
            NotFound: the member has no such card.
        """
        await self._set_due(card_id, user_id, None)

    async def put_back(self, card_id: int, user_id: int, now: datetime) -> None:
        """Let a card that was taken out be due.

        Raises:
            NotFound: the member has no such card.
        """
        await self._set_due(card_id, user_id, now)

    async def _set_due(self, card_id: int, user_id: int, due: datetime | None) -> None:
        async def write(connection: Connection) -> None:
            card = await self._own(connection, card_id, user_id)
            if card.due is None or due is None:
                await review_cards.set_due(connection, card_id, due)

        await self._database.write(write)

    async def _own(self, connection: Connection, card_id: int, user_id: int) -> Card:
        card = await review_cards.find(connection, card_id, self._library.questions)
        if card is None or card.user_id != user_id:
            raise NotFound(_NOT_YOURS)
        return card

    async def _question(self, card: Card) -> Question:
        id_ = card.shown_id or ""
        found = self._library.questions.get(id_)
        found = found or await questions.find(self._database.reader, card.guild_id, id_)
        if found is None:
            raise Refusal(_GONE)
        return found


def _require_waiting(card: Card, number: int) -> None:
    if card.reviews != number:
        raise Refusal(_GRADED)
    if card.due is None:
        raise Refusal(_OUT)
