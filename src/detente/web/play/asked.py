"""What forms of the page ask: keys of a query that stand for a change, made into the view's own.

A form says what is to change beside what is: ``claim=ID`` with ``switch=true`` or ``p=65``, or
``see=OUTCOME`` with ``when=by`` and ``date=2025-03-01``. The server answers with the URL that says
the same, so that a link never holds them, and several may follow one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.web.view import View

OF_CLAIM = ("switch", "p", "stated")
OF_SEEN = ("when", "date", "not")
CHANGES = ("claim", *OF_CLAIM, "see", *OF_SEEN)
"""Keys that stand for a change."""
BLOCKS = ("storylines", "watch")
"""Parts of the page that are a page of their own, and are asked where they are opened."""
BESIDE = ("reach", "why", *BLOCKS)
"""Keys that ask something besides: they belong to one answer, and to no view."""
FORCED = {"true": True, "false": False}
HOWS = ("by", "before", "on", "after")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query taken apart.

    Attributes
    ----------
    view : Pairs
        What says what is played and looked at.
    changes : Pairs
        What is to change, in order.
    reach : str
        The probability that one asks how to reach, in per cent; empty if none.
    why : bool
        Whether the outcome is to be taken apart.
    blocks : tuple of str
        Which of `BLOCKS` are asked.
    """

    view: Pairs
    changes: Pairs
    reach: str
    why: bool
    blocks: tuple[str, ...]


def asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Take a query apart."""
    given = list(pairs)
    beside = dict(pair for pair in given if pair[0] in BESIDE)
    return Asked(
        [pair for pair in given if pair[0] not in (*CHANGES, *BESIDE)],
        [pair for pair in given if pair[0] in CHANGES],
        beside.get("reach", ""),
        beside.get("why", "") == "1",
        tuple(name for name in BLOCKS if beside.get(name) == "1"),
    )


def changed(view: View, changes: Pairs) -> View:
    """The view with what forms ask, one change after the other.

    Raises
    ------
    InputError
        If a change cannot be understood.
    """
    for head, values in _each(changes):
        view = _claim(view, head[1], values) if head[0] == "claim" else _see(view, head[1], values)
    return view


def _each(changes: Pairs) -> list[tuple[tuple[str, str], dict[str, str]]]:
    """Each change with the keys that follow it."""
    found: list[tuple[tuple[str, str], dict[str, str]]] = []
    for key, value in changes:
        if key in ("claim", "see"):
            found.append(((key, value), {}))
        elif not found:
            raise InputError(
                _("{key}={value}: say first what changes, by claim or see").format(
                    key=key, value=value[:40]
                )
            )
        else:
            found[-1][1][key] = value
    return found


def _claim(view: View, claim: str, values: dict[str, str]) -> View:
    from detente.web.play.links import believed, forced

    held = FORCED.get(values.get("switch", ""))
    if held is not None:
        return forced(view, claim, held)
    p, stated = values.get("p", ""), values.get("stated", "")
    if p in ("", stated):
        return forced(view, claim, None)
    return believed(view, claim, share("p", p))


def share(key: str, text: str) -> float:
    """A number in per cent as a probability.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        number = float(text.replace(",", ".").rstrip("% \u00a0\u202f"))
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 100.0:
        raise InputError(
            _("{key}={value}: give a number from 0 to 100").format(key=key, value=text[:40])
        )
    return round(number / 100.0, 6)


def _see(view: View, outcome: str, values: dict[str, str]) -> View:
    from detente.web.play.links import seeing

    how, date = values.get("when", ""), values.get("date", "")
    text = outcome
    if date and how not in HOWS:
        how = "by"
    if how:
        if not date:
            raise InputError(_("{how}: give a date, too, such as 2025-03-01").format(how=how))
        text = f"{outcome} {how} {date}"
    return seeing(view, f"not {text}" if values.get("not") else text)
