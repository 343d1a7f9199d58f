"""What the formats carry beyond question and answer: choices, short answers, cards, own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizbot.bank import schema
from quizbot.bank.exporting import cards, sheet, topicfile
from quizbot.domain.question import Level, Question
from quizbot.errors import Refusal
from quizbot.grading.short import grade_short
from quizbot.grading.text import stem_set
from quizbot.importing import document, drafting
from quizbot.importing.formats import html
from quizbot.importing.item import Concern, Item, Understood

SAMPLES = Path(__file__).parent / "samples"


def understand(text: str | bytes) -> Understood:
    data = text.encode() if isinstance(text, str) else text
    return document.understand(data, stem_set)


def sample(name: str) -> tuple[Item, ...]:
    return understand((SAMPLES / name).read_bytes()).items


def chosen(item: Item) -> list[tuple[str, bool]]:
    return [(choice.text, choice.correct) for choice in item.choices]


def test_gift_becomes_choices_short_answers_and_open_questions() -> None:
    force, truth, gap, number, pairs, essay, several = sample("quiz.gift")
    assert chosen(force) == [("newton", True), ("joule", False), ("watt", False)]
    assert [choice.why for choice in force.choices] == ["", "energy", "power"]
    assert chosen(truth) == [("True", True), ("False", False)]
    assert gap.prompt == "Two plus two equals _____ in decimal."
    assert gap.short_answers == ("four", "4")
    assert (number.prompt, number.short_answers) == ("How many legs has an ant: exactly?", ("6",))
    assert pairs.answer == "- Oslo → Norway\n- Rome → Italy"
    assert Concern.NO_ANSWER in {remark.concern for remark in essay.remarks}
    assert chosen(several) == [("iron", True), ("copper", True), ("wood", False)]
    assert several.answer == "- iron\n- copper"
    assert {remark.concern for remark in several.remarks} == {Concern.NO_LEVEL}
    made = drafting.entry(several, "x")["choices"]
    assert [option.get("correct", False) for option in made] == [True, True, False]


@pytest.mark.parametrize(
    ("document_text", "right"),
    [
        (
            'question,a,b,c,d,correct\nWhich are gases?,Neon,Iron,Argon,Gold,"1,3"\n'
            "What melts at 0?,Iron,Gold,Neon,Ice,4\n",
            ["Neon", "Argon"],
        ),
        ("### Which are gases?\n\n- [x] Neon\n- [ ] Iron\n- [x] Argon\n", ["Neon", "Argon"]),
        ("::Gas::Which are gases? {=Neon ~Iron =Argon}\n", ["Neon", "Argon"]),
        ("::Gas::Which are gases? {~%50%Neon ~%-100%Iron ~%50%Argon}\n", ["Neon", "Argon"]),
        ("1. Which are gases?\n\nA) Neon\nB) Iron\nC) Argon\n\nAnswer: A, C\n", ["Neon", "Argon"]),
    ],
)
def test_several_right_options_make_a_form(document_text: str, right: list[str]) -> None:
    first = understand(document_text).items[0]
    made = drafting.entry(first, "x")["choices"]
    assert [option["text"] for option in made if option.get("correct")] == right
    assert "Iron" in [option["text"] for option in made]
    assert not {remark.concern for remark in first.remarks} & {Concern.KEY, Concern.FORM}


def test_options_that_are_all_right_are_named() -> None:
    item = understand("::Gas::Which are gases? {=Neon ~%100%Argon}\n").items[0]
    assert "choices" not in drafting.entry(item, "x")
    assert any("nothing to choose" in remark.sentence for remark in item.remarks)


def test_unlike_parts_of_a_mark_are_named() -> None:
    item = understand("::Gas::Which are gases? {~%70%Neon ~%-100%Iron ~%30%Argon}\n").items[0]
    assert any('"Neon" 70 %' in remark.sentence for remark in item.remarks)


def test_gift_weights_gaps_and_ranges() -> None:
    text = (
        "{=Two =2} plus two equals four.\n\n"
        "::Town::He came from {=Nazareth#Yes =%75%Nazereth#misspelled =%25%Bethlehem#no}\n\n"
        "::Best::Which is best? {~%50%good =best ~%-50%worst#never}\n\n"
        "::Year::When? {#\n =1822:0 # right\n =%50%1822:2 # close\n}\n\n"
        "::Range::Between? {#1..5}\n\n// a comment {=x}\n\n::Open::Why \\{so\\}? {}\n\n"
        "::Pi::About what is pi? {#3.14:0.01}\n"
    )
    gap, town, best, year, between, why, ratio = understand(text).items
    assert gap.prompt == "_____ plus two equals four."
    assert town.short_answers == ("Nazareth", "%75% Nazereth", "%25% Bethlehem")
    assert chosen(best) == [("good", False), ("best", True), ("worst", False)]
    assert year.short_answers == ("1822", "%50% 1822 ± 2")
    assert (between.short_answers, between.answer) == (("1..5",), "1 to 5")
    assert ratio.short_answers == ("3.14 ± 0.01",)
    assert why.prompt == "Why {so}?"


def test_a_brace_that_is_never_closed_swallows_no_file() -> None:
    text = "::A:: Torn? {=x\n\n" + "\n".join(["filler"] * 70) + "\n\n::B:: Whole? {=y}\n"
    assert "Whole?" in {item.prompt for item in understand(text).items}


def test_anki_cards_lose_their_html_and_keep_their_gaps() -> None:
    mitosis, gaps, picture = sample("anki.txt")
    assert mitosis.prompt == "What is mitosis?"
    assert mitosis.answer == "Division of a cell:\n\n- prophase\n- anaphase"
    assert gaps.prompt == "[…] is the capital of […]"
    assert gaps.answer == "**Paris** is the capital of **France**"
    assert next(remark.concern for remark in picture.remarks) is Concern.LINK


def test_anki_columns_that_are_no_fields_are_left_out() -> None:
    text = (
        "#separator:Semicolon\n#deck column:1\n#columns:Deck;Front;Back\nd;What is x?;An unknown."
    )
    (item,) = understand(text).items
    assert (item.prompt, item.answer) == ("What is x?", "An unknown.")
    bare = "#separator:pipe\n#notetype column:1\nBasic|What is y?|Another unknown."
    (item,) = understand(bare).items
    assert (item.prompt, item.answer) == ("What is y?", "Another unknown.")


def test_trivia_lists_become_short_answer_questions() -> None:
    prime, wall, water, ratio = sample("trivia.yaml")
    assert prime.short_answers == ("2", "two")
    assert wall.short_answers == ("1989",)
    assert water.short_answers == ("yes",)
    assert ratio.short_answers == ("pi", "3.14")


def test_choices_of_tables_and_documents_know_the_right_one() -> None:
    fruit, tree = sample("mcq.csv")
    assert [text for text, right in chosen(fruit) if right] == ["apple"]
    assert [text for text, right in chosen(tree) if right] == ["oak"]
    (ninth,) = sample("opentdb.csv")
    assert chosen(ninth) == [("Beethoven", True), ("Mozart", False), ("Bach", False)]
    state, branch = sample("checkbox.md")
    assert [text for text, right in chosen(state) if right] == ["git status"]
    assert branch.answer.startswith("git branch")
    output, kind = sample("output-details.md")
    assert "y.append(3)" in output.prompt
    assert output.answer == "`[1, 2, 3]`\n\nBoth names stand for the same list."
    assert [right for _, right in chosen(kind)] == [False, False, True]


OWN = """\
topic: nets
title: Networks
questions:
  - id: latency
    level: beginner
    prompt: What is latency?
    answer: |
      The time from
      cause to effect.
    key_points:
      - point: time between cause and effect
      - point: it is measured in milliseconds
  - id: jitter
    level: easy
    prompt: What is jitter?
    answer: A latency that varies from packet to packet.
    key_pionts: []
  - id: nothing
