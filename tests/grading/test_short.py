"""Short answers: what is typed badly counts, another term or another number never does."""

from __future__ import annotations

import random
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.bank.library import Library
from quizbot.domain.question import Form, Level, Question
from quizbot.grading import numbers
from quizbot.grading.short import grade_short

RIGHT = """
Ian Goodfellow|ian goodfellow
Ian Goodfellow|  Goodfellow, Ian.
Ian Goodfellow|Ian Goodfelow
Ian Goodfellow|Ian Godofellow
the softmax|a Softmax!
softmax|sotfmax
GPT-3|gpt 3
GPT-3|GPT3
Schrödinger|schrodinger
Schrödinger|Schroedinger
Gödel|Goedel
R&D|R and D
backpropagation|back-propagation
backpropagation|back propagation
backpropagation|backpropogation
backpropagation|backpropagaton
transformer|transfomer
transformer|trasnformer
transformer|tranformer
attention|atention
attention|attenton
discriminator|discrimintor
Kolmogorov|Kolmogarov
variational autoencoder|variational auto-encoder
variational autoencoder|variatonal autoencoder
Attention Is All You Need|attention is al you need
Attention Is All You Need|Atention is all you need
World War II|World War 2
World War II|world war ii
10,240|10240
10240|10,240
2|2.0
3|three
3|Three.
1.5|1,5
10^23|10²³
50 %|50%
50 %|0.5
-1|−1
-1|minus one
5 km|5km
2 km|2.0 km
10,240 bytes|10240 bytes
12|12 layers|How many layers has it?
β-VAE|beta-VAE
1..5|3
3.14 ± 0.01|3.15
3.14 ± 0.01|3,14
C++|c++
x > 1|x>1
normalisation|normalization
liar's dividend|liars dividend
liar's dividend|liar’s dividend
Adam|It's Adam
principle of least privilege|principle of least priviledge
>|>
Wasserstein distance|Wasserstien distance
embeddings|embedding
MW|mw
注意力|注意力
50|50 %|What percentage?
7 billion|7B
Nash equilibrium|nash equlibrium
photosynthesis|photosynthsis
Mississippi|Missisippi
"""
WRONG = """
Ian Goodfellow|Ian Hinton
softmax|sparsemax
GAN|gain
GPT-3|GPT-4
2017|2018
C++|C
C++|C#
supervised learning|unsupervised learning
unsupervised learning|supervised learning
supervised learning|self-supervised learning
hypoglycemia|hyperglycemia
hyperparameter|parameter
Austria|Australia
Australia|Austria
World War II|World War III
World War II|World War I
type II error|type I error
type II error|typeI error
-1|1
1|-1
nitrate|nitrite
encoder|decoder
precision|recision
GPT-2|GPT-3
L1|L2
pre-training|post-training
pretraining|posttraining
inaccurate|accurate
convex|nonconvex
non-convex|convex
not convex|convex
precision|recall
lactase|lactose
alkane|alkene
stalactite|stalagmite
absorption|adsorption
Slovenia|Slovakia
mitosis|meiosis
Manet|Monet
parameter|perimeter
afferent|efferent
employer|employee
generator|generation
transformer|transformed
intranet|internet
interpolation|extrapolation
macroeconomics|microeconomics
export|import
endothermic|exothermic
prokaryote|eukaryote
upload|download
upsampling|downsampling
overfitting|underfitting
homogeneous|heterogeneous
kilogram|milligram
5 km|5 m
5 MW|5 mW
5 mg|5 µg
x > 1|x < 1
x > 1|x = 1
>|<
x + 1|x - 1
-x|x
n!|n
10^23|1023
10,240|10.24
10240|1024
1.5|15
2.0|20
three|thirteen
thirteen|thirty
thirteen|thirten hundred
sixteen|sixty
50 %|50
1..5|6
1..5|0
3.14 ± 0.01|3.16
3|3 or 4
3|1-5
监督学习算法|无监督学习算法
監督学習の方法|監督学習の方言
Iran|Iraq
Niger|Nigeria
GPT-3.5|GPT-35
v1.5|v15
BERT|BART
LSTM|LSTN
anode|cathode
symmetric|asymmetric
typical|atypical
synchronous|asynchronous
regular|irregular
possible|impossible
legal|illegal
reversible|irreversible
monopoly|duopoly
biannual|biennial
Johnson|Johnston
chlorine|chloride
sulfate|sulfite
ferric|ferrous
insulin|inulin
mean|median
autoencoder|encoder
covariance|variance
causal mask|casual mask
supervised fine-tuning|unsupervised fine-tuning
forward process|backward process
left|right
bottom-up|top-down
vanishing gradient|exploding gradient
under-sampling|over-sampling
Louis XIV|Louis XV
Louis XIV|Louis XVI
Henry VIII|Henry VII
Vitamin B12|Vitamin B2
hepatitis B|hepatitis C
H2O|H2O2
CO2|CO
2/3|3/2
1/2|12
null|0
true|false
AND|NAND
sine|cosine
top-p|top-k
min-p|top-p
O(n^2)|O(n^3)
O(n log n)|O(log n)
$5|€5
zero|none
дешифратор|шифратор
обучение с учителем|обучение без учителя
mm|nm
micrometre|millimetre
Kantorovich|Kantor
glucagon|glycogen
ureter|urethra
cysteine|cystine
creatine|creatinine
thymine|thiamine
Gambia|Zambia
magnesium|manganese
complement|compliment
principal|principle
increase|decrease
ascending|descending
inhale|exhale
deduction|induction
converge|diverge
concave|convex
centripetal|centrifugal
input|output
minimum|maximum
minimize|maximize
positive|negative
acute|obtuse
rank-1|rank-2
two|too
ten|tent
2 km|2 kg
"""
"""Accepted answer, given answer, and the prompt where it matters."""
DIRECTIONS = (
    *(("un", ""), ("non", ""), ("in", ""), ("hypo", "hyper"), ("pre", "post"), ("en", "de")),
    *(("over", "under"), ("up", "down"), ("homo", "hetero"), ("micro", "macro"), ("anti", "")),
    *(("intra", "inter"), ("endo", "exo"), ("mono", "poly"), ("dis", ""), ("sub", "super")),
    *(("milli", "kilo"), ("im", "ex"), ("semi", ""), ("self", ""), ("co", ""), ("auto", "")),
)
ENDINGS = (
    *(("ate", "ite"), ("ide", "ine"), ("ane", "ene"), ("ase", "ose"), ("ol", "al"), ("er", "ee")),
    *(("ous", "ic"), ("ful", "less")),
)
ROOTS = ("coding", "tension", "sampling", "gradient", "plasma", "nuclear", "linear", "morphic")


