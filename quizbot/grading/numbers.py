"""Numbers as people write them: 10,240 and 1,5, 2.0, three, 10^23, 50 %, 7B."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

Values = frozenset[Fraction]
"""What a text may mean; none where it is no number, several where languages write otherwise."""

_SUPERSCRIPT = re.compile("(?<=[\\d)])[\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "‒": "-", "×": "*", "·": "*", "⋅": "*", "⁄": "/", "÷": "/"}
)
_APPROXIMATE = re.compile(
    r"(?:[~≈=]|(?:about|approximately|approx\.?|around|roughly|ca\.?|circa|etwa|ungefähr|environ|"
    r"aproximadamente|примерно|около)\s)\s*"
)
_PERCENT = re.compile(
    r"\s*(?:%|per ?cent|percent|prozent|pour cent|por ciento|por cento|per cento|procent\w*|"
    r"процент\w*|パーセント|퍼센트)$"
)
_POWER = re.compile(r"(.+?)\s*(?:\^|\*\*)\s*\(?\s*\{?([+-]?\d{1,3})\}?\)?")
_SCIENTIFIC = re.compile(r"(.+?)\s*(?:[*x]\s*10\s*(?:\^|\*\*)\s*\(?\s*|e)([+-]?\d{1,3})\)?")
_FRACTION = re.compile(r"([+-]?\d{1,9})\s*/\s*(\d{1,9})")
_BLANK_GROUPS = re.compile(r"\d{1,3}(?:[ '’_\u00a0\u2009\u202f]\d{3})+(?=\D|$)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_POINTED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?")
_WITH_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d*,\d+")
_TIMES = {
    "k": 3, "thousand": 3, "tausend": 3, "mille": 3, "mil": 3, "тысяч": 3, "тысячи": 3,
    "mio": 6, "million": 6, "millions": 6, "millionen": 6, "millones": 6, "milioni": 6,
    "миллион": 6, "миллиона": 6, "миллионов": 6, "bn": 9, "b": 9, "mrd": 9, "milliarde": 9,
    "milliarden": 9, "milliard": 9, "milliards": 9, "miliardi": 9, "миллиард": 9, "миллиардов": 9,
}  # fmt: skip
_SHORT_SCALE = {"billion": 9, "billions": 9, "trillion": 12, "trillions": 12}
"""Read so where the language has no comma in its decimals; elsewhere they mean more."""
_MAGNITUDE = re.compile(r"(.*\d)(\s?)([^\W\d_]+)\.?")
_CHINESE = "零一二三四五六七八九十"
_LARGEST = 10**6
"""Powers with a greater base are not worked out."""

_ENGLISH = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_ELSEWHERE = """
null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
zéro un deux trois quatre cinq six sept huit neuf dix onze douze
cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce
zero um dois três quatro cinco seis sete oito nove dez onze doze
zero uno due tre quattro cinque sei sette otto nove dieci undici dodici
nul een twee drie vier vijf zes zeven acht negen tien elf twaalf
zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście
nula jedna dvě tři čtyři pět šest sedm osm devět deset jedenáct dvanáct
ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORTH = {word: value for value, word in enumerate(_ENGLISH.split())}
_WORTH |= {word: 10 * (2 + i) for i, word in enumerate(_TENS.split())}
_OTHERS = {"ein": 1, "eine": 1, "une": 1, "una": 1, "uma": 1, "één": 1, "dva": 2, "две": 2}
_OTHERS |= {
    word: value for line in _ELSEWHERE.split("\n") for value, word in enumerate(line.split())
}
_PARTS = {"half": Fraction(1, 2), "one half": Fraction(1, 2), "a half": Fraction(1, 2)}


