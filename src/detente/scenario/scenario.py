"""A scenario, ready to be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.claims.analyst import Analyst
from detente.claims.claim import Claim
from detente.claims.kept import KeptBeliefs
from detente.conditions.lower import plane_of
from detente.conditions.vain import check as check_possible
from detente.effects.base import Effect
from detente.effects.in_vain import InVain, in_vain
from detente.effects.scheduled_acts import announced
from detente.effects.signal import Signal
from detente.errors import InputError, OutcomeError, ScenarioError
from detente.kernel.compile import Compiled, compile_model
from detente.language.current import gettext as _
from detente.language.faults import Faults, told_of
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.language.shown import count, named, shown
from detente.numerics.arguments import word
from detente.ontology.actors import Actor
from detente.ontology.offices import Office
from detente.outcomes.amount import Amount
from detente.outcomes.base import Outcome, Question, Reading, condition_reading
from detente.planes.builder import Builder
from detente.planes.fitted import NOTHING, Fitted
from detente.planes.index import INDEX, index_name, volume_name
from detente.planes.moving import LEVEL
from detente.planes.process import Process
from detente.planes.record import Record
from detente.scenario.counterparts import looked_at, possible_holders
from detente.scenario.file import ScenarioFile
from detente.scenario.fitted.file import FitFile
from detente.scenario.kept import KeptDraws
from detente.scenario.process_gates import lower_own
from detente.scenario.record.taken import Taken
from detente.scenario.template import NONE, Placeholders
from detente.scenario.words import Words
from detente.states.entry import StateEntry
from detente.states.known import NOT_TOLD, Course, Dated, hold_levels
from detente.states.level import LevelEntry
from detente.states.lower import declare_states, lower_transitions
from detente.states.lower_levels import declare_levels, lower_level
from detente.states.lower_levels import plane_name as level_plane
from detente.states.size import lower_sizes

if TYPE_CHECKING:
    from detente.events.store.store import Store


@dataclass(frozen=True, slots=True)
class Mind:
    """An analyst in a linear pool: the weight, and the scenario as this one believes it."""

    name: str
    weight: float
    scenario: Scenario


@dataclass(slots=True, repr=False)
class Scenario:
    """What a scenario folder says, validated."""

    where: str
    """What messages call its file"""
    texts: Mapping[str, str]
    """Its files by name, as they were read"""
    file: ScenarioFile
    actors: Mapping[str, Actor]
    offices: tuple[Office, ...]
    processes: tuple[Process, ...]
    effects: tuple[Effect, ...]
    states: tuple[StateEntry, ...]
    levels: tuple[LevelEntry, ...]
    outcomes: tuple[Outcome, ...]
    amounts: tuple[Amount, ...]
    record: Record
    taken: Taken | None
    """What of the record was taken from an event store; None if nothing was"""
    fitted: FitFile | None
    """The fit from which coefficients are drawn; None if all are as stated"""
    brief: str
    passages: Mapping[str, str]
    words: Words
    """Its texts in the language in force; the other attributes have them as the file has"""
    hash: str
    placeholders: Placeholders = NONE
    """How many of its numbers are still the template's of `detente new`"""
    laws: Fitted = NOTHING
    """The laws of that fit"""
    store: Store | None = field(default=None, compare=False)
    """The event store that `taken` was just taken from; None if it lay among the texts"""
    history: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)
    """Dated values of states and levels, by id"""
    course: Course = NOT_TOLD
    """What states and levels are held to, in the place of what would be drawn"""
    analysts: Mapping[str, Analyst] = field(default_factory=dict)
    """Those whose credences lie beside it, by name"""
    believes: str | None = None
    """The analyst whose credences its claims have, or ``pool``; None as the claims state them"""
    stated: tuple[Claim, ...] | None = field(default=None, repr=False, compare=False)
    """The claims as they state it, where an analyst's credences are in their place"""
    kept: KeptDraws | None = field(default=None, repr=False, compare=False)
    """Draws of beliefs, coefficients and moods that are played; None if each is drawn by itself"""
    minds: tuple[Mind, ...] = field(default=(), compare=False)
    """The analysts of a linear pool; none otherwise"""
    _vain: list[InVain] = field(default_factory=list)
    _compiled: dict[int, Compiled] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Its title, its days, and how much of what it has."""
        record, fit = self.record, self.fitted
        told = [count(len(record.acts), "act")] if record.acts else []
        if self.taken is not None:
            days = sum(len(each.dates) for each in record.told)
            told.append(f"{count(days, 'event-day')} of {self.taken.dataset}")
        return shown(
            f"{type(self).__name__} {self.id}: {self.title}",
            f"as of {self.as_of}, {count(self.file.horizon, 'day')} to play",
            f"{count(len(self.actors), 'actor')}, "
            f"{count(len(self.processes), 'process', 'processes')}, "
            f"{count(len(self.effects), 'effect')}, {count(len(self.claims), 'claim')}",
            f"analysts: {named(self.analysts)}" if self.analysts else "",
            f"as {self.believes} believes it" if self.believes else "",
            f"record since {record.since}: {' and '.join(told)}" if told else "no record",
            self.placeholders.short,
            "" if fit is None else f"fitted on {fit.dataset}, {fit.first} to {fit.last}",
            f"outcomes: {named(o.id for o in self.outcomes)}" if self.outcomes else "no outcomes",
            f"amounts: {named(a.id for a in self.amounts)}" if self.amounts else "",
        )

    @property
    def id(self) -> str:
        """Name of the scenario."""
        return self.file.id

    @property
    def title(self) -> str:
        """One line that says what it is about."""
        return self.file.title

    @property
    def as_of(self) -> dt.date:
        """Last day of the record."""
        return self.file.as_of

    @property
    def claims(self) -> list[Claim]:
        """Claims in the order of the file."""
        return self.file.claims

    @property
    def units(self) -> dict[str, str]:
        """Units of the levels, by id."""
        return {level.id: level.unit for level in self.file.levels}

    @property
    def kept_beliefs(self) -> KeptBeliefs | None:
        """Beliefs that are picked from what is kept; None where credences draw them one by one.

        An analyst's own credences are another belief, for which what is kept does not hold.
        """
        return None if self.kept is None or self.believes is not None else self.kept.beliefs

    def days_until(self, until: dt.date | None) -> int:
        """Length of the horizon, shortened to end on `until`.

        Raises
        ------
        OutcomeError
            If `until` lies outside the scenario's horizon.
        """
        if until is None:
            return self.file.horizon
        if isinstance(until, dt.datetime) or not isinstance(until, dt.date):
            raise OutcomeError(
                _("until {until}: give a datetime.date, without a time").format(until=repr(until))
            )
        days = (until - self.as_of).days
        if not 1 <= days <= self.file.horizon:
            last = self.as_of + dt.timedelta(days=self.file.horizon)
            raise OutcomeError(
                _("{given}: outside the horizon; give a date from {first} to {last}").format(
                    given=option("--until", until),
                    first=self.as_of + dt.timedelta(days=1),
                    last=last,
                )
            )
        return days

    def compiled(self, days: int | None = None) -> Compiled:
        """Arrays of the scenario, compiled once for each length.

        Parameters
        ----------
        days : int, optional
            Shorter horizon.
        """
        length = days or self.file.horizon
        if length not in self._compiled:
            self._compiled[length] = self._compile(length)
        return self._compiled[length]

    def in_vain(self) -> list[InVain]:
        """What effects wait for and nobody brings within the horizon."""
        self.compiled()
        return self._vain

    def _compile(self, days: int) -> Compiled:
        faults = Faults(ScenarioError)
        builder = self.lowered(days, faults)
        faults.settle()
        if days == self.file.horizon:
            self._vain = [vain for effect in self.effects for vain in in_vain(effect, builder)]
        planes = self._planes(builder)
        # before the end: what they ask for may listen to scheduled acts
        questions = list(self._questions(builder, faults))
        readings = list(self._readings(builder, faults))
        with faults.heard(self.where):
            builder.finish()
        hold_levels(self.levels, self.course, builder)
        faults.settle()
        claims = [claim.id for claim in self.claims]
        try:
            return compile_model(builder, questions, readings, planes, claims)
        except ScenarioError as error:
            raise ScenarioError(labelled(self.where, error)) from None

    def lowered(self, days: int, faults: Faults) -> Builder:
        """The effects as planes, terms and gates; `faults` is told of those that cannot be."""
        processes = [replace(p, last_day=min(p.last_day, days - 1)) for p in self.processes]
        builder = Builder(
            as_of=self.as_of,
            days=days,
            processes=processes,
            offices=self.offices,
            record=self.record,
            groups=self.file.groups,
            indices=self.file.index,
            fitted=self.laws,
            conditions=self.file.conditions,
            horizon=self.file.horizon,
            announced=list(announced(self.effects, self.as_of, days)),
            actors=self.actors,
            possible=possible_holders(self.file),
            beliefs={each.id: each.belief for each in self.effects if isinstance(each, Signal)},
        )
        declare_states(self.states, builder, self.course.states)
        declare_levels(self.levels, builder)
        if days == self.file.horizon:
            for name, condition in self.file.conditions.items():
                with self._heard(faults, f"conditions.{name}", name):
                    check_possible(condition, builder)
        for phase in (0, 1, 2):
            for effect in self.effects:
                if effect.phase == phase:
                    what = _("effect '{effect}'").format(effect=effect.id)
                    with self._heard(faults, what, effect.id):
                        _lower(effect, builder)
        entries = {entry.id: entry for entry in self.file.processes}
        for process in processes:
            what = _("process '{process}'").format(process=process.id)
            with self._heard(faults, what, process.id):
                if process.id not in entries:  # what the record alone has
                    continue
                lower_own(entries[process.id], process, builder)
                sizes = entries[process.id].size
                if sizes is not None:
                    lower_sizes(sizes, process.id, process.stable_name, builder)
        held = [level_plane(level) for level in self.course.levels]
        for state in self.states:
            with self._heard(faults, _("state '{state}'").format(state=state.id), state.id):
                lower_transitions(state, builder, self.course.states.get(state.id), held)
        for level in self.levels:
            with self._heard(faults, _("level '{level}'").format(level=level.id), level.id):
                lower_level(level, builder)
        for holder, lower in looked_at(builder):
            with self._heard(faults, _("office holder '{holder}'").format(holder=holder), holder):
                lower()
        return builder

    def _planes(self, builder: Builder) -> dict[str, str]:
        """Planes that are watched, by the name that a sign may give them."""
        planes: dict[str, str] = {}
        for index in self.file.index:
            a, b = index.pair
            planes[index_name(*index.pair)] = builder.index_plane(a, b)
            for direction in (f"{a}>{b}", f"{b}>{a}"):
                planes[f"{INDEX}{direction}"] = builder.index_plane(a, b, direction)
        for index in self.file.index:  # behind these: `ensemble.kept.bins` counts on it
            planes[volume_name(*index.pair)] = builder.volume_plane(*index.pair)
        targets = {sign.target for claim in self.claims for sign in claim.signs}
        for effect_id, published in builder.published.items():
            if effect_id in targets:
                planes[effect_id] = published[0]
        return planes | {f"{LEVEL}{level.id}": builder.level(level.id) for level in self.levels}

    def tell(self, faults: Faults) -> list[str]:
        """Tell of effects and outcomes that cannot be had, where something is wrong already.

        Returns
        -------
        list of str
            What a sign may name, as far as it can be had.
        """
        builder = self.lowered(self.file.horizon, faults)
        list(self._questions(builder, faults))
        list(self._readings(builder, faults))
        return [*self._asked(), *self._planes(builder)]

    def _asked(self) -> list[str]:
        """Ids of the outcomes and amounts."""
        return [each.id for each in (*self.outcomes, *self.amounts)]

    def _questions(self, builder: Builder, faults: Faults) -> Iterator[Question]:
        """Outcomes in the kernel's terms; `faults` is told of those that cannot be asked."""
        for outcome in self.outcomes:
            what = _("outcome '{outcome}'").format(outcome=outcome.id)
            with self._heard(faults, what, outcome.id):
                yield outcome.question(builder)

    def _readings(self, builder: Builder, faults: Faults) -> Iterator[Reading]:
        """What is read on one evening: amounts, and conditions that answers are given.

        These are called ``given:OUTCOME`` and ``judgement:CLAIM``.
        """
        for amount in self.amounts:
            what = _("outcome '{outcome}'").format(outcome=amount.id)
            with self._heard(faults, what, amount.id):
                yield amount.reading(builder)
                if (given := amount.given_reading(builder)) is not None:
                    yield given
        windows = {}
        for outcome in self.outcomes:
            windows[outcome.id] = outcome.window(builder)[1]
            what = _("outcome '{outcome}'").format(outcome=outcome.id)
            with self._heard(faults, what, outcome.id):
                if (given := outcome.given_reading(builder)) is not None:
                    yield given
        for claim in self.claims:
            judgement = claim.judgement
            if judgement is None or judgement.condition is None:
                continue
            if judgement.outcome in windows:
                what = _("claim '{claim}'").format(claim=claim.id)
                with self._heard(faults, what, claim.id):
                    yield condition_reading(
                        f"judgement:{claim.id}",
                        judgement.condition,
                        builder,
                        windows[judgement.outcome],
                    )

    @contextmanager
    def _heard(self, faults: Faults, what: str, name: str) -> Iterator[None]:
        """Tell what is raised, with the file and what it is about unless it says so."""
        try:
            yield
        except InputError as error:
            for line in error.faults:
                about = line if what in line else labelled(what, line)
                faults.tell(labelled(self.where, about))
            faults.spoil(name)

    def targets(self) -> list[str]:
        """Outcomes and planes that a sign may name."""
        return [*self._asked(), *self.watched()]

    def watched(self) -> dict[str, int]:
        """Names of the watched planes, with their column."""
        return {name: i for i, name in enumerate(self.compiled().watched)}

    def outcome(self, outcome_id: str) -> Outcome:
        """Outcome by id.

        Raises
        ------
        OutcomeError
            If there is none; proposes the nearest.
        """
        word(outcome_id, "outcome")
        for outcome in self.outcomes:
            if outcome.id == outcome_id:
                return outcome
        if any(amount.id == outcome_id for amount in self.amounts):
            raise OutcomeError(
                _(
                    "'{outcome_id}' is an amount, which has no yes or no; name one of the other "
                    "outcomes"
                ).format(outcome_id=outcome_id)
            )
        raise OutcomeError(
            _("no outcome '{outcome_id}'").format(outcome_id=outcome_id)
            + did_you_mean(outcome_id, [o.id for o in self.outcomes])
        )

    def amount(self, amount_id: str) -> Amount:
        """Amount by id.

        Raises
        ------
        OutcomeError
            If there is none; proposes the nearest.
        """
        word(amount_id, "amount")
        for amount in self.amounts:
            if amount.id == amount_id:
                return amount
        raise OutcomeError(
            _("no amount '{amount_id}'").format(amount_id=amount_id)
            + did_you_mean(amount_id, [a.id for a in self.amounts])
        )


def _lower(effect: Effect, builder: Builder) -> None:
    """Lower an effect: it acts on days on which its `while` holds."""
    days = None
    if effect.while_ is not None:
        with told_of("while"):
            days = plane_of(effect.while_, builder)
        builder.model.during[effect.id] = days
    with builder.during(days):
        effect.lower(builder)
