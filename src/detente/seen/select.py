"""The futures in which something is seen; where these are few, more are played."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import Design, nested
from detente.ensemble.setting import Setting
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, semicolons
from detente.language.option import option
from detente.progress import Progress
from detente.seen.look import Look, look
from detente.seen.said import said
from detente.seen.seeing import Seeing
from detente.seen.thin import left
from detente.seen.what import ClaimSeen

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

FEWEST = 200
"""Futures below which nothing is answered."""

TIMES = 10
"""How many times the futures that there are may be played besides, at most."""

ALWAYS = 20_000
"""Futures that may be played besides, however few there are."""

SPARE = 1.3
"""More are played at once than are likely to be needed."""

MOST = 20
"""Things that are seen together."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Futures that were chosen by what is seen in them.

    Attributes
    ----------
    seeings : tuple of Seeing
    setting : Setting
        Of all futures that were looked at: first those of the ensemble, then those played besides.
    among : int
        How many are the ensemble's.
    tried : int
        How many there are with those that were passed over unplayed, as a claim in them is not as
        it is seen.
    look : Look
    kept : array of int64
        Numbers of those that are left.
    whole : Ensemble or None
        The ensemble's futures, if they are at hand.
    """

    seeings: tuple[Seeing, ...]
    setting: Setting
    among: int
    tried: int
    look: Look
    kept: NDArray[np.int64]
    whole: Ensemble | None = None

    @property
    def all(self) -> bool:
        """Whether none is left out."""
        return int(self.kept.shape[0]) == self.among == self.setting.design.paths


AMONG = "among"
"""Where an ensemble keeps those among which it was chosen."""


def among(ensemble: Ensemble) -> Ensemble | None:
    """The futures among which those of an ensemble were chosen, its own if they were not.

    None where they are not at hand.
    """
    if ensemble.only is None:
        return ensemble
    return cast("Ensemble | None", ensemble.kept.get(AMONG))


def select(
    ensemble: Ensemble,
    what: Sequence[object],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Selection:
    """Choose the futures in which things are seen.

    Parameters
    ----------
    ensemble : Ensemble
        Where it was chosen itself, its futures are chosen anew by all that is seen, in no order.
    what : sequence
        Each as `detente.seen.said.said` takes it.
    threads : int, optional
    progress : callable, optional

    Raises
    ------
    OutcomeError
        If nothing is named, or fewer than `FEWEST` futures see it.
    """
    setting, only, whole = ensemble.setting, ensemble.only, among(ensemble)
    dates = setting.dates
    seeings = tuple(said(each, setting.scenario, dates[-1]) for each in what)
    if not seeings:
        raise OutcomeError(
            _("{place}: say what is seen, such as 'OUTCOME before 2025-03-01'").format(
                place=option("--seen", "…")
            )
        )
    if only is not None:
        before = (said(each, setting.scenario, dates[-1]) for each in only.seen)
        seeings = (*before, *seeings)
        setting = replace(setting, design=only.among, only=None)
    if len(seeings) > MOST:
        raise OutcomeError(
            _("{n} things are seen; give at most {most}").format(
                n=integer(len(seeings)), most=integer(MOST)
            )
        )
    found = look(setting, seeings, whole, threads=threads, progress=progress)
    chances = np.array([1.0 if each.chance is None else each.chance for each in seeings])
    return _enough(
        Selection(
            seeings, setting, setting.design.paths, setting.design.paths, found, _none(), whole
        ),
        chances,
        threads,
        progress,
    )


def _none() -> NDArray[np.int64]:
    return np.empty(0, dtype=np.int64)


def _enough(
    now: Selection, chances: NDArray[np.float64], threads: int | None, progress: Progress | None
) -> Selection:
    """Play more futures until enough are left."""
    bound = max(TIMES * now.among, ALWAYS)
    more = 0
    first = 1 + max(int(each.max(initial=-1)) for each in _indices(now.setting.design))
    while True:
        setting = now.setting
        kept = left(now.look.so, chances, setting.seed, setting.design.chance)
        now = replace(now, kept=_none() if kept is None else kept)
        n = now.kept.shape[0]
        if n >= FEWEST or (kept is not None and now.all):
            return now
        like = int(_as_sure(now, chances).sum())
        likely = min((n + 2.0 * math.sqrt(n) + 3.0) / max(like, 1), 1.0)
        if more >= bound or n + likely * (bound - more) < FEWEST:
            raise OutcomeError(_too_few(now, chances, likely_more=bound - more))
        if n == 0:
            wanted = bound if like else FEWEST
        else:
            wanted = math.ceil(min(SPARE * (FEWEST - n) * like / n, bound))
        design, first = _further(now, chances, first, min(wanted, bound - more))
        if design is None:
            raise OutcomeError(_too_few(now, chances, likely_more=0))
        part = replace(setting, design=design)
        seen = look(part, now.seeings, threads=threads, progress=progress)
        more += design.paths
        now = replace(
            now,
            setting=replace(setting, design=setting.design.joined(design)),
            look=now.look.joined(seen),
            tried=first,
        )


def _sure(now: Selection, chances: NDArray[np.float64]) -> list[int]:
    """Numbers of the claims that are seen for sure."""
    return [
        number
        for number, (each, chance) in enumerate(zip(now.seeings, chances, strict=True))
        if isinstance(each.what, ClaimSeen) and chance == 1.0
    ]


def _as_sure(now: Selection, chances: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether these are so in each future; others need not be played."""
    return np.asarray(now.look.so[:, _sure(now, chances)].all(axis=1))


