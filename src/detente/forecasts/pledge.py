"""Forecasts pledged in a file before it is known what comes, to be scored afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from detente.errors import InputError, OutcomeError
from detente.files.targets import check_target
from detente.forecasts.chain import Chain, append, read_chain
from detente.forecasts.document import plain
from detente.forecasts.forecast import Forecast, Kind, forecasts
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.language.shown import brief
from detente.numerics.arguments import in_json, listed, place, word
from detente.runs.manifest import versions

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

FORMAT = "detente-pledge"
VERSION = 2

MOST_POINTS = 400
"""Points of a number's law that are kept; of more, as many quantiles, each with one count."""

MOST_PATHS = 10**9
LARGEST = 1e15
"""Futures, and the largest number, that a forecast may have."""

LONGEST_NAME = 100


class PledgedForecast(BaseModel):
    """A forecast as a line holds it; see `detente.forecasts.forecast.Forecast`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    id: str
    title: str
    kind: Kind
    given: str
    given_title: str
    opens: dt.date
    closes: dt.date
    unit: str
    points: list[float] | list[str]
    counts: list[int]
    paths: int = Field(ge=1, le=MOST_PATHS)
    single: bool
    low: float
    high: float

    @model_validator(mode="after")
    def _sound(self) -> PledgedForecast:
        whole, dated = sum(self.counts), self.kind == "date"
        first, last = -LARGEST, LARGEST
        if dated:
            first, last = 1.0, (self.closes - self.opens).days + 1
        named = [isinstance(point, str) for point in self.points]
        sound = (
            len(self.points) == len(self.counts)
            and min(self.counts, default=0) >= 0
            and (whole <= self.paths if dated else whole == self.paths)
            and all(isinstance(p, str) or first <= p <= last for p in self.points)
            and (self.kind == "category") == any(named)
        )
        if not sound:  # told as a line that is no forecast
            raise ValueError(self.kind)
        return self

    def forecast(self) -> Forecast:
        """The same as plain data."""
        points = tuple(self.points)
        data = {**dict(self), "points": points, "counts": tuple(self.counts)}
        return Forecast(**data)


@dataclass(frozen=True, slots=True, repr=False)
class Pledge:
    """One pledged forecast.

    Attributes
    ----------
    line : int
        Its line in the file.
    made : str
        When, in UTC (ISO 8601).
    by : str
        Who pledged it; may be empty.
    analyst : str or None
        Whose credences it has: an analyst, ``pool``, or None as the claims state them.
    scenario, hash : str
        Id and fingerprint of the scenario.
    as_of : date
    horizon, seed, paths : int
    forecast : Forecast
    """

    __repr__ = brief

    line: int
    made: str
    by: str
    analyst: str | None
    scenario: str
    hash: str
    as_of: dt.date
    horizon: int
    seed: int
    paths: int
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class Pledged:
    """What was appended: so many lines, and the hash of the last one."""

    file: Path
    forecasts: int
    lines: int
    head: str

    def document(self) -> dict[str, Any]:
        """As plain data: the document of ``--json``."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "file": str(self.file),
            "forecasts": self.forecasts,
            "lines": self.lines,
            "head": self.head,
        }


def pledge(
    ensemble: Ensemble,
    file: str | Path,
    *,
    by: str = "",
    only: Sequence[str] = (),
    now: dt.datetime | None = None,
) -> Pledged:
    """Append the forecasts of an ensemble to a file, all or none; one writer at a time.

    Parameters
    ----------
    ensemble : Ensemble
    file : str or Path
        Made if it is not there.
    by : str
        Who pledges.
    only : sequence of str
        Names of forecasts; by default all.
    now : datetime, optional
        When; by default the clock's.

    Raises
    ------
    InputError
        If the file is damaged or cannot be written, or there is no such forecast.
    """
    target = place(file, "file")
    if ensemble.branched is not None:
        raise OutcomeError(
            _("a branch says what would be if, and is no forecast; pledge the futures themselves")
        )
    check_pledges(target)
    by = check_by(by)
    found = forecasts(ensemble)
    wanted = [found[word(name, "only")] for name in listed(only, "only")] or list(found)
    moment = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)
    common = {
        "format": FORMAT,
        "version": VERSION,
        "made": moment.isoformat().replace("+00:00", "Z"),
        "by": by,
        "analyst": ensemble.scenario.believes,
        "scenario": {
            "id": ensemble.scenario.id,
            "title": ensemble.scenario.title,
            "hash": ensemble.scenario.hash,
        },
        "as_of": ensemble.scenario.as_of.isoformat(),
        "horizon": ensemble.days,
        "seed": in_json(ensemble.seed),
        "paths": ensemble.paths,
        "forced": dict(ensemble.forced),
        "credences": dict(ensemble.credences),
        "versions": versions(),
    }
    chain = append(target, [common | {"forecast": _kept(each)} for each in wanted], _check)
    return Pledged(target, len(wanted), len(chain.lines), chain.head)


