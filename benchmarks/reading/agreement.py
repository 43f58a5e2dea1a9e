"""How far two who labelled the texts independently of each other agree: Cohen's κ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.reading.labels import Claim, Labels, labels_file, read_labels
from benchmarks.reading.texts import HERE, Text, read_text, text_files


@dataclass(frozen=True, slots=True)
class Twice:
    """A text with the labels of two."""

    text: Text
    one: Labels
    other: Labels


def labelled_twice(part: str) -> Iterator[Twice]:
    """The texts of a part that two have labelled."""
    for path in text_files(part):
        second = labels_file(path, HERE / "second" / part)
        if second.exists():
            text = read_text(path)
            yield Twice(text, read_labels(labels_file(path), text), read_labels(second, text))


def kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's κ (1960, Educational and Psychological Measurement 20), by scikit-learn."""
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(one, other)) if len({*one, *other}) > 1 else 1.0


def claimed(texts: Sequence[Twice]) -> tuple[list[str], list[str]]:
    """Of each sentence whether it holds a claim, by the one and by the other."""
    one, other = [], []
    for each in texts:
        for number in range(1, len(each.text.sentences) + 1):
            one.append(str(any(c.sentence == number for c in each.one.claims)))
            other.append(str(any(c.sentence == number for c in each.other.claims)))
    return one, other


def shared(texts: Sequence[Twice]) -> list[tuple[Claim, Claim]]:
    """Claims that both have: in one sentence, paired by the words that they share."""
    pairs = []
    for each in texts:
        left = list(each.other.claims)
        for claim in each.one.claims:
            near = [c for c in left if c.sentence == claim.sentence]
            if near:
                best = max(near, key=lambda c, own=claim: _common(own.part, c.part))  # type: ignore[misc]
                left.remove(best)
                pairs.append((claim, best))
    return pairs


def _common(one: str, other: str) -> int:
    return len({*one.casefold().split()} & {*other.casefold().split()})
