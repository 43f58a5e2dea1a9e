"""How likely a proposal is one that a person would make, too: from what surrounds its cue."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from detente.ontology.toml import parse_toml
from detente.reading.proposal import Proposal
from detente.reading.sentence import Sentence
from detente.reading.words.table import words

FILE = "strength.toml"
"""Weights, as ``python -m tools.reading_strength`` estimates them."""


def features(sentence: Sentence, proposal: Proposal, several: bool) -> dict[str, float]:
    """What is known of a proposal before anybody has looked at it.

    Parameters
    ----------
    sentence : Sentence
    proposal : Proposal
    several : bool
        Whether more than one proposal comes from its sentence.

    Returns
    -------
    dict
        ``score`` of its first effect; ``ahead`` of the second; ``cues``: effects with cues;
        ``words`` of the cue; ``length`` of its clause and ``clauses`` of the sentence; and whether
        it is one of ``several``, ``relative``, ``reported``, ``quoted``, ``limited``, of things to
        ``come``, with an ``actor`` or ``two`` in the clause.
    """
    clause = sentence.clauses[proposal.clause]
    own = sentence.tokens[clause.span.first : clause.span.last]
    inside = sum(bool(m.actor) and m.span in clause.span for m in sentence.mentions)
    cued = [candidate for candidate in proposal.candidates if candidate.words]
    first = proposal.candidates[0]
    second = cued[1].score if len(cued) > 1 else 0.0
    return {
        "score": first.score,
        "ahead": first.score - second,
        "cues": float(min(len(cued), 5)),
        "words": float(len(first.words[0].split())) if first.words else 0.0,
        "length": len(own) / 20,
        "clauses": len(sentence.clauses) / 5,
        "several": float(several),
        "relative": float(clause.kind == "relative"),
        "reported": float(clause.kind == "reported"),
        "quoted": float(clause.quoted),
        "limited": float(proposal.limit is not None),
        "come": float(_to_come(sentence, proposal)),
        "actor": float(inside > 0),
        "two": float(inside > 1),
    }


def _to_come(sentence: Sentence, proposal: Proposal) -> bool:
    """Whether a modal or a future stands in the clause."""
    span = sentence.clauses[proposal.clause].span
    own = sentence.tokens[span.first : span.last]
    modal = words(sentence.language, "come", "modals")
    ends = tuple(sorted(words(sentence.language, "come", "endings")))
    return any(t.lemma in modal or (ends and t.text.lower().endswith(ends)) for t in own)


@cache
def weights() -> Mapping[str, float]:
    """Weights by feature, and the constant as ``constant``."""
    text = files("detente.reading").joinpath(FILE).read_text(encoding="utf-8")
    found: Mapping[str, float] = parse_toml(text, FILE)["weights"]
    return found


def strength(sentence: Sentence, proposal: Proposal, several: bool) -> float:
    """The chance that a person would make the proposal too, by a logistic regression, in (0, 1)."""
    known = weights()
    x = known["constant"] + sum(
        known[name] * value for name, value in features(sentence, proposal, several).items()
    )
    return round(1.0 / (1.0 + math.exp(-x)), 3)
