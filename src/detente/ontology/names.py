"""Names of actors in the language in force."""

from __future__ import annotations

from detente.language.current import gettext, language
from detente.ontology.actor import Actor
from detente.ontology.known import known_actor


def usual_name(actor: Actor) -> str:
    """Return what a known actor is called in the language in force.

    Parameters
    ----------
    actor : Actor

    Returns
    -------
    str
        Its own name if it is not known, or if the language has no other.
    """
    if language() == "en":
        return actor.name
    if actor.kind != "state":
        known = known_actor(actor.id)
        usual = None if known is None else known.names.get(language())
        return actor.name if usual is None else usual[0]
    import pycountry
    from babel import Locale

    if gone := _gone(actor.id):
        return gone
    country = pycountry.countries.get(alpha_3=actor.id)
    code = "XK" if actor.id == "XKX" else getattr(country, "alpha_2", "")
    return str(Locale.parse(language()).territories.get(code, actor.name))


def _gone(state: str) -> str | None:
    names = {
        "ANT": gettext("Netherlands Antilles"),
        "CSK": gettext("Czechoslovakia"),
        "DDR": gettext("East Germany"),
        "SCG": gettext("Serbia and Montenegro"),
        "SUN": gettext("Soviet Union"),
        "VDR": gettext("North Vietnam"),
        "YMD": gettext("South Yemen"),
        "YUG": gettext("Yugoslavia"),
    }
    return names.get(state)