"""


def test_an_own_file_keeps_what_it_says_and_names_what_is_wrong() -> None:
    understood = understand(OWN)
    latency, jitter = understood.items
    assert (latency.level, latency.topic) == (Level.BEGINNER, "nets")
    assert latency.answer == "The time from cause to effect."
    assert len(latency.given["key_points"]) == 2
    sentences = " ".join(remark.sentence for remark in jitter.remarks)
    assert "'key_pionts' is not known" in sentences
    assert "names no level" not in {remark.sentence for remark in latency.remarks}
    assert any("no prompt" in remark for remark in understood.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nquestions: *b\n",
        "questions:\n  " + "[" * 50_000 + "]" * 50_000,
        "{a: " * 50_000,
    ],
)
def test_yaml_that_grows_without_end_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(
        Refusal, match=r"^(This is a YAML file that cannot be read\. Line|I found no)"
    ):
        understand(text)


def test_yaml_tags_make_nothing() -> None:
    text = "What is x?:\n  - !!python/object/apply:os.system ['true']\nWhat is y?:\n  - two\n"
    items = {item.prompt: item.short_answers for item in understand(text).items}
    assert items["What is y?"] == ("two",)
    assert "What is x?" not in items or items["What is x?"] == ()


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a<br>b", "a\nb"),
        ("<b>a</b> &amp; <i>b</i>", "**a** & *b*"),
        ("<script>x</script>y", "y"),
        ("<pre>if a:\n  b</pre>", "```\nif a:\n  b\n```"),
        ('<img src="x.png" alt="a cat">', "![a cat](x.png)"),
        ("<![x", "<![x"),
    ],
)
def test_html_of_cards(source: str, shown: str) -> None:
    assert html.to_markdown(source) == shown


@pytest.mark.parametrize("written", ["table", "cards", "bank file"])
def test_a_tolerance_goes_through_import_export_and_grading(written: str) -> None:
    text = "::A::What is pi, roughly?{#=3.14:0.01#Good. =%40%3:0.5}\n\n::B::Between?{#-2..1.5}\n"
    items = understand(text).items
    asked = [question_of(item, "sums") for item in items]
    files = {
        "table": sheet.write(asked),
        "cards": cards.write(asked),
        "bank file": topicfile.write("sums", "Sums", asked),
    }
    back = [question_of(item, "sums") for item in understand(files[written]).items]
    assert back == asked
    given = [["3.145", "3.16", "2.6", "3,14", "2"], ["-2", "1.5", "−1", "minus two", "2"]]
    scores = [
        [grade_short(question, one).score for one in row]
        for question, row in zip(back, given, strict=True)
    ]
    assert scores == [[1, 0.4, 0.4, 1, 0], [1, 1, 1, 1, 0]]


def question_of(item: Item, topic: str) -> Question:
    entry, problems = schema.validate_question(drafting.entry(item, "x"))
    assert entry is not None, problems
    return entry.to_question(topic, wrapped=False)


def test_accepted_answers_that_do_not_fit_are_named() -> None:
    listed = " ".join(f"=answer {i}" for i in range(25))
    (item,) = understand(f"::A::Which?{{{listed}}}\n").items
    (told,) = (r.sentence for r in item.remarks if r.concern is Concern.FORM)
    assert "has 25 accepted answers; the first 20 are kept" in told
    assert '"answer 20", "answer 21"' in told


def test_code_is_no_heading_of_another_markup() -> None:
    code = "```\n== one\n== two\n** three\n** four\n```"
    item, _ = understand(f"Q: What is said?\nA: This:\n\n{code}\n\nQ: Why?\nA: So.\n").items
    assert code in item.answer
