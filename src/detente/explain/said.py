"""What an explanation finds, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.explain.pieces import BASE, DRAWN, LEAD, ONCE, STANDING
from detente.explain.weighed import OWNED
from detente.explain.worth import Joint
from detente.language.current import gettext as _
from detente.language.format import decimal, difference, integer, labelled
from detente.language.safe import clean
from detente.ontology.acts import ActClass, describe_class
from detente.scenario.weighed_names import moved

if TYPE_CHECKING:
    from detente.explain.weighed import Weighed
    from detente.scenario.scenario import Scenario


def own_part_in_words(part: str) -> str | None:
    """A part of a chance that is no effect's, in words; None of an effect."""
    own = {
        BASE: _("usual daily rate"),
        DRAWN: _("rates as they are drawn"),
        STANDING: _("what the usual rate already holds"),
        LEAD: _("lead of the readier side"),
        ONCE: _("once a day at most"),
    }
    return own.get(part)


def weighed_in_words(scenario: Scenario, found: Weighed) -> list[str]:
    """The parts of a chance that factors move, in words."""
    own = {
        BASE: _("usual hazard") if found.hazard else _("usual chance"),
        DRAWN: _("hazards as they are drawn") if found.hazard else _("chances as they are drawn"),
        OWNED: _("where the claim does not hold"),
        ONCE: _("once a day at most"),
    }
    return [(own | moved(scenario, found.name).factors)[part] for part in found.parts]


def joint_in_words(joint: Joint) -> str:
    """What several claims do together, beside the sum of what each does."""
    return _(
        "Worths do not add: {n} claims forced all to their best against all to their worst move "
        "it by {effect} points ({span}); their worths sum to {total}."
    ).format(
        n=integer(len(joint.claims)),
        effect=decimal(100 * joint.effect, 1),
        span=difference(*joint.interval),
        total=decimal(100 * joint.total, 1),
    )


def pressing_in_words(scenario: Scenario, part: str) -> str:
    """What presses, such as ``USA>RUS COERCE``, with actors and acts in words."""
    dyad, _space, acts = part.partition(" ")
    for sign, arrow in ((">", "→"), ("~", "–")):
        source, found, target = dyad.partition(sign)
        if found and acts and source in scenario.actors and target in scenario.actors:
            names = [clean(scenario.words.actor(actor)) for actor in (source, target)]
            try:
                told = describe_class(ActClass.parse(acts))
            except InputError:  # a memory of something else than acts
                told = clean(acts)
            return labelled(f" {arrow} ".join(names), told)
    return clean(part)
