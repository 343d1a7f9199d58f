"""Moodle's GIFT: questions with their answers in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizbot.domain.question import Choice
from quizbot.importing.formats import html
from quizbot.importing.item import Concern, Item, Remark, Understood

_ESCAPED = re.compile(r"\\([~=#{}:\\])")
_TITLE = re.compile(r"\s*::(.*?)(?<!\\)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_ENOUGH = 75
"""A text that earns less of the mark in Moodle is not accepted as a short answer."""
_OPTION = re.compile(r"(?<!\\)([=~])")
_SIGNS = {f"\\{sign}": chr(0xE000 + i) for i, sign in enumerate("~=#{}:")}
"""Escaped signs stand as private characters while the rest is taken apart."""


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    first: int
    last: int


def looks_like(text: str) -> bool:
    """Tell whether a text is GIFT: braces with its answer signs, and a title or several of them."""
    sample = text[:200_000]
    braces = re.findall(r"(?<!\\)\{\s*(?:[=~#%]|T\b|F\b|TRUE\b|FALSE\b|\})", sample)
    titles = re.findall(r"^\s*::[^:\n]{1,200}::", sample, re.MULTILINE)
    category = re.search(r"^\$CATEGORY:", sample, re.MULTILINE)
    code = sample.count("```") + len(re.findall(r"^#{1,4} ", sample, re.MULTILINE))
    if category or titles:
        return bool(braces)
    return len(braces) > 0 and code == 0 and "}" in sample and _braced(sample)


def _braced(text: str) -> bool:
    """Tell whether most paragraphs end with braces."""
    blocks = [block.text for block in _blocks(text)]
    return bool(blocks) and sum("{" in block for block in blocks) * 2 > len(blocks)


def read(text: str) -> Understood:
    """Return the questions of a GIFT file."""
    items: list[Item] = []
    lost = 0
    for block in _blocks(text):
        item = _item(block)
        if item is None:
            lost += 1
        else:
            items.append(item)
    told = (f"{lost} texts without a question were left out.",) if lost else ()
    return Understood("questions in Moodle's GIFT format", tuple(items), told)


def _blocks(text: str) -> Iterator[_Block]:
    """Split at blank lines outside of braces, comments and categories left out."""
    pending: list[str] = []
    first, depth = 0, 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if not pending and (line.lstrip().startswith(("//", "$CATEGORY:")) or not line.strip()):
            continue
        if line.strip().startswith("//"):
            continue
        if not line.strip() and (depth <= 0 or _too_long(pending)):
            yield _Block("\n".join(pending), first, number - 1)
            pending, depth = [], 0
            continue
        if not pending:
            first = number
        pending.append(line)
        bare = line.replace("\\{", "").replace("\\}", "")
        depth += bare.count("{") - bare.count("}")
    if pending:
        yield _Block("\n".join(pending), first, text.count("\n") + 1)


def _too_long(pending: Sequence[str]) -> bool:
    """A brace that nobody closes must not swallow the rest of the file."""
    return len(pending) > 60


def _item(block: _Block) -> Item | None:
    text = block.text
    for sign, private in _SIGNS.items():
        text = text.replace(sign, private)
    title = _TITLE.match(text)
    body = text[title.end() :] if title else text
    form = _FORMAT.match(body)
    body = body[form.end() :] if form else body
    opened, closed = body.find("{"), body.rfind("}")
    if opened < 0 or closed < opened:
        return None
    shown = "html" if form and form[1].casefold() == "html" else "plain"
    before, after = body[:opened], body[closed + 1 :].strip()
    gap = " _____ " if after.strip(" .?!") else " "
    prompt = _clean(f"{before.rstrip()}{gap}{after}" if after else before, shown)
    if not prompt and title:
        prompt = _clean(title[1], shown)
    return _answered(prompt, body[opened + 1 : closed], block, shown) if prompt else None


def _clean(text: str, shown: str = "plain") -> str:
    for sign, private in _SIGNS.items():
        text = text.replace(private, sign[1])
    text = text.replace("\\n", "\n").strip()
    if shown == "html":
        return html.to_markdown(text)
    return re.sub(r"\s*\n\s*(?=\S)", "\n", text) if "\n" in text else text


def _answered(prompt: str, answer: str, block: _Block, shown: str) -> Item:
    body, _, general = answer.partition("####")
    feedback = _clean(general, shown)
    lines = (block.first, block.last)
    bare = body.strip()
    truth = re.match(r"(TRUE|FALSE|T|F)\s*(?:#|$)", bare, re.IGNORECASE)
    if truth:
        return _true_false(prompt, truth[1][0].upper() == "T", feedback, lines)
    if bare.startswith("#"):
        return _number(prompt, bare[1:], feedback, lines)
    options = _options(bare, shown)
    if not options:
        return Item(prompt, feedback, block.first, lines if feedback else None)
    if any("->" in option.text for option in options) and _all_accepted(options):
        return _matching(prompt, options, feedback, lines)
    return _chosen(prompt, options, feedback, lines)


@dataclass(frozen=True, slots=True)
class _Option:
    text: str
    sign: str
    share: float
    """The part of the mark that it earns, in percent."""
    why: str


def _options(body: str, shown: str) -> list[_Option]:
    parts = _OPTION.split(body)
    found = []
    for sign, part in zip(parts[1::2], parts[2::2], strict=False):
        weight = _WEIGHT.match(part)
        text, _, why = part[weight.end() if weight else 0 :].partition("#")
        share = float(weight[1]) if weight else 100.0 if sign == "=" else 0.0
        if _clean(text):
            found.append(
                _Option(_clean(_FORMAT.sub("", text), shown), sign, share, _clean(why, shown))
            )
    if not parts[1:] and body:
        found = [_Option(_clean(p), "=", 100.0, "") for p in body.split("\n") if p.strip()]
    return found


def _true_false(prompt: str, truth: bool, feedback: str, lines: tuple[int, int]) -> Item:
    choices = (Choice("True", truth), Choice("False", not truth))
    return Item(prompt, feedback or str(truth), lines[0], lines, choices=choices)


def _number(prompt: str, body: str, feedback: str, lines: tuple[int, int]) -> Item:
    first = re.split(r"[#\n]", body.strip().lstrip("="))[0]
    exact, _, tolerance = first.partition(":")
    exact = _WEIGHT.sub("", exact).strip()
    remarks: tuple[Remark, ...] = ()
    if tolerance.strip(" 0") or ".." in exact:
        sentence = "A range of numbers is accepted in Moodle; here the accepted ones are listed."
        remarks = (Remark(Concern.FORM, sentence),)
    text = exact if not tolerance.strip(" 0") else f"{exact} (± {tolerance.strip()})"
    return Item(prompt, feedback or text, lines[0], lines, short_answers=(exact,), remarks=remarks)


def _all_accepted(options: Sequence[_Option]) -> bool:
    return all(option.sign == "=" for option in options)


def _matching(
    prompt: str, options: Sequence[_Option], feedback: str, lines: tuple[int, int]
) -> Item:
    pairs = "\n".join(f"- {option.text.replace('->', '→')}" for option in options)
    sentence = "A matching question became an open one with the pairs as its answer."
    answer = f"{pairs}\n\n{feedback}".strip()
    return Item(prompt, answer, lines[0], lines, remarks=(Remark(Concern.FORM, sentence),))


def _chosen(prompt: str, options: Sequence[_Option], feedback: str, lines: tuple[int, int]) -> Item:
    if _all_accepted(options):
        whole = [option for option in options if option.share >= _ENOUGH] or options
        texts = tuple(dict.fromkeys(option.text for option in whole))
        return Item(prompt, feedback or texts[0], lines[0], lines, short_answers=texts)
    right = [option for option in options if option.sign == "="]
    right = right or [option for option in options if option.share > 0]
    why = next((option.why for option in right if option.why), "")
    answer = "\n\n".join(part for part in (*[o.text for o in right], feedback or why) if part)
    remarks: tuple[Remark, ...] = ()
    if len(right) != 1:
        sentence = "Several options are right in Moodle; here one must be. It became an open one."
        listed = "\n".join(f"- {option.text}" for option in options)
        remarks = (Remark(Concern.FORM, sentence),)
        return Item(
            f"{prompt}\n{listed}", answer, lines[0], lines if answer else None, remarks=remarks
        )
    choices = tuple(
        Choice(option.text, option in right, "" if option in right else option.why)
        for option in options
    )
    return Item(prompt, answer, lines[0], lines, choices=choices)
