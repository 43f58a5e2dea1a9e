"""Seek what would tell most about an outcome, or a claim, if it were seen by some day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from detente.ensemble.estimate import probability
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.numerics.arguments import whole
from detente.numerics.framed import Rows
from detente.progress import Progress
from detente.watch.candidates import Candidate, all_acts
from detente.watch.evenings import asked_days, decided, last_day, usual_days
from detente.watch.information import entropy, joint
from detente.watch.looked import Looked
from detente.watch.result import Evening, Indicator, Watch
from detente.watch.said import seen_text
from detente.watch.sightings import Sightings, sightings
from detente.watch.target import certain, check_target
from detente.watch.together import together

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.setting import Setting

MOST = 10
"""Indicators that are told, unless more are asked for."""

FARTHEST = 1_000
"""Indicators that can be asked for."""

FUTURES = 50_000
"""Futures that are looked at, at most: the first ones."""

ALARM = 0.05
"""Chance that any of what tells nothing is told as if it did."""


def watch(
    ensemble: Ensemble,
    outcome: str | None = None,
    *,
    claim: str | None = None,
    by: Sequence[dt.date] = (),
    most: int = MOST,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Watch:
    """See what would tell most; see `detente.Ensemble.watch`."""
    check_target(ensemble.scenario, outcome, claim)
    most = whole(most, "most", 1, FARTHEST)
    paths = min(ensemble.paths, FUTURES)
    setting = ensemble.setting.part(paths)
    compiled = setting.compiled
    if outcome is not None:
        so = ensemble.happened(outcome)[:paths]
    else:
        so = ensemble.truth[:paths, compiled.claims.index(str(claim))] == 1
    estimate = probability(so, setting.design.parameters)
    if estimate.probability in (0.0, 1.0):
        raise OutcomeError(certain(outcome, claim, estimate.probability))
    last = last_day(ensemble, outcome)
    if last < 0:
        raise OutcomeError(
            _("everything is decided on the first day played: there is no day to watch on")
        )
    days = asked_days(setting, by, last) or usual_days(ensemble, outcome, last)
    found = _sightings(ensemble, setting, days, threads, progress)
    settled = decided(ensemble, found, outcome, paths)
    acts = all_acts(setting.scenario, compiled)
    bits = float(entropy(estimate.probability))
    looked = [Looked(k, settled > day, so, setting.design.parameters) for k, day in enumerate(days)]
    for each in looked:
        if each.uncertain:
            each.look(acts, found, compiled)
    tried = sum(len(each.candidates) for each in looked)
    least = -float(ndtri(ALARM / (2.0 * max(tried, 1))))
    best = _best(looked, least)
    indicators = [
        _indicator(setting, outcome, looked[candidate.date], place, days, bits)
        for candidate, place in best[:most]
    ]
    evenings = tuple(
        Evening(
            setting.dates[day],
            float(each.open.mean()),
            each.prior if each.uncertain else None,
            1.0 - float(each.open.mean()) * float(entropy(each.prior)) / bits,
        )
        for day, each in zip(days, looked, strict=True)
    )
    return Watch(
        setting,
        outcome,
        claim,
        estimate,
        bits,
        evenings,
        Rows(Indicator, indicators),
        len(best),
        len({candidate.thing for each in looked for candidate in each.candidates}),
        tried,
        together(looked, least, setting, days, estimate.probability, bits),
    )


def _sightings(
    ensemble: Ensemble,
    setting: Setting,
    days: Sequence[int],
    threads: int | None,
    progress: Progress | None,
) -> Sightings:
    """What could be seen by some days; the futures are gone through once for these."""
    key = ("watch", tuple(days))
    found = ensemble.kept.get(key)
    if not isinstance(found, Sightings):
        known = ensemble.known
        part = None if known is None else known.part(setting.design.paths)
        found = sightings(setting, days, part, threads=threads, progress=progress)
        ensemble.kept[key] = found
    return found


def _best(looked: Sequence[Looked], least: float) -> list[tuple[Candidate, int]]:
    """Of each thing the day and the threshold at which it tells most, the most telling first."""
    best: dict[tuple[object, ...], tuple[float, Candidate, int]] = {}
    for each in looked:
        for place in each.telling(least):
            assert each.told is not None
            gain = each.share * float(each.told.entropy[place])
            candidate = each.candidates[place]
            if candidate.thing not in best or gain > best[candidate.thing][0]:
                best[candidate.thing] = (gain, candidate, place)
    order = sorted(best.values(), key=lambda found: -found[0])
    return [(candidate, place) for _gain, candidate, place in order]


def _indicator(
    setting: Setting,
    outcome: str | None,
    evening: Looked,
    place: int,
    days: Sequence[int],
    bits: float,
) -> Indicator:
    assert evening.told is not None
    candidate, found = evening.candidates[place], evening.told
    seen = evening.seen[place]
    if_seen, if_not = (
        probability(evening.so[part], evening.parameters[part]) for part in (seen, ~seen)
    )
    error = joint(seen.astype(np.int64), evening.so, evening.groups).error
    date = setting.dates[days[candidate.date]]
    text = seen_text(setting, candidate, days[candidate.date])
    texts: tuple[str, ...] = () if text is None else (text,)
    if text is not None and outcome is not None:
        texts = (text, f"not {outcome} by {date}")
    gain = evening.share * float(found.entropy[place])
    return Indicator(
        name=text or f"{candidate.id} by {date}",
        kind=candidate.kind,
        id=candidate.id,
        by=date,
        seen=texts,
        chance=float(found.share[place]),
        prior=evening.prior,
        if_seen=if_seen.probability,
        if_seen_low=if_seen.interval[0],
        if_seen_high=if_seen.interval[1],
        if_not=if_not.probability,
        if_not_low=if_not.interval[0],
        if_not_high=if_not.interval[1],
        entropy=gain,
        entropy_share=gain / bits,
        entropy_error=evening.share * error / bits,
        brier=evening.share * float(found.brier[place]),
        z=float(found.z[place]),
        candidate=candidate,
    )
