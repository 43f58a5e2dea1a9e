"""What effects wait for in vain, and what they cannot touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from detente.effects.base import Effect
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.language.hints import hint, in_quotes
from detente.language.plain import said
from detente.ontology.dyads import pair_key, spelled
from detente.planes.builder import Builder

MOST_NAMED = 5
"""Processes that a message names."""


@dataclass(frozen=True, slots=True)
class InVain:
    """What an effect waits for and nobody brings.

    Attributes
    ----------
    effect, key : str
    whole : bool
        Whether nothing of what the key waits for is there, so that the key says nothing.
    text : str
        In one line, with what would be right.
    """

    effect: str
    key: str
    whole: bool
    text: str


def in_vain(effect: Effect, builder: Builder) -> list[InVain]:
    """Everything that an effect waits for in vain, and every name in `on` that it cannot touch.

    Parameters
    ----------
    effect : Effect
        That has been lowered to the builder.
    builder : Builder
    """
    found = list(_untouched(effect, builder))
    waits = list(dict.fromkeys(effect.waits(builder)))
    unmet = [wait for wait in waits if not wait.met(builder)]
    vain = {key for key in (w.key for w in unmet) if all(w in unmet for w in waits if w.key == key)}
    for wait in unmet:
        part = wait.part if "[" in wait.part else f"{wait.key} ({wait.part})" if wait.part else ""
        text = said(partial(_unmet, effect, part or wait.key, wait, builder))
        found.append(InVain(effect.id, wait.key, wait.key in vain, text))
    return found


def _unmet(effect: Effect, key: str, wait: Wait, builder: Builder) -> str:
    return _("effect '{effect}': {key}: {why}").format(
        effect=effect.id, key=key, why=_nobody(wait, builder)
    )


def _untouched(effect: Effect, builder: Builder) -> Iterator[InVain]:
    names: Sequence[str] = getattr(effect, "on", ())
    meant = {name: builder.select([name]) for name in names}
    deaf = {name: ps for name, ps in meant.items() if not any(effect.touches(p) for p in ps)}
    for name, processes in deaf.items():
        acts = dict.fromkeys(str(process.act) for process in processes)
        text = said(partial(_deaf, effect, name, acts))
        yield InVain(effect.id, "on", len(deaf) == len(names), text)


def _deaf(effect: Effect, name: str, acts: Iterable[str]) -> str:
    return _(
        "effect '{effect}': on: '{name}' ({acts}) is nothing that it touches ({touched}); "
        "leave it out, or widen the class"
    ).format(effect=effect.id, name=name, acts=_listed(acts), touched=effect.touching())


def _nobody(wait: Wait, builder: Builder) -> str:
    """That nothing plays it there, what is played there, and where it is played."""
    where = _listed(wait.dyads, _(" or "))
    heard = set(wait.dyads)
    here = [f"{in_quotes(p.id)} ({p.act})" for p in builder.processes if heard & {*p.dyads}]
    pairs = {_pair(dyad) for dyad in wait.dyads}
    elsewhere = sorted(
        (p for p in builder.processes if wait.acts.contains(p.act)),
        key=lambda p: pair_key(*p.pair) not in pairs,  # those between the same actors first
    )
    text = _(
        "nothing plays {acts} on {where}, and neither the record nor the schedule has it"
    ).format(acts=wait.acts, where=where)
    text += hint(_("played there: {acts}").format(acts=_listed(here) or _("nothing")))
    if elsewhere:
        there = _("'{process}' on {dyad}")
        acts = _listed(there.format(process=p.id, dyad=p.dyad) for p in elsewhere)
        text += hint(_("played elsewhere: {acts}").format(acts=acts))
    return text


def _pair(dyad: str) -> str:
    return spelled(dyad.replace(">", "~"))


def _listed(names: Iterable[str], joined: str = ", ") -> str:
    """Some names, and how many more there are."""
    every = list(dict.fromkeys(names))
    more = len(every) - MOST_NAMED
    told = [*every[:MOST_NAMED], _("{n} more").format(n=more)] if more > 0 else every
    return joined.join(told)
