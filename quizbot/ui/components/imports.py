"""A document on its way into the bank: its reading, its pages, and each decision."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, cast

import discord

from quizbot.domain.guild import Guild
from quizbot.domain.imports import Found, Import
from quizbot.errors import Unreachable
from quizbot.services import import_editing
from quizbot.services.imports import Imports
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.components.question import QuestionComponents, typed
from quizbot.ui.custom_ids import address
from quizbot.ui.discord_refusals import TROUBLE
from quizbot.ui.feature import Routes
from quizbot.ui.render import imports as render
from quizbot.ui.render.layout import Layout
from quizbot.ui.render.question_forms import FormPart

LARGE_DOCUMENT = 32 * 1024
"""Bytes from which on the reading of a document takes long enough to tell how far it is."""


Hear = Callable[[str, int], None]
"""Is told what is being done, and how much of the work is done, in percent."""


class ImportComponents:
    """Look through, Save, Edit, Leave out, and the rest."""

    def __init__(self, shared: Shared) -> None:
        self._imports = Imports(shared.database, shared.library)
        self._topics = shared.topics
        self._forms = QuestionComponents(shared)
        self._now = shared.now
        self.routes: Routes = {
            "import-overview": self.overview,
            "import-open": self.open,
            "import-turn": self.turn,
            "import-save": self.save,
            "import-edit": self.edit,
            "import-part": self.open_part,
            "import-form": self.receive,
            "import-leave": self.leave,
            "import-all": self.save_clear,
            "import-close": self.close,
            "import-topic": self.choose_topic,
            "import-type": self.read_as,
        }

    async def start(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        attached: discord.Attachment,
        topic: str | None,
    ) -> None:
        """Read an attachment, telling how far it is, and show what was understood."""
        self._imports.require_size(attached.size)
        chosen = await self._topics.find(guild.id, topic) if topic else None
        await reply.defer(interaction)
        data = await _download(attached)

        def start(hear: Hear) -> Coroutine[Any, Any, Import]:
            return self._imports.start(
                guild.id, interaction.user.id, data, chosen, self._now(), progress=hear
            )

        told = len(data) >= LARGE_DOCUMENT
        await reply.private(
            interaction, await self._overview(await _heard(interaction, start, told))
        )

    async def resume(self, interaction: discord.Interaction, guild: Guild) -> None:
        """Show the newest import that is not decided to its end."""
        whole = await self._imports.newest(guild.id)
        await reply.private(interaction, await self._overview(whole))

    async def overview(
        self, interaction: discord.Interaction, guild: Guild, import_id: int
    ) -> None:
        """Show how an import stands."""
        whole = await self._imports.get(guild.id, import_id)
        await reply.in_place(interaction, await self._overview(whole))

    async def open(
        self, interaction: discord.Interaction, guild: Guild, import_id: int, place: int
    ) -> None:
        """Show the next question that waits."""
        await self._go_on(interaction, guild, import_id, place)

    async def turn(
        self, interaction: discord.Interaction, guild: Guild, import_id: int, place: int, _way: str
    ) -> None:
        """Show another question, decided or not."""
        whole, found = await self._imports.question(guild.id, import_id, place)
        await reply.in_place(interaction, await self._page(whole, found))

    async def save(
        self, interaction: discord.Interaction, guild: Guild, import_id: int, place: int, how: str
    ) -> None:
        """Save a question and go on; ``p`` confirms the proposed key points."""
        question = await self._imports.save(
            guild.id, import_id, place, interaction.user.id, self._now(), with_points=how == "p"
        )
        word = f"Saved as **{question.id}**."
        await self._go_on(interaction, guild, import_id, place, word)

    async def save_clear(
        self, interaction: discord.Interaction, guild: Guild, import_id: int
    ) -> None:
        """Save all questions that wait and have nothing doubtful."""
        await self._imports.get(guild.id, import_id)
        await reply.defer_change(interaction)
        await self._imports.save_clear(guild.id, import_id, interaction.user.id, self._now())
        whole = await self._imports.get(guild.id, import_id)
        await reply.change(interaction, await self._overview(whole))

    async def leave(
        self, interaction: discord.Interaction, guild: Guild, import_id: int, place: int
    ) -> None:
        """Leave a question out and go on."""
        await self._imports.leave(guild.id, import_id, place, interaction.user.id, self._now())
        await self._go_on(interaction, guild, import_id, place, "Left out.")

    async def close(self, interaction: discord.Interaction, guild: Guild, import_id: int) -> None:
        """Leave out all that waits."""
        await self._imports.close(guild.id, import_id, interaction.user.id, self._now())
        whole = await self._imports.get(guild.id, import_id)
        await reply.in_place(interaction, await self._overview(whole))

    async def choose_topic(
        self, interaction: discord.Interaction, guild: Guild, import_id: int
    ) -> None:
        """Give the questions whose document names no topic the one chosen in the menu."""
        whole = await self._imports.choose_topic(guild.id, import_id, _chosen(interaction))
        await reply.in_place(interaction, await self._overview(whole))

    async def read_as(self, interaction: discord.Interaction, guild: Guild, import_id: int) -> None:
        """Read the document anew as what the menu says."""
        document_type = _chosen(interaction)
        await reply.defer_change(interaction)
        whole = await self._imports.read_as(
            guild.id, import_id, document_type, lambda _what, _percent: None
        )
        await reply.change(interaction, await self._overview(whole))

    async def edit(
        self, interaction: discord.Interaction, guild: Guild, import_id: int, place: int
    ) -> None:
        """Open the form of the text, by a button of earlier versions."""
        await self.open_part(interaction, guild, import_id, place, FormPart.TEXT)

    async def open_part(
        self, interaction: discord.Interaction, guild: Guild, import_id: int, place: int, part: str
    ) -> None:
        """Open the form of one part of what was found."""
        _, found = await self._imports.question(guild.id, import_id, place)
        target = address("import-form", import_id, found.place)
        draft = import_editing.shown(found)
        await self._forms.open_form(interaction, guild.id, target, draft, part)

    async def receive(
        self, interaction: discord.Interaction, guild: Guild, import_id: int, place: int
    ) -> None:
        """Keep what was written in place of what was found, and show it."""
        await self._imports.change(guild.id, import_id, place, typed(interaction))
        whole, found = await self._imports.question(guild.id, import_id, place)
        await reply.in_place(interaction, await self._page(whole, found))

    async def _go_on(
        self,
        interaction: discord.Interaction,
        guild: Guild,
        import_id: int,
        place: int,
        word: str = "",
    ) -> None:
        whole = await self._imports.get(guild.id, import_id)
        found = await self._imports.waiting(guild.id, import_id, place)
        view = (
            await self._overview(whole) if found is None else await self._page(whole, found, word)
        )
        await reply.in_place(interaction, view)

    async def _overview(self, whole: Import) -> Layout:
        return render.overview(whole, await self._topics.titles(whole.guild_id))

    async def _page(self, whole: Import, found: Found, word: str = "") -> Layout:
        problems = self._imports.check(found)[1]
        topic = found.topic
        title = await self._topics.title(whole.guild_id, topic) if topic else "no topic yet"
        return render.question(whole, found, problems, title, word)


async def _heard(
    interaction: discord.Interaction,
    start: Callable[[Hear], Coroutine[Any, Any, Import]],
    told: bool,
) -> Import:
    """Read a document; where it takes long, how far it is is ``told``."""
    stages: asyncio.Queue[tuple[str, int] | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def hear(what: str, percent: int) -> None:
        loop.call_soon_threadsafe(stages.put_nowait, (what, percent))

    work = asyncio.create_task(start(hear))
    work.add_done_callback(lambda _: stages.put_nowait(None))
    while stage := await stages.get():
        if told:
            await reply.progress(interaction, render.working(*stage))
    return await work


async def _download(attached: discord.Attachment) -> bytes:
    """Return what was attached; its name is never used.

    Raises:
        Unreachable: Discord does not hand it out.
    """
    try:
        return await attached.read()
    except (discord.HTTPException, *TROUBLE) as error:
        raise Unreachable(
            "Discord does not hand out this file just now. Attach it again in a minute."
        ) from error


def _chosen(interaction: discord.Interaction) -> str:
    """Return what was chosen in a menu."""
    return str(cast(dict[str, Any], interaction.data)["values"][0])
