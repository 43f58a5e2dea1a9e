"""The table of acts, read once from ``data/acts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from detente.ontology.quads import Quad


@dataclass(frozen=True, slots=True)
class ActType:
    """One of PLOVER's sixteen event types.

    `weights` and `phrases` are keyed ``""``, ``.mode``, ``/context`` or ``.mode/context``;
    weights name the CAMEO codes whose mean Goldstein weight is taken.
    """

    name: str
    quad: Quad
    text: str
    modes: tuple[str, ...]
    weights: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code: its PLOVER type, its Goldstein weight and the code that the weight is of."""

    code: str
    type: str
    goldstein: float
    source: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of another version (`old`), what it is here (`new`), and where it stands."""

    old: str
    new: str
    versions: str


@dataclass(frozen=True, slots=True)
class Table:
    """Everything in ``acts.toml``, indexed."""

    version: str
    ranks: tuple[str, ...]
    types: Mapping[str, ActType]
    contexts: Mapping[str, str]
    aliases: Mapping[str, Alias]
    dropped: Mapping[str, str]
    codes: Mapping[str, Code]
    code_phrases: Mapping[str, str]


def read_toml(name: str) -> dict[str, Any]:
    """Read a file of the package's ``ontology/data`` folder.

    Parameters
    ----------
    name : str
        File name.

    Returns
    -------
    dict
        The parsed file.
    """
    path = resources.files("detente.ontology").joinpath("data", name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _expand(codes: str) -> Iterator[str]:
    """Yield the codes of a list such as ``"030 0311-0314"``, leading zeros kept."""
    for item in codes.split():
        first, _, last = item.partition("-")
        for number in range(int(first), int(last or first) + 1):
            yield f"{number:0{len(first)}d}"


def _codes(raw: Mapping[str, Any]) -> dict[str, Code]:
    codes = {
        code: Code(code, name, float(weight), code)
        for name, groups in raw["cameo"].items()
        for weight, listed in groups.items()
        for code in _expand(listed)
    }
    for code, lender in raw["cameo_lent"].items():
        codes[code] = Code(code, codes[lender].type, codes[lender].goldstein, lender)
    return codes


def _type(name: str, raw: Mapping[str, Any]) -> ActType:
    weights = {
        key: (codes,) if isinstance(codes, str) else tuple(codes)
        for key, codes in raw["weights"].items()
    }
    return ActType(
        name=name,
        quad=Quad(raw["quad"]),
        text=raw["text"],
        modes=tuple(raw["modes"]),
        weights=weights,
        phrases={"": raw["phrase"], **raw.get("phrases", {})},
    )


@cache
def table() -> Table:
    """Return the table of acts; it is read at the first call and then kept."""
    raw = read_toml("acts.toml")
    return Table(
        version=raw["version"],
        ranks=tuple(raw["ranks"]),
        types={name: _type(name, entry) for name, entry in raw["types"].items()},
        contexts=raw["contexts"],
        aliases={entry["old"]: Alias(**entry) for entry in raw["aliases"]},
        dropped=raw["dropped"],
        codes=_codes(raw),
        code_phrases=raw["cameo_phrases"],
    )


def keys(mode: str | None, context: str | None) -> Iterator[str]:
    """Yield the keys of weights and phrases that apply, the most narrow first.

    Parameters
    ----------
    mode, context : str or None
        Of an act.

    Yields
    ------
    str
        ``.mode/context``, ``.mode``, ``/context`` and ``""``, as far as given.
    """
    if mode and context:
        yield f".{mode}/{context}"
    if mode:
        yield f".{mode}"
    if context:
        yield f"/{context}"
    yield ""


@cache
def goldstein(type_: str, mode: str | None, context: str | None) -> tuple[float, tuple[str, ...]]:
    """Look up the weight of a type, mode and context.

    Parameters
    ----------
    type_, mode, context : str or None
        Canonical names.

    Returns
    -------
    tuple
        Goldstein weight in [-10, 10], and the CAMEO codes whose mean it is.
    """
    known = table()
    weights = known.types[type_].weights
    named = next(weights[key] for key in keys(mode, context) if key in weights)
    total = sum(known.codes[code].goldstein for code in named)
    return round(total / len(named), 9), named
