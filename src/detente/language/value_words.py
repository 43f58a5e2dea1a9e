"""What is wrong with a value, in words of our own: pydantic speaks English alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.language.current import gettext as _
from detente.language.current import language, ngettext


def what_is_right(problem: Mapping[str, Any]) -> str:
    """What a value would have to be.

    Parameters
    ----------
    problem : mapping
        One of the errors of a pydantic ``ValidationError``.
    """
    kind = str(problem["type"])
    if kind == "value_error":  # raised by a validator of our own, in the language in force
        return str(problem["msg"]).removeprefix("Value error, ")
    details = problem.get("ctx") or {}
    if "length" in " ".join(details):
        return _length(kind, details)
    for key, words in (
        ("ge", _("give {bound} or more")),
        ("gt", _("give more than {bound}")),
        ("le", _("give {bound} or less")),
        ("lt", _("give less than {bound}")),
    ):
        if key in details:
            bound = details[key]
            return words.format(bound=_number(bound))
    if "pattern" in details:
        return _("write it by the pattern {pattern}").format(pattern=details["pattern"])
    if "expected" in details:
        # the library joins the words that are right: 'a', 'b' or 'c'
        words = str(details["expected"]).replace(" or ", _(" or "))
        if language() != "en":
            words = words.replace("'", "")
        return _("give {words}").format(words=words)
    said = _kinds().get(kind.partition("_")[0]) or _kinds().get(kind)
    if said is not None:
        return said
    if language() != "en":
        return _("this value cannot stand there")
    message = str(problem["msg"])
    return message[:1].lower() + message[1:]


def _number(bound: object) -> object:
    """A bound as it would be written in a file."""
    return f"{bound:.6f}".rstrip("0").rstrip(".") if isinstance(bound, float) else bound


def _kinds() -> dict[str, str]:
    """By the first word of what pydantic calls the error."""
    return {
        "int": _("give a whole number"),
        "float": _("give a number"),
        "finite": _("give a finite number"),
        "decimal": _("give a number"),
        "string": _("give a text"),
        "bool": _("give true or false"),
        "list": _("give a list"),
        "tuple": _("give a list"),
        "set": _("give a list"),
        "dict": _("give a table"),
        "mapping": _("give a table"),
        "model": _("give a table"),
        "dataclass": _("give a text"),
        "date": _("give a date such as 2024-11-18"),
        "datetime": _("give a date such as 2024-11-18"),
        "none": _("leave it out"),
        "invalid_key": _("give a text as the key"),
    }


def _length(kind: str, details: Mapping[str, Any]) -> str:
    """How long a text or list may be."""
    least = details.get("min_length")
    bound = int(details["max_length"] if least is None else least)
    if kind.startswith("string"):
        if least is not None:
            text = ngettext("write at least {n} character", "write at least {n} characters", bound)
        else:
            text = ngettext("write at most {n} character", "write at most {n} characters", bound)
    elif least is not None:
        text = ngettext("give at least {n}", "give at least {n}", bound)
    else:
        text = ngettext("give at most {n}", "give at most {n}", bound)
    return text.format(n=bound)
