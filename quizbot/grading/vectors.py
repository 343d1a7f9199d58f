"""Static word vectors, read from the weights that the package wordllama carries.

wordllama itself is not imported: its loader looks for files elsewhere and would fetch them. Its
version and the hashes of both files are checked, and nothing is ever fetched.

The vectors are whole numbers, so that every sum of products is exact and a grade is the same on any
machine: 256 x 127 x 127 is less than 2**24, where float32 stops counting.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import threadpoolctl
from numpy.typing import NDArray

from quizbot.errors import QuizError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE, PACKAGE_VERSION = "wordllama", "0.4.0.post1"
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
SHA256 = {
    WEIGHTS: "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
    TOKENIZER: "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
}
SIZE = 256
"""Numbers of a vector."""
LARGEST = 127


class NoVectors(QuizError):
    """The word vectors cannot be used; answers are graded by word stems alone."""


class Vectors:
    """A vector for every word: the sum of those of its tokens, in whole numbers up to 127."""

    def __init__(self, table: NDArray[np.float16], tokenizer: Tokenizer) -> None:
        self._table = table
        self._tokenizer = tokenizer
        self.of = lru_cache(maxsize=20_000)(self._of)

    def _of(self, word: str) -> NDArray[np.int8]:
        """Return the vector of a word, shape (256,)."""
        total = np.zeros(SIZE, np.float32)
        for token in self._tokenizer.encode(word, add_special_tokens=False).ids:
            total += self._table[token]
        largest = np.abs(total).max()
        if not largest:
            return total.astype(np.int8)
        return np.asarray(np.rint(total * (LARGEST / largest)), np.int8)

    def matrix(self, words: list[str]) -> NDArray[np.int8]:
        """Return the vectors of words, shape (words, 256)."""
        if not words:
            return np.zeros((0, SIZE), np.int8)
        return np.stack([self.of(word) for word in words])


def load() -> Vectors:
    """Read the packaged weights; takes about 0.15 s and 40 MB.

    The products of vectors are small: shared out among threads they would take longer by far on a
    busy machine, so from now on each is done in one.

    Raises:
        NoVectors: the package is missing, of another version, or changed; the sentence says which.
    """
    folder = _folder()
    for name, expected in SHA256.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise NoVectors(f"{PACKAGE} lacks {name} ({error.strerror}). {_REMEDY}") from error
        if found != expected:
            raise NoVectors(f"{name} of {PACKAGE} is not the file this was made for. {_REMEDY}")
    threadpoolctl.threadpool_limits(1, user_api="blas")
    return Vectors(*_read(folder))


_REMEDY = f"Install it anew: pip install --force-reinstall {PACKAGE}=={PACKAGE_VERSION}"


def _folder() -> Path:
    try:
        version = metadata.version(PACKAGE)
        spec = util.find_spec(PACKAGE)
    except metadata.PackageNotFoundError:
        version, spec = "", None
    if spec is None or not spec.submodule_search_locations:
        raise NoVectors(f"The package {PACKAGE} is not installed. {_REMEDY}")
    if version != PACKAGE_VERSION:
        raise NoVectors(
            f"{PACKAGE} is {version}, the grader was made for {PACKAGE_VERSION}. {_REMEDY}"
        )
    return Path(spec.submodule_search_locations[0])


def _read(folder: Path) -> tuple[Any, Tokenizer]:
    try:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer
    except ImportError as error:
        raise NoVectors(f"The package {error.name} is not installed. {_REMEDY}") from error
    table = load_file(folder / WEIGHTS)["embedding.weight"]
    return table, Tokenizer.from_file(str(folder / TOKENIZER))
