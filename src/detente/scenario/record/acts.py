"""The acts of a scenario's record that stand in a file: a CSV of dated acts."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from detente.errors import InputError, ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import integer
from detente.language.hints import did_you_mean, hint
from detente.ontology.actors import Actor, resolve_actor
from detente.ontology.acts import Act
from detente.ontology.dyads import dyad_of
from detente.planes.record import PastAct
from detente.scenario.csv_lines import day_of, other_fields, unreadable
from detente.scenario.file import ScenarioFile

COLUMNS = ("date", "source", "target", "act", "claim", "note", "reference")
NEEDED = COLUMNS[:4]
"""The others may be left out, and are empty then."""

SEPARATORS = (",", ";", "\t")
"""What may stand between two columns: spreadsheets write each of them."""

SEVERAL = "~"
"""What stands between the targets of a joint act of three and more."""

MOST_ACTS = 50_000
"""Acts of the longest record."""


def need_actor(actor: str, actors: Mapping[str, Actor], place: str) -> None:
    """Refuse an actor that the scenario does not declare; who goes by its name is proposed."""
    if actor in actors:
        return
    meant = did_you_mean(actor, actors)
    with suppress(InputError):
        known = resolve_actor(actor).id
        meant = (
            did_you_mean(known, [known])
            if known in actors
            else hint(_('add it under [[actors]], with id = "{id}"').format(id=known))
        )
    raise ScenarioError(
        _("{place}: unknown actor '{actor}'{hint}").format(place=place, actor=actor, hint=meant)
    )


def columns_of(text: str) -> tuple[str, list[str]] | None:
    """What divides the columns of a file of acts, and their names; None if it does not begin so.

    Those of `NEEDED` are there, those of `COLUMNS` may be, each once and in any order.
    """
    first = _first(text)
    for sign in SEPARATORS:
        names = [cell.strip().strip('"').lower() for cell in first.rstrip(sign).split(sign)]
        if set(NEEDED) <= set(names) <= set(COLUMNS) and len(set(names)) == len(names):
            return sign, names
    return None


def separator_of(text: str) -> str | None:
    """What divides the columns of a record's acts; None if it does not begin with them."""
    found = columns_of(text)
    return None if found is None else found[0]


def _first(text: str) -> str:
    """The first line, whatever ends it."""
    return re.split(r"[\r\n]", text, maxsplit=1)[0].strip()


def read_acts(
    text: str,
    where: str,
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    since: dt.date,
    faults: Faults,
    *,
    owned: bool = False,
) -> list[PastAct]:
    """Read the acts up to the as-of date.

    Parameters
    ----------
    text : str
        Columns may be divided by commas, semicolons or tabs.
    where : str
        What messages call the file.
    file : ScenarioFile
    actors : mapping of str to Actor
    since : date
        First day of the record.
    faults : Faults
        Told of each line that cannot be used: what is wrong in it, what would be right.
    owned : bool
        Whether every act must have a claim that owns it, since the others come from elsewhere.
    """
    found, first = columns_of(text), _first(text)
    if found is None:
        faults.tell(
            _(
                "{where}: line 1: the columns must be {needed}, and may be {others}, not {given}"
            ).format(
                where=where,
                needed=",".join(NEEDED),
                others=",".join(COLUMNS[len(NEEDED) :]),
                given=first or _("empty"),
            )
        )
        return []
    separator, names = found
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=separator, strict=True)
    blank = first.count(separator) >= len(names)
    lines = _Lines(where, file, actors, since, owned, names, blank, faults)
    try:
        next(reader)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if lines.number == MOST_ACTS:
                faults.tell(
                    _("{where}: line {line}: more than {most} acts; leave out old ones").format(
                        where=where, line=reader.line_num, most=integer(MOST_ACTS)
                    )
                )
                break
            lines.take(row, reader.line_num)
    except csv.Error as error:
        faults.tell(unreadable(where, reader.line_num, error))
    return lines.acts


