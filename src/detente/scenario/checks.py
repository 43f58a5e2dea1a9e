"""What the parts of a scenario name in one another is there, and could be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from detente.claims.belief import check_beliefs
from detente.claims.claim import Claim
from detente.conditions.named import circle
from detente.effects.base import Effect
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import labelled
from detente.language.hints import did_you_mean, hint, one_of
from detente.ontology.actors import Actor
from detente.ontology.dyads import pair_key
from detente.ontology.fields import is_seen
from detente.outcomes.base import Asked, Outcome
from detente.planes.process import Process
from detente.scenario.file import ScenarioFile, StoreEntry
from detente.scenario.folder import SCENARIO
from detente.scenario.record.acts import need_actor
from detente.scenario.scenario import Scenario
from detente.scenario.validate import Places, unique

RESERVED = ("path", "belief", "parameters", "chance")
"""Columns of `Ensemble.to_frame` that are no outcomes."""


def check_claims(file: ScenarioFile, at: Places, faults: Faults) -> None:
    """Tell of claims that name what is not there, or that cannot all be believed."""
    before = len(faults)
    claims = {claim.id for claim in file.claims}
    voices = {voice.id for voice in file.voices}
    documents = {document.id for document in file.documents}
    unique([claim.id for claim in file.claims], _("claims"), at.where, faults)
    unique([voice.id for voice in file.voices], _("voices"), at.where, faults)
    unique([document.id for document in file.documents], _("documents"), at.where, faults)
    for number, claim in enumerate(file.claims, start=1):
        place = at.entry("claims", number, claim.id)
        if claim.voice not in voices:
            faults.tell(
                _("{place}: no voice '{voice}'{hint}").format(
                    place=f"{place}.voice",
                    voice=claim.voice,
                    hint=did_you_mean(claim.voice, voices),
                )
            )
        if claim.document not in documents:
            faults.tell(
                _("{place}: no document '{document}'{hint}").format(
                    place=f"{place}.document",
                    document=claim.document,
                    hint=did_you_mean(claim.document, documents),
                )
            )
        given = () if claim.given is None else (claim.given,)
        for key, named in (
            ("given", given),
            *((f"cases[{i}].where", case.where) for i, case in enumerate(claim.cases, start=1)),
            ("excludes", claim.excludes),
            ("implies", claim.implies),
            ("equivalent", claim.equivalent),
        ):
            for other in named:
                if other not in claims:
                    faults.tell(no_claim(other, claims, f"{place}.{key}"))
                elif other == claim.id and key != "given":
                    faults.tell(
                        _("{place} names the claim itself; name another").format(
                            place=f"{place}.{key}"
                        )
                    )
    if len(faults) == before:
        with faults.heard(at.where):
            check_beliefs(file.claims, file.voices)


def no_claim(name: str, known: Iterable[str], place: str) -> str:
    """That there is no such claim."""
    return _("{place}: no claim '{claim}'{hint}").format(
        place=place, claim=name, hint=did_you_mean(name, known)
    )


def check_outcomes(asked: Sequence[Asked], file: ScenarioFile, at: Places, faults: Faults) -> None:
    """Tell of outcomes that no path could bring about, and of what they name in one another."""
    unique([each.id for each in asked], _("outcomes"), at.where, faults)
    outcomes = [each.id for each in asked if isinstance(each, Outcome)]
    after = {each.id: getattr(each, "after", None) for each in asked}
    for number, each in enumerate(asked, start=1):
        place = at.entry("outcomes", number, each.id)
        before = len(faults)
        if each.id in RESERVED:
            faults.tell(
                _("{place}: tables of paths have a column '{id}'; rename it").format(
                    place=place, id=each.id
                )
            )
        for key, name in named_outcomes(each):
            if name == each.id:
                faults.tell(
                    _("{place} names the outcome itself; name another").format(
                        place=f"{place}.{key}"
                    )
                )
            elif name not in outcomes:
                faults.tell(no_outcome(name, outcomes, asked, f"{place}.{key}"))
        if isinstance(each, Outcome):
            _check_window(each, file, place, faults)
        if isinstance(getattr(each, "on", None), dt.date):
            _check_day(each, file, place, faults)
        if len(faults) > before:
            faults.spoil(each.id)
        trail = [each.id]
        while (previous := after.get(trail[-1])) is not None:
            trail.append(previous)
            if previous == each.id:
                faults.tell(
                    _("{place}: 'after' goes in a circle: {circle}").format(
                        place=place, circle=" → ".join(trail)
                    )
                )
                break
            if len(trail) > len(asked):
                break


def named_outcomes(asked: Asked) -> Iterator[tuple[str, str]]:
    """Outcomes that another one names as what it is given or asked upon, by key."""
    for key in ("given", "upon"):
        name = getattr(asked, key, None)
        if isinstance(name, str):
            yield key, name


def no_outcome(name: str, known: Sequence[str], asked: Iterable[Asked], place: str) -> str:
    """That there is no such outcome, or that it is an amount."""
    if any(each.id == name for each in asked):
        return _("{place}: '{outcome}' is an amount, which has no yes or no").format(
            place=place, outcome=name
        )
    return _("{place}: no outcome '{outcome}'{hint}").format(
        place=place, outcome=name, hint=did_you_mean(name, known)
    )


def _check_window(outcome: Outcome, file: ScenarioFile, place: str, faults: Faults) -> None:
    """Tell of a window that is not played."""
    first, last = (file.as_of + dt.timedelta(days=n) for n in (1, file.horizon))
    if (outcome.since or first) > last or (outcome.until and outcome.until <= first):
        faults.tell(
            _(
                "{place}: the window lies outside the horizon, which goes from {first} to {last}"
            ).format(place=place, first=first, last=last)
        )
    elif outcome.until and outcome.until > last + dt.timedelta(days=1):
        faults.tell(
            _(
                "{place}: {until} lies after the horizon, which ends on {last}; leave it out, "
                "or give a longer horizon"
            ).format(place=f"{place}.until", until=outcome.until, last=last)
        )
    if getattr(outcome, "days", 1) > file.horizon:
        faults.tell(
            _("{place}: longer than the horizon of {days} days").format(
                place=f"{place}.days", days=file.horizon
            )
        )


def _check_day(asked: Asked, file: ScenarioFile, place: str, faults: Faults) -> None:
    """Tell of a day that is not played."""
    first, last = (file.as_of + dt.timedelta(days=n) for n in (1, file.horizon))
    day = getattr(asked, "on")  # noqa: B009 (that of an outcome's own kind)
    if not first <= day <= last:
        faults.tell(
            _("{place}: {date} lies outside the horizon, which goes from {first} to {last}").format(
                place=f"{place}.on", date=day, first=first, last=last
            )
        )


def check_owners(
    effects: Sequence[Effect],
    claims: Sequence[Claim],
    actors: Mapping[str, Actor],
    at: Places,
    faults: Faults,
) -> None:
    """Tell of effects of claims or actors that are not there."""
    ids = {claim.id for claim in claims}
    unique([effect.id for effect in effects], _("effects"), at.where, faults)
    for number, effect in enumerate(effects, start=1):
        place = at.entry("effects", number, effect.id)
        before = len(faults)
        for claim in effect.claims():
            if claim not in ids:
                faults.tell(no_claim(claim, ids, place))
        for key, actor in effect.actors():
            with faults.heard():
                need_actor(actor, actors, f"{place}.{key}")
        if len(faults) > before:
            faults.spoil(effect.id)


def check_indices(
    file: ScenarioFile, actors: Mapping[str, Actor], at: Places, faults: Faults
) -> None:
    """Tell of relation indices of actors that are not there."""
    unique([pair_key(*index.pair) for index in file.index], _("relation indices"), at.where, faults)
    for number, index in enumerate(file.index, start=1):
        place = f"{at.entry('index', number)}.pair"
        for actor in index.pair:
            with faults.heard():
                need_actor(actor, actors, place)
        if index.pair[0] == index.pair[1]:
            faults.tell(_("{place} names '{actor}' twice").format(place=place, actor=index.pair[0]))


def check_groups(
    file: ScenarioFile, processes: Sequence[Process], at: Places, faults: Faults
) -> None:
    """Tell of groups of processes that are not there."""
    known = {p.id for p in processes}
    for group, members in file.groups.items():
        place = f"{at.where}: groups.{group}"
        if group in known:
            faults.tell(_("{place}: a process has the same id").format(place=place))
        for member in members:
            if member not in known:
                faults.tell(
                    _("{place}: no process '{process}'{hint}").format(
                        place=place, process=member, hint=did_you_mean(member, known)
                    )
                )


def check_conditions(file: ScenarioFile, at: Places, faults: Faults) -> None:
    """Tell of named conditions that hang on each other in a circle."""
    if found := circle(file.conditions):
        faults.tell(
            _("{place}: conditions go in a circle: {circle}").format(
                place=labelled(at.where, f"conditions.{found[0]}"), circle=" → ".join(found)
            )
        )
        faults.spoil(*found)


def check_signs(scenario: Scenario, targets: Iterable[str], at: Places, faults: Faults) -> None:
    """Tell of signs and judgements of targets that are not there."""
    known = set(targets)
    outcomes = [outcome.id for outcome in scenario.outcomes]
    amounts = {amount.id for amount in scenario.amounts}
    for number, claim in enumerate(scenario.claims, start=1):
        place = at.entry("claims", number, claim.id)
        for n, sign in enumerate(claim.signs, start=1):
            if sign.target not in known:
                faults.tell(
                    _("{place}: no outcome or plane '{target}'{hint}").format(
                        place=f"{place}.signs[{n}].target",
                        target=sign.target,
                        hint=_meant(sign.target, known),
                    )
                )
            if sign.target in amounts and sign.moves in ("sooner", "later"):
                faults.tell(
                    _("{place}: an amount moves up or down, not {moves}").format(
                        place=f"{place}.signs[{n}].moves", moves=sign.moves
                    )
                )
        judgement = claim.judgement
        if judgement is None:
            continue
        for key, name in (("outcome", judgement.outcome), ("given", judgement.given)):
            if isinstance(name, str) and name not in outcomes:
                where = f"{place}.judgement.{key}"
                faults.tell(no_outcome(name, outcomes, scenario.amounts, where))


def _meant(target: str, known: set[str]) -> str:
    """What was meant by a target that is not there: a level is told from an outcome by its key."""
    keyed = sorted(name for name in known if name.partition(":")[2] == target)
    if keyed:
        return hint(_("did you mean {words}?").format(words=one_of(keyed)))
    return did_you_mean(target, known)


def check_brief(text: str, where: str) -> None:
    """Refuse a brief that says nothing."""
    if not is_seen(text):
        raise ScenarioError(
            _("{where}: the brief is empty; write what is claimed").format(where=where)
        )


def check_files(file: ScenarioFile, where: str, faults: Faults) -> bool:
    """Tell of files that are named for two things, or are the scenario itself.

    Returns
    -------
    bool
        Whether each is named for one thing, so that they can be read.
    """
    before = len(faults)
    record = file.record
    named = [("brief", file.brief)]
    if isinstance(record, StoreEntry):
        named += [("record.owned", record.owned)] if record.owned else []
    elif record is not None:
        named.append(("record.file", record.file))
    named += [("history", file.history)] if file.history else []
    named += [("coefficients", file.coefficients)] if file.coefficients else []
    named += [(f"translations.{name}", text) for name, text in file.translations.items()]
    keys: dict[PurePosixPath, str] = {PurePosixPath(SCENARIO): ""}
    for key, name in named:
        path = PurePosixPath(name)
        if path not in keys:
            keys[path] = key
        elif keys[path]:
            faults.tell(
                _("{place}: '{file}' is what {other} names; name another file").format(
                    place=labelled(where, key), file=name, other=keys[path]
                )
            )
        else:
            faults.tell(itself(labelled(where, key), name))
    return len(faults) == before


def itself(place: str, name: str) -> str:
    """That a file is the scenario which names it."""
    return _("{place}: '{file}' is the scenario itself; name another file").format(
        place=place, file=name
    )
