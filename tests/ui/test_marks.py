"""Marks piled on each other are thinned; scripts that need theirs are left as they are."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.ui.commands import options
from quizbot.ui.render import layout, texts

MARKS = st.characters(categories=["Mn", "Me"])
PILED = st.lists(
    st.one_of(MARKS, st.sampled_from("aZ \u200d\u200b\u0e01\u05d1\u0915\u1000"), st.characters()),
    max_size=60,
).map("".join)
ZALGO = "Z" + "\u0315\u035b\u0300\u0489" * 10 + "a" + "\u0323" * 30 + "lgo"


def highest(text: str) -> int:
    """Return the most marks that stand on one letter, and those below it."""
    most = piled = 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me"):
            piled += 1
        elif kind != "Cf":
            piled = 0
        most = max(most, piled)
    return most


def burmese(text: str) -> bool:
    return any("\u1000" <= sign <= "\u109f" for sign in text)


@given(PILED)
def test_no_letter_has_more_marks_than_a_language_needs(raw: str) -> None:
    most = 5 if burmese(raw) else 3
    for shown in (
        texts.thinned(raw),
        texts.harmless(raw),
        texts.name(raw),
        texts.quoted(raw, 50),
        texts.quoted_lines(raw, 50),
        layout.text(raw).content,
        options.choice(raw, 1).name,
    ):
        assert highest(shown) <= most


@given(PILED)
def test_nothing_else_changes(raw: str) -> None:
    once = texts.thinned(raw)
    assert texts.thinned(once) == once
    marks = ("Mn", "Me")
    left = [sign for sign in once if unicodedata.category(sign) not in marks]
    assert left == [sign for sign in raw if unicodedata.category(sign) not in marks]
    if highest(raw) <= 3:
        assert once == raw


WRITTEN = {
    "Vietnamese": "Nghiêng ngả đường phố Huế, những chuyện kể về trường Quốc Tử Giám",
    "Thai": "น้ำมันที่อยู่ใต้พื้นดินนั้นมีค่ายิ่ง ก็เพราะเหตุนี้",
    "Lao": "ຫຼື່ ຄົ້ນຄວ້າ ກ່ຽວກັບ ປັນຍາປະດິດ",
    "Hindi": "क्षत्रियों ने ड़ींग हाँकी, श्रृंखला में ज़्यादा प्रशिक्षण",
    "Tamil": "இயந்திரக் கற்றல் மாதிரிகளைப் பயிற்றுவித்தல்",
    "Arabic": "ٱلْحَمْدُ لِلَّٰهِ رَبِّ ٱلْعَٰلَمِينَ",
    "Hebrew": "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ",
    "Greek": "ᾧ τινι ἄνδρα μοι ἔννεπε, μοῦσα, πολύτροπον",
    "Burmese": "လျှို့ဝှက်ချက် မြို့တော် ကျွန်ုပ်တို့",
    "Tibetan": "བསྒྲུབས་པའི་སློབ་གྲྭ་ཆེན་མོ",
    "Khmer": "ស្ត្រីញ៉ាំបាយនៅភ្នំពេញ",
    "emoji": "👩🏽\u200d💻 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👁️\u200d🗨️",
    "mathematics": "x̂ᵢ = x̄ + ε̃, ∇̸ f",
}


@pytest.mark.parametrize("script", WRITTEN)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_people_write_stays(script: str, form: Literal["NFC", "NFD"]) -> None:
    written = unicodedata.normalize(form, WRITTEN[script])
    assert texts.thinned(written) == written


def test_zalgo_is_still_read() -> None:
    assert texts.harmless(ZALGO) == "Z\u0315\u035b\u0300a\u0323\u0323\u0323lgo"
    assert texts.name(ZALGO) == texts.harmless(ZALGO)  # it is cut by what is left of it
