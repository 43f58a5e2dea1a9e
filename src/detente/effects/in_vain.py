"""What effects wait for in vain, and what they cannot touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.effects.base import Effect
from detente.effects.waits import Wait
from detente.ontology.dyads import pair_key
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
        text = f"effect '{effect.id}': {part or wait.key}: {_nobody(wait, builder)}"
        found.append(InVain(effect.id, wait.key, wait.key in vain, text))
    return found


def _untouched(effect: Effect, builder: Builder) -> Iterator[InVain]:
    names: Sequence[str] = getattr(effect, "on", ())
    meant = {name: builder.select([name]) for name in names}
    deaf = {name: ps for name, ps in meant.items() if not any(effect.touches(p) for p in ps)}
    for name, processes in deaf.items():
        acts = dict.fromkeys(str(process.act) for process in processes)
        text = (
            f"effect '{effect.id}': on: '{name}' ({_listed(acts)}) is nothing that it "
            f"touches ({effect.touching()}); leave it out, or widen the class"
        )
        yield InVain(effect.id, "on", len(deaf) == len(names), text)


def _nobody(wait: Wait, builder: Builder) -> str:
    """That nothing plays it there, what is played there, and where it is played."""
    where = _listed(wait.dyads, " or ")
    here = [f"'{p.id}' ({p.act})" for p in builder.processes if p.dyad in wait.dyads]
    pairs = {_pair(dyad) for dyad in wait.dyads}
    elsewhere = sorted(
        (p for p in builder.processes if wait.acts.contains(p.act)),
        key=lambda p: pair_key(*p.pair) not in pairs,  # those between the same actors first
    )
    text = f"nothing plays {wait.acts} on {where}, and neither the record nor the schedule has it"
    text += f"; played there: {_listed(here) or 'nothing'}"
    if elsewhere:
        text += "; played elsewhere: " + _listed(f"'{p.id}' on {p.dyad}" for p in elsewhere)
    return text


def _pair(dyad: str) -> str:
    return pair_key(*dyad.replace(">", "~").split("~"))


def _listed(names: Iterable[str], joined: str = ", ") -> str:
    """Some names, and how many more there are."""
    every = list(dict.fromkeys(names))
    more = len(every) - MOST_NAMED
    told = [*every[:MOST_NAMED], f"{more} more"] if more > 0 else every
    return joined.join(told)
