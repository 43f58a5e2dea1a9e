"""Reading articles: claims, voices, effects, conditions and credences against labelled texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.protocol import Figure, Options, Result, Target
from benchmarks.reading.agreement import claimed, kappa, labelled_twice, shared
from benchmarks.reading.labels import labels_file, read_labels
from benchmarks.reading.score import (
    FIRST,
    RELATIONS,
    Pairing,
    Scored,
    actor_is_right,
    article_of,
    condition_is_right,
    credence_is_right,
    effect_rank,
    related,
    score,
    target_is_right,
    voice_is_right,
)
from benchmarks.reading.seed import ARTICLE, found_first, seed_reading
from benchmarks.reading.texts import PARTS, read_text, text_files
from detente.reading.read import Asked, read_articles

TARGETS = {
    "claims found (recall)": 0.75,
    "proposals right (precision)": 0.65,
    "voice right": 0.8,
    "right effect within three": 0.8,
}
"""For the parts that nobody who writes rules has seen."""

ROUNDS = 2000
"""Texts drawn anew for the interval, whole texts at a time: claims of one are not independent."""


def scored(part: str, *, grammar: bool = True) -> list[Scored]:
    """All texts of a part, read and scored."""
    found = []
    for path in text_files(part):
        text = read_text(path)
        labels = read_labels(labels_file(path), text)
        reading = read_articles([article_of(text)], Asked(today=text.date, grammar=grammar))
        found.append(score(text, labels, reading))
    return found


Counts = NDArray[np.int_] | NDArray[np.float64]

Share = Callable[[Scored], tuple[int, int]]
"""Of a text how many are right, of how many."""


def _of_found(
    right: Callable[[Pairing], bool], of: Callable[[Pairing], bool] = lambda _each: True
) -> Share:
    def share(text: Scored) -> tuple[int, int]:
        own = [each for each in text.found if of(each)]
        return sum(map(right, own)), len(own)

    return share


def _rank(each: Pairing) -> int:
    return effect_rank(each.claim, each.proposal) if each.proposal else 0


SHARES: dict[str, Share] = {
    "claims found (recall)": lambda text: (len(text.found), len(text.pairings)),
    "proposals right (precision)": lambda text: (
        len(text.found),
        len(text.found) + len(text.spurious),
    ),
    "voice right": _of_found(
        lambda p: bool(p.proposal and voice_is_right(p.claim, p.proposal.voice))
    ),
    "actor right": _of_found(
        lambda p: bool(p.proposal and actor_is_right(p.claim, p.proposal)),
        lambda p: bool(p.claim.actor),
    ),
    "target right": _of_found(
        lambda p: bool(p.proposal and target_is_right(p.claim, p.proposal)),
        lambda p: bool(p.claim.target),
    ),
    "right effect first": _of_found(lambda p: _rank(p) == 1),
    "right effect within three": _of_found(lambda p: 1 <= _rank(p) <= FIRST),
    "condition right": _of_found(
        lambda p: bool(p.proposal and condition_is_right(p.claim, p.proposal))
    ),
    "condition right, where there is one": _of_found(
        lambda p: bool(p.proposal and condition_is_right(p.claim, p.proposal)),
        lambda p: p.claim.condition != "none",
    ),
    "credence within 0.2": _of_found(
        lambda p: bool(p.proposal and credence_is_right(p.claim, p.proposal))
    ),
}
"""Figures of a part. All but the first two are of the claims that were found."""


def figures(part: str, texts: Sequence[Scored]) -> Iterator[Figure]:
    """The shares of a part, each with its 95 % interval by drawing the texts anew."""
    drawn = np.random.default_rng(1).integers(len(texts), size=(ROUNDS, len(texts)))
    for name, share in SHARES.items():
        counts = np.array([share(text) for text in texts])
        right, of = counts[drawn].sum(axis=1).T
        spread = np.quantile(right / np.maximum(of, 1), [0.025, 0.975])
        value = counts[:, 0].sum() / max(counts[:, 1].sum(), 1)
        target = None if part == "tuned" else TARGETS.get(name)
        yield Figure(
            f"{part}: {name} ({counts[:, 0].sum()} of {counts[:, 1].sum()})",
            float(value),
            "",
            tuple(map(float, spread)),
            None if target is None else Target(target, above=True),
        )
    for key in RELATIONS:
        counts = np.array([related(text, key) for text in texts])
        spread = np.quantile(_f1(*counts[drawn].sum(axis=1).T), [0.025, 0.975])
        right, proposed, labelled = counts.sum(axis=0)
        yield Figure(
            f"{part}: {key}, F1 ({right} right of {proposed} proposed, {labelled} labelled)",
            float(_f1(right, proposed, labelled)),
            "",
            tuple(map(float, spread)),
        )


def _f1(right: Counts, proposed: Counts, labelled: Counts) -> Counts:
    """Harmonic mean of precision and recall."""
    return 2 * right / np.maximum(proposed + labelled, 1)


def measure(options: Options) -> Result:
    """Read every text, and say how much of what it claims was found, and how well."""
    found: list[Figure] = []
    for part in PARTS:
        found += figures(part, scored(part))
        if not options.quick:
            found += [
                Figure(f"by rules alone, {f.what}", f.value, f.unit, f.rounds)
                for f in figures(part, scored(part, grammar=False))
            ]
        found += _agreement(part)
    notes = ["Ranges are 95 % intervals over texts drawn anew; κ is Cohen's, between two readers."]
    if ARTICLE.exists():
        every, within, first = found_first(seed_reading())
        found += [
            Figure(f"seed article: mechanisms found, of {every}", within, "", (), Target(15, True)),
            Figure("seed article: with the right effect first", first, "", (), Target(12, True)),
        ]
    else:
        notes.append("The seed article is not here, so it was not read.")
    return Result("Reading articles", found, notes)


def _agreement(part: str) -> Iterator[Figure]:
    """κ of claim or none, of the effect and of the voice."""
    texts = list(labelled_twice(part))
    if not texts:
        return
    pairs = shared(texts)
    yield Figure(f"{part}: κ, a sentence claims something", kappa(*claimed(texts)))
    yield Figure(
        f"{part}: κ, first effect ({len(pairs)} claims)",
        kappa([a.effects[0] for a, _ in pairs], [b.effects[0] for _, b in pairs]),
    )
    yield Figure(
        f"{part}: κ, voice", kappa([a.voice for a, _ in pairs], [b.voice for _, b in pairs])
    )
