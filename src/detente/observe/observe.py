"""Observe: what happened since the as-of date, and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from detente.baseline.beliefs import believed
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import day as day_said
from detente.language.format import integer
from detente.language.option import option
from detente.numerics.framed import Rows
from detente.observe.begun import Beginning
from detente.observe.evidence import Evidence
from detente.observe.learn import FEWEST, LEFT, Begun, Draws, Learnt, learn
from detente.observe.now import asked_since, now
from detente.observe.observed import (
    ClaimObserved,
    CoefficientObserved,
    MoodObserved,
    Mover,
    Observed,
)
from detente.observe.sampler import Sampler
from detente.planes.record import PastAct
from detente.progress import Progress
from detente.scenario.record.later import Later, acts_in, from_store
from detente.scenario.told import at_risk, occasion_of

if TYPE_CHECKING:
    from detente.events.store.store import Store
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

MOST = 20_000
"""Draws."""

LEAST = 200
DAY = dt.timedelta(days=1)


def observe(
    scenario: Scenario,
    acts: str | Path | Sequence[PastAct] | None,
    to: dt.date | None,
    *,
    store: str | Path | Store | None = None,
    dataset: str | None = None,
    paths: int = 1_000,
    seed: int = 1,
    left: float = LEFT,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Observed:
    """Weigh beliefs and coefficients by what has happened; see `Scenario.observe`."""
    if not LEAST <= paths <= MOST:
        raise InputError(
            _("{given}: give a number from {least} to {most}").format(
                given=option("--paths", paths), least=LEAST, most=integer(MOST)
            )
        )
    later, outside = _later(scenario, acts, to, store, dataset)
    start = Beginning.of(scenario)
    days = (later.until - scenario.as_of).days
    evidence = start.evidence(later.acts, days, later.untold)
    sampler = Sampler(start.scenario, evidence.compiled)
    begun = start.begun(sampler)
    before = _before(sampler, begun, seed)
    prior = _prior_scores(sampler, evidence, before, seed, threads)[start.days :]
    learnt = learn(
        sampler,
        evidence,
        paths=paths,
        seed=seed,
        left=left,
        threads=threads,
        progress=progress,
        begun=begun,
    )
    effective = learnt.draws.effective()
    if not learnt.exact and left > 0.0 and effective < min(FEWEST, paths / 4):
        raise InputError(
            _(
                "{to}: only {effective} draws count, too few to answer ({fewest} are needed): what "
                "happened is far from all that the scenario expects; give more (--paths), or an "
                "earlier day, and go on from there"
            ).format(to=later.until, effective=integer(int(effective)), fewest=FEWEST)
        )
    used = [each for each in later.acts if _played(scenario, each)]
    chances = seed if begun is None else begun.seed
    found = now(evidence, learnt.draws, (*start.acts, *later.acts), chances)
    asked = found.asked
    if start.kept is not None:
        asked = asked_since(scenario, sampler, learnt.draws, later.acts, days)
    claims, by_chance = _claims(scenario, learnt, begun, sampler)
    return Observed(
        scenario=scenario,
        to=later.until,
        seed=seed,
        paths=learnt.draws.z.shape[0],
        acts=tuple(used),
        unplayed=tuple(each for each in later.acts if not _played(scenario, each)),
        outside=outside,
        untold=tuple(sorted(later.untold)),
        claims=Rows(ClaimObserved, claims),
        coefficients=Rows(CoefficientObserved, _coefficients(sampler, learnt.draws, before)),
        movers=Rows(Mover, _movers(scenario, evidence, learnt, start.days)),
        moods=Rows(MoodObserved, _moods(evidence, learnt.draws)),
        by_chance=by_chance,
        effective=effective,
        exact=learnt.exact,
        resampled=learnt.resampled,
        score=learnt.score[start.days :],
        score_before=prior,
        states=found.states,
        since=found.since,
        levels=found.levels,
        came=asked.came,
        so_far=asked,
        learnt=learnt,
        sampler=sampler,
        evidence=evidence,
        start=start,
        chances=chances,
    )


def _before(sampler: Sampler, begun: Begun | None, seed: int) -> tuple[F64, F64]:
    """Draws before the period, and what they weigh: those that were kept, or the prior's."""
    if begun is None:
        z = sampler.start(seed, 2_000)
        return z, np.full(2_000, 1.0 / 2_000)
    return begun.z, np.exp(begun.log_weight)


def _later(
    scenario: Scenario,
    acts: str | Path | Sequence[PastAct] | None,
    to: dt.date | None,
    store: str | Path | Store | None,
    dataset: str | None,
) -> tuple[Later, int]:
    """The acts of the period, and how many others there are."""
    if (acts is None) == (dataset is None):
        raise InputError(
            _("give the acts as a file (--acts) or as a data source of the event store (--dataset)")
        )
    if to is not None:
        end = scenario.as_of + scenario.file.horizon * DAY
        if not scenario.as_of < to <= end:
            raise InputError(
                _("{given}: outside the horizon; give a date from {first} to {last}").format(
                    given=option("--to", to), first=scenario.as_of + DAY, last=end
                )
            )
    if dataset is not None:
        from detente.events.store.store import open_store  # with a database

        return from_store(open_store(store), dataset, scenario, to), 0
    if to is None:
        raise InputError(
            _("name the last day that the acts cover (--to): silence counts until then")
        )
    if acts is None or isinstance(acts, str | Path):
        everything = acts_in(acts or "", scenario)
    else:
        everything = tuple(acts)
    within = tuple(each for each in everything if scenario.as_of < each.date <= to)
    return Later(within, to), len(everything) - len(within)


