"""No file of any bytes crashes the importer; what is no text gets a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.errors import Refusal
from quizbot.grading.text import stem_set
from quizbot.importing import decoding, document
from quizbot.importing.item import Understood
from tests.importing import fuzz

SAMPLES = [file.read_bytes() for file in (Path(__file__).parent / "samples").iterdir()]


def understood(data: bytes) -> Understood | None:
    """Only a refusal may come instead of a result."""
    try:
        return document.understand(data, stem_set)
    except Refusal:
        return None


def zipped(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/passwd", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (zipped(b"0" * 5_000_000), "zip archive"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08", "compressed"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"Q: x?\nA: y\n" * 400_000, "at most 2 MB are read"),
        (b"\n" * 110_000 + b"Q: x?", "more than 100,000 lines"),
    ],
)
def test_what_is_no_text_gets_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        document.understand(data, stem_set)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encodings_are_read_and_said(encoding: str, said: str) -> None:
    content = "Q: What’s a café?\nA: A place for coffee – and talk.\n" * 3
    source = decoding.decode(content.encode(encoding))
    assert source.text == content
    assert said in " ".join(source.remarks)


def test_cyrillic_of_an_old_code_page_is_read() -> None:
    content = "Вопрос: Что такое процесс?\nОтвет: Программа, которая выполняется.\n" * 5
    source = decoding.decode(content.encode("cp1251"))
    assert source.text == content
    assert "not UTF-8" in source.remarks[0]


def test_a_wrong_encoding_is_repaired_and_told() -> None:
    wrong = "Q: What’s a naïve café?\nA: Don’t ask.\n".encode().decode("cp1252")
    source = decoding.decode(wrong.encode())
    assert source.text == "Q: What’s a naïve café?\nA: Don’t ask.\n"
    assert source.remarks == ("A wrong encoding was repaired in 2 lines.",)


def test_right_text_is_never_repaired() -> None:
    content = "Q: Wie heißt „Käse“ – fromage?\nA: Ça s'appelle « fromage », señor. Да, 是的。\n"
    assert decoding.decode(content.encode()) == decoding.Source(content)


@given(st.binary(max_size=3000))
def test_no_bytes_crash_the_importer(data: bytes) -> None:
    understood(data)


@given(st.text(alphabet='Qq:AaW hat?*_#-`|<>[](){}=~%\n\t",;.1&/é\u2028😀', max_size=600))
def test_no_marks_crash_the_importer(content: str) -> None:
    understood(content.encode())


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_broken_sample_crashes_the_importer(rng: fuzz.Chance) -> None:
    understood(fuzz.broken(rng, SAMPLES))


def test_a_found_question_stands_where_it_is_said_to() -> None:
    for data in SAMPLES:
        result = understood(data)
        lines = data.count(b"\n") + 2
        for item in result.items if result else ():
            assert 1 <= item.line <= lines
            if item.answer_lines:
                first, last = item.answer_lines
                assert item.line <= first <= last <= lines


def test_the_fuzz_command_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--minutes", "0.005", "--seed", "1"]) == 0
    shown = capsys.readouterr().out
    assert [line.split()[0] for line in shown.splitlines()[:-1]] == [*document.TYPES, fuzz.ANY]
    assert shown.count("documents, 0 crashes") == len(document.TYPES) + 1
