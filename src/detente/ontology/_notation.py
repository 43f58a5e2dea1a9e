"""From the text of an act to its fields, old names translated, and what fields may hold."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.hints import NEARLY, did_you_mean, hint, one_of
from detente.ontology._table import table
from detente.ontology.wording import wording

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
        raise InputError(
            _("'{text}' is not an act; write {form}, such as CONSULT.phone@leader").format(
                text=text, form=FORM
            )
        )
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
                _(
                    "in act '{text}': the old name stands for {new}, which contradicts the "
                    "{name} '{given}'"
                ).format(text=text, new=new, name=name, given=given[name])
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
        raise InputError(
            _("in act '{text}': {dropped}").format(
                text=text, dropped=wording(language()).dropped[given["type"]]
            )
        )
    if alias := known.aliases.get(given["type"]):
        _translate(given, ("type",), alias.new, text)
    if "mode" in given and (alias := known.aliases.get(f"{given['type']}.{given['mode']}")):
        _translate(given, ("type", "mode"), alias.new, text)
    if "context" in given and (alias := known.aliases.get(f"/{given['context']}")):
        given["context"] = alias.new.removeprefix("/")
    return given


def _require(word: str | None, known: Collection[str], what: str, of: str = "") -> None:
    """Raise InputError, with a proposal and all that is allowed, if `word` is unknown."""
    if word is None or word in known:
        return
    near = difflib.get_close_matches(word, known, n=2) if len(word) <= NEARLY else []
    more = hint(_("did you mean {words}?").format(words=one_of(near))) if near else "."
    raise InputError(
        _("no {what} '{word}'{of}{more} Allowed: {known}").format(
            what=what, word=word, of=of, more=more, known=", ".join(known)
        )
    )


def _check_code(type_: str, cameo: str) -> None:
    codes = table().codes
    if cameo not in codes:
        of_type = [code for code, entry in codes.items() if entry.type == type_]
        heading = _(" (a heading of two digits is no code)") if len(cameo) == 2 else ""
        raise InputError(
            _("no CAMEO code '{cameo}' of {type}{heading}").format(
                cameo=cameo, type=type_, heading=heading
            )
            + did_you_mean(cameo, of_type)
        )
    if codes[cameo].type != type_:
        raise InputError(
            _("CAMEO code '{cameo}' belongs to {right}, not to {given}").format(
                cameo=cameo, right=codes[cameo].type, given=type_
            )
        )


def check(
    type_: str, mode: str | None, context: str | None, rank: str | None, cameo: str | None
) -> None:
    """Refuse fields of an act that the table does not know.

    Parameters
    ----------
    type_, mode, context, rank, cameo : str or None
        Canonical names, as in `Act`.

    Raises
    ------
    InputError
        For the first that is unknown; the message proposes near names.
    """
    known = table()
    _require(type_, known.types, _("act type"))
    modes = known.types[type_].modes
    if mode is not None and not modes:
        raise InputError(
            _("{type} has no modes, so '{mode}' cannot be one").format(type=type_, mode=mode)
        )
    _require(mode, modes, _("mode"), _(" of {type}").format(type=type_))
    _require(context, known.contexts, _("context"))
    _require(rank, known.ranks, _("rank"))
    if cameo is not None:
        _check_code(type_, cameo)
