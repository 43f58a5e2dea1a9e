"""What changes by what is seen: outcomes and claims, with it beside without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.certain import SURE
from detente.ensemble.estimate import Estimate, difference, probability
from detente.ensemble.estimate import told as is_told
from detente.ensemble.given import shares
from detente.ensemble.intervention import Intervention, intervention
from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.language.current import gettext as _
from detente.language.format import interval
from detente.language.shown import count, rows, shown
from detente.numerics.framed import Rows
from detente.progress import Progress
from detente.seen.look import Look, look
from detente.seen.seeing import Seeing
from detente.seen.select import Selection, select
from detente.seen.what import ClaimSeen

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

F64 = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ThingSeen:
    """One of the things that are seen.

    Attributes
    ----------
    said : str
        As it was written.
    chance : float
        With which probability it is seen; 1 of what is sure.
    probability : float
        Without: in all futures.
    interval : (float, float)
    given : float
        In those that are left.
    """

    said: str
    chance: float
    probability: float
    interval: tuple[float, float]
    given: float


@dataclass(frozen=True, slots=True)
class Beside:
    """A probability without what is seen, and given it.

    Attributes
    ----------
    id, title : str
        Of an outcome, or of a claim what it asserts.
    listed : bool
        Of an outcome, whether tables have it.
    probability : float
        Without; of a claim its credence.
    interval : (float, float)
    monte_carlo : float
    given : float
        In the futures that are left.
    given_interval : (float, float)
    given_monte_carlo : float
    difference : float
        The second less the first.
    difference_monte_carlo : float
        Its standard error: where both are counted in the same futures, path by path.
    forced : float or None
        Had claims been forced, instead of seen, to be so; None where that is not asked, or would be
        the same.
    forced_interval : (float, float) or None
    certain : bool
        Whether it is what is seen itself, so that `given` has no interval.
    """

    id: str
    title: str
    listed: bool
    probability: float
    interval: tuple[float, float]
    monte_carlo: float
    given: float
    given_interval: tuple[float, float]
    given_monte_carlo: float
    difference: float
    difference_monte_carlo: float
    forced: float | None = None
    forced_interval: tuple[float, float] | None = None
    certain: bool = False

    @property
    def given_said(self) -> str:
        """The interval given what is seen, in words; of what is seen itself, that it is."""
        return _("seen") if self.certain else interval(*self.given_interval)

    @property
    def told(self) -> bool:
        """Whether the difference is more than twice its Monte Carlo error from zero."""
        return is_told(self.difference, self.difference_monte_carlo)


@dataclass(frozen=True, slots=True)
class Course:
    """By the end of each day, the share of the futures in which an outcome has come about."""

    without: F64
    given: F64


@dataclass(frozen=True, slots=True, repr=False)
class SeenAnswer:
    """What is seen, and what it changes.

    Attributes
    ----------
    selection : Selection
        What is seen, and which futures are left.
    share : Estimate or None
        How likely all of it is; None where something is not sure.
    intervention : Intervention or None
        Of claims that are seen for sure, what forcing them would leave as it is, and seeing moves;
        None where it would be the same, or something else is seen.
    things : Rows of ThingSeen
    outcomes : Rows of Beside
        In the order of the scenario.
    claims : Rows of Beside
        The one that moves most first.
    courses : mapping of outcome to Course
    """

    selection: Selection
    share: Estimate | None
    intervention: Intervention | None
    things: Rows[ThingSeen]
    outcomes: Rows[Beside]
    claims: Rows[Beside]
    courses: Mapping[str, Course]

    def __repr__(self) -> str:
        """What is seen, how many futures are left, and what it changes."""
        listed = [each for each in self.outcomes if each.listed]
        return shown(
            f"{type(self).__name__} of {self.setting.scenario.id}: "
            f"{count(self.left, 'future')} of {self.among + self.more:,} left",
            *rows([f"seen: {each.said}" for each in self.seeings], "thing"),
            *rows([_row(each) for each in listed], "outcome"),
            *rows([_row(each) for each in self.claims if each.told], "claim"),
        )

    @property
    def seeings(self) -> tuple[Seeing, ...]:
        """What is seen."""
        return self.selection.seeings

    @property
    def setting(self) -> Setting:
        """Of all futures that were looked at."""
        return self.selection.setting

    @property
    def among(self) -> int:
        """Futures of the ensemble that was asked."""
        return self.selection.among

    @property
    def more(self) -> int:
        """Futures that were played besides, as too few of these see it."""
        return self.setting.design.paths - self.among

    @property
    def left(self) -> int:
        """Futures that are left; each counts the same: it is their effective number too."""
        return int(self.selection.kept.shape[0])

    @property
    def dates(self) -> list[dt.date]:
        """Dates of the days played."""
        return self.setting.dates


def _row(each: Beside) -> str:
    return f"{each.probability:6.1%} → {each.given:6.1%}  {each.id}"


def seen_answer(
    ensemble: Ensemble,
    what: Sequence[object],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> SeenAnswer:
    """Say what changes by what is seen; see `Ensemble.seen_answer`."""
    return answer(
        select(ensemble, what, threads=threads, progress=progress),
        threads=threads,
        progress=progress,
    )


def answer(
    found: Selection, *, threads: int | None = None, progress: Progress | None = None
) -> SeenAnswer:
    """Count outcomes and claims in all futures, and in those that are left."""
    setting, scenario = found.setting, found.setting.scenario
    instead = _instead(found)
    forced = None if instead is None else _forced(found, instead, threads, progress)
    whole = Whole(found)
    words, ends = scenario.words, (setting.dates[0], setting.dates[-1])
    outcomes = [
        whole.beside(
            (each.id, each.title, each.listed),
            found.look.first[:, i] >= 0,
            None if forced is None else forced.first[:, i] >= 0,
            [seen.outcome_is(each.id, *ends) for seen in found.seeings],
        )
        for i, each in enumerate(scenario.outcomes)
    ]
    claims = [
        whole.beside(
            (each.id, words.claim(each.id), True),
            found.look.truth[:, i].astype(bool),
            None if forced is None else forced.truth[:, i].astype(bool),
            [seen.claim_is(each.id) for seen in found.seeings],
        )
        for i, each in enumerate(scenario.claims)
    ]
    return SeenAnswer(
        found,
        whole.share(),
        instead,
        Rows(ThingSeen, whole.things()),
        Rows(Beside, outcomes),
        Rows(Beside, sorted(claims, key=lambda each: -abs(each.difference))),
        {
            each.id: Course(
                _course(found.look.first[: found.among, i], setting.days),
                _course(found.look.first[found.kept, i], setting.days),
            )
            for i, each in enumerate(scenario.outcomes)
        },
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """All futures that were looked at, and those of them that are left."""

    found: Selection

    @property
    def parameters(self) -> NDArray[np.int64]:
        """Index of the draw of the coefficients, by path."""
        return self.found.setting.design.parameters

    @property
    def extended(self) -> bool:
        """Whether some of those that are left were played besides."""
        return self.found.setting.design.paths > self.found.among

    def share(self) -> Estimate | None:
        """How likely all is that is seen, in the ensemble's own futures."""
        found = self.found
        if any(each.chance is not None for each in found.seeings):
            return None
        so = np.asarray(found.look.so[: found.among].all(axis=1))
        return probability(so, self.parameters[: found.among])

    def things(self) -> list[ThingSeen]:
        """Each thing that is seen, in all futures and in those that are left."""
        found = self.found
        things = []
        for each, so in zip(found.seeings, found.look.so.T, strict=True):
            own = probability(so[: found.among], self.parameters[: found.among])
            chance = 1.0 if each.chance is None else each.chance
            given = float(so[found.kept].mean())
            things.append(ThingSeen(each.said, chance, own.probability, own.interval, given))
        return things

    def known(self, name: str, hit: Bools) -> Estimate:
        """The probability in the ensemble's own futures, which it keeps once it is worked out."""
        kept = {} if self.found.whole is None else self.found.whole.kept
        key = ("probability", name, hit.shape[0])
        estimate = kept.get(key)
        if not isinstance(estimate, Estimate):
            estimate = probability(hit, self.parameters[: hit.shape[0]])
            kept[key] = estimate
        return estimate

    def beside(
        self,
        name: tuple[str, str, bool],
        hit: Bools,
        forced: Bools | None,
        seen: Sequence[bool | None],
    ) -> Beside:
        """A probability in all futures, and in those that are left.

        `seen` holds of each thing that is seen whether it says already that it is so.
        """
        found, parameters = self.found, self.parameters
        n = found.among
        own = self.known(name[0], hit[:n])
        sure = next((held for held in seen if held is not None), None)
        given = probability(hit[found.kept], parameters[found.kept]) if sure is None else SURE[sure]
        error = float(np.hypot(own.monte_carlo, given.monte_carlo))
        if not self.extended:
            kept = np.zeros(n, dtype=bool)
            kept[found.kept] = True
            values = hit.astype(np.float64)
            paired = difference(shares(values, kept) - values, parameters).monte_carlo
            error = paired if np.isfinite(paired) else error
        as_forced = None if forced is None else probability(forced, parameters[:n])
        return Beside(
            *name,
            own.probability,
            own.interval,
            own.monte_carlo,
            given.probability,
            given.interval,
            given.monte_carlo,
            given.probability - own.probability,
            error,
            None if as_forced is None else as_forced.probability,
            None if as_forced is None else as_forced.interval,
            sure is not None,
        )


