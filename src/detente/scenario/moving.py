"""What states and levels name is there, and what they say can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from detente.conditions.model import ActsCondition, Condition, ProcessesCondition
from detente.conditions.names import within
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.hints import did_you_mean
from detente.ontology.actors import Actor
from detente.scenario.checks import no_claim
from detente.scenario.file import ScenarioFile
from detente.scenario.record.acts import need_actor
from detente.scenario.validate import Places, unique
from detente.states.entry import StateEntry, TransitionEntry
from detente.states.factor import claims_of
from detente.states.level import LevelEntry


def check_states(
    file: ScenarioFile, actors: Mapping[str, Actor], at: Places, faults: Faults
) -> None:
    """Tell of states that name what is not there, or of transitions that could not be."""
    claims = {claim.id for claim in file.claims}
    unique([state.id for state in file.states], _("states"), at.where, faults)
    for number, state in enumerate(file.states, start=1):
        before, place = len(faults), at.entry("states", number, state.id)
        for actor in state.of:
            with faults.heard():
                need_actor(actor, actors, f"{place}.of")
        faults.tell(*_wrong(state, claims, file.as_of, place))
        if len(faults) == before:
            faults.tell(*_unreached(state, place), *_flapping(state, place))
            faults.tell(*_passed(state, file.as_of, place))
        if len(faults) > before:
            faults.spoil(state.id)


def check_levels(file: ScenarioFile, at: Places, faults: Faults) -> None:
    """Tell of levels that name a claim that is not there."""
    claims = {claim.id for claim in file.claims}
    unique([level.id for level in file.levels], _("levels"), at.where, faults)
    for number, level in enumerate(file.levels, start=1):
        place = at.entry("levels", number, level.id)
        for key, claim in _claims_of(level):
            if claim not in claims:
                faults.tell(no_claim(claim, claims, f"{place}.{key}"))
                faults.spoil(level.id)


def _claims_of(level: LevelEntry) -> Iterator[tuple[str, str]]:
    if level.claim is not None:
        yield "claim", level.claim
    for number, change in enumerate(level.changes, start=1):
        for key in ("claim", "denied_by"):
            if (claim := getattr(change, key)) is not None:
                yield f"changes[{number}].{key}", claim


def _wrong(state: StateEntry, claims: set[str], as_of: dt.date, place: str) -> Iterator[str]:
    """A line for each value, claim and day that a state names in vain."""
    starts = state.start if isinstance(state.start, dict) else [state.start]
    starts = [] if state.from_record else list(starts)
    named = [("start", value) for value in starts]
    named += [(f"titles.{value}", value) for value in state.titles]
    named += [(f"prose.{value}", value) for value in state.prose]
    if state.otherwise is not None:
        named.append(("otherwise", state.otherwise))
    if state.claim is not None and state.claim not in claims:
        yield no_claim(state.claim, claims, f"{place}.claim")
    if state.since is not None and state.since > as_of:
        yield _(
            "{place}: {since} is after as_of {as_of}; say since when it has its value then"
        ).format(place=f"{place}.since", since=state.since, as_of=as_of)
    for number, each in enumerate(state.transitions, start=1):
        key = f"transitions[{number}]"
        named += [(f"{key}.from", value) for value in each.from_ or ()]
        named += [(f"{key}.to", value) for value in each.results]
        yield from _wrong_transition(each, claims, as_of, f"{place}.{key}")
    for key, value in named:
        if value not in state.values:
            yield _("{place}: no value '{value}'{hint}").format(
                place=f"{place}.{key}", value=value, hint=did_you_mean(value, state.values)
            )


def _wrong_transition(
    transition: TransitionEntry, claims: set[str], as_of: dt.date, place: str
) -> Iterator[str]:
    owned = [(owner, getattr(transition, owner)) for owner in ("claim", "denied_by")]
    for owner, claim in [*owned, *claims_of(transition.factors, "factors")]:
        if claim is not None and claim not in claims:
            yield no_claim(claim, claims, f"{place}.{owner}")
    if transition.on is not None and transition.on <= as_of:
        yield _("{place}: {on} is not after as_of {as_of}, so it would never come").format(
            place=f"{place}.on", on=transition.on, as_of=as_of
        )
    for value in transition.from_ or ():
        if value in transition.results:
            yield _("{place}: it leads from '{value}' to itself; leave it out").format(
                place=place, value=value
            )


def _unreached(state: StateEntry, place: str) -> Iterator[str]:
    """A line for each value that no path could show."""
    reached = set(state.starts)
    while more := {
        value
        for each in state.transitions
        if reached & set(state.leaves(each))
        for value in each.results
        if value not in reached
    }:
        reached |= more
    for value in state.values:
        if value not in reached:
            yield _(
                "{place}: '{value}' is never reached: the state does not start with it, and no "
                "transition leads to it"
            ).format(place=f"{place}.values", value=value)


def _flapping(state: StateEntry, place: str) -> Iterator[str]:
    """A line for each condition that would drive transitions in a circle, day after day."""
    driven: list[tuple[Condition, list[TransitionEntry]]] = []
    for each in state.transitions:
        dated = each.on is not None or each.for_ is not None
        if each.when is None or dated or not each.certain or _begins_anew(each.when):
            continue
        like = next((moves for when, moves in driven if when == each.when), None)
        if like is None:
            driven.append((each.when, [each]))
        else:
            like.append(each)
    for _when, moves in driven:
        graph: dict[str, set[str]] = {}
        for each in moves:
            for value in state.leaves(each):
                graph.setdefault(value, set()).update(each.results)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            yield _(
                "{place}: on one condition the state goes in a circle, {circle}, and would never "
                "come to rest; give one of the transitions a condition of its own"
            ).format(place=f"{place}.transitions", circle=" → ".join(error.args[1][::-1]))


def _begins_anew(condition: Condition) -> bool:
    """Whether it counts acts since the state has its value, so that a move makes it false."""
    return any(
        isinstance(each, ActsCondition | ProcessesCondition)
        and each.within is None
        and each.since is None
        for _key, each in within(condition)
    )


def _passed(state: StateEntry, as_of: dt.date, place: str) -> Iterator[str]:
    """A line where the value at the start had lasted too long to be still there."""
    if state.since is None or not isinstance(state.start, str):
        return
    for number, each in enumerate(state.transitions, start=1):
        if each.for_ is None or each.when is not None or each.on is not None:
            continue
        due = state.since + dt.timedelta(days=each.for_)
        if each.certain and due <= as_of and state.start in state.leaves(each):
            yield _(
                "{place}: since {since} these days had passed on {due}; start with the value that "
                "the state has on {as_of}"
            ).format(
                place=f"{place}.transitions[{number}].for",
                since=state.since,
                due=due,
                as_of=as_of,
            )
