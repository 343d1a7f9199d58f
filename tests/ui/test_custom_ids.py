from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.ui import modal_fields
from quizbot.ui.custom_ids import address, parse


def test_an_address_is_read_as_written() -> None:
    assert address("answer", 17) == "q:answer:17"
    assert parse("q:answer:17") == ("answer", ["17"])
    assert parse("q:help") == ("help", [])
    assert parse("other:answer:17") is None
    assert parse("q") is None
    with pytest.raises(ValueError, match="too long"):
        address("x" * 101)


@given(st.text())
def test_any_custom_id_can_be_looked_at(text: str) -> None:
    parse(text)


def test_fields_of_a_form() -> None:
    data = {
        "components": [
            {"type": 10, "content": "**prompt**"},
            {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "words"}},
            {"type": 18, "component": {"type": 21, "custom_id": "sure", "value": None}},
            {"type": 18, "component": {"type": 23, "custom_id": "share", "value": False}},
            {"type": 1, "components": [{"type": 3, "custom_id": "topic", "values": ["gans"]}]},
        ]
    }
    assert modal_fields.read(data) == {
        "text": "words",
        "sure": None,
        "share": False,
        "topic": ["gans"],
    }
