"""Acts in plain words."""

from __future__ import annotations

import pytest

from detente.errors import InputError
from detente.events.coding.table import coded, phrase


def test_every_code_has_words() -> None:
    for scheme in ("cameo", "weis"):
        for code, entry in coded(scheme).items():
            text = phrase(entry.type, entry.mode, entry.context, None, code)
            assert text
            assert code not in text
            assert text.isprintable()


def test_no_weis_code_is_taken_for_a_cameo_code() -> None:
    """The column `code` alone does not tell the scheme; the type does."""
    cameo, same = coded("cameo"), []
    for code, entry in coded("weis").items():
        if code in cameo and cameo[code].type == entry.type:
            same.append(code)
            fields = (entry.type, entry.mode, entry.context, None)
            assert phrase(*fields, code) == phrase(*fields, None)
    assert same == ["070", "071", "072", "073"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (("CONSULT", "visit", None, None, "043"), "hosting of a visit"),
        (("CONSULT", "visit", None, "leader", "033"), "visit between leaders"),
        (("CONSULT", "phone", None, "leader", "CONSULT.phone"), "telephone call between leaders"),
        (("STATEMENT", None, None, None, "012"), "pessimistic comment"),
        (("STATEMENT", None, None, "minister", "016"), "denial of responsibility by ministers"),
        (("STATEMENT", None, None, None, "022"), "statement"),
        (("APPEAL", None, None, None, "0211"), "appeal for economic cooperation"),
        (("APPEAL", None, None, None, None), "appeal"),
        (("ASSAULT", None, "military", None, "Armed clash"), "use of military force"),
    ],
)
def test_phrases(fields: tuple[str, str, str, str, str], text: str) -> None:
    assert phrase(*fields) == text


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(InputError, match="no act type 'SHOUT'"):
        phrase("SHOUT", None, None, None, None)
