"""What the draws of coefficients are called, for people."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import short_day
from detente.language.safe import clean
from detente.ontology.actors import resolve_actor
from detente.ontology.names import usual_name
from detente.scenario.effect_names import effect_name
from detente.scenario.moving_names import moving_name
from detente.scenario.weighed_names import moved_by

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def draw_name(scenario: Scenario, draw: str) -> str:
    """A draw in words: a rate by its act, a coefficient by its effect and what it is of it.

    Parameters
    ----------
    scenario : Scenario
    draw : str
        Its stable name, such as ``rate:act:RUS~USA:CONSULT`` or ``habit.h7``.
    """
    moved, _factor, factor = draw.partition(".factor.")
    if factor:
        return _of_factor(scenario, moved, factor)
    for process in scenario.processes:
        if process.baseline_name == draw:
            return _("usual rate of “{act}”").format(act=clean(scenario.words.process(process.id)))
    if draw.startswith(("state:", "level:")):
        return moving_name(scenario, draw)
    effect, _dot, what = draw.partition(".")
    name = effect_name(scenario, effect)
    piece = _piece(scenario, what)
    return f"{name}, {piece}" if piece else name


def _of_factor(scenario: Scenario, moved: str, factor: str) -> str:
    """What raises or lowers a hazard or a chance, such as ``level:stock#2.theta``."""
    about, _dot, key = factor.partition(".")
    text = _("{draw}: threshold of {what}") if key == "threshold" else _("{draw}, by {what}")
    found = moved_by(scenario, moved)
    if found is None:
        return clean(f"{moved}.factor.{factor}")
    what = found.factors[f"{moved}.factor.{about}.theta"]
    return text.format(draw=draw_name(scenario, found.draw), what=what)


def _piece(scenario: Scenario, what: str) -> str:
    """What a draw is of its effect; empty for its one coefficient."""
    if what in {"", "theta"}:
        return ""
    days = re.fullmatch(r"h(\d+)", what)
    if days:
        n = int(days[1])
        return ngettext("half-life {n} day", "half-life {n} days", n).format(n=n)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", what):
        date = short_day(dt.date.fromisoformat(what))
        return _("probability on {date}").format(date=date)
    key, _dot, actor = what.partition(".")
    keys = {
        "anticipation": _("anticipation"),
        "chance": _("chance of consent"),
        "gain": _("gain"),
        "prior": _("prior belief"),
        "sigma": _("size"),
        "threshold": _("threshold"),
    }
    name = keys.get(key, key)
    if actor in scenario.actors:
        return f"{name} ({clean(scenario.words.actor(actor))})"
    if key == "chance" and actor:
        members, _dot, number = actor.partition(".")
        told = ", ".join(_member(scenario, each) for each in members.split(","))
        return f"{name} ({told})" + (f" {number}" if number else "")
    return f"{name} {actor.replace('.', ' ')}" if actor else name


def _member(scenario: Scenario, member: str) -> str:
    """Name of one who votes, and who need be no actor of the scenario."""
    if member in scenario.actors:
        return clean(scenario.words.actor(member))
    try:
        return usual_name(resolve_actor(member))
    except InputError:  # a name of its own
        return clean(member)


def setting_said(scenario: Scenario, effect: str, key: str) -> str:
    """A half-life or a threshold of an effect, in words."""
    keys = {"half_life": _("half-life"), "threshold": _("threshold")}
    return f"{effect_name(scenario, effect)}, {keys.get(key, key)}"
