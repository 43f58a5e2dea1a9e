"""What scoring found: each forecast, groups of them, how calibrated, what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from detente.forecasts.pledge import Pledge
from detente.language.shown import brief, shown
from detente.numerics.framed import Rows

FORMAT = "detente-scores"
VERSION = 2


@dataclass(frozen=True, slots=True, repr=False)
class Scored:
    """A pledged forecast beside what came. Lower scores are better.

    Attributes
    ----------
    line : int
        Of the file of pledges.
    forecast, title, given, kind, scenario, by : str
        `given` is the title of what it is given, empty where it is given nothing.
    made : str
        When it was pledged.
    closes : date
        Last day that counts.
    result : str
        The date on which it came, ``never`` within the window, or the value.
    probability : float or None
        That it comes about; of an amount None.
    came : bool or None
        Whether it came about.
    brier, log : float or None
        Of yes and no, or of the values of a state.
    crps : float or None
        In days for an outcome, else in the amount's unit.
    base_brier, base_log, base_crps : float or None
        The same of the base forecast.
    """

    __repr__ = brief

    line: int
    forecast: str
    title: str
    given: str
    kind: str
    scenario: str
    by: str
    made: str
    closes: dt.date
    result: str
    probability: float | None = None
    came: bool | None = None
    brier: float | None = None
    log: float | None = None
    crps: float | None = None
    base_brier: float | None = None
    base_log: float | None = None
    base_crps: float | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """Mean scores of a group of forecasts, and their skill: 1 − score / that of the base.

    Attributes
    ----------
    group : str
        ``all``, ``by: …`` or ``scenario: …``.
    forecasts, questions : int
        Forecasts of outcomes that are scored, and the different outcomes and windows they ask for.
    brier, log, crps : float or None
        Of outcomes; `crps` in days. None where there are none.
    brier_skill, log_skill, crps_skill : float or None
        None where the base forecast has no error to be better than.
    """

    __repr__ = brief

    group: str
    forecasts: int
    questions: int
    brier: float | None
    brier_skill: float | None
    log: float | None
    log_skill: float | None
    crps: float | None
    crps_skill: float | None


@dataclass(frozen=True, slots=True, repr=False)
class Calibrated:
    """Forecasts of about one probability, and how many of them came.

    Attributes
    ----------
    label : str
        From which probability to which.
    forecasts, came : int
    mean : float
        Of the probabilities.
    share : float
        Share that came.
    interval : (float, float)
        95 % of that share (Clopper & Pearson 1934), if the forecasts were independent.
    """

    __repr__ = brief

    label: str
    forecasts: int
    came: int
    mean: float
    share: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True, repr=False)
class Unscored:
    """A pledge that has no score.

    Attributes
    ----------
    line : int
    forecast, title, given, scenario, by, made : str
    closes : date
    why : str
        ``open``: it is not known yet; ``void``: what it is given did not come.
    """

    __repr__ = brief

    line: int
    forecast: str
    title: str
    given: str
    scenario: str
    by: str
    made: str
    closes: dt.date
    why: str

    @classmethod
    def of(cls, pledge: Pledge, why: str) -> Unscored:
        """A pledge, and why it has none."""
        told = pledge.forecast
        return cls(
            pledge.line,
            told.name,
            told.title,
            told.given_title,
            pledge.scenario,
            pledge.by,
            pledge.made,
            told.closes,
            why,
        )


@dataclass(frozen=True, slots=True, repr=False)
class Scores:
    """Pledged forecasts beside what came.

    Attributes
    ----------
    scored : Rows of Scored
    cards : Rows of Card
        All together, and each who pledged and each scenario where there are several.
    calibration : Rows of Calibrated
    open, void : Rows of Unscored
        Not known yet; given something that did not come.
    base : str
        ``climatology``, the share of the scored outcomes that came; or ``file``.
    """

    scored: Rows[Scored]
    cards: Rows[Card]
    calibration: Rows[Calibrated]
    open: Rows[Unscored]
    void: Rows[Unscored]
    base: str

    def __repr__(self) -> str:
        """How many, and how good."""
        whole = self.cards[0] if self.cards else None
        return shown(
            f"{type(self).__name__}: {len(self.scored)} scored, {len(self.open)} open, "
            f"{len(self.void)} void",
            "" if whole is None or whole.brier is None else f"Brier {whole.brier:.4f}",
        )

    def document(self) -> dict[str, Any]:
        """As plain data: the document of ``--json`` (docs/forecasts.md)."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "base": self.base,
            "cards": [asdict(each) for each in self.cards],
            "calibration": [asdict(each) for each in self.calibration],
            "scored": [_dated(each) for each in self.scored],
            "open": [_dated(each) for each in self.open],
            "void": [_dated(each) for each in self.void],
        }


def _dated(thing: Scored | Unscored) -> dict[str, Any]:
    return asdict(thing) | {"closes": thing.closes.isoformat()}


def mean(values: Iterable[float | None]) -> float | None:
    """Mean of those that are there; None where there are none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _skill(scored: Sequence[Scored], score: str) -> float | None:
    """By how much a mean score is better than that of the base."""
    pairs = [(getattr(each, score), getattr(each, f"base_{score}")) for each in scored]
    own, base = mean(own for own, _ in pairs), mean(base for _, base in pairs)
    return None if own is None or not base else 1.0 - own / base


def card(group: str, scored: Sequence[Scored]) -> Card:
    """Mean scores of a group; an amount is in no mean, since each has a unit of its own."""
    dated = [each for each in scored if each.kind == "date"]

    return Card(
        group,
        len(dated),
        len({(each.scenario, each.forecast, each.closes) for each in dated}),
        mean(each.brier for each in dated),
        _skill(dated, "brier"),
        mean(each.log for each in dated),
        _skill(dated, "log"),
        mean(each.crps for each in dated),
        _skill(dated, "crps"),
    )


def calibration(scored: Sequence[Scored], bins: int = 10) -> list[Calibrated]:
    """How many came of those that had about one probability; bins without any are left out."""
    from scipy.stats import binomtest

    found = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        within = [
            (each.probability, bool(each.came))
            for each in scored
            if each.probability is not None
            and each.came is not None
            and min(int(each.probability * bins), bins - 1) == number
        ]
        if within:
            came = sum(yes for _chance, yes in within)
            ends = binomtest(came, len(within)).proportion_ci(0.95, method="exact")
            found.append(
                Calibrated(
                    f"{low:.1f}–{high:.1f}",
                    len(within),
                    came,
                    sum(chance for chance, _yes in within) / len(within),
                    came / len(within),
                    (float(ends.low), float(ends.high)),
                )
            )
    return found
