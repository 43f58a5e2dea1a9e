"""What was taken from an event store: a text of the scenario, so that it can be played without it.

The text counts in the scenario's hash and lies in run folders beside ``scenario.toml``. Where a
scenario's folder has it, it is read from there and no store is asked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import hint
from detente.language.shown import brief
from detente.scenario.record.kinds import Kind

FILE = "record.json"
"""Name of the text."""

FORMAT = "detente-record"
VERSION = 1


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """What a scenario wants of the record.

    Attributes
    ----------
    as_of : date
        Last day.
    since : date or None
        First day; None leaves it open.
    dataset : str or None
        Data source; None is the only one of the store.
    kinds : tuple of Kind
        Kinds of acts that it plays.
    published_until : date or None
        Leave out what was published later.
    """

    as_of: dt.date
    since: dt.date | None
    dataset: str | None
    kinds: tuple[Kind, ...]
    published_until: dt.date | None = None


class TakenKind(BaseModel):
    """A kind of act: on which days of which month it happened, and in how many acts.

    `untold` says why the data source cannot tell; silence then means nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    source: str
    target: str
    act: str
    untold: str | None = None
    acts: int = Field(0, ge=0)
    days: dict[str, str] = {}


class Taken(BaseModel):
    """The record of the kinds of acts that a scenario plays.

    Attributes
    ----------
    dataset : str
        The data source.
    as_of, since : date
        Last and first day that were taken.
    last : date
        Last day, up to `as_of`, of which the data source has anything.
    missing : tuple of date
        Days from `since` to `as_of` of which it has nothing.
    acts : int
        Acts with a quad class between the pairs of the scenario.
    kinds : tuple of TakenKind
        In the order of their names.
    published_until : date or None
        What was published later has been left out.
    """

    __repr__ = brief

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["detente-record"] = "detente-record"
    version: Literal[1] = 1
    dataset: str
    as_of: dt.date
    since: dt.date
    last: dt.date
    missing: tuple[dt.date, ...]
    acts: int
    kinds: tuple[TakenKind, ...]
    published_until: dt.date | None = None

    @property
    def covered(self) -> int:
        """Days of which the data source has something."""
        return (self.as_of - self.since).days + 1 - len(self.missing)

    @property
    def counted(self) -> int:
        """Acts that are of a kind that the scenario plays."""
        return sum(kind.acts for kind in self.kinds)

    def document(self) -> dict[str, Any]:
        """Where it comes from, as plain data (docs/json.md)."""
        return {
            "dataset": self.dataset,
            "since": self.since.isoformat(),
            "last": self.last.isoformat(),
            "missing_days": len(self.missing),
            "acts": self.acts,
            "acts_played": self.counted,
        }

    def text(self) -> str:
        """The text, which depends on nothing but what is said."""
        plain = self.model_dump(mode="json")
        if self.published_until is None:
            del plain["published_until"]
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"

    def dates(self) -> Mapping[str, tuple[dt.date, ...]]:
        """Days of the kinds that are told, by the name of the kind.

        Raises
        ------
        ValueError
            If a day is none, lies outside, is missing, or stands there twice.
        """
        gone = set(self.missing)
        found = {}
        for kind in self.kinds:
            if kind.untold is None:
                dates = found[name_of(kind)] = tuple(_dates(kind.days))
                _check_days(dates, self.since, self.as_of)
                if not gone.isdisjoint(dates):
                    raise ValueError(_("a day is missing and has an act"))
        return found

    def check(self) -> None:
        """Refuse what no store could have given.

        Raises
        ------
        ValueError
            If days, kinds or numbers contradict each other.
        """
        _check_days(self.missing, self.since, self.as_of)
        self.dates()
        if len({name_of(kind) for kind in self.kinds}) < len(self.kinds):
            raise ValueError(_("a kind stands there twice"))
        if not self.since <= self.last <= self.as_of or not 0 <= self.counted <= self.acts:
            raise ValueError(_("numbers contradict each other"))

    def holds(self, wanted: RecordRequest) -> bool:
        """Whether all that is wanted, from a first day on, is in what was taken."""
        return (
            wanted.since is not None
            and self.since <= wanted.since
            and wanted.as_of <= self.as_of
            and wanted.dataset == self.dataset
            and wanted.published_until == self.published_until
            and {name_of(kind) for kind in wanted.kinds} == {name_of(kind) for kind in self.kinds}
        )

    def untold(self) -> Mapping[str, str]:
        """Why other kinds are not told, by the name of the kind."""
        return {name_of(kind): kind.untold for kind in self.kinds if kind.untold is not None}


def name_of(kind: TakenKind | Kind) -> str:
    """Name of a kind in `Taken.dates`."""
    return f"{kind.source}>{kind.target} {kind.act}"


def by_month(dates: Iterable[dt.date]) -> dict[str, str]:
    """Days as they are written: ``{"2018-09": "1 2 17"}``."""
    months: dict[str, list[str]] = {}
    for date in sorted(dates):
        months.setdefault(f"{date:%Y-%m}", []).append(str(date.day))
    return {month: " ".join(days) for month, days in months.items()}


def _dates(months: Mapping[str, str]) -> list[dt.date]:
    return [
        dt.date(int(month[:4]), int(month[5:]), int(day))
        for month, days in months.items()
        for day in days.split()
    ]


def _check_days(dates: Sequence[dt.date], first: dt.date, last: dt.date) -> None:
    if any(later <= date for date, later in pairwise(dates)):
        raise ValueError(_("days out of order"))
    if dates and not first <= dates[0] <= dates[-1] <= last:
        raise ValueError(_("a day lies outside"))


def read_taken(text: str, where: str, wanted: RecordRequest) -> Taken:
    """Read what was taken earlier.

    Parameters
    ----------
    text : str
    where : str
        What messages call it.
    wanted : RecordRequest

    Raises
    ------
    ScenarioError
        If it is damaged, or was taken for a scenario that has since been changed.
    """
    anew = _("delete it, and the record is taken from the store anew")
    try:
        taken = Taken.model_validate_json(text)
        taken.check()
    except (ValidationError, ValueError):
        raise ScenarioError(
            _("{where}: not a record that Détente has taken; {anew}").format(where=where, anew=anew)
        ) from None
    then = {name_of(kind) for kind in taken.kinds}
    now = {name_of(kind) for kind in wanted.kinds}
    since, dataset = wanted.since, wanted.dataset
    any_day = _("any day")
    was: object
    is_now: object
    if taken.as_of != wanted.as_of:
        text, was, is_now = _("was taken as of {was}, not {now}"), taken.as_of, wanted.as_of
    elif since not in (None, taken.since):
        text, was, is_now = _("was taken since {was}, not {now}"), taken.since, since
    elif dataset not in (None, taken.dataset):
        text, was, is_now = _("was taken from '{was}', not '{now}'"), taken.dataset, dataset
    elif taken.published_until != wanted.published_until:
        text = _("was taken of what was published by {was}, not {now}")
        was, is_now = taken.published_until or any_day, wanted.published_until or any_day
    elif then != now:
        text, was, is_now = _("was taken for other processes"), "", ""
    else:
        return taken
    raise ScenarioError(labelled(where, text.format(was=was, now=is_now) + hint(anew)))
