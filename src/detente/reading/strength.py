"""How likely a proposal is one that a person would make, too: from what surrounds its cue."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from detente.ontology.toml import parse_toml
from detente.reading.cues.line import line
from detente.reading.cues.senses import Told, told
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
        ``cue``: score of the cue of its first effect; ``ahead`` of the second by cues and words
        together; ``cues``: effects with cues; ``words`` of the cue; ``none``: by the words of its
        clause the chance that it claims nothing, ``likely`` that of its first effect, ``lead``
        that of the likeliest effect before the next; ``length`` of its clause and ``clauses`` of
        the sentence; and whether it is one of ``several``, ``relative``, ``reported``,
        ``quoted``, ``limited``, of things to ``come``, with an ``actor`` or ``two`` in the clause.
    """
    clause = sentence.clauses[proposal.clause]
    own = sentence.tokens[clause.span.first : clause.span.last]
    inside = sum(bool(m.actor) and m.span in clause.span for m in sentence.mentions)
    cued = [candidate for candidate in proposal.candidates if candidate.cue > 0.0]
    first, *others = proposal.candidates
    tells = told(line(sentence, proposal.clause), proposal.clause)
    return {
        "cue": first.cue,
        "ahead": first.score - others[0].score if others else 0.0,
        "cues": float(min(len(cued), 5)),
        "words": float(len(first.words[0].split())) if first.words and first.cue else 0.0,
        "none": tells.none if tells else 0.0,
        "likely": tells.effects.get(first.effect, 0.0) if tells else 0.0,
        "lead": _lead(tells),
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


def _lead(tells: Told | None) -> float:
    """How much likelier the first effect is by the words than the second."""
    best, second, *_ = (
        (*sorted(tells.effects.values(), reverse=True), 0.0, 0.0) if tells else (0, 0)
    )
    return best - second


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
    x = known["constant"] + sum(  # a new feature has no weight until it is estimated
        known.get(name, 0.0) * value
        for name, value in features(sentence, proposal, several).items()
    )
    return round(1.0 / (1.0 + math.exp(-x)), 3)
