"""Classes of acts that a claim touches, and an act for each PLOVER type where none is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.ontology.acts import Act

HOSTILE = frozenset(
    {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
SIGNED = "057"
"""CAMEO code of a signed agreement."""

HOSTILE_CLASSES = frozenset({"hostility", "economic", "force"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A process for an act that the kind of brief does not play.

    `id` with `{s}` and `{t}`; days a year of the mean pair; its title in English and French.
    """

    id: str
    act: str
    per_year: float
    title: tuple[str, str]


PROCESSES: Mapping[str, Kept] = {
    "AGREE": Kept("{s}-offers-{t}", "AGREE/diplomatic", 4.0,
        ("{s} makes an offer to {t}", "{s} [fait|font] une offre {à t}")),
    "CONSULT": Kept("{s}-{t}-consult", "CONSULT", 6.0,
        ("{s} and {t} consult", "{s} et {t} se concertent")),
    "SUPPORT:057": Kept("{s}-{t}-agree", "SUPPORT/diplomatic:057", 0.6,
        ("{s} and {t} sign an agreement", "{s} et {t} signent un accord")),
    "SUPPORT": Kept("{s}-backs-{t}", "SUPPORT/diplomatic", 3.0,
        ("{s} backs {t}", "{s} [soutient|soutiennent] {t}")),
    "CONCEDE": Kept("{s}-concedes-to-{t}", "CONCEDE/diplomatic", 1.5,
        ("{s} concedes a point to {t}", "{s} [cède|cèdent] un point {à t}")),
    "COOPERATE": Kept("{s}-cooperates-with-{t}", "COOPERATE/economic", 8.0,
        ("{s} cooperates with {t}", "{s} [coopère|coopèrent] avec {t}")),
    "AID": Kept("{s}-aids-{t}", "AID", 3.0,
        ("{s} gives aid to {t}", "{s} [vient|viennent] en aide {à t}")),
    "RETREAT": Kept("{s}-gives-way-to-{t}", "RETREAT", 1.0,
        ("{s} gives way to {t}", "{s} [recule|reculent] devant {t}")),
    "REQUEST": Kept("{s}-calls-on-{t}", "REQUEST", 5.0,
        ("{s} calls on {t}", "{s} [fait|font] une demande {à t}")),
    "ACCUSE": Kept("{s}-accuses-{t}", "ACCUSE", 12.0,
        ("{s} accuses {t}", "{s} [accuse|accusent] {t}")),
    "REJECT": Kept("{s}-refuses-{t}", "REJECT", 2.0,
        ("{s} turns {t} down", "{s} [oppose|opposent] un refus {à t}")),
    "THREATEN": Kept("{s}-threatens-{t}", "THREATEN", 2.0,
        ("{s} threatens {t}", "{s} [menace|menacent] {t}")),
    "PROTEST": Kept("{s}-protests-against-{t}", "PROTEST", 1.0,
        ("there are protests in {s} against {t}", "on manifeste contre {t} du côté {de s}")),
    "SANCTION": Kept("{s}-cuts-ties-with-{t}", "SANCTION", 1.0,
        ("{s} cuts ties with {t}", "{s} [réduit ses|réduisent leurs] relations avec {t}")),
    "MOBILIZE": Kept("{s}-shows-force-to-{t}", "MOBILIZE/military", 0.5,
        ("{s} shows force to {t}", "{s} [fait|font] une démonstration de force face {à t}")),
    "COERCE": Kept("{s}-sanctions-{t}", "COERCE.restrict/economic", 3.0,
        ("{s} imposes measures on {t}", "{s} [prend|prennent] des mesures contre {t}")),
    "ASSAULT": Kept("{s}-attacks-{t}", "ASSAULT", 1.0,
        ("{s} attacks {t}", "{s} [attaque|attaquent] {t}")),
}  # fmt: skip
"""By PLOVER type, a signed agreement apart."""

INSTEAD: Mapping[str, str] = {
    "contact": "CONSULT",
    "agreement": "SUPPORT:057",
    "truce": "SUPPORT:057",
    "gestures": "AGREE",
    "hostility": "ACCUSE",
    "economic": "COERCE",
    "force": "MOBILIZE",
    "support": "AID",
    "any": "CONSULT",
}
"""What is added where no process of a class is played."""

SAID: Mapping[str, tuple[str, str]] = {
    "contact": ("contact with {b}", "des contacts avec {b}"),
    "agreement": ("an agreement with {b}", "un accord avec {b}"),
    "truce": ("a truce with {b}", "une trêve avec {b}"),
    "gestures": ("steps towards {b}", "des pas vers {b}"),
    "hostility": ("hostile steps against {b}", "des actes hostiles contre {b}"),
    "economic": ("economic measures against {b}", "des mesures économiques contre {b}"),
    "force": ("force or a show of it against {b}", "la force, ou sa démonstration, contre {b}"),
    "support": ("support for {b}", "un soutien {à b}"),
    "any": ("dealings with {b}", "des rapports avec {b}"),
}
"""How a statement speaks of a class, in English and French."""

BARE: Mapping[str, tuple[str, str]] = {
    "contact": ("contact", "des contacts"),
    "agreement": ("an agreement", "un accord"),
    "truce": ("a truce", "une trêve"),
    "gestures": ("steps of its own", "des pas de son côté"),
    "hostility": ("hostile steps", "des actes hostiles"),
    "economic": ("economic measures", "des mesures économiques"),
    "force": ("force or a show of it", "la force, ou sa démonstration"),
    "support": ("support", "un soutien"),
    "any": ("dealings", "des rapports"),
}
"""The same where the sentence has named the other side already."""

BETWEEN: Mapping[str, tuple[str, str]] = {
    "contact": ("contact between {a} and {b}", "des contacts entre {a} et {b}"),
    "agreement": ("an agreement between {a} and {b}", "un accord entre {a} et {b}"),
    "truce": ("a truce between {a} and {b}", "une trêve entre {a} et {b}"),
    "gestures": ("steps of {a} towards {b}", "des pas {de a} vers {b}"),
    "hostility": ("hostile steps of {a} against {b}", "des actes hostiles {de a} contre {b}"),
    "economic": (
        "economic measures of {a} against {b}",
        "des mesures économiques {de a} contre {b}",
    ),
    "force": ("force of {a} against {b}", "la force {de a} contre {b}"),
    "support": ("support of {a} for {b}", "un soutien {de a} {à b}"),
    "any": ("dealings between {a} and {b}", "des rapports entre {a} et {b}"),
}
"""The same where both are named."""


def fits(act: Act, name: str) -> bool:
    """Whether an act is of a class of acts, as cues and pieces name them."""
    match name:
        case "contact":
            return act.type == "CONSULT"
        case "agreement":
            return act.cameo == SIGNED
        case "truce":
            return act.cameo == SIGNED or act.mode == "ceasefire"
        case "gestures":
            return act.type in FRIENDLY - {"CONSULT"} and act.cameo != SIGNED
        case "hostility":
            return act.type in HOSTILE
        case "economic":
            return act.type in ("COERCE", "SANCTION") or (
                act.type in HOSTILE and act.context == "economic"
            )
        case "force":
            return act.type in ("MOBILIZE", "ASSAULT")
        case "support":
            return act.type in ("AID", "SUPPORT") and act.cameo != SIGNED
        case _:
            return act.type in FRIENDLY


def kept(act: Act) -> Kept:
    """The process that is added for an act that nobody plays."""
    return PROCESSES["SUPPORT:057" if act.cameo == SIGNED else act.type]
