"""POLECAT's acts, which are PLOVER's own types, modes and contexts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from detente.errors import InputError
from detente.events.coding.coded import Coded
from detente.ontology._notation import read
from detente.ontology._table import goldstein, table

_MISSING = ("", "none", "na", "null")


def _word(text: str | None) -> str:
    word = (text or "").strip()
    return "" if word.lower() in _MISSING else word


def _translated(text: str) -> dict[str, str]:
    """Fields of an act, names of other PLOVER versions translated; none if there are none."""
    try:
        return read(text)
    except InputError:
        return {}


def _contexts(text: str | None, type_: str) -> Iterator[str]:
    known = table().contexts
    for part in (text or "").split(";"):
        if word := _word(part):
            context = _translated(f"{type_}/{word.replace(' ', '_')}").get("context")
            if context is not None and context in known:
                yield context


@lru_cache(maxsize=65_536)
def coded_plover(type_: str, mode: str | None, contexts: str | None) -> Coded | None:
    """Read an act as POLECAT writes it.

    The weight is the ontology's Goldstein weight of type, mode and context. POLECAT's own column
    "Intensity" is another scale, at another level, and is never taken.

    Parameters
    ----------
    type_ : str
        PLOVER type in any case, such as ``CONSULT``; names of earlier drafts are translated.
    mode : str or None
        One of the type's modes; ``None``, ``NA``, ``NULL`` and nothing mean that there is none,
        and what is in no list is left out.
    contexts : str or None
        Contexts joined by ``;``. The first that the ontology knows is taken.

    Returns
    -------
    Coded or None
        With code ``TYPE.mode`` or ``TYPE``; None if there is no such type.
    """
    known = table()
    base = _translated(_word(type_))
    if base.get("type") not in known.types:
        return None
    word = _word(mode).replace(" ", "-")
    narrow = _translated(f"{_word(type_)}.{word}") if word else base
    name = narrow.get("type", base["type"])
    kept = narrow.get("mode", base.get("mode"))
    if name not in known.types or kept not in known.types[name].modes:
        name, kept = base["type"], base.get("mode")
    context = narrow.get("context") or next(_contexts(contexts, name), None)
    code = f"{name}.{kept}" if kept else name
    weight = goldstein(name, kept, context)[0]
    return Coded(code, name, kept, context, int(known.types[name].quad), weight, code)