def question(*accepted: str, prompt: str = "Who?", answer: str = "Told below.") -> Question:
    return Question("q", "gans", Level.BEGINNER, prompt, answer, (), short_answers=tuple(accepted))


def score(accepted: str, answer: str, prompt: str = "What is it?") -> float:
    return grade_short(question(accepted, prompt=prompt), answer).score


def rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip("\n").split("\n")]


@pytest.mark.parametrize("row", rows(RIGHT), ids="|".join)
def test_the_same_in_other_words_or_with_slips(row: list[str]) -> None:
    assert score(*row) == 1.0


@pytest.mark.parametrize("row", rows(WRONG), ids="|".join)
def test_another_term_or_number_is_never_accepted(row: list[str]) -> None:
    assert score(*row) == 0.0


def test_any_of_several_will_do() -> None:
    asked = question("ReLU", "rectified linear unit")
    assert grade_short(asked, "Rectified Linear Units").score == 1.0
    assert grade_short(asked, "sigmoid").score == 0.0


def test_only_a_question_with_short_answers_can_be_asked_so() -> None:
    assert question("GAN").fits(Form.SHORT)
    assert not question().fits(Form.SHORT)


def test_an_answer_may_earn_a_part() -> None:
    asked = question("1822", "%50% 1822 ± 2", "%25% the 1820s")
    given = ("1822", "1824", "1820", "1825", "1820s", "the 1820s")
    assert [grade_short(asked, one).score for one in given] == [1.0, 0.5, 0.5, 0.0, 0.25, 0.25]
    assert grade_short(question("50% off"), "50% off").score == 1.0


