"""The account of an observation as plain tables, for the terminal and for the page.

It is made from the document of the observation, so that the folder that goes on from it can tell it
as well; names are those of the scenario in the language in force.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import (
    decimal,
    error_points,
    percent,
    points,
    short_day,
    signed,
    significant,
)
from detente.observe.document import FORMAT, VERSION
from detente.planes.rate import YEAR
from detente.scenario.draw_names import draw_name

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

MOST = 12
"""Acts, silences, rates and coefficients that are listed."""

EACH = 3
"""Claims that are named beside an act."""

TELLING = 0.002
"""Change of a probability below which nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An act, or the days without one, and the claims that it moved most, with the change."""

    what: str
    when: str
    claims: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Account:
    """What was observed, as rows of texts.

    Attributes
    ----------
    since, to : date
        The day before the first, and the last day.
    paths, effective : int
    exact : bool
    acts : int
    score, score_before : float
        Log chance of all days, learning and without.
    claims : list
        Statement, before, after, change, Monte Carlo error; what moved most first.
    shares : list of (str, float, float)
        Statement, before, after.
    movers : list of Moved
    rates, coefficients : list
        Name, before and its spread, after and its spread; those that moved most.
    """

    since: dt.date
    to: dt.date
    paths: int
    effective: int
    exact: bool
    acts: int
    score: float
    score_before: float
    claims: list[tuple[str, str, str, str, str]]
    shares: list[tuple[str, float, float]]
    movers: list[Moved]
    rates: list[tuple[str, str, str, str, str]]
    coefficients: list[tuple[str, str, str, str, str]]

    @classmethod
    def of(cls, document: Mapping[str, Any], scenario: Scenario) -> Account:
        """The account in a document; `scenario` is that which was observed, or goes on from it."""
        stated = {claim.id for claim in scenario.claims}
        said = {
            each["claim"]: scenario.words.claim(each["claim"])
            if each["claim"] in stated
            else str(each["statement"])
            for each in document["claims"]
        }
        claims = sorted(document["claims"], key=lambda each: -abs(each["after"] - each["before"]))
        drawn = {each.draw.name for each in scenario.compiled().coefficients}
        moved = sorted(document["coefficients"], key=lambda each: -abs(_shift(each)))
        return cls(
            dt.date.fromisoformat(document["as_of"]),
            dt.date.fromisoformat(document["to"]),
            int(document["paths"]),
            round(document["effective"]),
            bool(document["exact"]),
            len(document["acts"]),
            math.fsum(document["score"]),
            math.fsum(document["score_before"]),
            [
                (
                    said[each["claim"]],
                    percent(each["before"]),
                    percent(each["after"]),
                    points(each["after"] - each["before"]),
                    error_points(each["error"]),
                )
                for each in claims
            ],
            [(said[each["claim"]], float(each["before"]), float(each["after"])) for each in claims],
            _movers(document, scenario, said),
            _rates([each for each in moved if each["process"]][:MOST], scenario),
            [
                (
                    draw_name(scenario, each["name"])
                    if each["name"] in drawn
                    else str(each["title"]),
                    signed(each["mean"], 2),
                    decimal(each["sd"], 2),
                    signed(each["mean_after"], 2),
                    decimal(each["sd_after"], 2),
                )
                for each in moved
                if not each["process"]
            ][:MOST],
        )


def account_in(scenario: Scenario) -> Account | None:
    """The account of the observation that a scenario goes on from; None of another scenario.

    Raises
    ------
    InputError
        If the file is not what `detente observe` has written.
    """
    fit = scenario.fitted
    if fit is None or fit.draws is None or fit.draws.account not in scenario.texts:
        return None
    try:
        document = json.loads(scenario.texts[fit.draws.account])
        if (document["format"], document["version"]) != (FORMAT, VERSION):
            raise ValueError
        return Account.of(document, scenario)
    except (KeyError, TypeError, ValueError, OverflowError):
        where = f"{scenario.where.rpartition('/')[0]}/{fit.draws.account}"
        raise InputError(
            _("{where}: it is not what detente observe has written; observe again").format(
                where=where
            )
        ) from None


def _shift(each: Mapping[str, Any]) -> float:
    return (each["mean_after"] - each["mean"]) / each["sd"] if each["sd"] > 0.0 else 0.0


def _movers(
    document: Mapping[str, Any], scenario: Scenario, said: Mapping[str, str]
) -> list[Moved]:
    processes = {process.id for process in scenario.processes}
    found: list[Moved] = []
    for each in document["movers"]:
        moved = sorted(each["moved"].items(), key=lambda one: -abs(one[1]))
        if len(found) == MOST or sum(abs(change) for _claim, change in moved) <= TELLING:
            break
        known = each["what"] in processes
        what = scenario.words.process(each["what"]) if known else str(each["title"])
        silent = each["date"] is None
        found.append(
            Moved(
                _("no: {what}").format(what=what) if silent else what,
                _("all other days") if silent else short_day(dt.date.fromisoformat(each["date"])),
                [
                    (said[claim], points(change))
                    for claim, change in moved[:EACH]
                    if abs(change) > TELLING / 2
                ],
            )
        )
    return [each for each in found if each.claims]


def _rates(
    moved: list[Mapping[str, Any]], scenario: Scenario
) -> list[tuple[str, str, str, str, str]]:
    """Days a year, and the factor of a standard deviation."""
    known = {process.id for process in scenario.processes}
    return [
        (
            scenario.words.process(each["process"]) if each["process"] in known else each["title"],
            significant(YEAR * math.exp(each["mean"])),
            f"×{decimal(math.exp(each['sd']), 2)}",
            significant(YEAR * math.exp(each["mean_after"])),
            f"×{decimal(math.exp(each['sd_after']), 2)}",
        )
        for each in moved
    ]
