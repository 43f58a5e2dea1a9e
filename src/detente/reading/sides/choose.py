"""Choose whose a claim is, and towards whom, by weights estimated from labelled texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from detente.language.current import gettext as _
from detente.ontology.toml import parse_toml
from detente.reading.proposal import Candidate, Proposal
from detente.reading.said_name import said_name
from detente.reading.sides.discourse import Discourse
from detente.reading.sides.features import Last, Place, of_actor, of_target

FILE = "weights.toml"
"""Weights, as ``python -m tools.reading_sides`` estimates them."""


Weights = Mapping[str, Mapping[str, float]]
"""By ``actor`` and ``target``, and by feature."""


def sided(
    discourse: Discourse, proposals: Sequence[Proposal], known: Weights | None = None
) -> list[Proposal]:
    """Proposals with whose each is and towards whom.

    Each actor of the text may be meant. What speaks for one is added up: that the cue's roles or
    the clause's grammar name it, that the sentence or the paragraph does, that it is one of the
    two in question. The claim before in the same paragraph counts, no other one does.

    Parameters
    ----------
    discourse : Discourse
    proposals : sequence of Proposal
        In the order of the text.
    known : mapping, optional
        Other weights than those that have been estimated.
    """
    own = weights() if known is None else known
    found: list[Proposal] = []
    last: Last = ("", "")
    for proposal in proposals:
        if not found or not discourse.together(found[-1].sentence, proposal.sentence):
            last = ("", "")
        place = Place(discourse, proposal, last)
        sides = [two(place, each, own) for each in proposal.candidates]
        candidates = tuple(
            _with(each, *own) for each, own in zip(proposal.candidates, sides, strict=True)
        )
        actor, target = last = sides[0]
        notes = (*proposal.notes, *_presumed(place, actor))
        found.append(
            replace(proposal, actor=actor, target=target, candidates=candidates, notes=notes)
        )
    return found


def _presumed(place: Place, actor: str) -> list[str]:
    """That nobody is named in the sentence of a claim, and whose it is taken to be."""
    if not actor or any(each.actor for each in place.sentence.mentions):
        return []
    return [
        _("no actor is named in its sentence; by the text around it, it is about {name}").format(
            name=said_name(actor, place.discourse.called[actor])
        )
    ]


def two(place: Place, candidate: Candidate, known: Weights) -> Last:
    """Whose a reading of a claim is, and towards whom; empty where nobody can be."""
    named = place.discourse.candidates(place.index)
    if not named:
        return "", ""
    actor = max(named, key=lambda each: _sum(known["actor"], of_actor(place, candidate, each)))
    others = [each for each in named if each != actor]
    if not others:
        return actor, ""
    features = {each: of_target(place, candidate, actor, each) for each in others}
    return actor, max(others, key=lambda each: _sum(known["target"], features[each]))


def _sum(known: Mapping[str, float], features: Mapping[str, float]) -> float:
    return round(sum(known.get(name, 0.0) * value for name, value in features.items() if value), 9)


def _with(candidate: Candidate, actor: str, target: str) -> Candidate:
    """A reading with its sides; who has another role in it, such as a patron's, has one alone."""
    further = {v for k, v in candidate.roles.items() if k not in {"actor", "target"}}
    rest = {k: v for k, v in candidate.roles.items() if k not in {"actor", "target"}}
    if actor in further:
        return replace(candidate, roles={**rest, "actor": target} if target else rest)
    roles = {**rest, "actor": actor}
    return replace(candidate, roles=roles if target in further else {**roles, "target": target})


@cache
def weights() -> Weights:
    """The weights that have been estimated."""
    text = files("detente.reading.sides").joinpath(FILE).read_text(encoding="utf-8")
    found: Weights = parse_toml(text, FILE)
    return found
