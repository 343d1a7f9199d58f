"""A draft of a verdict: made before a challenge closes, used at the reveal if it still fits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from quizbot.domain.lesson import Learned
from quizbot.domain.verdict import Verdict

UNCHANGED_FOR = timedelta(minutes=2)
"""So long an answer must have stood before a draft is made."""


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """A verdict with the digest of what the server had taught when it was made."""

    verdict: Verdict
    taught: str

    def fits(self, grader: str, taught: str) -> bool:
        """Tell whether this grader, taught like this, would say the same."""
        return self.verdict.grader == grader and self.taught == taught


def digest(learned: Learned) -> str:
    """Return a digest of what a server taught."""
    taught = [learned.answers, sorted(learned.phrasings.items()), learned.curve]
    return hashlib.sha256(json.dumps(taught).encode()).hexdigest()[:16]
