"""Which class of acts a clause names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from detente.ontology.toml import parse_toml
from detente.reading.article import Tongue
from detente.reading.cues.forms import forms_of_pattern
from detente.reading.cues.line import Line


def class_named(line: Line, after: int) -> str:
    """The first class of acts that is named after a token of a line; empty if none is.

    Parameters
    ----------
    line : Line
    after : int
        Index of a token; what stands before it names what others do.
    """
    known = _classes(line.sentence.language)
    for item in line.items:
        if item.place > after:
            for form in sorted(item.forms):
                if form in known:
                    return known[form]
    return ""


@cache
def _classes(language: Tongue) -> Mapping[str, str]:
    path = resources.files("detente.reading").joinpath("words", language, "classes.toml")
    table = parse_toml(path.read_text(encoding="utf-8"), f"{language}/classes.toml")["classes"]
    found: dict[str, str] = {}
    for name, words in table.items():
        for word in words:
            for form in sorted(forms_of_pattern(word, language)):
                found.setdefault(form, name)
    return found