def read(text: str, *, comma: bool = False) -> Values:
    """Return what a text means as a number; ``comma`` tells that the language has decimal commas.

    The whole text must be one number: "3 or 4" and "GPT-3" are none.
    """
    written = unicodedata.normalize("NFC", text.strip())[:80]
    millions = bool(re.search(r"\d\s?M\.?$", written))
    marked = _SUPERSCRIPT.sub(lambda match: f"^{match[0]}", written)
    plain = unicodedata.normalize("NFKC", marked).casefold().translate(_SIGNS)
    plain = plain.strip(" \"'`*").rstrip(" .!?")
    plain = _APPROXIMATE.sub("", plain, count=1)
    percent = _PERCENT.search(plain)
    if percent:
        values = _signed(plain[: percent.start()], comma=comma)
        return frozenset(value / 100 for value in values)
    if millions:
        return frozenset(value * 10**6 for value in _signed(plain[:-1].rstrip(), comma=comma))
    return _signed(plain, comma=comma)


def word_worth(word: str) -> int | None:
    """Return the number that a single small English word means, such as "three"."""
    return _WORTH.get(word)


def _signed(text: str, *, comma: bool) -> Values:
    sign, bare = 1, text.strip()
    match = re.match(r"(?:([+-])|(minus|negative|moins|menos|meno|минус|plus)\s)\s*", bare)
    if match:
        sign = 1 if match[0].strip() in ("+", "plus") else -1
        bare = bare[match.end() :]
    return frozenset(sign * value for value in _value(bare, comma=comma))


def _value(text: str, *, comma: bool) -> Values:
    if not text:
        return frozenset()
    found = _plain_values(text, comma=comma)
    if found:
        return found
    if fraction := _FRACTION.fullmatch(text):
        return frozenset([Fraction(int(fraction[1]), int(fraction[2]))] if int(fraction[2]) else ())
    if scientific := _SCIENTIFIC.fullmatch(text):
        tens = Fraction(10) ** int(scientific[2])
        return frozenset(one * tens for one in _plain_values(scientific[1], comma=comma))
    if power := _POWER.fullmatch(text):
        bases = _plain_values(power[1].strip("() "), comma=comma)
        return frozenset(b ** int(power[2]) for b in bases if 0 < b <= _LARGEST)
    if comma and text in _OTHERS:
        return frozenset([Fraction(_OTHERS[text])])
    return _with_magnitude(text, comma=comma) or _in_words(text)


def _plain_values(text: str, *, comma: bool) -> Values:
    """Read digits with their marks."""
    if _BLANK_GROUPS.match(text):
        text = re.sub(r"(?<=\d)[ '’_\u00a0\u2009\u202f](?=\d{3})", "", text)
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    found = set()
    if _PLAIN.fullmatch(text):
        found.add(Fraction(text))
    grouped = _POINTED.fullmatch(text)
    if grouped:
        found.add(Fraction(text.replace(",", "")))
    if _WITH_COMMA.fullmatch(text) and (comma or not found):
        found.add(Fraction(text.replace(".", "").replace(",", ".")))
    return frozenset(found)


def _with_magnitude(text: str, *, comma: bool) -> Values:
    match = _MAGNITUDE.fullmatch(text)
    tens = match and (_TIMES.get(match[3]) or (not comma and _SHORT_SCALE.get(match[3])))
    if not match or not tens or (len(match[3]) == 1 and match[2]):
        return frozenset()
    return frozenset(value * 10**tens for value in _plain_values(match[1], comma=comma))


def _in_words(text: str) -> Values:
    """Read number words; of more than one word English ones."""
    if text in _PARTS:
        return frozenset([_PARTS[text]])
    if text in _CHINESE:
        return frozenset([Fraction(_CHINESE.index(text))])
    words = [word for word in re.split(r"[\s-]+", text) if word != "and"]
    total, current, seen = 0, 0, 0
    for word in words:
        seen += 1
        if word in ("a", "an") and seen == 1 and len(words) > 1:
            current = 1
        elif word in _WORTH and (len(words) == 1 or _follows(current, _WORTH[word])):
            current += _WORTH[word]
        elif word == "hundred" and 0 < current < 10:
            current *= 100
        elif (tens := {"thousand": 3, "million": 6, "billion": 9}.get(word)) and current:
            total, current = total + current * 10**tens, 0
        else:
            return frozenset()
    return frozenset([Fraction(total + current)]) if seen else frozenset()


def _follows(current: int, worth: int) -> bool:
    """Tell whether a word can follow what is read: "twenty-one", "a hundred and five"."""
    if worth >= 20:
        return current % 100 == 0
    return current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and 0 < worth < 10)
