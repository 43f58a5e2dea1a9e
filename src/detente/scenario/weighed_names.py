"""What factors move, and what the factors are called, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.conditions.words import clause, in_words
from detente.effects.vote import Vote
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import quoted
from detente.language.listing import listing
from detente.language.safe import clean
from detente.scenario.effect_names import effect_title
from detente.states.factor import Factor, named_factors
from detente.states.lower import named_moves

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Moved:
    """What factors move.

    Attributes
    ----------
    draw : str
        The draw of the hazard, or of the chance.
    title : str
        As a heading has it.
    chance : str
        Within a sentence.
    factors : dict of str to str
        What the draws of each of its factors are, in words.
    """

    draw: str
    title: str
    chance: str
    factors: dict[str, str]


def moved(scenario: Scenario, name: str) -> Moved:
    """What a transition or a chance of consent is called, by what its draws hang on."""
    found = moved_by(scenario, name)
    assert found is not None
    return found


def moved_by(scenario: Scenario, name: str) -> Moved | None:
    """The same; None where there is none of that name."""
    return next((each for own, each in _all(scenario) if own == name), None)


def _all(scenario: Scenario) -> Iterator[tuple[str, Moved]]:
    words = scenario.words
    for state in scenario.states:
        for name, move in named_moves(state):
            left, reached = (
                _(" or ").join(quoted(clean(words.value(state.id, each))) for each in values)
                for values in (state.leaves(move), move.results)
            )
            of = {"state": quoted(clean(words.state(state.id))), "left": left, "reached": reached}
            title = _("{state} from {left} to {reached}").format(**of)
            chance = (
                fill(_("the chance that {state} goes from {left} to {reached}"), **of)
                if move.rate is None
                else fill(_("the daily chance that {state} goes from {left} to {reached}"), **of)
            )
            draw = f"{name}.chance" if move.rate is None else f"{name}.rate"
            yield name, Moved(draw, title, chance, _factors(scenario, name, move.factors))
    for effect in scenario.effects:
        for name, members, factors in effect.weighed() if isinstance(effect, Vote) else ():
            who = [clean(words.actor(member)) for member in members]
            title = _("{effect}, chance of consent").format(
                effect=effect_title(scenario, effect.id)
            )
            if who:
                title = f"{title} ({', '.join(who)})"
                chance = fill(_("the chance that {members} consents"), members=listing(who))
            else:
                chance = _("the chance that a member consents")
            yield name, Moved(name, title, chance, _factors(scenario, name, factors))


def _factors(scenario: Scenario, name: str, factors: Sequence[Factor]) -> dict[str, str]:
    named = named_factors(factors, name)
    return {f"{own}.theta": factor_said(scenario, factor) for own, factor in named}


def factor_said(scenario: Scenario, factor: Factor) -> str:
    """A factor in words: what is measured, and while what it counts."""
    words = scenario.words
    if factor.level is not None:
        said = quoted(clean(words.level(factor.level)))
    elif factor.index is not None:
        pair = _(" and ").join(clean(words.actor(actor)) for actor in factor.index)
        said = _("the relation index of {pair}").format(pair=pair)
    elif factor.days is not None:
        said = _("the number of days on which {clause}").format(clause=clause(factor.days, words))
    else:
        assert factor.while_ is not None
        return _("the condition that {clause}").format(clause=clause(factor.while_, words))
    if factor.while_ is None:
        return said
    return f"{said}, {in_words(factor.while_, words)}"
