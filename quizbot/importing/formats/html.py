"""HTML of flashcards to Markdown, with the parser of the standard library."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_BREAKS = {"br", "div", "p", "ul", "ol", "tr", "table", "blockquote", "hr", "h1", "h2", "h3", "h4"}
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_NAMES = (
    r"div|b|i|u|p|ul|ol|li|span|strong|em|code|pre|table|tr|td|h[1-6]|a|sub|sup|font|small|center"
)
_LAID_OUT = re.compile(
    rf"<({_NAMES})(?:\s[^<>]*)?>\s*\S.*?</\1>|(?<=\S)<br\s*/?>|<img\s[^<>]*src|<li>",
    re.IGNORECASE | re.DOTALL,
)
"""Tags that lay a text out: a question about ``<br>`` has none of them."""
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SMALL = re.compile(
    r"<(sup|sub)(?:\s[^<>]*)?>\s*((?:(?!</?su[bp]).)*?)\s*</\1>", re.IGNORECASE | re.DOTALL
)


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
        writer.feed(small_signs(text))
        writer.close()
    except AssertionError:  # what the parser raises on some broken declarations
        return re.sub(r"<[^>]{0,200}>", " ", text).strip()
    plain = re.sub(r"\*\*\s*\*\*", "", "".join(writer.parts))
    plain = re.sub(r"[ \t]+\n", "\n", plain)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def shown(text: str) -> str:
    """Return a cell's text: tags that lay it out as Markdown, entities as their signs."""
    if is_laid_out(text):
        return to_markdown(text) or text
    return unescape(text) if _ENTITY.search(text) else text


def is_laid_out(text: str) -> bool:
    """Tell whether a text is HTML, rather than one that speaks of a tag."""
    return "<" in text and bool(_LAID_OUT.search(text))


def small_signs(text: str) -> str:
    """Write raised and lowered signs as such, so that ten to the 23 does not become 1023."""
    return _SMALL.sub(_small, text) if "<su" in text.casefold() else text


def _small(match: re.Match[str]) -> str:
    raised = match[1].casefold() == "sup"
    table = _RAISED if raised else _LOWERED
    signs = match[2].replace("−", "-").replace("–", "-")
    if signs and all(ord(sign) in table for sign in signs):
        return signs.translate(table)
    mark = "^" if raised else "_"
    return f"{mark}{signs}" if len(signs) <= 1 else f"{mark}({signs})"
