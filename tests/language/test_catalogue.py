"""The catalogues say all that the code says, and nothing else."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.language.current import LANGUAGES, LOCALES, gettext, language, ngettext, use_language
from tools.messages import all_there, catalogue, messages, spaced, updated

OTHERS = LANGUAGES[1:]


def fields(text: str) -> set[str]:
    """Placeholders of a message, with the form that is asked of them."""
    return {
        f"{name}!{kind}:{form}" for _, name, form, kind in string.Formatter().parse(text) if name
    }


def test_the_code_is_read_with_all_its_keywords(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "_('one'); gettext('two'); ngettext('three', 'threes', n); marked('four')\n"
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "x.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr("tools.messages.SOURCE", tmp_path)
    assert {m.id for m in messages() if m.id} == {"one", "two", ("three", "threes"), "four"}


@pytest.mark.parametrize("name", OTHERS)
def test_no_message_is_missing_stale_empty_or_fuzzy(name: str) -> None:
    found = catalogue(name)
    expected = {message.id for message in messages() if message.id}
    assert len(expected) > 100
    assert {message.id for message in found if message.id} == expected, "run `make messages`"
    assert found.obsolete == {}
    for message in found:
        if message.id:
            assert all_there(message.string), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("name", OTHERS)
def test_the_file_is_as_the_tool_writes_it(name: str) -> None:
    text = (LOCALES / f"{name}.po").read_text(encoding="utf-8")
    assert text == updated(name), "run `make messages`"


@pytest.mark.parametrize("name", OTHERS)
def test_placeholders_and_margins_are_the_same(name: str) -> None:
    for message in catalogue(name):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.id, tuple | list) else (message.string,)
        pairs = [(str(a), str(b)) for a, b in zip(ids, strings or (), strict=True)]
        for own, translated in pairs:
            assert fields(own) == fields(translated), own
            assert (
                own[: len(own) - len(own.lstrip())]
                == translated[: len(translated) - len(translated.lstrip())]
            ), own
            assert own.count("|") == translated.count("|"), own


def test_french_has_its_spaces() -> None:
    assert spaced("« Oui » : 5 % ; non ?") == "«\xa0Oui\xa0»\xa0: 5\xa0%\xa0; non\xa0?"
    assert spaced(["a ;", "b"]) == ("a\xa0;", "b")


def test_english_is_in_force_unless_told_otherwise() -> None:
    assert language() == "en"
    with use_language("fr"):
        assert language() == "fr"
        assert gettext("never") == "jamais"
        with use_language("en"):
            assert gettext("never") == "never"
    assert gettext("never") == "never"


def test_an_unknown_message_is_itself() -> None:
    with use_language("fr"):
        assert gettext("No such message.") == "No such message."
        assert ngettext("{n} nothing", "{n} nothings", 1) == "{n} nothing"
        assert ngettext("{n} nothing", "{n} nothings", 2) == "{n} nothings"


@pytest.mark.parametrize(
    ("n", "english", "french"),
    [(0, "days", "jour"), (1, "day", "jour"), (2, "days", "jours"), (365, "days", "jours")],
)
def test_plural_forms(n: int, english: str, french: str) -> None:
    assert ngettext("{n} day", "{n} days", n) == f"{{n}} {english}"
    with use_language("fr"):
        assert ngettext("{n} day", "{n} days", n).format(n=n) == f"{n} {french}"


def test_an_unknown_language() -> None:
    with pytest.raises(InputError, match="no such language"), use_language("de"):
        pass
