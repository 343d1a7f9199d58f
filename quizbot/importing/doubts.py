"""What a person should look at before an item is used: no answer, a torn or suspicious one ..."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from quizbot.bank import limits
from quizbot.importing import vocabulary
from quizbot.importing.item import Concern, Item, Remark

Stems = Callable[[str], frozenset[str]]
"""Returns the stems of the words that carry meaning."""

_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<?https?://\S+>?|<img[^>]*>|\[sound:[^\]]*\]", re.I)
_PLACEHOLDER = re.compile(
    r"\W*(?:todo|tbd|tba|coming soon|to be (?:added|continued|answered|done)|answer (?:here|goes "
    r"here|coming soon)|n/?a|pending|wip|your answer.{0,20}|add (?:the |your )?answer.{0,20}|"
    r"not (?:yet )?answered|\.{2,}|…|-+|\?+|none|folgt|pendiente)\W*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?:\.\.\.|…|\[(?:…|\.\.\.)\]|read more.{0,12}|continue reading.{0,12}|[,;:(\[{–—-]|"
    r"\b(?:and|or|the|of|to|a|an|with|that|which|because|such as|for|und|oder|der|die|das|y|et|и)"
    r")$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\W*[A-Ja-jА-ЕЖЗИК]\W*")
_PICTURES = re.compile(r"(?:!\[[^\]]*\]\([^)]*\)|<img[^>]*>|\[sound:[^\]]*\]|\s)+", re.I)
_BULLET = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+(.*)")


def doubt(item: Item, stems: Stems) -> Item:
    """Return the item with a remark for each doubt, and without lines that its answer repeats."""
    answer, repeated = _once(item.answer)
    found = [*item.remarks]
    if repeated:
        lines = f"{repeated} line" + ("s" if repeated > 1 else "")
        found.append(Remark(Concern.CLEANED, f"The answer repeated {lines}; each is kept once."))
    item = replace(item, answer=answer)
    about_answer = _about_answer(item, stems)
    found += [about_answer] if about_answer else []
    found += [*_about_size(item), *_about_choices(item), *_about_shorts(item)]
    if _PICTURES.fullmatch(item.prompt):
        sentence = "The question is only a picture or a sound; write what is asked."
        found.append(Remark(Concern.LINK, sentence))
    if item.level is None and not item.given.get("level"):
        found.append(Remark(Concern.NO_LEVEL, "The document names no level; choose one."))
    return replace(item, remarks=tuple(dict.fromkeys(found)))


def _once(answer: str) -> tuple[str, int]:
    """Drop later copies of a line that is long enough to be no chance, code left alone."""
    if "```" in answer or "~~~" in answer:
        return answer, 0
    seen: set[str] = set()
    kept, dropped = [], 0
    for line in answer.split("\n"):
        same = re.sub(r"[\W_]+", "", line).casefold()
        if len(same) >= 20 and same in seen:
            dropped += 1
            continue
        seen.add(same)
        kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), dropped


def _about_answer(item: Item, stems: Stems) -> Remark | None:
    answer = item.answer
    if not item.answered or _PLACEHOLDER.fullmatch(answer):
        if item.choices and any(choice.correct for choice in item.choices):
            return None
        return Remark(Concern.NO_ANSWER, "No answer stands in the document; write one.")
    if item.short_answers or item.choices:
        return None
    if not item.choices and not item.short_answers and _LETTER.fullmatch(answer):
        sentence = f'The answer is only "{answer}"; the option that it names was not found.'
        return Remark(Concern.KEY, f"{sentence} Write it out.")
    bare = _LINK.sub("", answer).strip(" \n\t.*_>-:()[]")
    if not bare or (len(bare) < 25 and _LINK.search(answer)):
        return Remark(
            Concern.LINK, "The answer is only a link or a picture; write it out, or leave it out."
        )
    return _torn(answer) or _thin(answer) or _unrelated(item, stems)


def _torn(answer: str) -> Remark | None:
    lines = [line for line in answer.split("\n") if line.strip()]
    last = lines[-1].rstrip(" *_`")
    if answer.count("```") % 2:
        return Remark(
            Concern.TORN, "The answer's code has no end; see whether the rest is missing."
        )
    if lines[-1].rstrip().endswith("```") or lines[-1].lstrip().startswith("|"):
        return None
    if _CUT.search(last[-40:]):
        return Remark(
            Concern.TORN, f'The answer breaks off ("{last[-30:].strip()}"); write its end.'
        )
    bullet = _BULLET.match(last)
    if not bullet and len(last) > 150 and last[-1].isalnum() and last[-1].isascii():
        return Remark(Concern.TORN, "The answer ends without a full stop; see whether it is whole.")
    return None


def _thin(answer: str) -> Remark | None:
    lines = [line for line in answer.split("\n") if line.strip()]
    entries = [match[1] for line in lines if (match := _BULLET.match(line))]
    bare = len(entries) >= 2 and all(len(entry.split()) <= 4 for entry in entries)
    told = sum(len(line.split()) for line in lines if not _BULLET.match(line))
    if bare and told <= 2 * len(entries):
        return Remark(Concern.THIN, "The answer is a bare list of names; explain them.")
    if len(answer) < 25:
        return Remark(Concern.THIN, "The answer is very short; see whether it says enough.")
    return None


def _unrelated(item: Item, stems: Stems) -> Remark | None:
    asked, said = stems(item.prompt), stems(item.answer)
    if not vocabulary.is_english(item.prompt) or "```" in item.answer:
        return None
    if len(asked) >= 3 and len(said) >= 12 and not asked & said:
        return Remark(
            Concern.UNRELATED,
            "The answer has no word of the question; see whether it belongs to another one.",
        )
    return None


def _about_choices(item: Item) -> Iterator[Remark]:
    """Yield why the options of a question cannot be asked as they stand."""
    if not item.choices:
        return
    right = [choice.text for choice in item.choices if choice.correct]
    count, longest = len(item.choices), max(len(choice.text) for choice in item.choices)
    known = {remark.concern for remark in item.remarks}
    if not right and Concern.KEY not in known:
        yield Remark(
            Concern.KEY, "The document does not say which option is right. Choose the right one."
        )
    if len(right) == count > 1:
        sentence = "All options are marked as right, so there is nothing to choose."
        yield Remark(Concern.FORM, f"{sentence} It is asked without choices.")
    if not 2 <= count <= limits.MAX_CHOICES:
        sentence = f"It has {count} options; a choice has two to {limits.MAX_CHOICES}."
        yield Remark(Concern.FORM, f"{sentence} It is asked without choices.")
    if longest > limits.MAX_CHOICE:
        sentence = f"An option has {longest} characters; at most {limits.MAX_CHOICE} fit."
        yield Remark(Concern.FORM, f"{sentence} It is asked without choices.")
    if len({choice.text.strip().casefold() for choice in item.choices}) < count:
        yield Remark(Concern.FORM, "Two options are the same. It is asked without choices.")


def _about_shorts(item: Item) -> Iterator[Remark]:
    """Yield which accepted answers are left out."""
    shorts = list({text.strip().casefold(): text.strip() for text in item.short_answers}.values())
    long = [text for text in shorts if len(text) > limits.MAX_SHORT]
    fitting = [text for text in shorts if 0 < len(text) <= limits.MAX_SHORT]
    if long:
        sentence = f"{len(long)} accepted answers have more than {limits.MAX_SHORT} characters"
        yield Remark(Concern.FORM, f"{sentence} and are left out.")
    if len(fitting) > limits.MAX_SHORTS:
        out = ", ".join(f'"{text}"' for text in fitting[limits.MAX_SHORTS :])
        yield Remark(
            Concern.FORM,
            f"It has {len(fitting)} accepted answers; the first {limits.MAX_SHORTS} are kept. "
            f"Left out: {out if len(out) <= 150 else f'{out[:149]}…'}",
        )


def _about_size(item: Item) -> list[Remark]:
    found = []
    if len(item.prompt) > limits.MAX_PROMPT:
        found.append(
            Remark(
                Concern.TOO_LONG,
                f"The question has {len(item.prompt):,} characters; at most {limits.MAX_PROMPT} "
                "fit. Shorten it.",
            )
        )
    if len(item.answer) > limits.MAX_ANSWER:
        found.append(
            Remark(
                Concern.TOO_LONG,
                f"The answer has {len(item.answer):,} characters; at most {limits.MAX_ANSWER:,} "
                "fit. Its end is left out; look where it stops.",
            )
        )
    return found
