"""Bytes to text: what is too large or no text is refused, a broken encoding is mended and said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad

from quizbot.bank.exporting import sheet, topicfile
from quizbot.errors import Refusal

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 100_000

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"PK\x03\x04", "a zip archive (Word, Excel and Anki packages are too)"),
    (b"PK\x05\x06", "a zip archive"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_OURS = (
    topicfile.HEAD,
    f"{','.join(sheet.COLUMNS[:6])}",
    "#separator:tab\n#html:true\n#notetype:Basic\n#deck:Quizbot\n",
)
"""Files that this bot wrote begin so; what looks like a wrong encoding in them is meant."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LINE_ENDS = re.compile("\r\n?")
SOFT_BREAK = "\u2028"
"""A line's end that a program put within a text, such as Excel's and Word's; no row ends there."""
_SOFT_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ESCAPES = re.compile("\x1b(?:\\[[0-9;?]*[A-Za-z])?")
"""What colours text on terminals."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜŸŠšŽžªº")
_WESTERN_SIGNS = frozenset("–—’‘“”‚„…•€£§°«»©®™·¿¡´\xa0\xad±²³µ×÷½¼¾")


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text with plain line ends, and what had to be mended."""

    text: str
    remarks: tuple[str, ...] = ()


def require_size(size: int) -> None:
    """Check the number of bytes of a file.

    Raises:
        Refusal: it is too large.
    """
    if size > MAX_BYTES:
        raise Refusal(
            f"This file has {size / 1_048_576:.1f} MB; at most {MAX_BYTES // 1_048_576} MB "
            "are read. Split it and import the parts."
        )


def decode(data: bytes) -> Source:
    """Return the text of a file.

    Raises:
        Refusal: it is too large, empty, or no text; the sentence says what to hand in.
    """
    require_size(len(data))
    for start, kind in _KINDS:
        if data.startswith(start):
            raise Refusal(f"This is {kind}, not text. Save its content as text or CSV first.")
    text, remark = _decoded(data)
    text = _SURROGATES.sub("\ufffd", text)
    _require_text(text)
    text = _ESCAPES.sub("", _LINE_ENDS.sub("\n", text))
    text = _SOFT_BREAKS.sub(SOFT_BREAK if "\n" in text.strip() else "\n", text)
    repaired, mended = (text, 0) if text.startswith(_OURS) else _repair(text)
    remarks = [remark] if remark else []
    if mended:
        lines = f"{mended} line" + ("s" if mended > 1 else "")
        remarks.append(f"A wrong encoding was repaired in {lines}.")
    lost = repaired.count("\ufffd")
    if lost:
        remarks.append(f"{lost} characters cannot be read any more (shown as \ufffd).")
    return Source(repaired, tuple(remarks))


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    """Decode what is no UTF-8: a few bad bytes in it, UTF-16 without its mark, or an old code."""
    if data.count(0) > len(data) // 4:
        even = data[::2].count(0) > data[1::2].count(0)
        return data.decode("utf-16-be" if even else "utf-16-le", "replace"), ""
    broken = data.decode("utf-8", "replace")
    real = sum(1 for character in broken if ord(character) > 127 and character != "\ufffd")
    if real > 4 * broken.count("\ufffd"):
        return _patched(data), "A few bytes that are not UTF-8 were read as Windows-1252."
    western = data.decode("cp1252", "replace")
    if _is_western(western):
        return western, "The file is not UTF-8; it was read as Windows-1252."
    best = from_bytes(data[:200_000], steps=5, chunk_size=512).best()
    name = best.encoding if best else "cp1252"
    return data.decode(name, "replace"), f"The file is not UTF-8; it was read as {name}."


def _is_western(text: str) -> bool:
    """Tell whether the letters beyond ASCII are few, and such as western languages have."""
    letters = [character for character in text if character.isalpha()]
    high = [character for character in letters if character > "\x7f"]
    others = [c for c in text if c > "\x7f" and not c.isalpha()]
    return (
        len(high) * 4 <= len(letters)
        and all(character in _WESTERN for character in high)
        and all(character in _WESTERN_SIGNS for character in others)
    )


def _patched(data: bytes) -> str:
    text = data.decode("utf-8", "surrogateescape")
    return _SURROGATES.sub(
        lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text
    )


def _require_text(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\0"):
        raise Refusal("This file is empty. Choose one with questions in it.")
    unreadable = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if unreadable > max(2, len(text) // 50):
        raise Refusal("This is not a text file. Save its content as text or CSV first.")
    if text.count("\n") > MAX_LINES:
        raise Refusal(
            f"This file has more than {MAX_LINES:,} lines. Split it and import the parts."
        )


def _repair(text: str) -> tuple[str, int]:
    """Undo text that was decoded wrongly once or more; returns the text and the changed lines."""
    lines = _CONTROL.sub("", text).split("\n")
    mended = 0
    for i, line in enumerate(lines):
        if not line.isascii() and len(line) < 10_000 and is_bad(line):
            better = ftfy.fix_encoding(line)
            if better != line and "\n" not in better:
                lines[i] = better
                mended += 1
    return "\n".join(lines), mended
