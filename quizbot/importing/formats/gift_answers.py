"""What stands in the braces of a GIFT question: options, texts, numbers, pairs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quizbot.domain import short_answer
from quizbot.domain.question import Choice
from quizbot.importing import keys
from quizbot.importing.item import Concern, Item, Remark

_FORMAT = re.compile(r"\s*\[(?:html|markdown|moodle|plain)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:[.,]\d+)?)%")
_SIGN = re.compile(r"([=~])")
_TRUTH = re.compile(r"(TRUE|FALSE|T|F)\s*(?:#|$)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(-?[\d.,]+)\s*\.\.\s*(-?[\d.,]+)\s*")

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer; ``share`` is the part of the mark that it earns, in percent."""

    text: str
    sign: str
    share: float
    why: str


def item(prompt: str, body: str, lines: tuple[int, int], clean: Clean) -> Item:
    """Return the item of a question with these answers; ``lines`` are its first and last."""
    body, _, general = body.partition("####")
    feedback, bare = clean(general), body.strip()
    truth = _TRUTH.match(bare)
    if truth:
        whys = [clean(part) for part in bare.split("#")[1:]]
        return _true_false(prompt, truth[1][0].upper() == "T", [*whys, feedback], lines)
    if bare.startswith("#"):
        return _number(prompt, bare[1:], feedback, lines, clean)
    answers = [*_read(bare, clean)]
    if not answers:
        return Item(prompt, feedback, lines[0], lines if feedback else None)
    if any("->" in answer.text for answer in answers) and _all_texts(answers):
        return _pairs(prompt, answers, feedback, lines)
    if _all_texts(answers):
        return _accepted(prompt, answers, feedback, lines)
    return _chosen(prompt, answers, feedback, lines)


def _read(body: str, clean: Clean) -> list[_Answer]:
    parts = _SIGN.split(body)
    if not parts[1:]:
        return [_Answer(clean(part), "=", 100.0, "") for part in body.split("\n") if part.strip()]
    found = []
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        weight = _WEIGHT.match(part)
        text, _, why = part[weight.end() if weight else 0 :].partition("#")
        share = float(weight[1].replace(",", ".")) if weight else 100.0 if sign == "=" else 0.0
        shown = clean(_FORMAT.sub("", text, count=1))
        if shown:
            found.append(_Answer(shown, sign, share, clean(why)))
    return found


def _all_texts(answers: Sequence[_Answer]) -> bool:
    return all(answer.sign == "=" for answer in answers)


def _true_false(prompt: str, truth: bool, whys: Sequence[str], lines: tuple[int, int]) -> Item:
    choices = (Choice("True", truth), Choice("False", not truth))
    answer = keys.model_answer(choices, "", "\n\n".join(filter(None, dict.fromkeys(whys))))
    return Item(prompt, answer, lines[0], lines, choices=choices)


def _number(prompt: str, body: str, feedback: str, lines: tuple[int, int], clean: Clean) -> Item:
    answers = [replace(answer, text=_ranged(answer.text)) for answer in _read(body.strip(), clean)]
    if not answers:
        return Item(prompt, feedback, lines[0], lines if feedback else None)
    return _accepted(prompt, answers, feedback, lines)


def _ranged(written: str) -> str:
    """Return a number with its tolerance, ``1822:2``, as people write it: ``1822 ± 2``."""
    bounds, (number, _, around) = _RANGE.fullmatch(written), written.partition(":")
    if bounds:
        return f"{bounds[1]}..{bounds[2]}"
    return f"{number.strip()} ± {around.strip()}" if around.strip(" 0.,") else number.strip()


def _pairs(prompt: str, answers: Sequence[_Answer], feedback: str, lines: tuple[int, int]) -> Item:
    listed = "\n".join(f"- {answer.text.replace('->', '→')}" for answer in answers)
    sentence = "A matching question became an open one with the pairs as its answer."
    remark = Remark(Concern.FORM, sentence)
    return Item(prompt, f"{listed}\n\n{feedback}".strip(), lines[0], lines, remarks=(remark,))


def _accepted(
    prompt: str, answers: Sequence[_Answer], feedback: str, lines: tuple[int, int]
) -> Item:
    """Return a question with accepted answers, each with the share of the mark that it earns."""
    worth = [answer for answer in answers if answer.share > 0] or [
        replace(answer, share=100.0) for answer in answers
    ]
    best = max(worth, key=lambda answer: answer.share)
    written = [short_answer.write(answer.text, answer.share / 100) for answer in worth]
    told = [short_answer.shown(best.text), best.why, feedback]
    return Item(
        prompt,
        "\n\n".join(filter(None, dict.fromkeys(told))),
        lines[0],
        lines,
        short_answers=tuple(dict.fromkeys(written)),
    )


def _chosen(prompt: str, answers: Sequence[_Answer], feedback: str, lines: tuple[int, int]) -> Item:
    """Return a choice: what earns the whole mark is right, or all that earns a part of it."""
    right = [answer for answer in answers if answer.sign == "=" or answer.share >= 100]
    partly = [answer for answer in answers if answer.share > 0 and answer not in right]
    remarks = []
    if not right:
        right, partly = partly, []
    if len({answer.share for answer in right}) > 1:
        listed = ", ".join(f'"{answer.text}" {answer.share:g} %' for answer in right)
        sentence = f"In Moodle these earn different parts of the mark, here the same: {listed}."
        remarks.append(Remark(Concern.FORM, sentence))
    if partly:
        listed = ", ".join(f'"{answer.text}"' for answer in partly)
        sentence = f"These earn a part of the mark in Moodle and are wrong here: {listed}."
        remarks.append(Remark(Concern.FORM, sentence))
    choices = tuple(
        Choice(answer.text, answer in right, "" if answer in right else answer.why)
        for answer in answers
    )
    whys = [answer.why for answer in right if answer.why]
    told = keys.model_answer(choices, "\n\n".join(whys), feedback)
    return Item(prompt, told, lines[0], lines, choices=choices, remarks=tuple(remarks))