def _course(day: NDArray[np.int32], days: int) -> F64:
    hits = np.bincount(day[day >= 0], minlength=days)
    return np.asarray(np.cumsum(hits) / day.shape[0])


def _instead(found: Selection) -> Intervention | None:
    """What forcing the claims would be that are seen; None where that is the same.

    Only claims can be forced: None too where something else is seen, or is not sure.
    """
    claims = {}
    for each in found.seeings:
        if not isinstance(each.what, ClaimSeen) or each.chance not in (None, 1.0):
            return None
        claims[each.what.claim] = each.wanted
    if not found.setting.allows(claims):
        return None
    instead = intervention(found.setting.under(claims))
    return instead if instead.kept else None


def _forced(
    found: Selection, instead: Intervention, threads: int | None, progress: Progress | None
) -> Look:
    """The ensemble's own futures with the claims forced."""
    setting = found.setting.under(instead.forced).part(found.among)
    if found.whole is not None:
        return _touched(found.whole, setting, threads, progress)
    return look(setting, (), threads=threads, progress=progress)


def _touched(
    whole: Ensemble, setting: Setting, threads: int | None, progress: Progress | None
) -> Look:
    """The futures of a setting, of which only those are played whose claims are others."""
    truth, first = setting.beliefs(), whole.first.copy()
    readings = whole.readings.copy()
    paths = np.flatnonzero((truth != whole.truth).any(axis=1))
    if paths.size:
        touched = replace(setting, design=setting.design.picked(paths))
        runner = Runner(touched, truth=truth[paths])

        def put(block: Block) -> None:
            at = paths[block.begin : block.end]
            first[at], readings[at] = block.played.first, block.played.value

        size = block_size(setting.compiled)
        list(runner.blocks(put, size, threads=threads, progress=progress))
    return Look(first, truth, readings, np.ones((whole.paths, 0), dtype=bool))
