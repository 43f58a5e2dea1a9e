"""Where an observation begins: with the scenario, or where one before it has ended.

A scenario that was written by an observation keeps its draws, and the scenario that was observed
first, with all acts since. The draws go on from there: their prior, and the likelihood of all days,
are those of the first scenario, so that months observed one after the other are the same as all of
them at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import labelled
from detente.language.hints import hint
from detente.observe.evidence import Evidence
from detente.observe.learn import Begun
from detente.observe.sampler import Sampler
from detente.planes.record import PastAct
from detente.scenario.folder import Memory
from detente.scenario.kept import KeptDraws, remedy
from detente.scenario.read import read
from detente.scenario.record.acts import read_acts

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where an observation begins.

    Attributes
    ----------
    scenario : Scenario
        The one that was observed first.
    acts : tuple of PastAct
        What has been observed of it already.
    days : int
        In so many days.
    untold : frozenset of str
        Processes of which these days do not tell.
    kept : KeptDraws or None
    seed : int
        That of the kept draws' chance indices.
    """

    scenario: Scenario
    acts: tuple[PastAct, ...] = ()
    days: int = 0
    untold: frozenset[str] = frozenset()
    kept: KeptDraws | None = None
    seed: int = 0

    @classmethod
    def of(cls, scenario: Scenario) -> Beginning:
        """Of a scenario, as it is read.

        Raises
        ------
        InputError
            If it was observed, and has something since that the draws know nothing of.
        """
        fit = scenario.fitted
        if scenario.kept is None or fit is None or fit.draws is None:
            return cls(scenario)
        entry = fit.draws
        texts = {name: scenario.texts[f"{entry.origin}/{name}"] for name in entry.files}
        where = f"{scenario.where.rpartition('/')[0]}/{entry.origin}"
        first = read(Memory(texts, where), scenario.store)
        _check_same(scenario, first, remedy(entry))
        faults = Faults()
        always = first.file.model_copy(update={"as_of": dt.date.max})
        acts = read_acts(
            scenario.texts[entry.acts], entry.acts, always, first.actors, dt.date.min, faults
        )
        faults.settle()
        days = (scenario.as_of - first.as_of).days
        return cls(first, tuple(acts), days, frozenset(entry.untold), scenario.kept, entry.seed)

    def evidence(self, acts: Sequence[PastAct], days: int, untold: Collection[str]) -> Evidence:
        """What happened before and in so many days since, and what did not."""
        both = tuple(sorted((*self.acts, *acts), key=lambda act: act.date))
        found = Evidence.of(self.scenario, both, self.days + days)
        number = {process.id: i for i, process in enumerate(self.scenario.processes)}
        for name in self.untold:
            found.known[: self.days, number[name]] = 0
        for name in set(untold) & set(number):
            found.known[self.days :, number[name]] = 0
        return found

    def begun(self, sampler: Sampler) -> Begun | None:
        """The draws that are kept, each with the first of its beliefs; all of them if it is one."""
        kept = self.kept
        if kept is None:
            return None
        beliefs, sample = kept.beliefs, kept.sample
        for name in sampler.names:
            if name not in kept.numbers:
                raise InputError(_("the draws have no column '{name}'").format(name=name))
        alone = sample.weight.size == 1
        rows = np.arange(beliefs.weight.size) if alone else beliefs.first[:-1]
        z = np.column_stack(
            [np.empty((rows.size, 0)), *(kept.numbers[name][rows] for name in sampler.names)]
        )
        weight = beliefs.weight if alone else sample.weight
        chance = np.resize(kept.chance, rows.size)
        return Begun(self.days, z, chance, np.log(weight), self.seed)


def _check_same(scenario: Scenario, first: Scenario, more: str) -> None:
    """Refuse what the scenario has and the one that was observed first has not."""
    for now, then, text in (
        (scenario.processes, first.processes, _("process '{name}'")),
        (scenario.effects, first.effects, _("effect '{name}'")),
        (scenario.states, first.states, _("state '{name}'")),
        (scenario.levels, first.levels, _("level '{name}'")),
    ):
        known = {each.id for each in then}
        for each in now:
            if each.id not in known:
                what = text.format(name=each.id)
                error = _(
                    "it is not in the scenario that was observed first, so that the draws know "
                    "nothing of it{more}"
                ).format(more=hint(more))
                raise InputError(labelled(scenario.where, labelled(what, error)))
