"""Sentences of many scripts, and of texts whose lines were wrapped."""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from pathlib import Path

import pytest

from detente.claims.locator import fingerprint
from detente.claims.sentences import sentences

TEXT = (
    "The well-known minister of France said: « Nous sommes prêts ! » He left at 3.5 km/h. "
    "M. Poutine met J. R. Smith, cf. p. 5, in the U.S. Senate on 20 Nov. 2024… Who knows? "
    "“Nobody.” Then — in May — the long-standing talks (see No. 7) began."
)
PARTS = [
    "The well-known minister of France said: « Nous sommes prêts ! »",
    "He left at 3.5 km/h.",
    "M. Poutine met J. R. Smith, cf. p. 5, in the U.S. Senate on 20 Nov. 2024…",
    "Who knows?",
    "“Nobody.”",
    "Then — in May — the long-standing talks (see No. 7) began.",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国愿意谈判。美国没有回应！为什么？", ["中国愿意谈判。", "美国没有回应！", "为什么？"]),
        ("“我们会看。”他说。", ["“我们会看。”", "他说。"]),
        ("「行きます。」『はい。』終わり｡次", ["「行きます。」", "『はい。』", "終わり｡", "次"]),
        ("他说：“我们会看。”，然后走了。", ["他说：“我们会看。”，然后走了。"]),
        ("真的吗？！是。", ["真的吗？！", "是。"]),
        ("占３．５％。完", ["占３．５％。", "完"]),
        ("他说什么?我不知道.真的", ["他说什么?", "我不知道.", "真的"]),
        ("قالت الحكومة. ماذا بعد؟ لا نعرف۔ نعم", ["قالت الحكومة.", "ماذا بعد؟", "لا نعرف۔", "نعم"]),
        ("«ماذا؟»، قال. نعم", ["«ماذا؟»، قال.", "نعم"]),
        ("הממשלה מוכנה. מה הלאה? איש אינו יודע.", ["הממשלה מוכנה.", "מה הלאה?", "איש אינו יודע."]),
        ("सरकार तैयार है। उत्तर नहीं दिया॥ हाँ", ["सरकार तैयार है।", "उत्तर नहीं दिया॥", "हाँ"]),
        ("Այո։ Ոչ։", ["Այո։", "Ոչ։"]),
        ("አዎ።አይደለም።", ["አዎ።", "አይደለም።"]),
        ("ဟုတ်တယ်။မဟုတ်ဘူး။", ["ဟုတ်တယ်။", "မဟုတ်ဘူး။"]),
        ("បាទ។ ទេ។", ["បាទ។", "ទេ។"]),
        ("รัฐบาลพร้อม. ไม่รู้", ["รัฐบาลพร้อม.", "ไม่รู้"]),
        ("Dijo que no. ¿Por qué?", ["Dijo que no.", "¿Por qué?"]),
        ("„Ja.“ Dann ging er.", ["„Ja.“", "Dann ging er."]),
        ("Quoi ⁉ dit-il. Rien ‼ Fin.", ["Quoi ⁉ dit-il.", "Rien ‼", "Fin."]),
        ("So did I. They left.", ["So did I.", "They left."]),
        ("Comme il y en a. Les autres.", ["Comme il y en a.", "Les autres."]),
        (TEXT, PARTS),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("width", range(20, 100, 7))
def test_wrapping_changes_nothing(width: int) -> None:
    """As an e-mail or a PDF does it, with any end of line."""
    wrapped = textwrap.fill(TEXT, width)
    for end in ("\n", "\r\n", " \n  ", "\u2028"):
        assert sentences(wrapped.replace("\n", end)) == PARTS
    assert sentences(f"{wrapped}\n \n{wrapped}") == PARTS * 2


def test_wrapping_between_ideographs_changes_nothing() -> None:
    text = "中国表示愿意谈判。美国没有回应！俄罗斯怎么说？"
    wrapped = "\n".join(text[i : i + 7] for i in range(0, len(text), 7))
    assert sentences(wrapped) == sentences(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\nA text\ngoes on.", ["# Title", "A text goes on."]),
        ("Title\n=====\nA text.", ["Title", "=====", "A text."]),
        (
            "Two things:\n- one\n- two and\n  more\n\nEnd",
            ["Two things:", "- one", "- two and more", "End"],
        ),
        ("He came.\n1. One\n2. Two", ["He came.", "1. One", "2. Two"]),
        ("It was on page\n12. Then he left.", ["It was on page 12.", "Then he left."]),
        ("a dash\n– within – a sentence.", ["a dash – within – a sentence."]),
        ("One\u2029Two\fThree", ["One", "Two", "Three"]),
        ("A title of a page\n" + "word " * 70 + "end.\nAuthor", 3),
    ],
)
def test_what_stands_for_itself(text: str, expected: list[str] | int) -> None:
    found = sentences(text)
    assert (len(found) if isinstance(expected, int) else found) == expected


def test_fingerprints_survive_what_nobody_sees() -> None:
    plain = fingerprint("Il a dit : « 20 000 négociateurs ».")
    for other in (
        "Il\u00a0a dit\u202f: «\u00a020\u2009000 négo\u00adciateurs\u00a0».",
        "\ufeffIl a dit : « 20 000 né\u200bgociateurs ».\r\n",
        "Il a\tdit :\n\u200e« 20 000 ne\u0301gociateurs ».",
    ):
        assert fingerprint(other) == plain
    assert sentences("négo\u00ad\nciateurs") == ["négociateurs"]


def test_every_terminal_sign_of_unicode_is_known() -> None:
    """Signs whose names say that they end a sentence do so."""
    words = ("FULL STOP", "DANDA", "QUESTION MARK", "EXCLAMATION MARK")
    other = (
        "ARMENIAN",
        "INVERTED",
        "TAG ",
        "ORNAMENT",
        "MEDIEVAL",
        "NKO EXC",
        "HEAVY",
        "LIMBU",
        "COPTIC FULL",
    )
    missed = []
    for sign in map(chr, range(0x590, 0x11FFF)):
        name = unicodedata.name(sign, "")
        if unicodedata.category(sign) != "Po" or not name.endswith(words):
            continue
        if any(word in name for word in other):
            continue
        letter = "中" if sign in "．" else "ا"
        if len(sentences(f"{letter}{sign} {letter}")) != 2:
            missed.append(name)
    assert missed == [], sys.version


@pytest.mark.skipif(
    not (Path(__file__).parents[3] / "shared/seed/article.fr.txt").exists(),
    reason="the text that the built-in scenario reads is not published with it",
)
def test_the_locators_of_the_built_in_scenario_hold() -> None:
    from detente import load
    from detente.check.locators import verify

    scenario = load("us-russia-2024")
    (document,) = [d.id for d in scenario.file.documents]
    article = Path(__file__).parents[3] / "shared/seed/article.fr.txt"
    assert verify(scenario, document, article) == []
