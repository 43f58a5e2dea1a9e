"""Estimate how likely a proposal of the reader is one that a person makes, from labelled texts.

``python -m tools.reading_strength`` fits a logistic regression (scikit-learn, L2) to the proposals
of the tuned part of ``benchmarks/reading``, and writes its weights. No other part is read.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.reading.labels import labels_file, read_labels
from benchmarks.reading.score import article_of, score
from benchmarks.reading.texts import read_text, text_files
from detente.reading import propose, strength
from detente.reading.read import Asked, read_articles

TARGET = Path(strength.__file__).parent / strength.FILE
PART = "tuned"
PENALTY = 0.3
"""Inverse of the L2 penalty on standardised features."""

HEAD = """\
# Written by tools/reading_strength.py: a logistic regression of whether a person makes a proposal
# too, on {n} proposals for {texts} labelled texts (benchmarks/reading/{part}). Leaving each tenth
# of the texts out in turn, a right proposal is ranked before a wrong one in {auc:.0f} of 100 pairs.
[weights]
"""


def collected() -> tuple[list[dict[str, float]], list[bool], list[int]]:
    """Features of every proposal, whether a label answers to it, and the number of its text."""
    rows, right, group = [], [], []
    propose.STRONG = 0.0
    for number, path in enumerate(text_files(PART)):
        text = read_text(path)
        reading = read_articles([article_of(text)], Asked(today=text.date))
        scored = score(text, read_labels(labels_file(path), text), reading)
        found = {pairing.proposal.id for pairing in scored.found if pairing.proposal}
        counts = [p.sentence for p in reading.proposals]
        for proposal in reading.proposals:
            sentence = reading.sentences[proposal.sentence]
            several = counts.count(proposal.sentence) > 1
            rows.append(strength.features(sentence, proposal, several))
            right.append(proposal.id in found)
            group.append(number)
    return rows, right, group


def main() -> None:
    """Fit, and write the weights."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows, right, group = collected()
    names = list(rows[0])
    x = np.array([[row[name] for name in names] for row in rows])
    y = np.array(right)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=1000))
    held_out = cross_val_predict(
        model, x, y, groups=group, cv=GroupKFold(10), method="predict_proba"
    )[:, 1]
    model.fit(x, y)
    scale, regression = model[0], model[-1]
    weights = regression.coef_[0] / scale.scale_
    constant = regression.intercept_[0] - (weights * scale.mean_).sum()
    text = HEAD.format(
        n=len(rows), texts=len(set(group)), part=PART, auc=100 * roc_auc_score(y, held_out)
    )
    text += f"constant = {constant:.3f}\n"
    text += "".join(f"{name} = {w:.3f}\n" for name, w in zip(names, weights, strict=True))
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
