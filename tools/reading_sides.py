"""Estimate whose a claim is, and towards whom, from labelled texts.

``python -m tools.reading_sides`` fits two conditional logits (L2) over the actors of a text, one
for whose a claim is and one for towards whom, to the labelled claims of the tuned part of
``benchmarks/reading``, and writes their weights. No other part is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.reading.labels import Claim, labels_file, read_labels
from benchmarks.reading.score import article_of, score
from benchmarks.reading.texts import read_text, text_files
from detente.reading.proposal import Proposal
from detente.reading.propose import asserted
from detente.reading.read import Asked, read_articles
from detente.reading.sides import choose
from detente.reading.sides.discourse import Discourse
from detente.reading.sides.features import Last, Place, of_actor, of_target

TARGET = Path(choose.__file__).parent / choose.FILE
PART = "tuned"
PENALTY = 1.0
ROUNDS = 2
"""Fits, each with the claims before as the fit before it has read them."""
FOLDS = 10

HEAD = """\
# Written by tools/reading_sides.py: conditional logits over the actors of a text, on {n} claims of
# {texts} labelled texts (benchmarks/reading/{part}). Leaving each tenth of the texts out in turn,
# whose a claim is was right in {actor:.0f} of 100, and towards whom in {target:.0f}.
"""

Rows = list[tuple[list[Mapping[str, float]], int]]
"""For each claim the features of all who may be meant, and which of them is."""


Chosen = list[Last]
"""The sides of each claim of a text."""


@dataclass(frozen=True)
class Labelled:
    """A text that was read, its proposals before their sides, and the label of each, if any."""

    discourse: Discourse
    proposals: Sequence[Proposal]
    claims: Sequence[Claim | None]

    def places(self, chosen: Chosen) -> list[Place]:
        """Each proposal where it stands, behind the sides of the one before it."""
        found: list[Place] = []
        for at, proposal in enumerate(self.proposals):
            near = at and self.discourse.together(found[-1].index, proposal.sentence)
            found.append(Place(self.discourse, proposal, chosen[at - 1] if near else ("", "")))
        return found


def collected() -> list[Labelled]:
    """The tuned texts, read."""
    found = []
    for path in text_files(PART):
        text = read_text(path)
        reading = read_articles([article_of(text)], Asked(today=text.date))
        bare = [replace(p, id=str(i)) for i, p in enumerate(asserted(reading.sentences)[0])]
        reading = replace(reading, proposals=bare)
        pairings = score(text, read_labels(labels_file(path), text), reading).found
        claims = {each.proposal.id: each.claim for each in pairings if each.proposal}
        discourse = Discourse(reading.sentences, reading.actors, reading.pairs)
        found.append(Labelled(discourse, bare, [claims.get(each.id) for each in bare]))
    return found


def rows(text: Labelled, chosen: Chosen) -> tuple[Rows, Rows]:
    """What there is to learn from a text: of actors, and of targets."""
    actors: Rows = []
    targets: Rows = []
    for place, claim in zip(text.places(chosen), text.claims, strict=True):
        if claim is None:
            continue
        first, known = place.proposal.candidates[0], text.discourse.candidates(place.index)
        if claim.actor in known:
            actors.append(([of_actor(place, first, a) for a in known], known.index(claim.actor)))
        others = [each for each in known if each != claim.actor]
        if claim.target in others:
            features = [of_target(place, first, claim.actor, each) for each in others]
            targets.append((features, others.index(claim.target)))
    return actors, targets


def fit(found: Rows) -> dict[str, float]:
    """The weights of a conditional logit."""
    names = list(found[0][0][0])
    sizes = [len(features) for features, _right in found]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(found)), sizes)
    x = np.array([[each[name] for name in names] for features, _at in found for each in features])
    right = starts + np.array([at for _features, at in found])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        top = np.maximum.reduceat(z, starts)
        odds = np.exp(z - top[of])
        total = np.add.reduceat(odds, starts)
        likelihood = (z[right] - top - np.log(total)).sum()
        slope = x[right].sum(axis=0) - (odds / total[of]) @ x
        return PENALTY * (w @ w) / 2 - likelihood, PENALTY * w - slope

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True)}


def chosen_by(text: Labelled, weights: choose.Weights) -> Chosen:
    """The sides of each claim of a text by some weights."""
    return [(p.actor, p.target) for p in choose.sided(text.discourse, text.proposals, weights)]


def estimated(texts: Sequence[Labelled]) -> choose.Weights:
    """Weights for whose claims are, and towards whom."""
    before = [
        [(claim.actor, claim.target) if claim else ("", "") for claim in text.claims]
        for text in texts
    ]
    weights: choose.Weights = {}
    for _round in range(ROUNDS):
        learnt = [rows(text, chosen) for text, chosen in zip(texts, before, strict=True)]
        weights = {
            "actor": fit([row for actors, _targets in learnt for row in actors]),
            "target": fit([row for _actors, targets in learnt for row in targets]),
        }
        before = [chosen_by(text, weights) for text in texts]
    return weights


def held_out(texts: Sequence[Labelled]) -> tuple[float, float]:
    """Shares of claims whose sides are right, each by weights of the other texts."""
    right, count = np.zeros(2), 0
    for fold in range(FOLDS):
        weights = estimated([text for i, text in enumerate(texts) if i % FOLDS != fold])
        for text in texts[fold::FOLDS]:
            for claim, sides in zip(text.claims, chosen_by(text, weights), strict=True):
                if claim is not None:
                    right += [sides[0] == claim.actor, sides[1] == claim.target]
                    count += 1
    actor, target = right / count
    return float(actor), float(target)


def main() -> None:
    """Fit, and write the weights."""
    texts = collected()
    actor, target = held_out(texts)
    count = sum(claim is not None for text in texts for claim in text.claims)
    written = HEAD.format(
        n=count, texts=len(texts), part=PART, actor=100 * actor, target=100 * target
    )
    for of, weights in estimated(texts).items():
        written += f"\n[{of}]\n" + "".join(f"{name} = {w:.3f}\n" for name, w in weights.items())
    TARGET.write_text(written, encoding="utf-8")
    print(written)


if __name__ == "__main__":
    main()
