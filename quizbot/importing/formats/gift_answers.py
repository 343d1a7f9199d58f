"""What stands in the braces of a GIFT question: options, texts, numbers, pairs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizbot.domain.question import Choice
from quizbot.importing import keys
from quizbot.importing.item import Concern, Item, Remark

_FORMAT = re.compile(r"\s*\[(?:html|markdown|moodle|plain)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:[.,]\d+)?)%")
_ENOUGH = 75
"""A text that earns less of the mark in Moodle is not accepted as a short answer."""
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
    answers = [a for a in _read(body.strip(), clean) if a.share > 0]
    full = [answer for answer in answers if answer.share >= _ENOUGH] or answers
    spans, exact, remarks = [], [], list(_left_out(answers, full))
    for answer in full:
        bounds, (number, _, around) = _RANGE.fullmatch(answer.text), answer.text.partition(":")
        if bounds:
            spans.append(f"{bounds[1]} to {bounds[2]}")
        elif around.strip(" 0.,"):
            exact.append(number.strip())
            spans.append(f"{number.strip()} (± {around.strip()})")
        else:
            exact.append(number.strip())
    if spans:
        sentence = (
            f"Moodle accepts a range of numbers here: {'; '.join(spans)}. Look what is accepted."
        )
        remarks.append(Remark(Concern.FORM, sentence))
    told = next(iter(spans), "") or next(iter(exact), "")
    whys = [answer.why for answer in full if answer.why]
    return Item(
        prompt,
        "\n\n".join(filter(None, dict.fromkeys([told, *whys[:1], feedback]))),
        lines[0],
        lines,
        short_answers=tuple(dict.fromkeys(exact)),
        remarks=tuple(remarks),
    )


def _left_out(answers: Sequence[_Answer], kept: Sequence[_Answer]) -> list[Remark]:
    partly = [answer.text for answer in answers if answer not in kept and answer.share > 0]
    if not partly:
        return []
    listed = ", ".join(f'"{text}"' for text in partly)
    return [Remark(Concern.FORM, f"Left out, since they earn only a part of the mark: {listed}.")]


def _pairs(prompt: str, answers: Sequence[_Answer], feedback: str, lines: tuple[int, int]) -> Item:
    listed = "\n".join(f"- {answer.text.replace('->', '→')}" for answer in answers)
    sentence = "A matching question became an open one with the pairs as its answer."
    remark = Remark(Concern.FORM, sentence)
    return Item(prompt, f"{listed}\n\n{feedback}".strip(), lines[0], lines, remarks=(remark,))


def _accepted(
    prompt: str, answers: Sequence[_Answer], feedback: str, lines: tuple[int, int]
) -> Item:
    whole = [answer for answer in answers if answer.share >= _ENOUGH] or list(answers)
    texts = tuple(dict.fromkeys(answer.text for answer in whole))
    whys = [answer.why for answer in whole if answer.why]
    told = "\n\n".join(filter(None, dict.fromkeys([texts[0], *whys[:1], feedback])))
    remarks = tuple(_left_out(answers, whole))
    return Item(prompt, told, lines[0], lines, short_answers=texts, remarks=remarks)


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
