"""What kinds of effects are called, for people."""

from __future__ import annotations

from detente.effects.base import Effect
from detente.language.current import gettext as _


def kind_title(kind: str) -> str:
    """Name of a kind of effect in the language in force; of other packages' kinds their own."""
    titles = {
        "inertia": _("habit"),
        "reciprocity": _("reciprocity"),
        "mutual-consent": _("mutual consent"),
        "disposition": _("disposition"),
        "third-parties": _("third parties"),
        "response": _("response elsewhere"),
        "mediation": _("mediation"),
        "guarantee": _("guarantee"),
        "patronage": _("patronage"),
        "restraint": _("restraint"),
        "faction": _("faction"),
        "signal": _("signal of intent"),
        "audience": _("audience costs"),
        "deadline": _("deadline"),
        "office": _("line of the office holder"),
        "rapport": _("personal rapport"),
        "record": _("earlier record"),
        "offer": _("offer held back"),
        "gate": _("consent"),
        "vote": _("vote of the members"),
        "lame-duck": _("end of the term"),
        "legacy": _("legacy of measures"),
        "scheduled-acts": _("scheduled acts"),
        "red-line": _("red line"),
        "lock": _("deadlock"),
        "sanctions": _("sanctions in force"),
        "adaptation": _("adaptation"),
        "outside-options": _("outside options"),
        "contested-order": _("contested primacy"),
        "economic-stance": _("economic stance"),
        "advantage": _("advantage on the ground"),
        "regime": _("condition in force"),
        "level": _("level of a quantity"),
        "weekday": _("day of the week"),
        "mood": _("passing mood"),
    }
    return titles.get(kind, kind.replace("-", " "))


def kind_of(effect: Effect) -> str:
    """The kind of an effect, as scenarios write it."""
    return str(getattr(effect, "effect", type(effect).__name__))
