"""What forms ask is made into the view's own words, one change after the other."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from detente.errors import InputError
from detente.web.play.asked import asked, changed
from detente.web.play.links import link
from detente.web.view import View


def _after(query: str) -> str:
    given = asked(parse_qsl(query, keep_blank_values=True))
    return changed(View.of("toy", given.view), given.changes).query()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("claim=a&switch=true&p=70&stated=70", "force=a:true"),
        ("claim=a&switch=false&p=10&stated=70", "force=a:false"),
        ("force=a:true&claim=a&switch=&p=70&stated=70", ""),
        ("force=a:true&claim=a&switch=&p=65&stated=70", "credence=a:0.65"),
        ("credence=a:0.65&claim=a&switch=true&p=65&stated=70", "force=a:true"),
        ("credence=a:0.65&claim=a&switch=&p=70&stated=70", ""),
        ("claim=a&switch=true&claim=b&switch=&p=5&stated=9", "force=a:true&credence=b:0.05"),
        ("claim=a&switch=true&claim=a&switch=false", "force=a:false"),
        ("see=thaw&when=&date=", "seen=thaw"),
        ("see=thaw&when=by&date=2025-01-02", "seen=thaw%20by%202025-01-02"),
        ("see=thaw&when=&date=2025-01-02", "seen=thaw%20by%202025-01-02"),
        ("see=thaw&when=after&date=2025-01-02&not=1", "seen=not%20thaw%20after%202025-01-02"),
        ("seen=thaw&see=contact&when=&date=", "seen=thaw&seen=contact"),
        ("reach=40&why=1&outcome=thaw", "outcome=thaw"),
    ],
)
def test_a_form_is_a_view(query: str, expected: str) -> None:
    assert _after(query) == expected


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("claim=a&switch=&p=much&stated=70", "p=much: give a number from 0 to 100"),
        ("claim=a&switch=&p=101&stated=70", "p=101: give a number from 0 to 100"),
        ("switch=true", "switch=true: say first what changes, by claim or see"),
        ("see=thaw&when=before&date=", "before: give a date, too, such as 2025-03-01"),
    ],
)
def test_what_cannot_be_understood_is_said(query: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        _after(query)


def test_a_link_says_the_view_and_nothing_else() -> None:
    view = View("two powers", forced={"a": True}, seen=("thaw",))
    assert link(view) == "/play/two%20powers?force=a:true&seen=thaw"
    assert link(view.base, "download", ending=".json") == "/download/two%20powers.json"
