"""Names of actors in the language in force."""

from __future__ import annotations

from detente.language.current import gettext, language
from detente.ontology.actors import Actor


def usual_name(actor: Actor) -> str:
    """Return what a state or a built-in bloc is called in the language in force.

    Parameters
    ----------
    actor : Actor

    Returns
    -------
    str
        Its own name if it is neither, or if the language has no other.
    """
    if language() == "en":
        return actor.name
    if actor.kind == "bloc":
        return _bloc(actor.id) or actor.name
    if actor.kind == "party":
        return actor.name
    import pycountry
    from babel import Locale

    if gone := _gone(actor.id):
        return gone
    country = pycountry.countries.get(alpha_3=actor.id)
    code = "XK" if actor.id == "XKX" else getattr(country, "alpha_2", "")
    return str(Locale.parse(language()).territories.get(code, actor.name))


def _bloc(bloc_id: str) -> str | None:
    names = {
        "BRICS+": gettext("BRICS+"),
        "EU": gettext("European Union"),
        "G7": gettext("G7"),
        "NATO": gettext("NATO"),
        "OPEC+": gettext("OPEC+"),
        "South": gettext("the Global South"),
    }
    return names.get(bloc_id)


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