def _played(scenario: Scenario, act: PastAct) -> bool:
    return bool(at_risk(scenario, act)) or occasion_of(scenario, act) is not None


def _prior_scores(
    sampler: Sampler,
    evidence: Evidence,
    before: tuple[F64, F64],
    seed: int,
    threads: int | None,
) -> F64:
    """What the draws before make of each day, given the acts before, without learning from them."""
    z, weight = (each[:1_000] for each in before)
    truth = sampler.truth(z)
    index = np.arange(z.shape[0], dtype=np.int64)
    found = evidence.weighed(sampler.theta(z, truth), truth, index, seed=seed, threads=threads)
    return np.asarray(logsumexp(found.each.sum(axis=2), axis=0, b=weight[:, None] / weight.sum()))


def _claims(
    scenario: Scenario, learnt: Learnt, begun: Begun | None, sampler: Sampler
) -> tuple[list[ClaimObserved], dict[str, float]]:
    """Credences before and after, and what of the change is the draws' own."""
    draws = learnt.draws
    groups, weight = draws.groups(), draws.weight
    each = np.bincount(groups, weight)
    before: F64
    after, moved = draws.believed(), learnt.moved.sum(axis=(0, 1))
    if begun is not None:
        before = np.exp(begun.log_weight) @ sampler.truth(begun.z).astype(np.float64)
    else:
        before = believed(scenario).mean(axis=0) if scenario.claims else np.empty(0)
    if learnt.exact:
        before = after - moved
    found, chance = [], {}
    for i, claim in enumerate(scenario.claims):
        truth = np.bincount(groups, weight * draws.truth[:, i]) / np.maximum(each, 1e-300)
        error = float(np.sqrt((each**2 * (truth - after[i]) ** 2).sum()))
        found.append(
            ClaimObserved(
                claim.id,
                scenario.words.claim(claim.id),
                float(before[i]),
                float(after[i]),
                0.0 if learnt.exact else error,
            )
        )
        chance[claim.id] = float(after[i] - before[i] - moved[i])
    return found, chance


def _coefficients(
    sampler: Sampler, draws: Draws, before: tuple[F64, F64]
) -> Iterator[CoefficientObserved]:
    stated, share = sampler.values(before[0]), before[1]
    values, weight = sampler.values(draws.z), draws.weight
    of = {process.baseline_name: process.id for process in sampler.scenario.processes}
    for name in sorted(sampler.draws):
        mean, was = float(weight @ values[name]), float(share @ stated[name])
        yield CoefficientObserved(
            name,
            of.get(name, ""),
            was,
            float(np.sqrt(share @ (stated[name] - was) ** 2)),
            mean,
            float(np.sqrt(weight @ (values[name] - mean) ** 2)),
        )


def _movers(scenario: Scenario, evidence: Evidence, learnt: Learnt, first: int) -> list[Mover]:
    """Acts one by one, and of each process the days on which it did not happen; from one day on."""
    units = evidence.units
    names = [claim.id for claim in scenario.claims]
    draws = learnt.draws
    value = np.einsum("n,ndu->du", draws.weight, np.maximum(draws.weighed.each, -1e3))
    processes = len(evidence.compiled.processes)
    found = []
    for unit, what in enumerate(units):
        came = [day for day in range(first, evidence.days) if evidence.happened(day, unit)]
        if unit < processes:
            known = (first + np.flatnonzero(evidence.known[first:, unit])).tolist()
        else:
            known = [day for day in (evidence.occasions[unit - processes].day,) if day >= first]
        if not came and not known:
            continue
        title = _title(scenario, what)
        silent = [day for day in known if day not in came]
        for day in came:
            moved = dict(zip(names, learnt.moved[day, unit].tolist(), strict=True))
            date = evidence.date(day)
            found.append(Mover(what, title, date, float(value[day, unit]), moved))
        if silent:
            total = learnt.moved[silent, unit].sum(axis=0).tolist()
            moved = dict(zip(names, total, strict=True))
            found.append(Mover(what, title, None, float(value[silent, unit].sum()), moved))
    return sorted(found, key=lambda each: -each.size)


def _title(scenario: Scenario, row: str) -> str:
    effect, at, date = row.partition("@")
    if not at:
        return scenario.words.process(row)
    said = scenario.words.prose(row) or effect
    return f"{said} ({day_said(dt.date.fromisoformat(date))})"


def _moods(evidence: Evidence, draws: Draws) -> Iterator[MoodObserved]:
    weight = draws.weight
    for number, name in enumerate(evidence.grids.names):
        mean, variance = draws.weighed.moods[:, number, 0], draws.weighed.moods[:, number, 1]
        centre = float(weight @ mean)
        sd = float(np.sqrt(weight @ (variance + (mean - centre) ** 2)))
        yield MoodObserved(name, centre, sd)
