"""What the effects of a scenario are called, for people: by kind, owner and what sets them apart.

An effect has an id, which only its author knows. Its name is its kind, with the condition under
which it acts; where another effect of the same name and owner is there, the acts, the actors or the
processes by which the two differ. What is nothing but a condition in force is called by it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from detente.conditions.words import clause, in_words
from detente.effects.base import Effect
from detente.effects.gate import Gate
from detente.effects.offer import Offer
from detente.effects.regime import Regime
from detente.effects.titles import kind_of, kind_title
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import quoted, shortened
from detente.language.safe import clean
from detente.ontology.acts import ActClass, describe_class
from detente.scenario.process_gates import COUNTERPART, ONCE, WHILE

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

SHORT = 48
"""Characters of a statement that stands behind a name."""


def effect_title(scenario: Scenario, effect: str, among: Container[str] | None = None) -> str:
    """Name of an effect by its kind, told from others of its kind and owner.

    Parameters
    ----------
    scenario : Scenario
    effect : str
        Its id; what is no effect's id is returned as it is.
    among : container of str, optional
        Effects from which it is to be told; all by default.
    """
    found = next((each for each in scenario.effects if each.id == effect), None)
    if found is None:
        return _of_process(scenario, effect)
    title = _kind_and_condition(scenario, found)
    alike = [
        each
        for each in scenario.effects
        if kind_of(each) == kind_of(found)
        and each.claim == found.claim
        and each.id != effect
        and (among is None or each.id in among)
        and _kind_and_condition(scenario, each) == title
    ]
    if not alike:
        return title
    for told in (_acts, _actors, _processes):
        own = told(scenario, found)
        theirs = [told(scenario, each) for each in alike]
        if all(own != each for each in theirs):
            common = reduce(and_, map(Counter, theirs))
            mine = list((Counter(own) - common).elements()) or own
            return _("{effect}, {what}").format(effect=title, what=_few(mine)) if mine else title
    return title


def titles_apart(scenario: Scenario, effects: Sequence[str]) -> dict[str, str]:
    """Names of effects that stand beside one another, no two alike, whoever owns them.

    Those that their kind and condition do not tell apart are told apart by acts, actors or
    processes, else by what their owner asserts, and at last by a number.

    Parameters
    ----------
    scenario : Scenario
    effects : sequence of str
        Their ids, each once.
    """
    titles = {effect: effect_title(scenario, effect) for effect in effects}
    known = {each.id: each for each in scenario.effects}
    for title, alike in _alike(titles).items():
        found = [known[effect] for effect in alike if effect in known]
        for told in (_acts, _actors, _processes, _owner):
            named = _named_apart(scenario, title, found, told)
            if len(set(named)) == len(alike):
                titles.update(zip(alike, named, strict=True))
                break
    for title, alike in _alike(titles).items():
        titles.update((effect, f"{title} ({n})") for n, effect in enumerate(alike, 1))
    return titles


def _named_apart(
    scenario: Scenario,
    title: str,
    effects: Sequence[Effect],
    told: Callable[[Scenario, Effect], list[str]],
) -> list[str]:
    """Their names, each with what it has of its own and the others have not."""
    own = [Counter(told(scenario, each)) for each in effects]
    common = reduce(and_, own) if own else Counter()
    parts = [list((each - common).elements()) for each in own]
    return [
        _("{effect}, {what}").format(effect=title, what=_few(mine)) if mine else title
        for mine in parts
    ]


def _alike(titles: Mapping[str, str]) -> dict[str, list[str]]:
    """Effects of one title, where there are several."""
    found: dict[str, list[str]] = {}
    for effect, title in titles.items():
        found.setdefault(title, []).append(effect)
    return {title: alike for title, alike in found.items() if len(alike) > 1}


def _owner(scenario: Scenario, effect: Effect) -> list[str]:
    return [] if effect.claim is None else [short_claim(scenario, effect.claim)]


def _kind_and_condition(scenario: Scenario, effect: Effect) -> str:
    """The kind of an effect, and when it acts."""
    title = kind_title(kind_of(effect))
    if isinstance(effect, Gate):
        only = _("only {while_so}").format(while_so=in_words(effect.open, scenario.words))
        title = _("{effect}, {what}").format(effect=title, what=only)
    if isinstance(effect, Offer) and (until := _held_back(scenario, effect)):
        title = _("{effect}, {what}").format(effect=title, what=until)
    so = condition_said(scenario, effect)
    if so is None:
        return title
    return so if isinstance(effect, Regime) else _("{effect}, {what}").format(effect=title, what=so)


def _held_back(scenario: Scenario, offer: Offer) -> str:
    """Until what is so an offer is held back, and from when on it is again."""
    parts = []
    if offer.opens is not None and not isinstance(offer.opens, dt.date):
        parts.append(fill(_("until {clause}"), clause=clause(offer.opens, scenario.words)))
    if offer.closes is not None:
        parts.append(fill(_("again once {clause}"), clause=clause(offer.closes, scenario.words)))
    return _(" and ").join(parts)


def condition_said(scenario: Scenario, effect: Effect) -> str | None:
    """When an effect acts that acts at times, such as: while “the truce” is “in force”."""
    return None if effect.while_ is None else in_words(effect.while_, scenario.words)


def part_title(
    scenario: Scenario, effect: str, claim: str | None, among: Container[str] | None = None
) -> str:
    """Name of what an effect adds: of the part of a claim that denies it, that it denies it."""
    title = effect_title(scenario, effect, among)
    found = next((each for each in scenario.effects if each.id == effect), None)
    if found is None or claim is None or claim != found.denied_by:
        return title
    return _("denies: {effect}").format(effect=title)


def of_process(scenario: Scenario, effect: str) -> bool:
    """Whether an effect is a gate that a process has of its own."""
    return any(
        effect == f"{process.id}{end}"
        for process in scenario.processes
        for end in (ONCE, WHILE, COUNTERPART)
    )


def _of_process(scenario: Scenario, effect: str) -> str:
    """Name of a gate that a process has of its own."""
    for entry in scenario.file.processes:
        if effect == f"{entry.id}{ONCE}":
            return _("happens once at most")
        if effect == f"{entry.id}{WHILE}" and entry.while_ is not None:
            return _("only {while_so}").format(while_so=in_words(entry.while_, scenario.words))
        if effect == f"{entry.id}{COUNTERPART}" and entry.counterpart is not None:
            holder = clean(scenario.words.holder(entry.counterpart))
            return _("only where {holder} comes to hold office").format(holder=holder)
    return clean(effect)


def effect_name(scenario: Scenario, effect: str) -> str:
    """Name of an effect with the beginning of what its owner asserts."""
    owner = next((each.owner.claim for each in scenario.effects if each.id == effect), None)
    return owned(scenario, effect_title(scenario, effect), owner)


def owned(scenario: Scenario, name: str, claim: str | None) -> str:
    """A name with the beginning of what the claim asserts that owns it."""
    return f"{name} ← {short_claim(scenario, claim)}" if claim else name


def claim_said(scenario: Scenario, claim: str) -> str:
    """What a claim asserts, in quotation marks, without the stop at its end."""
    return quoted(clean(scenario.words.claim(claim)).rstrip("."))


def short_claim(scenario: Scenario, claim: str) -> str:
    """The beginning of what a claim asserts, in quotation marks."""
    return quoted(shortened(clean(scenario.words.claim(claim)).rstrip("."), SHORT))


def _few(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else _("{name} and others").format(name=parts[0])


def _acts(scenario: Scenario, effect: Effect) -> list[str]:
    values = [getattr(effect, key) for key in type(effect).model_fields]
    return [describe_class(value) for value in values if isinstance(value, ActClass)]


def _actors(scenario: Scenario, effect: Effect) -> list[str]:
    return [clean(scenario.words.actor(actor)) for _key, actor in effect.actors()]


def _processes(scenario: Scenario, effect: Effect) -> list[str]:
    known = {process.id for process in scenario.processes}
    groups = scenario.file.groups
    names = [each for name in getattr(effect, "on", ()) for each in groups.get(name, [name])]
    return [quoted(clean(scenario.words.process(name))) for name in names if name in known]
