"""What is counted, in words of the language in force."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.safe import clean
from detente.ontology.acts import quad_said
from detente.ontology.quads import Quad

if TYPE_CHECKING:
    from detente.relations.largest import ToldAct


def quad_name(quad: int) -> str:
    """Name of a quad class."""
    return quad_said(Quad(quad))


def side_name(side: str) -> str:
    """Name of a side of acts."""
    return _("cooperation") if side == "cooperation" else _("conflict")


@lru_cache(maxsize=4096)
def _name(actor: str, _language: str) -> str:
    from detente.ontology.actors import resolve_actor
    from detente.ontology.names import usual_name

    try:
        found = resolve_actor(actor)
    except InputError:  # a state of the past, or an actor of the source's own
        return clean(actor)
    return clean(usual_name(found) if found.id == actor else actor)


def actor_name(actor: str) -> str:
    """Name of an actor; its id if it has none."""
    return _name(actor, language())


def pair_name(a: str, b: str) -> str:
    """Both actors of a pair."""
    return f"{actor_name(a)} – {actor_name(b)}"


def direction(a: str, b: str) -> str:
    """From one actor to the other."""
    return f"{actor_name(a)} → {actor_name(b)}"


def act_words(act: ToldAct) -> str:
    """Say an act of the record: who, on whom, what, how often."""
    from detente.events.coding.words import phrase

    try:
        what = phrase(act.type, act.mode, act.context, act.rank, act.code, language())
    except InputError:  # a type of a source's own
        what = act.type
    source, target = (actor_name(each) if each else "—" for each in (act.source, act.target))
    who = f"{source} {'↔' if act.joint else '→'} {target}"
    times = f" ×{act.acts}" if act.acts > 1 else ""
    return _("{who}: {what}").format(who=who, what=clean(what)) + times


def step_name(step: str) -> str:
    """By what the quad classes are counted."""
    return {
        "day": _("by day"),
        "week": _("by week"),
        "month": _("by month"),
        "quarter": _("by quarter"),
        "year": _("by year"),
    }[step]
