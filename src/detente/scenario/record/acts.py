"""The acts of a scenario's record that stand in a file: a CSV of dated acts."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping

from detente.errors import InputError, ScenarioError
from detente.language.hints import did_you_mean
from detente.ontology.actors import Actor
from detente.ontology.acts import Act
from detente.ontology.fields import parse_date
from detente.planes.record import PastAct
from detente.scenario.file import ScenarioFile

COLUMNS = ("date", "source", "target", "act", "claim", "note", "reference")
MOST_ACTS = 50_000
"""Acts of the longest record."""


def need_actor(actor: str, actors: Mapping[str, Actor], place: str) -> None:
    """Refuse an actor that the scenario does not declare."""
    if actor not in actors:
        raise ScenarioError(f"{place}: unknown actor '{actor}'{did_you_mean(actor, actors)}")


def read_acts(
    text: str,
    where: str,
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    since: dt.date,
    *,
    owned: bool = False,
) -> list[PastAct]:
    """Read the acts up to the as-of date.

    Parameters
    ----------
    text : str
    where : str
        What messages call the file.
    file : ScenarioFile
    actors : mapping of str to Actor
    since : date
        First day of the record.
    owned : bool
        Whether every act must have a claim that owns it, since the others come from elsewhere.

    Raises
    ------
    ScenarioError
        With the line, what is wrong in it and what would be right.
    """
    acts: list[PastAct] = []
    claims = {claim.id for claim in file.claims}
    known: dict[str, Act] = {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            raise ScenarioError(
                f"{where}: line 1: the columns must be {','.join(COLUMNS)}, "
                f"not {','.join(header) or 'empty'}"
            )
        for row in reader:
            place = f"{where}: line {reader.line_num}"
            if not row:
                continue
            if len(acts) == MOST_ACTS:
                raise ScenarioError(f"{place}: more than {MOST_ACTS:,} acts; leave out old ones")
            if len(row) != len(COLUMNS):
                raise ScenarioError(f"{place}: {len(row)} fields instead of {len(COLUMNS)}")
            day, source, target, act, claim, note, reference = row
            try:
                date = parse_date(day)
            except ValueError:
                raise ScenarioError(
                    f"{place}: date '{day}' is no date; write it like 2024-11-18"
                ) from None
            if date > file.as_of:
                raise ScenarioError(
                    f"{place}: {date} is after the as-of date {file.as_of}; "
                    "expected acts are a scheduled-acts effect"
                )
            if date < since:
                raise ScenarioError(
                    f"{place}: {date} is before record.since {since}; "
                    "set an earlier since or leave the act out"
                )
            for actor in (source, target):
                need_actor(actor, actors, place)
            if source == target:
                raise ScenarioError(f"{place}: source and target are both '{source}'")
            if owned and not claim:
                raise ScenarioError(
                    f"{place}: no claim; the record comes from the store, and this file has only "
                    "acts that a claim reports"
                )
            if claim and claim not in claims:
                raise ScenarioError(f"{place}: no claim '{claim}'{did_you_mean(claim, claims)}")
            try:
                kind = known.get(act) or known.setdefault(act, Act.parse(act))
            except InputError as error:
                raise ScenarioError(f"{place}: {error}") from None
            acts.append(PastAct(date, source, target, kind, claim or None, note, reference))
    except csv.Error as error:
        raise ScenarioError(f"{where}: line {reader.line_num}: {error}") from None
    return acts
