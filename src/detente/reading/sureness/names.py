"""Names of the classes of sureness, as people read them."""

from __future__ import annotations

from detente.language.current import gettext as _


def class_name(kind: str) -> str:
    """What a class is called, in the language in force."""
    return {
        "certain": _("certain"),
        "future": _("in the future tense"),
        "probable": _("likely"),
        "apparent": _("apparent"),
        "dependent": _("under a condition"),
        "reported": _("unconfirmed report"),
        "possible": _("possible"),
        "perhaps": _("perhaps"),
        "uncertain": _("uncertain"),
        "unlikely": _("unlikely"),
        "remote": _("most unlikely"),
        "impossible": _("impossible"),
        "supposed": _("only supposed"),
        "question": _("a question"),
        "author": _("the author"),
        "organisation": _("an organisation"),
        "party": _("an interested party"),
        "observers": _("observers"),
        "known": _("given as known"),
        "recalled": _("recalled"),
        "admitted": _("admitted"),
        "announced": _("announced"),
        "believed": _("believed"),
        "claimed": _("claimed"),
        "hoped": _("hoped or feared"),
        "doubted": _("doubted"),
        "denied": _("denied"),
    }[kind]
