"""Errors with a sentence for the person who meets them.

Each error carries the text its user reads; ``ui.failures`` is the one place that shows it.

::

    QuizError
    ├── Refusal                  the request cannot be done as asked; says what to do next
    │   ├── NotAllowed           the person may not do this
    │   ├── NotFound             the thing named does not exist (any more)
    │   ├── Closed               the challenge takes no answers (any more)
    │   └── Repeated             the same was done just now; asks whether it is meant once more
    ├── CannotPost               Discord does not let the bot post where it should
    │   ├── ChannelGone          the channel does not exist any more
    │   ├── MessageGone          the message was deleted
    │   └── Unreachable          Discord does not answer just now; trying again helps
    ├── PictureFailed            a picture could not be drawn; the words say the same
    ├── BankError                the question bank has problems
    ├── SettingsError            the settings have problems
    ├── AlreadyRunning           another process of the bot has this database or this token
    ├── AlreadyHandled           another process has done what this press or command asked for
    └── StorageError             the database cannot be used
        ├── StorageBusy          something else holds the database; trying again helps
        └── SchemaTooNew         the database was written by a newer version
"""

from __future__ import annotations

import secrets
from datetime import timedelta

_REFERENCE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def reference() -> str:
    """Return a name, new each time, under which the log says more about an error."""
    return "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(5))


class QuizError(Exception):
    """Base of all errors that a person is told about; ``str(error)`` is the sentence."""


class Refusal(QuizError):
    """The request cannot be done as asked."""


class NotAllowed(Refusal):
    """The person may not do this."""


class NotFound(Refusal):
    """The thing named does not exist, or not any more."""


class Closed(Refusal):
    """The challenge takes no answers, or not any more."""


class Repeated(Refusal):
    """The same was done just now; ``done`` is the number by which it can be meant once more."""

    def __init__(self, sentence: str, done: int) -> None:
        super().__init__(sentence)
        self.done = done


class CannotPost(QuizError):
    """Discord does not let the bot post where it should.

    ``after`` is how long it wants to be left in peace, where it says so.
    """

    after: timedelta | None = None


class ChannelGone(CannotPost):
    """The channel does not exist any more."""


class MessageGone(CannotPost):
    """The message was deleted."""


class Unreachable(CannotPost):
    """Discord does not answer just now; trying again helps."""

    def __init__(self, sentence: str, after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.after = after


class PictureFailed(QuizError):
    """A picture could not be drawn."""


class BankError(QuizError):
    """The question bank has problems."""


class SettingsError(QuizError):
    """The settings have problems."""


class AlreadyRunning(QuizError):
    """Another process of the bot has this database or this token."""


class AlreadyHandled(QuizError):
    """Another process has done what this press or command asked for, and says so."""


class StorageError(QuizError):
    """The database cannot be used."""


class StorageBusy(StorageError):
    """Something else holds the database; trying again helps."""


class SchemaTooNew(StorageError):
    """The database was written by a newer version of the bot."""
