"""A branch with acts put in or taken out, beside the same one without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.branch.asked import ACTS, WITHOUT
from detente.branch.chances import PutIn, put_in
from detente.branch.continued import continued
from detente.branch.drawn import BELIEFS, weighed
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.future import Future
from detente.ensemble.played import played
from detente.ensemble.setting import Setting
from detente.errors import OutcomeError
from detente.explain.compare import OutcomeDifference, outcome_difference
from detente.language.current import gettext as _
from detente.language.option import option
from detente.language.shown import count, rows, shown
from detente.numerics.arguments import word
from detente.numerics.framed import Rows
from detente.progress import Stage, silent

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, repr=False)
class Branches:
    """Continuations from one day, and what acts put in or taken out change.

    Attributes
    ----------
    plain : Ensemble
        With nothing put in or taken out.
    changed : Ensemble
        With it, path by path with the same draws; `plain` where nothing is.
    past : Future or None
        The future that is continued, told until the day; None of the record.
    outcomes : Rows of OutcomeDifference
        Changed minus plain; empty where nothing is put in or taken out.
    put_in : tuple of PutIn
    source : Scenario
        Of which `past` is a future: that of the continuations, unless they draw beliefs anew.
    """

    plain: Ensemble
    changed: Ensemble
    past: Future | None
    outcomes: Rows[OutcomeDifference]
    put_in: tuple[PutIn, ...]
    source: Scenario

    @property
    def on(self) -> dt.date:
        """The last day that the continuations share."""
        branch = self.changed.branched
        return self.changed.scenario.as_of if branch is None else branch.on

    def __repr__(self) -> str:
        """From where, and what the acts change."""
        branch = self.changed.branched
        whose = "the record" if branch is None or branch.path is None else f"path {branch.path}"
        acts = [
            f"{'put in' if act.happens else 'taken out'}: {act.row.partition('@')[0]}, {act.first}"
            + (f" to {act.last}" if act.last > act.first else "")
            for act in (() if branch is None else branch.imposed)
        ]
        if self.outcomes:
            found = [
                f"{each.first:6.1%} {each.second:6.1%} {100 * each.difference:+6.1f} points  "
                f"{each.outcome}"
                for each in self.outcomes
            ]
        else:
            found = [
                f"{self.plain.estimate(each.id).short}  {each.id}"
                for each in self.plain.scenario.outcomes
                if each.listed
            ]
        return shown(
            f"{type(self).__name__} of {self.plain.scenario.id}: "
            f"{count(self.plain.paths, 'continuation')} of {whose} after {self.on}",
            *rows(acts, "act"),
            *rows(found, "outcome"),
        )


def branches(
    of: Setting | Ensemble,
    path: int | None = None,
    on: dt.date | None = None,
    *,
    acts: Sequence[str] = (),
    without: Sequence[str] = (),
    paths: int | None = None,
    beliefs: str = "kept",
    threads: int | None = None,
    stage: Stage | None = None,
) -> Branches:
    """Continue a future, or the record, with and without what is put in or taken out.

    Parameters
    ----------
    of : Setting or Ensemble
        An ensemble is not played again where it is itself what the record continues to.
    path, on, acts, without, paths, threads
        As in `detente.branch.continued.continued`.
    beliefs : {"kept", "drawn"}
        Whether continuations have the claims and coefficients of the future, or draw them anew,
        weighed by what it has seen until the day.
    stage : callable, optional
        Begins a stage of the work by its name and gives whom to tell how far it is.

    Raises
    ------
    OutcomeError
        If nothing can be continued so.
    """
    begin = stage or silent
    if path is None and beliefs == "kept" and not acts and not without:
        raise OutcomeError(
            _(
                "nothing is asked: name a future with {path}, or acts with {act} or {without}"
            ).format(
                path=option("--path"),
                act=option(ACTS, argument="acts"),
                without=option(WITHOUT),
            )
        )
    setting = of.setting if isinstance(of, Ensemble) else of
    past, source = None, setting.scenario
    if word(beliefs, "beliefs", BELIEFS) == "drawn":
        setting, past = weighed(
            setting,
            path,
            on,
            paths=paths,
            threads=threads,
            progress=begin(_("observing, days")),
        )
        of, path, on, paths = setting, None, None, None
    changed = continued(
        setting,
        path,
        on,
        acts=acts,
        without=without,
        paths=paths,
        threads=threads,
        progress=begin(_("playing continuations")),
    )
    branch = changed.branched
    assert branch is not None
    plain = _plain(of, changed, threads, begin) if acts or without else changed
    if path is not None:
        past = replace(changed.future(0).until(branch.on, changed.dates[0]), path=path)
    horizon = changed.days
    differences = (
        []
        if plain is changed
        else [
            outcome_difference(plain, changed, each, horizon) for each in changed.scenario.outcomes
        ]
    )
    return Branches(
        plain,
        changed,
        past,
        Rows(OutcomeDifference, differences),
        tuple(put_in(changed.setting, threads)),
        source,
    )


def _plain(
    of: Setting | Ensemble, changed: Ensemble, threads: int | None, begin: Stage
) -> Ensemble:
    """The same continuations, with only what was set before."""
    branch = changed.branched
    assert branch is not None
    if branch.path is None and isinstance(of, Ensemble):
        return of
    known = of.setting.branch if isinstance(of, Ensemble) else of.branch
    without = replace(branch, imposed=() if known is None else known.imposed)
    return played(
        replace(changed.setting, branch=without),
        threads=threads,
        progress=begin(_("the same without")),
    )


def came_before(found: Branches) -> dict[str, dt.date]:
    """Outcomes that have come about by the day, and when; none of the record."""
    if found.past is None:
        return {}
    day = (found.on - found.plain.scenario.as_of).days
    came = np.flatnonzero((found.plain.first[0] >= 0) & (found.plain.first[0] < day))
    outcomes, dates = found.plain.scenario.outcomes, found.plain.dates
    return {outcomes[k].id: dates[found.plain.first[0, k]] for k in came.tolist()}
