from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank.library import Library
from quizbot.domain import question_json, verdict_json
from quizbot.domain.verdict import Coverage, Flag, FlagKind, PointVerdict, Verdict


def test_every_question_of_the_bank_survives(shipped: Library) -> None:
    for question in shipped.questions.values():
        assert question_json.read(question_json.write(question)) == question


points = st.builds(
    PointVerdict,
    st.text(),
    st.sampled_from(Coverage),
    st.floats(0, 1),
    st.text(),
    st.integers(1, 5),
)

flags = st.builds(Flag, st.sampled_from(FlagKind), st.lists(st.text()).map(tuple))


@given(
    st.builds(
        Verdict,
        st.floats(0, 1),
        st.lists(points).map(tuple),
        st.lists(st.text()).map(tuple),
        st.lists(flags).map(tuple),
        st.text(),
        st.floats(0, 1),
    )
)
def test_verdicts_survive(verdict: Verdict) -> None:
    assert verdict_json.read(verdict_json.write(verdict)) == verdict
