from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from quizbot.grading import vectors
from quizbot.grading.idf import Idf
from quizbot.grading.lexicon import FULL, ON_THE_WHOLE, Lexicon, closeness
from quizbot.grading.vectors import NoVectors, Vectors


@pytest.fixture(scope="module")
def loaded() -> Vectors:
    return vectors.load()


def test_a_vector_is_whole_numbers_with_the_largest_at_the_limit(loaded: Vectors) -> None:
    found = loaded.of("diffusion")
    assert found.shape == (vectors.SIZE,)
    assert found.dtype == np.int8
    assert np.abs(found.astype(int)).max() == vectors.LARGEST


def test_near_words_are_nearer_than_far_ones(loaded: Vectors) -> None:
    lexicon = Lexicon(Idf({}), lambda: loaded)
    one, others = lexicon.bag_of("picture"), lexicon.bag_of("image keyboard")
    near, far = closeness(one, others, ON_THE_WHOLE)[0]
    assert near > far + FULL / 4


def test_a_word_of_no_tokens_has_no_direction(loaded: Vectors) -> None:
    assert not loaded.of("").any()
    assert loaded.matrix([]).shape == (0, vectors.SIZE)


def test_the_package_is_read_but_not_imported_nor_anything_fetched() -> None:
    """wordllama's own loader would look elsewhere and then ask the network."""
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from quizbot.grading import vectors\n"
        "assert vectors.load().of('word').any()\n"
        "assert 'wordllama' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def missing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(vectors, "PACKAGE", "not-there")


def of_another_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(vectors, "PACKAGE_VERSION", "0.0.1")


def changed(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(vectors.SHA256, vectors.WEIGHTS, "0" * 64)


def without_a_file(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(vectors.SHA256, "weights/none.safetensors", "0" * 64)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (missing, "not installed"),
        (of_another_version, "the grader was made for"),
        (changed, "not the file this was made for"),
        (without_a_file, "lacks weights/none.safetensors"),
    ],
)
def test_what_cannot_be_used_says_why_and_what_to_do(
    fault: object, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)  # type: ignore[operator]
    with pytest.raises(NoVectors, match=says) as raised:
        vectors.load()
    assert "pip install" in str(raised.value)
