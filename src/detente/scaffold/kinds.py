"""The kinds of brief that a starting scenario can be made for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.ontology.usual.pairs import DYADS, Dyad
from detente.scaffold.cast import Member

SHORTEST = 7
"""Days of a horizon: in less than a week much of what a template asks cannot happen."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of brief: what it is about, and the third parties that its template has a part for."""

    about: str
    mediator: bool = False
    guarantor: bool = False
    needs_mediator: bool = False
    shortest: int = SHORTEST
    """Days of a horizon in which all that it asks can happen."""
    usual: int = 365
    """Days of the horizon unless it is said."""


KINDS: Mapping[str, Kind] = {
    "thaw": Kind(marked("two powers that may come closer, or drift apart")),
    "ceasefire": Kind(
        marked("a truce: whether it holds, who breaks it first, whether it is extended"),
        mediator=True,
        guarantor=True,
        shortest=180,
    ),
    "trade": Kind(
        marked(
            "a truce over tariffs: how high they go, whether it is extended, whether a deal comes"
        )
    ),
    "negotiation": Kind(
        marked(
            "talks on a treaty: text, signature, ratification, entry into force, implementation by "
            "both, and who leaves it"
        ),
        mediator=True,
        shortest=365,
        usual=730,
    ),
    "mediation": Kind(
        marked("talks through a third party, with prisoners to be exchanged"),
        mediator=True,
        guarantor=True,
        needs_mediator=True,
    ),
    "recognition": Kind(
        marked(
            "recognition that the first of the two seeks and the second opposes: a referendum, how "
            "many of the others grant it, open embassies, or take it back"
        )
    ),
}
"""By name; each is a template of that name."""


def about(name: str) -> str:
    """What a kind of brief is about, in the language in force."""
    return labelled(name, _(KINDS[name].about))


def a_kind(name: str) -> Kind:
    """The kind of brief of a name.

    Raises
    ------
    InputError
        If there is none.
    """
    kind = KINDS.get(name)
    if kind is None:
        raise InputError(
            _("--kind {name}: no such kind").format(name=name) + did_you_mean(name, KINDS)
        )
    return kind


def check_kind(name: str, mediator: str | None, guarantor: str | None) -> None:
    """Refuse a kind that is not known, and third parties that it has no part for.

    Raises
    ------
    InputError
        With the option, and what would be right.
    """
    kind = a_kind(name)
    for option, given, has in (
        ("--mediator", mediator, kind.mediator),
        ("--guarantor", guarantor, kind.guarantor),
    ):
        if given is not None and not has:
            able = [each for each, it in KINDS.items() if getattr(it, option.removeprefix("--"))]
            raise InputError(
                _(
                    "{option} {given}: --kind {name} has no part for one; of these it is: {able}"
                ).format(option=option, given=given, name=name, able=", ".join(able))
            )
    if kind.needs_mediator and mediator is None:
        raise InputError(
            _("--kind {name}: say who mediates, such as --mediator QAT").format(name=name)
        )


def check_cast(members: Sequence[Member], dyad: Dyad | None) -> None:
    """Refuse a kind of dyad that these two cannot be.

    Raises
    ------
    InputError
        With the option, and the kinds that they can be.
    """
    if dyad in (None, "any"):
        return
    kinds = {member.actor.kind for member in members[:2]}
    able = ["party"] if "party" in kinds else ["bloc"] if "bloc" in kinds else list(DYADS)
    if "party" not in kinds and "bloc" not in kinds:
        able = [each for each in able if each not in ("party", "bloc")]
    if dyad not in able:
        raise InputError(
            _("--dyad {dyad}: these two are none; they may be: {able}").format(
                dyad=dyad, able=", ".join(dict.fromkeys([*able, "any"]))
            )
        )


def a_dyad(name: str | None) -> Dyad | None:
    """The kind of dyad of a name.

    Raises
    ------
    InputError
        If there is none.
    """
    if name is None:
        return None
    for dyad in DYADS:
        if dyad == name:
            return dyad
    raise InputError(
        _("--dyad {name}: no such kind of pair").format(name=name) + did_you_mean(name, DYADS)
    )