@pytest.mark.parametrize(
    ("prompt", "accepted", "answer", "right"),
    [
        ("Wie viele Meter?", "1,5", "1.5", True),
        ("Wie viele Meter?", "1.5", "1,5 Meter", True),
        ("Wie viele Einwohner?", "10.240", "10240", True),
        ("Wie viele Beine?", "6", "sechs", True),
        ("Wie viele Einwohner in Stein?", "1.500", "1500", True),
        ("Combien de pattes ?", "6", "six", True),
        ("Сколько ног?", "6", "шесть", True),
        ("有多少?", "10,240", "10240", True),
        ("有多少?", "10,240", "10.24", False),
        ("How many?", "10,240", "10.24", False),
        ("How many?", "1.500", "1500", False),
        ("Was ist leer?", "null", "NULL", True),
        ("What is no value?", "null", "0", False),
        ("How many per cent?", "40", "40 %", True),
        ("How many layers?", "12", "twelve layers", True),
        ("How many layers?", "12", "12 heads", False),
        ("How far?", "5 km", "5,000 m", False),
    ],
)
def test_numbers_are_read_as_the_question_s_language_writes_them(
    prompt: str, accepted: str, answer: str, right: bool
) -> None:
    asked = question(accepted, prompt=prompt, answer="")
    assert grade_short(asked, answer).score == float(right)


@settings(deadline=None)
@given(st.fractions(-(10**9), 10**9, max_denominator=1000), st.integers(1, 999))
def test_a_number_is_itself_in_every_form_and_no_other(value: Fraction, more: int) -> None:
    exact = Fraction(round(value * 1000), 1000)
    whole, other = f"{float(exact):.3f}", exact + Fraction(more, 1000)
    for shown in (whole, f"{float(exact):,.3f}", f" {whole}. ", whole.replace("-", "−")):
        assert numbers.read(shown) == {exact}, shown
        assert score(whole, shown) == 1.0
        assert score(f"{float(other):.3f}", shown) == 0.0


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("pair", DIRECTIONS)
def test_a_prefix_never_counts_as_a_slip(root: str, pair: tuple[str, str]) -> None:
    one, other = (f"{prefix}{root}" for prefix in pair)
    for first, second in ((one, other), (other, one)):
        assert score(first, second) == 0.0
        assert score(f"{first} of the whole", f"{second} of the whole") == 0.0


@pytest.mark.parametrize("root", ["nitr", "methyl", "lact", "employ", "rectif"])
@pytest.mark.parametrize("pair", ENDINGS)
def test_an_ending_never_counts_as_a_slip(root: str, pair: tuple[str, str]) -> None:
    assert score(root + pair[0], root + pair[1]) == score(root + pair[1], root + pair[0]) == 0.0


def slipped(text: str, rng: random.Random) -> str:
    """Return a text with one slip inside one of its long words."""
    word = rng.choice([*re.finditer(r"[A-Za-z]{6,}", text)])
    place = word.start() + rng.randrange(1, len(word[0]) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place] + text[place:]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def test_slips_in_the_bank_s_own_answers_are_forgiven(shipped: Library) -> None:
    rng = random.Random(7)
    asked = [
        (question(text, prompt=q.prompt), text)
        for q in shipped.questions.values()
        for text in q.short_answers
        if re.search(r"[A-Za-z]{6,}", text)
    ]
    scores = [grade_short(one, slipped(text, rng)).score for one, text in asked]
    assert len(scores) > 400
    assert sum(scores) > 0.95 * len(scores)


def test_no_question_of_the_bank_takes_the_answer_to_another_one(shipped: Library) -> None:
    named = [question for question in shipped.questions.values() if question.short_answers]
    for one in named:
        for accepted in one.short_answers:
            assert grade_short(one, accepted).score == 1.0, (one.id, accepted)
        for other in named:
            if one.topic == other.topic and one is not other:
                assert grade_short(one, other.short_answers[0]).score == 0.0, (one.id, other.id)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["GPT-{}", "L{}", "{}", "x{}y"])
)
def test_another_number_is_another_answer(one: int, other: int, shape: str) -> None:
    right = score(shape.format(one), shape.format(other))
    assert right == float(one == other)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
def test_anything_is_graded(accepted: str, answer: str, prompt: str) -> None:
    assert score(accepted, answer, prompt) in (0.0, 1.0)
    if accepted.strip():
        assert score(accepted, accepted) == 1.0


@pytest.mark.parametrize("accepted", ["_", "...", "?", "->", "∅"])
def test_signs_alone_are_themselves_only(accepted: str) -> None:
    assert score(accepted, f" {accepted} ") == 1.0
    assert score(accepted, "softmax") == score("softmax", accepted) == 0.0