@dataclass(slots=True)
class _Lines:
    """Lines of a file of acts, taken one by one."""

    where: str
    file: ScenarioFile
    actors: Mapping[str, Actor]
    since: dt.date
    owned: bool
    names: list[str]
    blank: bool
    """Whether columns without a name follow, as spreadsheets leave them"""
    faults: Faults
    acts: list[PastAct] = field(default_factory=list)
    number: int = 0
    _claims: set[str] = field(init=False)
    _known: dict[str, Act] = field(default_factory=dict)
    _seen: dict[tuple[object, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up the claims that may own an act."""
        self._claims = {claim.id for claim in self.file.claims}

    def take(self, row: list[str], line: int) -> None:
        """Take a line, or tell all that is wrong with it."""
        self.number += 1
        place = _("{where}: line {line}").format(where=self.where, line=line)
        names = self.names
        if self.blank and not any(cell.strip() for cell in row[len(names) :]):
            row = row[: len(names)]
        if len(row) != len(names):
            self.faults.tell(other_fields(place, len(row), len(names)))
            return
        cells = dict(zip(names, (cell.strip() for cell in row), strict=True))
        day, source, target, act, claim, note, reference = (cells.get(c, "") for c in COLUMNS)
        before = len(self.faults)
        date = self._date(day, place)
        target, *others = (each.strip() for each in target.split(SEVERAL))
        named = (source, target, *others)
        for actor in dict.fromkeys(named):
            with self.faults.heard():
                need_actor(actor, self.actors, place)
        twice = next((actor for actor in named if named.count(actor) > 1), None)
        if twice is not None and not others:
            self.faults.tell(
                _("{place}: source and target are both '{actor}'").format(place=place, actor=source)
            )
        elif twice is not None:
            self.faults.tell(
                _("{place}: '{actor}' is a party already; name each once").format(
                    place=place, actor=twice
                )
            )
        self._owner(claim, place)
        kind = self._kind(act, place)
        if kind is not None and others and not kind.joint:
            self.faults.tell(
                _(
                    "{place}: {act} is done by one to another; only a joint act, such as "
                    "{example}, has further parties"
                ).format(place=place, act=kind, example="CONSULT.multilateral")
            )
        if date is None or kind is None or len(self.faults) > before:
            return
        past = PastAct(date, source, target, kind, claim or None, note, reference, tuple(others))
        ends = dyad_of(source, target, kind, others)
        first = self._seen.setdefault((date, ends, kind, claim, note, reference), line)
        if first != line:
            self.faults.tell(
                _(
                    "{place}: repeats line {first} in every column, and would count twice; take "
                    "one of them out, or tell the two acts apart in note or reference"
                ).format(place=place, first=first)
            )
            return
        self.acts.append(past)

    def _date(self, day: str, place: str) -> dt.date | None:
        date = day_of(day, place, self.faults)
        if date is None:
            return None
        if date > self.file.as_of:
            self.faults.tell(
                _(
                    "{place}: {date} is after the as-of date {as_of}; expected acts are a "
                    "scheduled-acts effect"
                ).format(place=place, date=date, as_of=self.file.as_of)
            )
        if date < self.since:
            self.faults.tell(
                _(
                    "{place}: {date} is before record.since {since}; set an earlier since or leave "
                    "the act out"
                ).format(place=place, date=date, since=self.since)
            )
        return date

    def _owner(self, claim: str, place: str) -> None:
        if self.owned and not claim:
            self.faults.tell(
                _(
                    "{place}: no claim; the record comes from the store, and this file has only "
                    "acts that a claim reports"
                ).format(place=place)
            )
        if claim and claim not in self._claims:
            self.faults.tell(
                _("{place}: no claim '{claim}'{hint}").format(
                    place=place, claim=claim, hint=did_you_mean(claim, self._claims)
                )
            )

    def _kind(self, act: str, place: str) -> Act | None:
        if act not in self._known:
            with self.faults.heard(place):
                self._known[act] = Act.parse(act)
        return self._known.get(act)
