"""What the parts of a scenario name in one another is there, and could be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from detente.claims.belief import check_beliefs
from detente.claims.claim import Claim
from detente.effects.base import Effect
from detente.errors import ScenarioError
from detente.language.hints import did_you_mean
from detente.ontology.actors import Actor
from detente.ontology.dyads import pair_key
from detente.outcomes.base import Outcome
from detente.planes.process import Process
from detente.scenario.file import ScenarioFile
from detente.scenario.record.acts import need_actor
from detente.scenario.scenario import Scenario
from detente.scenario.validate import unique

RESERVED = ("path", "belief", "parameters", "chance")
"""Columns of `Ensemble.to_frame` that are no outcomes."""


def check_claims(file: ScenarioFile, where: str) -> None:
    """Refuse claims that name what is not there, or that cannot all be believed."""
    claims = {claim.id for claim in file.claims}
    voices = {voice.id for voice in file.voices}
    documents = {document.id for document in file.documents}
    unique([claim.id for claim in file.claims], "claims", where)
    unique([voice.id for voice in file.voices], "voices", where)
    unique([document.id for document in file.documents], "documents", where)
    for number, claim in enumerate(file.claims, start=1):
        place = f"{where}: claims[{number}] ('{claim.id}')"
        if claim.voice not in voices:
            raise ScenarioError(
                f"{place}.voice: no voice '{claim.voice}'{did_you_mean(claim.voice, voices)}"
            )
        if claim.document not in documents:
            raise ScenarioError(
                f"{place}.document: no document '{claim.document}'"
                f"{did_you_mean(claim.document, documents)}"
            )
        if claim.given is not None and claim.given not in claims:
            raise ScenarioError(
                f"{place}.given: no claim '{claim.given}'{did_you_mean(claim.given, claims)}"
            )
        for key, named in (("excludes", claim.excludes), ("implies", claim.implies)):
            for other in named:
                if other not in claims:
                    raise ScenarioError(
                        f"{place}.{key}: no claim '{other}'{did_you_mean(other, claims)}"
                    )
                if other == claim.id:
                    raise ScenarioError(f"{place}.{key} names the claim itself; name another")
    try:
        check_beliefs(file.claims, file.voices)
    except ScenarioError as error:
        raise ScenarioError(f"{where}: {error}") from None


def check_outcomes(outcomes: list[Outcome], file: ScenarioFile, where: str) -> None:
    """Refuse outcomes that no path could bring about."""
    unique([outcome.id for outcome in outcomes], "outcomes", where)
    after = {outcome.id: getattr(outcome, "after", None) for outcome in outcomes}
    first, last = (file.as_of + dt.timedelta(days=n) for n in (1, file.horizon))
    for number, outcome in enumerate(outcomes, start=1):
        place = f"{where}: outcomes[{number}] ('{outcome.id}')"
        if outcome.id in RESERVED:
            raise ScenarioError(f"{place}: tables of paths have a column '{outcome.id}'; rename it")
        if (outcome.since or first) > last or (outcome.until and outcome.until <= first):
            raise ScenarioError(
                f"{place}: the window lies outside the horizon, which goes from {first} to {last}"
            )
        if getattr(outcome, "days", 1) > file.horizon:
            raise ScenarioError(f"{place}.days: longer than the horizon of {file.horizon} days")
        trail = [outcome.id]
        while (before := after.get(trail[-1])) is not None:
            trail.append(before)
            if before == outcome.id:
                raise ScenarioError(f"{place}: 'after' goes in a circle: {' → '.join(trail)}")
            if len(trail) > len(outcomes):
                break


def check_owners(
    effects: list[Effect], claims: list[Claim], actors: Mapping[str, Actor], where: str
) -> None:
    """Refuse effects of claims or actors that are not there."""
    ids = {claim.id for claim in claims}
    unique([effect.id for effect in effects], "effects", where)
    for number, effect in enumerate(effects, start=1):
        place = f"{where}: effects[{number}] ('{effect.id}')"
        for claim in effect.claims():
            if claim not in ids:
                raise ScenarioError(f"{place}: no claim '{claim}'{did_you_mean(claim, ids)}")
        for key, actor in effect.actors():
            need_actor(actor, actors, f"{place}.{key}")


def check_indices(file: ScenarioFile, actors: Mapping[str, Actor], where: str) -> None:
    """Refuse relation indices of actors that are not there."""
    unique([pair_key(*index.pair) for index in file.index], "relation indices", where)
    for number, index in enumerate(file.index, start=1):
        for actor in index.pair:
            need_actor(actor, actors, f"{where}: index[{number}].pair")
        if index.pair[0] == index.pair[1]:
            raise ScenarioError(f"{where}: index[{number}].pair names '{index.pair[0]}' twice")


def check_groups(file: ScenarioFile, processes: list[Process], where: str) -> None:
    """Refuse groups of processes that are not there."""
    known = {p.id for p in processes}
    for group, members in file.groups.items():
        if group in known:
            raise ScenarioError(f"{where}: groups.{group}: a process has the same id")
        for member in members:
            if member not in known:
                raise ScenarioError(
                    f"{where}: groups.{group}: no process '{member}'{did_you_mean(member, known)}"
                )


def check_signs(scenario: Scenario, where: str) -> None:
    """Refuse signs and judgements of targets that are not there."""
    known = set(scenario.targets())
    for claim in scenario.claims:
        targets = [sign.target for sign in claim.signs]
        if claim.judgement is not None:
            targets.append(claim.judgement.outcome)
        for target in targets:
            if target not in known:
                raise ScenarioError(
                    f"{where}: claim '{claim.id}': no outcome or plane '{target}'"
                    f"{did_you_mean(target, known)}"
                )