def check_pledges(file: Path) -> None:
    """Refuse a file that could not be appended to, before anything is played.

    Raises
    ------
    InputError
        If it is damaged, no such file, or cannot be written.
    """
    check_target(str(file), overwrite=True)
    read_chain(file, _check, missing=True)


def check_by(by: str) -> str:
    """A name without blanks around it.

    Raises
    ------
    InputError
        If it is long, or of several lines.
    """
    name = word(by, "by").strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(
            _("{given}: give a name of at most {most} characters, on one line").format(
                given=option("--by", repr(name[:30]), argument="by"), most=LONGEST_NAME
            )
        )
    return name


def _kept(forecast: Forecast) -> dict[str, Any]:
    """A forecast as a line holds it; a law of very many points by its quantiles."""
    if forecast.kind in ("number", "whole") and len(forecast.points) > MOST_POINTS:
        at = (np.arange(MOST_POINTS) + 0.5) / MOST_POINTS
        order = np.searchsorted(np.cumsum(forecast.counts), at * forecast.paths)
        points, counts = np.unique(forecast.values[order], return_counts=True)
        told = {"points": points.tolist(), "counts": counts.tolist(), "paths": MOST_POINTS}
        return plain(forecast) | told
    return plain(forecast)


def _check(line: dict[str, Any], where: str) -> None:
    """Refuse a sound line that holds no pledge, or one of a newer program."""
    if line.get("format") != FORMAT:
        raise InputError(_("{place}: no pledge").format(place=where))
    if line.get("version") != VERSION:
        raise InputError(
            _("{place}: version {version}; this program reads {known}").format(
                place=where, version=line.get("version"), known=VERSION
            )
        )


def verify_pledges(file: str | Path, *, head: str | None = None) -> Chain:
    """See whether a file of pledges is as it was written.

    Parameters
    ----------
    file : str or Path
    head : str, optional
        Hash of a line that has to be in it, noted when it was the last one.

    Raises
    ------
    InputError
        With the first line that was changed, or does not follow on the one before it; or if no
        line has that hash.
    """
    chain = read_chain(place(file, "file"), _check)
    if head is not None and word(head, "head").lower() not in {
        each["hash"] for each in chain.lines
    }:
        raise InputError(
            _("{file}: no line has the hash {head}; lines were removed from its end").format(
                file=file, head=head
            )
        )
    return chain


def read_pledges(file: str | Path) -> list[Pledge]:
    """The pledges of a file that is as it was written.

    Raises
    ------
    InputError
        If it is damaged, or a line holds what no forecast does.
    """
    found = []
    for line in verify_pledges(file).lines:
        try:
            told = PledgedForecast.model_validate(line["forecast"])
            found.append(
                Pledge(
                    line=line["number"],
                    made=str(line["made"]),
                    by=str(line["by"]),
                    analyst=None if line["analyst"] is None else str(line["analyst"]),
                    scenario=str(line["scenario"]["id"]),
                    hash=str(line["scenario"]["hash"]),
                    as_of=dt.date.fromisoformat(line["as_of"]),
                    horizon=int(line["horizon"]),
                    seed=int(line["seed"]),
                    paths=int(line["paths"]),
                    forecast=told.forecast(),
                )
            )
        except (KeyError, TypeError, ValueError, ValidationError):
            raise InputError(
                _("{file}: line {line}: what it holds is no forecast").format(
                    file=file, line=line["number"]
                )
            ) from None
    return found


def by_scenario(pledges: Sequence[Pledge], scenario: str | None) -> list[Pledge]:
    """Those of one scenario, by its id.

    Raises
    ------
    InputError
        If there are none of it.
    """
    known = sorted({each.scenario for each in pledges})
    if scenario is None:
        return list(pledges)
    if scenario not in known:
        raise InputError(
            _("no pledge of a scenario '{scenario}'{hint}").format(
                scenario=scenario, hint=did_you_mean(scenario, known)
            )
        )
    return [each for each in pledges if each.scenario == scenario]
