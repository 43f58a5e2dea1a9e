"""From the text of an act to its fields, old names translated."""

from __future__ import annotations

import re

from detente.errors import InputError
from detente.ontology._table import table

FORM = "TYPE[.mode][/context][@rank][:cameo]"

_ACT = re.compile(
    r"(?P<type>[A-Za-z]+)"
    r"(?:\.(?P<mode>[A-Za-z][\w-]*))?"
    r"(?:/(?P<context>[A-Za-z][\w-]*))?"
    r"(?:@(?P<rank>[A-Za-z]+))?"
    r"(?::(?P<cameo>[0-9]+))?",
    re.ASCII,
)


def _split(text: str) -> dict[str, str]:
    """Split well-formed text into the fields given, spelled canonically."""
    found = _ACT.fullmatch(text.strip())
    if found is None:
        raise InputError(f"'{text}' is not an act; write {FORM}, such as CONSULT.phone@leader")
    given = {name: word for name, word in found.groupdict().items() if word}
    given["type"] = given["type"].upper()
    if "mode" in given:
        given["mode"] = given["mode"].lower().replace("_", "-")
    if "context" in given:
        given["context"] = given["context"].lower().replace("-", "_")
    if "rank" in given:
        given["rank"] = given["rank"].lower()
    return given


def _translate(given: dict[str, str], replaced: tuple[str, ...], new: str, text: str) -> None:
    """Put the fields of `new` in the place of the `replaced` ones."""
    for name in replaced:
        del given[name]
    fields = _split(new)
    for name, word in fields.items():
        if given.get(name, word) != word:
            raise InputError(
                f"in act '{text}': the old name stands for {new}, which contradicts the {name} "
                f"'{given[name]}'"
            )
        given[name] = word


def read(text: str) -> dict[str, str]:
    """Read the fields of an act and translate names of other PLOVER versions.

    Parameters
    ----------
    text : str
        ``TYPE[.mode][/context][@rank][:cameo]``.

    Returns
    -------
    dict
        Field name to word; nothing is checked but the form.

    Raises
    ------
    InputError
        If the text is not of this form, or a name was dropped, or contradicts another.
    """
    given = _split(text)
    known = table()
    if given["type"] in known.dropped:
        raise InputError(f"in act '{text}': {known.dropped[given['type']]}")
    if alias := known.aliases.get(given["type"]):
        _translate(given, ("type",), alias.new, text)
    if "mode" in given and (alias := known.aliases.get(f"{given['type']}.{given['mode']}")):
        _translate(given, ("type", "mode"), alias.new, text)
    if "context" in given and (alias := known.aliases.get(f"/{given['context']}")):
        given["context"] = alias.new.removeprefix("/")
    return given
