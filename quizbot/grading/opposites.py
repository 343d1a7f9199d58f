"""Words that mean the opposite: a passage that has the one where the point has the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from quizbot.grading import text

_OPPOSITES = """
high/low higher/lower highest/lowest large/small larger/smaller largest/smallest big/small
bigger/smaller more/less more/fewer most/least many/few increase/decrease rise/fall grow/shrink
gain/loss raise/lower raise/reduce improve/worsen better/worse best/worst good/bad before/after
early/late earlier/later first/last start/end begin/end previous/next past/future old/new
forward/reverse forward/backward encoder/decoder encode/decode generator/discriminator
generator/critic generator/retriever real/fake genuine/fake add/remove add/subtract keep/drop
accept/reject enable/disable include/exclude insert/delete supervised/unsupervised
labelled/unlabelled labeled/unlabeled conditional/unconditional positive/negative reward/penalty
maximise/minimise maximize/minimize maximum/minimum input/output fast/slow faster/slower
cheap/expensive short/long shorter/longer narrow/wide deep/shallow near/far close/far
same/different similar/different always/never all/none everything/nothing local/global
fixed/learned fixed/trained frozen/trained frozen/learned constant/variable static/dynamic
discrete/continuous deterministic/random deterministic/stochastic exact/approximate sharp/blurry
sharp/flat sharpen/flatten up/down above/below over/under top/bottom inside/outside left/right
strong/weak stronger/weaker easy/hard simple/complex parallel/sequential dense/sparse
public/private client/server training/inference prefill/decode query/document draft/target
teacher/student precision/recall bias/variance overfit/underfit true/false explicit/implicit
symmetric/asymmetric linear/nonlinear vanish/explode exploration/exploitation cause/effect
present/absent allow/forbid visible/hidden safe/dangerous upstream/downstream
"""


def _table() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for pair in _OPPOSITES.split():
        one, other = map(text.stem, pair.split("/"))
        table[one].add(other)
        table[other].add(one)
    return {stem: frozenset(others) for stem, others in table.items()}


_OPPOSITE_OF = _table()


def opposite(phrase: str, passage: str) -> tuple[str, str] | None:
    """Return a stem of the phrase and its opposite in the passage, if neither text has both."""
    wanted, given = text.stem_set(phrase), text.stem_set(passage)
    for stem in sorted(wanted - given):
        for other in sorted(_OPPOSITE_OF.get(stem, frozenset()) & given - wanted):
            return stem, other
    return None
