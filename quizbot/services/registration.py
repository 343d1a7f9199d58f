"""Remembering which slash commands Discord has been told.

Telling it at every start gets a bot limited. It also knows whose database this is.
"""

from __future__ import annotations

from quizbot.errors import SettingsError
from quizbot.storage import meta
from quizbot.storage.database import Database

_OWNER = "application"


class Registration:
    """Keeps the fingerprint of the commands last registered, per application."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_current(self, application_id: int, fingerprint: str) -> bool:
        """Tell whether exactly these commands were registered last."""
        return await meta.get(self._database.reader, f"commands:{application_id}") == fingerprint

    async def remember(self, application_id: int, fingerprint: str) -> None:
        """Note that these commands are registered."""
        await self._database.write(lambda c: meta.put(c, f"commands:{application_id}", fingerprint))

    async def require_own(self, application_id: int) -> None:
        """Check that no other application has used this database; the first one is noted.

        Another one is in other servers, so that all known ones would seem to have removed the bot.

        Raises:
            SettingsError: the token is that of another application.
        """
        owner = await meta.get(self._database.reader, _OWNER)
        if owner is None:
            await self._database.write(lambda c: meta.put(c, _OWNER, str(application_id)))
        elif owner != str(application_id):
            raise SettingsError(
                f"DISCORD_TOKEN is that of the application {application_id}, but this database is "
                f"that of {owner}. Nothing was changed. Put the right token into .env, or set "
                "QUIZBOT_DATA to another folder. If the new application shall take over, invite it "
                "into your servers, then start once with: python bot.py run --new-application"
            )

    async def take_over(self) -> None:
        """Let the next application that connects be the database's own."""
        await self._database.write(lambda c: meta.drop(c, _OWNER))
