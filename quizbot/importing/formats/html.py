"""HTML of flashcards to Markdown, with the parser of the standard library."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = {"br", "div", "p", "ul", "ol", "tr", "table", "blockquote", "hr", "h1", "h2", "h3", "h4"}
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._in_pre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "pre":
            self._in_pre = True
            self.parts.append("\n```\n")
        elif tag == "img":
            self.parts.append(f"![{given.get('alt') or ''}]({given.get('src') or ''})")
        elif tag in _BREAKS:
            self.parts.append("\n")
        elif tag in _AROUND and not self._in_pre:
            self.parts.append(_AROUND[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag == "pre":
            self._in_pre = False
            self.parts.append("\n```\n")
        elif tag in ("p", "div", "ul", "ol", "table", "blockquote"):
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in _AROUND and not self._in_pre:
            self.parts.append(_AROUND[tag])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\xa0", " "))


def to_markdown(text: str) -> str:
    """Return the text of a piece of HTML, its lists, bold words and pictures as Markdown."""
    writer = _Writer()
    try:
        writer.feed(text)
        writer.close()
    except AssertionError:  # what the parser raises on some broken declarations
        return re.sub(r"<[^>]{0,200}>", " ", text).strip()
    plain = re.sub(r"\*\*\s*\*\*", "", "".join(writer.parts))
    plain = re.sub(r"[ \t]+\n", "\n", plain)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()
