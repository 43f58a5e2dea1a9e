"""ACLED's event types: violence and protest only.

ACLED records no diplomacy, gives no weights, and its two actors are not a doer and a target.
``data/acled.csv`` says what each sub-event type is in PLOVER's terms; some are no act of one
party towards another and have no counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from detente.events.coding._read import rows
from detente.events.coding.coded import Coded
from detente.ontology._table import goldstein, table

BETWEEN = ": "
"""Between event type and sub-event type in a code."""

_SPELLINGS = {"demostrations": "protests", "demonstrations": "protests"}
"""Of the wider category, written in the place of the event type; one has a slip of the source."""


def _fold(text: str) -> str:
    word = re.sub(r"\s*/\s*", "/", " ".join(text.split())).casefold()
    return _SPELLINGS.get(word, word)


@cache
def _table() -> Mapping[tuple[str, str], Coded | None]:
    types = table().types
    found: dict[tuple[str, str], Coded | None] = {}
    for row in rows("acled.csv"):
        key = (_fold(row["event_type"]), _fold(row["sub_event_type"]))
        name, mode, context = row["type"], row["mode"] or None, row["context"] or None
        code = row["sub_event_type"]
        found[key] = (
            Coded(
                code=code,
                type=name,
                mode=mode,
                context=context,
                quad=int(types[name].quad),
                goldstein=goldstein(name, mode, context)[0],
                counterpart=code,
            )
            if name
            else None
        )
    return found


def no_acts() -> tuple[tuple[str, str], ...]:
    """Event and sub-event types, in small letters, that are no act of one party towards another."""
    return tuple(key for key, found in _table().items() if found is None)


def _key(event_type: str, sub_event_type: str) -> tuple[str, str]:
    event, detail = _fold(event_type), _fold(sub_event_type)
    # "Demonstrations" covers protests and riots; the sub-event type tells which.
    if event == "protests" and (event, detail) not in _table():
        return "riots", detail
    return event, detail


@lru_cache(maxsize=4_096)
def coded_acled(event_type: str, sub_event_type: str) -> Coded | None:
    """Read an act as ACLED writes it; violence and protest only.

    Parameters
    ----------
    event_type : str
        One of six, such as ``Battles``; ``Demonstrations`` and ``Demostrations`` are understood.
    sub_event_type : str
        One of twenty-five, such as ``Armed clash``. Case and blanks do not count.

    Returns
    -------
    Coded or None
        With the sub-event type as code and the ontology's weight; None for a development that is
        no act of one party towards another, or an unknown pair (`no_acts` lists the former).
    """
    return _table().get(_key(event_type, sub_event_type))


def parted(code: str) -> tuple[str, str]:
    """Event type and sub-event type of a code."""
    event, _, detail = code.partition(BETWEEN)
    return event, detail
