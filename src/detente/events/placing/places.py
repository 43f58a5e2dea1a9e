"""From an entity to a state or bloc, with the rank that it speaks with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from detente.events.placing.fold import LONGEST, fold
from detente.events.placing.gloss import glossed, in_parentheses, named, read
from detente.events.placing.hints import hinted
from detente.events.placing.holders import holders
from detente.events.placing.meaning import Meaning
from detente.events.placing.organs import is_branch, organ
from detente.events.placing.overrides import read_overrides
from detente.events.placing.roles import rank_of
from detente.events.placing.spans import Span, Spans, overlay, with_rank
from detente.ontology.known import organisations

__all__ = ["Places", "Span"]

MOST_KEPT = 1_000_000
"""Answers kept; then the memory starts anew."""

_YEARS = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\)")
"""ACLED's years of a government: "Military Forces of Russia (2000-)"."""

_BRANCH = re.compile(r"^(.* of .*?)\s*\(\d{4}\s*-\s*(?:\d{4})?\)\s+([\w' -]+)$")
"""A branch of the forces behind the years: "Military Forces of Turkey (2016-) Gendarmerie"."""


class Places:
    """Where entities belong.

    In this order, the first that knows: the user's own word; the entity is a state or bloc by
    name; it held a national office, with dates; it ends in a state or bloc in parentheses, or is
    an unmistakable organ; the source's own country field. ICEWS files President Macron under
    Andorra, so its country field comes last; but it decides between the meanings of a name, an
    adjective or a code that may mean several states.

    Parameters
    ----------
    overrides : Path, optional
        CSV of the user's own word, for example::

            entity,state,from,until,rank
            Wagner Group,RUS,,,
            Juan Guaidó,VEN,2019-01-23,2023-01-05,leader
            Republika Srpska,,,,

        A state is an ISO 3166 code or a name, an organisation or a party its id or a name; blank,
        and the entity belongs to none. Outside the dates the usual answer holds. Case, accents,
        hyphens and points of the entity do not count.

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
    split = in_parentheses(text)
    return rank_of(split[0] if split else text)


def _by_entity(text: str, hint: str | None, scheme: str) -> Spans | None:
    """What the entity's own text tells, beside the country field; None if nothing."""
    if "(" in text:
        branch = _BRANCH.match(text) if len(text) <= LONGEST else None
        if branch is not None:
            behind = branch[2]
            text = branch[1] if is_branch(fold(behind)) else behind if organ(behind) else text
        text = _YEARS.sub("", text)
    if len(text) > LONGEST:
        return None
    state = named(text)
    if state is None:
        holder = holders().get(fold(text))
        if holder is not None:
            return holder
        state = glossed(text)
    if state is not None:
        return state.beside(hinted(hint, scheme))
    found = organ(text) or _in_parentheses(text) or _abbreviated(text)
    return None if found is None else with_rank(found[0].beside(hinted(hint, scheme)), found[1])


def _abbreviated(text: str) -> tuple[Meaning, str | None] | None:
    """An organisation as ACLED names it: "MINUSMA: United Nations … Mission in Mali"."""
    head, colon, _behind = text.partition(": ")
    known = named(head) if colon else None
    if known is None or any(span.state not in organisations() for span in known.spans):
        return None
    return known, None


def _in_parentheses(text: str) -> tuple[Meaning, str | None] | None:
    """Such as "Foreign Affairs (Russia)"; what is unknown in parentheses is left out."""
    split = in_parentheses(text)
    if split is None:
        return None
    state = read(split[1])
    return organ(split[0]) if state is None else (state, rank_of(split[0]))
