"""The audit list: every moderating act of a server, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from quizbot.domain.audit import AuditEntry
from quizbot.storage import audit
from quizbot.storage.database import Database

ENTRIES_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page, counted from 0, of the acts of one moderator (0: of all) and one kind ("": all)."""

    lines: tuple[AuditEntry, ...]
    page: int
    pages: int
    actor_id: int
    act: str


class Audit:
    """Reads the audit list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, guild_id: int, actor_id: int, act: str, page: int) -> AuditPage:
        """Return a page of the list; a page beyond the last one shows the last.

        ``act`` is a whole act (``question add``) or its first word.
        """
        reader = self._database.reader
        size = await audit.size(reader, guild_id, actor_id, act)
        pages = max(1, -(-size // ENTRIES_A_PAGE))
        page = min(max(page, 0), pages - 1)
        lines = await audit.page(
            reader, guild_id, actor_id, act, page * ENTRIES_A_PAGE, ENTRIES_A_PAGE
        )
        return AuditPage(tuple(lines), page, pages, actor_id, act)
