"""A scenario as an analyst believes it, or as their pool does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from detente.claims.belief import check_beliefs
from detente.claims.claim import Claim
from detente.claims.pooling import pooled
from detente.errors import OutcomeError, ScenarioError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.scenario.credences import FOLDER, POOL
from detente.scenario.scenario import Mind, Scenario

S = TypeVar("S", bound=Scenario)


def weights(scenario: Scenario, among: Sequence[str] = ()) -> dict[str, float]:
    """Weight of each analyst in the pool of some of them (of all by default); they sum to one."""
    table = scenario.file.analysts
    stated: Mapping[str, float] = {} if table is None else table.weights
    found = {name: stated.get(name, 1.0) for name in among or scenario.analysts}
    total = sum(found.values())
    if total <= 0.0:  # some of them, whom the pool leaves out: alike
        return dict.fromkeys(found, 1.0 / len(found))
    return {name: weight / total for name, weight in found.items()}


def check_analyst(scenario: Scenario, who: str) -> None:
    """Refuse an analyst whom the scenario does not have.

    Raises
    ------
    OutcomeError
        Proposes the nearest.
    """
    if not scenario.analysts:
        raise OutcomeError(
            _(
                "no analyst '{who}': {where} has none; put their credences into {folder}/NAME.csv"
            ).format(who=who, where=scenario.where, folder=FOLDER)
        )
    known = [*scenario.analysts, POOL]
    if who not in known:
        raise OutcomeError(_("no analyst '{who}'").format(who=who) + did_you_mean(who, known))


def as_believed_by(scenario: S, who: str) -> S:
    """The scenario with the credences of an analyst, or of their pool.

    In the linear pool each draw of the coefficients goes with the credences of one analyst, drawn
    by weight, so that what they disagree about is in every interval. Claims then show the pool's
    mean credences, with the spread between analysts.

    Raises
    ------
    OutcomeError
        If there is no such analyst.
    """
    check_analyst(scenario, who)
    plain = as_stated(scenario)
    if who != POOL:
        return _with(plain, plain.analysts[who].applied(plain.claims), who)
    table = plain.file.analysts
    pool = "linear" if table is None else table.pool
    each = [
        Mind(name, weight, _with(plain, plain.analysts[name].applied(plain.claims), name))
        for name, weight in weights(plain).items()
        if weight > 0.0
    ]
    try:
        claims = pooled([(mind.weight, mind.scenario.claims) for mind in each], pool)
        if pool == "logarithmic":
            check_beliefs(claims, plain.file.voices)
    except ScenarioError as error:
        raise ScenarioError(labelled(plain.where, error)) from None
    return _with(plain, claims, POOL, each if pool == "linear" else [])


def as_stated(scenario: S) -> S:
    """The scenario with the credences that its claims state."""
    if scenario.believes is None:
        return scenario
    assert scenario.stated is not None
    return _with(scenario, scenario.stated, None)


def _with(scenario: S, claims: Sequence[Claim], who: str | None, minds: Sequence[Mind] = ()) -> S:
    """The scenario with other credences; nothing that hangs on them is kept."""
    return replace(
        scenario,
        file=scenario.file.model_copy(update={"claims": list(claims)}),
        believes=who,
        stated=None if who is None else tuple(scenario.stated or scenario.claims),
        minds=tuple(minds),
        _compiled={},
        _vain=[],
    )
