"""From an entity to a state or bloc, with the rank that it speaks with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from detente.events.placing.fold import LONGEST, fold
from detente.events.placing.hints import hinted
from detente.events.placing.holders import holders
from detente.events.placing.names import named
from detente.events.placing.organs import is_branch, organ
from detente.events.placing.overrides import read_overrides
from detente.events.placing.roles import rank_of
from detente.events.placing.spans import NOWHERE, Span, Spans, overlay, with_rank
from detente.events.placing.states import over_time

__all__ = ["Places", "Span"]

MOST_KEPT = 1_000_000
"""Answers kept; then the memory starts anew."""

AMBIGUOUS = frozenset({"georgia", "jordan", "chad"})
"""Names of states that are also a province's or a person's: the hint decides, if there is one."""

_YEARS = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\)")
"""ACLED's years of a government: "Military Forces of Russia (2000-)"."""

_BRANCH = re.compile(r"^(.* of .*?)\s*\(\d{4}\s*-\s*(?:\d{4})?\)\s+([\w' -]+)$")
"""A branch of the forces behind the years: "Military Forces of Turkey (2016-) Gendarmerie"."""


def _in_parentheses(text: str) -> tuple[str, str] | None:
    """Split "Foreign Affairs (Russia)"; what is in the last parentheses may have its own."""
    if not text.endswith(")"):
        return None
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] == ")") - (text[i] == "(")
        if depth == 0:
            return text[:i].rstrip(), text[i + 1 : -1].strip()
    return None


class Places:
    """Where entities belong.

    In this order, the first that knows: the user's own word; the entity is a state or bloc by
    name; it held a national office, with dates; it ends in a state or bloc in parentheses, or is
    an unmistakable organ; the source's own country field. ICEWS files President Macron under
    Andorra, so its country field comes last.

    Parameters
    ----------
    overrides : Path, optional
        CSV of the user's own word, for example::

            entity,state,from,until,rank
            Wagner Group,RUS,,,
            Juan Guaidó,VEN,2019-01-23,2023-01-05,leader
            Republika Srpska,,,,

        A state is an ISO 3166 code or a name, a bloc its id; blank, and the entity belongs to
        none. Outside the dates the usual answer holds. Case, accents, hyphens and points of the
        entity do not count.

    Raises
    ------
    InputError
        If the file of overrides cannot be used; the message names the line.
    """

    def __init__(self, overrides: Path | None = None) -> None:
        self._overrides: Mapping[str, Spans] = (
            {} if overrides is None else read_overrides(overrides)
        )
        self._kept: dict[tuple[str | None, str | None, str], Spans] = {}

    def place(self, entity: str | None, hint: str | None, hint_scheme: str) -> Spans:
        """Place an entity.

        Parameters
        ----------
        entity : str or None
            As the source spells it.
        hint : str or None
            The source's own country field.
        hint_scheme : str
            What that field holds: ``name``, ``iso3``, ``iso2``, ``isonum``, ``cow``, ``cown``,
            ``gw``, ``gwn``, ``fips``, ``cameo``, ``keds``.

        Returns
        -------
        tuple of Span
            Half-open, disjoint, in order, covering all time; one span without dates if nothing
            changes. A state of None: it belongs to none, or it is not known.

        Raises
        ------
        InputError
            If there is no such scheme.
        """
        key = (entity, hint, hint_scheme)
        found = self._kept.get(key)
        if found is None:
            found = self._find(entity, hint, hint_scheme)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def _find(self, entity: str | None, hint: str | None, scheme: str) -> Spans:
        text = (entity or "").strip()
        # An entity that is nothing but its code (KEDS: MAC) means what the list says it means.
        is_code = scheme != "name" and entity is not None and entity == hint
        usual = None if is_code or not text else _by_entity(text, hint, scheme)
        if usual is None:
            usual = with_rank(hinted(hint, scheme), None if is_code else _role(text))
        own = self._overrides.get(fold(text)) if self._overrides else None
        if own is None:
            return usual
        role = _role(text)
        return overlay(usual, [Span(s.state, s.rank or role, s.start, s.end) for s in own])


def _role(text: str) -> str | None:
    split = _in_parentheses(text)
    return rank_of(split[0] if split else text)


def _by_entity(text: str, hint: str | None, scheme: str) -> Spans | None:
    """What the entity's own text tells; None if nothing."""
    if "(" in text:
        branch = _BRANCH.match(text) if len(text) <= LONGEST else None
        if branch is not None:
            behind = fold(branch[2])
            text = branch[1] if is_branch(behind) else branch[2] if organ(behind) else text
        text = _YEARS.sub("", text)
    folded = fold(text)
    state = named(text, folded)
    if state is not None:
        if folded in AMBIGUOUS:
            other = hinted(hint, scheme)
            if other != NOWHERE:
                return other
        return over_time(state)
    holder = holders().get(folded)
    if holder is not None:
        return holder
    split = _in_parentheses(text)
    if split is not None:
        state = _inside(split[1])
        return None if state is None else with_rank(over_time(state), rank_of(split[0]))
    found = organ(folded)
    return None if found is None else with_rank(over_time(found[0]), found[1])


def _inside(text: str) -> str | None:
    """The state or bloc in parentheses."""
    folded = fold(text)
    return named(text, folded)