def _indices(design: Design) -> tuple[NDArray[np.int64], ...]:
    return design.belief, design.chance


PASSED = 50
"""Beliefs that are drawn for each future that is looked for, at most."""


def _anew(setting: Setting, number: int, first: int) -> Design:
    """Further futures from an index on; of one that is continued, further continuations of it."""
    design = nested(number, first)
    if setting.branch is None or not setting.branch.of_one_future:
        return design
    same = setting.design.picked(np.zeros(number, dtype=np.int64))
    return Design(same.belief, same.parameters, design.chance)


def _further(
    now: Selection, chances: NDArray[np.float64], first: int, number: int
) -> tuple[Design | None, int]:
    """Further futures from an index on, those alone whose claims are as they are surely seen.

    Returns
    -------
    Design or None
        None if hardly any belief has them so.
    int
        The index after the last that was tried.
    """
    claims = [each.id for each in now.setting.scenario.claims]
    sure = [
        (claims.index(each.what.claim), each.wanted)
        for each in (now.seeings[number] for number in _sure(now, chances))
        if isinstance(each.what, ClaimSeen)
    ]
    if not sure:
        return _anew(now.setting, number, first), first + number
    found: Design | None = None
    size = max(number, FEWEST)
    for _try in range(PASSED):
        design = _anew(now.setting, size, first)
        first += size
        truth = now.setting.beliefs(design)
        so = np.ones(size, dtype=bool)
        for claim, wanted in sure:
            so &= truth[:, claim] == wanted
        some = design.picked(np.flatnonzero(so))
        found = some if found is None else found.joined(some)
        if found.paths >= number:
            break
    assert found is not None
    return (found.part(0, number) if found.paths else None), first


def _too_few(now: Selection, chances: NDArray[np.float64], likely_more: int) -> str:
    """That too few futures are left to answer, and why."""
    scenario = now.setting.scenario
    what = semicolons(each.words(scenario) for each in now.seeings)
    played = now.setting.design.paths
    for each, chance, so in zip(now.seeings, chances, now.look.so.T, strict=True):
        if (chance > 0.0 and not so.any()) or (chance < 1.0 and so.all()):
            text = (
                _("none of {futures} sees this: {what}")
                if not so.any()
                else _("each of {futures} sees this, so that it cannot be less than sure: {what}")
            )
            return text.format(futures=_futures(played), what=each.words(scenario))
    if not now.kept.shape[0]:
        text = (
            _("none of {futures} sees all of this together: {what}")
            if (chances == 1.0).all()
            else _("no share of {futures} has all of this so: {what}")
        )
        return text.format(futures=_futures(played), what=what)
    text = (
        _(
            "{left} of {futures} are left, too few to answer; {fewest} are needed, and {more} more "
            "would hardly bring them: {what}"
        )
        if likely_more
        else _("{left} of {futures} are left, too few to answer; {fewest} are needed: {what}")
    )
    return text.format(
        left=integer(now.kept.shape[0]),
        futures=_futures(played),
        fewest=integer(FEWEST),
        more=integer(likely_more),
        what=what,
    )


def _futures(n: int) -> str:
    return ngettext("{n} future", "{n} futures", n).format(n=integer(n))
