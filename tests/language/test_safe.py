"""Names that run from right to left keep to themselves, and nothing hidden is let through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language.safe import CLOSE, OPEN, PLAIN, balanced, bare, clean, leftward
from tests.report.leftward import ARABIC, HEBREW, PERSIAN, STATEMENT, exposed

PIECES = (
    HEBREW,
    ARABIC,
    PERSIAN,
    OPEN,
    CLOSE,
    "\u202e",
    "\x07",
    " accuses ",
    "A",
    " → ",
    "60 ",
    "議",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def seen(text: str) -> str:
    return text.replace(OPEN, "[").replace(CLOSE, "]")


@pytest.mark.parametrize(
    ("text", "shown", "whole"),
    [
        (HEBREW, f"[{HEBREW}]", True),
        (PERSIAN, f"[{PERSIAN}]", True),
        (STATEMENT, f"[{STATEMENT}]", True),
        (f"{HEBREW} accuses {ARABIC}", f"[{HEBREW}] accuses [{ARABIC}]", False),
        (f"A speaker of {HEBREW}, 60 days", f"A speaker of [{HEBREW}], 60 days", False),
        ("Hamas (حماس)", "[Hamas (حماس)]", False),
        ("Red Line", "Red Line", False),
    ],
)
def test_a_name_is_isolated_and_so_is_each_in_a_sentence(
    text: str, shown: str, whole: bool
) -> None:
    assert seen(clean(text)) == shown
    assert leftward(text) == whole


def test_own_marks_of_a_name_are_taken_out() -> None:
    assert seen(clean(f"{CLOSE}{HEBREW}{OPEN}")) == f"[{HEBREW}]"
    assert clean(f"a{OPEN}b{CLOSE}\u202ec\u2067") == "abc"


def test_joiners_stay() -> None:
    assert "\u200c" in clean(PERSIAN)
    assert clean("👩\u200d🚀") == "👩\u200d🚀"
    assert bare(f"{OPEN}{PERSIAN}{CLOSE}") == PERSIAN


@given(TEXTS)
def test_what_is_clean_is_balanced_covered_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert exposed(once) == []
    assert clean(once) == once
    hidden = {c for c in once if unicodedata.category(c)[0] == "C"}
    assert hidden <= {OPEN, CLOSE, "\u200c", "\u200d"}
    assert bare(once) == bare(text)


@given(TEXTS, st.integers(1, 5))
def test_each_line_of_a_broken_name_has_its_own_marks(text: str, width: int) -> None:
    once = clean(text)
    lines = list(balanced(once[i : i + width] for i in range(0, len(once), width)))
    assert exposed("\n".join(lines)) == []


def test_what_is_passed_over_hides_nothing_and_turns_nothing() -> None:
    passed = [chr(code) for code in range(0x110000) if PLAIN.fullmatch(chr(code))]
    assert len(passed) > 1000
    assert not [c for c in passed if unicodedata.category(c)[0] == "C"]
    assert not [c for c in passed if unicodedata.bidirectional(c) in ("R", "AL")]
