"""What speaks for an actor as the one whose a claim is, or as the one towards whom."""

from __future__ import annotations

from collections.abc import Mapping

from detente.reading.clauses.own import owned
from detente.reading.grammar.roles import agent, governed, passive
from detente.reading.proposal import Candidate, Proposal
from detente.reading.sentence import Mention
from detente.reading.sides.discourse import Discourse

THIRD = frozenset({"mediation", "guarantee", "restraint"})
"""Effects that are as a rule somebody else's than the two in question."""
OWN = frozenset({"outside-options", "adaptation", "patronage", "level", "record", "office"})
"""Effects in which others are named, and which are as a rule of one of the two."""
OF_BOTH = frozenset({"judgement", "inertia", "mutual-consent"})
"""What is said of the two together."""

Last = tuple[str, str]
"""Actor and target of the claim before in the same paragraph; empty where there is none."""


class Place:
    """A claim where it stands: what is asked of it for each actor that may be meant."""

    def __init__(self, discourse: Discourse, proposal: Proposal, last: Last) -> None:
        self.discourse, self.proposal, self.last = discourse, proposal, last
        self.index = proposal.sentence
        self.sentence = discourse.sentences[proposal.sentence]
        self.clause = self.sentence.clauses[proposal.clause]
        self.own = owned(self.sentence).clause
        self.subjects = discourse.subjects(proposal.sentence)
        self.subject = self.subjects[proposal.clause]
        self.agent = agent(self.sentence, proposal.clause)
        self.turned = self.agent is None and passive(self.sentence, proposal.clause)
        self.before = discourse.before(proposal.sentence)

    def inside(self, actor: str) -> list[Mention]:
        """Where the clause itself names an actor."""
        return [
            each
            for each in self.sentence.mentions
            if each.actor == actor and self.own[each.span.first] == self.proposal.clause
        ]

    def subject_of(self, clause: int, actor: str) -> bool:
        """Whether an actor is the subject of a clause."""
        return clause >= 0 and _is(actor, self.subjects[clause])

    def recency(self, actor: str) -> float:
        """How near in the paragraph, before the sentence before, an actor is named last."""
        for away, at in enumerate(self.before[1:], start=2):
            if self.discourse.names(at, actor):
                return 1.0 / away
        return 0.0


def _is(actor: str, mention: Mention | None) -> bool:
    return mention is not None and mention.actor == actor


def of_actor(place: Place, candidate: Candidate, actor: str) -> Mapping[str, float]:
    """Features of an actor as the one whose a claim is.

    Parameters
    ----------
    place : Place
    candidate : Candidate
        The reading of the claim, with the roles that its cue has filled.
    actor : str
    """
    inside = place.inside(actor)
    cued = candidate.roles.get("actor") == actor
    own = place.subject is not None and place.own[place.subject.span.first] == place.proposal.clause
    subject = place.subject_of(place.proposal.clause, actor)
    first, verb = place.clause.span.first, place.clause.verb
    paired = actor in place.discourse.pair
    voice = place.proposal.voice
    here = [each for each in place.sentence.mentions if each.actor == actor]
    below = (
        i for i, each in enumerate(place.sentence.clauses) if each.parent == place.proposal.clause
    )
    limit = place.proposal.limit
    found = {
        "cued": cued and bool(inside),
        "cued_elsewhere": cued and not inside,
        "subject": subject and own and not place.turned,
        "subject_of_passive": subject and own and place.turned,
        "subject_elsewhere": subject and not own,
        "agent": _is(actor, place.agent),
        "subject_above": place.subject_of(place.clause.parent, actor),
        "subject_below": any(place.subject_of(at, actor) for at in below),
        "subject_somewhere": any(
            each is not None and each.actor == actor for each in place.subjects
        ),
        "inside": bool(inside),
        "ahead": any(each.span.first < verb for each in inside),
        "free": any(
            each.kind != "demonym" and not governed(place.sentence, each.span.first, first)
            for each in inside
        ),
        "demonym": bool(inside) and all(each.kind == "demonym" for each in inside),
        "pronoun": any(each.kind == "pronoun" for each in inside),
        "sentence": bool(here),
        "sentence_ahead": any(each.span.first < first for each in here),
        "condition": limit is not None and limit.actor == actor,
        "voice": voice.who == actor,
        "voice_through": voice.through is not None and voice.through.who == actor,
        "before": any(place.discourse.names(at, actor) for at in place.before[:1]),
        "last_actor": place.last[0] == actor,
        "last_target": place.last[1] == actor,
        "pair": paired,
        "pair_of_both": paired and candidate.effect in OF_BOTH,
        "pair_own": paired and candidate.effect in OWN,
        "third": not paired and candidate.effect in THIRD,
        "third_inside": not paired and candidate.effect not in THIRD and bool(inside),
    }
    return {
        **{name: float(value) for name, value in found.items()},
        "paragraph": place.recency(actor),
        "share": place.discourse.share.get(actor, 0.0),
    }


def of_target(place: Place, candidate: Candidate, actor: str, target: str) -> Mapping[str, float]:
    """Features of an actor as the one towards whom a claim is, if it is another one's.

    Parameters
    ----------
    place : Place
    candidate : Candidate
    actor : str
        Whose it is.
    target : str
    """
    inside = place.inside(target)
    cued = candidate.roles.get("target") == target
    pair = place.discourse.pair
    found = {
        "cued": cued and bool(inside),
        "cued_elsewhere": cued and not inside,
        "cued_as_actor": candidate.roles.get("actor") == target,
        "subject": place.subject_of(place.proposal.clause, target),
        "inside": bool(inside),
        "behind": any(each.span.first > place.clause.verb for each in inside),
        "sentence": place.discourse.names(place.index, target),
        "other": actor in pair and target in pair,
        "pair_of_third": actor not in pair and target in pair,
        "faced": place.discourse.faces.get(actor) == target,
        "voice": place.proposal.voice.who == target,
        "before": any(place.discourse.names(at, target) for at in place.before[:1]),
        "last_actor": place.last[0] == target,
        "last_target": place.last[1] == target,
    }
    return {
        **{name: float(value) for name, value in found.items()},
        "share": place.discourse.share.get(target, 0.0),
    }
