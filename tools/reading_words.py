"""Learn which words tell which sense, from sentences written for each.

``python -m tools.reading_words`` fits, for each language, a multinomial logistic regression
(scikit-learn, L2) of the sense on the traits of sentences (``benchmarks/reading/sentences``) and of
the patterns of all cues, and writes its weights beside the cues. Leaving out each writer in turn it
says how well senses are told in the words of somebody new. What a point of a cue is worth against
the words, one number, is from the tuned texts; no other part is read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.reading.labels import labels_file, read_labels
from benchmarks.reading.score import article_of
from benchmarks.reading.texts import read_text, text_files
from benchmarks.reading.written import Written, files_of, written
from detente.reading.article import TONGUES, Article, Paragraph, Tongue
from detente.reading.clauses.own import clause_of
from detente.reading.clauses.split import split
from detente.reading.cues import senses
from detente.reading.cues.line import line
from detente.reading.cues.load import CueBook, cue_book, cue_files
from detente.reading.cues.match import cued
from detente.reading.cues.pattern import Choice, Pattern, Slot, Word
from detente.reading.cues.senses import NONE, Weights, told
from detente.reading.cues.traits import ACTOR, DAY, NUMBER, PERSON, traits, traits_of_words
from detente.reading.grammar.analyse import analyse
from detente.reading.read import Asked, read_articles
from detente.reading.sentence import Sentence
from detente.reading.split import sentences_of
from detente.reading.who.mark import Setting, mark

PART = "tuned"
FOLDER = Path(senses.__file__).parent
DAY_OF_ALL = dt.date(2025, 6, 2)
"""Sentences have no day of their own; which one is given plays no part in their traits."""

PENALTY = 0.3
"""Inverse of the L2 penalty on traits that weigh as much as they are rare."""
OF_EXAMPLES = 2.0
"""Weight of an example of a cue, against a sentence: it has to be told."""
OF_PATTERNS = 0.1
"""Weight of the words of a pattern, against a sentence; times that of its cue, from 1 to 3."""
WAYS = 6
"""Ways in which a pattern is read, where it has alternatives."""
KEPT = 12_000
"""Traits that are kept: those of which the weights differ most between senses."""

Floats = npt.NDArray[np.float64]
Traits = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A written sentence, with what the reader finds in it."""

    of: Written
    whole: Traits
    clauses: Sequence[Traits]
    cues: Mapping[str, float]
    """Effect → the score of its best cue in any clause."""


def examples(language: Tongue) -> list[Example]:
    """Every written sentence of a language, read by rules alone."""
    return [_example(each, language) for each in written(language)]


def _example(of: Written, language: Tongue) -> Example:
    article = Article("sentence", "sentence.txt", language, (Paragraph(of.text),), date=DAY_OF_ALL)
    found, _lost = analyse(list(sentences_of(article)), language, model=False)
    marked, _cast = mark(found, Setting(day=DAY_OF_ALL, language=language))
    return _found(of, [split(sentence) for sentence in marked])


def _found(of: Written, sentences: Sequence[Sentence]) -> Example:
    clauses: list[Traits] = []
    cues: dict[str, float] = {}
    whole: dict[str, float] = {}
    for sentence in sentences:
        for clause in range(len(sentence.clauses)):
            words = line(sentence, clause)
            clauses.append(traits(words, clause))
            for candidate in cued(words, clause, None):
                cues[candidate.effect] = max(cues.get(candidate.effect, 0.0), candidate.cue)
    for each in clauses:
        for trait, weight in each.items():
            whole[trait] = max(whole.get(trait, 0.0), weight)
    return Example(of, whole, clauses, cues)


@dataclass(frozen=True, slots=True)
class Document:
    """What is learnt from: traits, their sense, and how much it counts."""

    traits: Traits
    sense: str
    weight: float


def documents_of_cues(book: CueBook, language: Tongue) -> list[Document]:
    """The words of every pattern, in some of the ways in which it can be read, and examples."""
    found = []
    for compiled in book.cues:
        sense = f"{compiled.effect}/{compiled.cue.sense}"
        if text := getattr(compiled.cue, f"example_{language}"):
            example = _example(Written("", sense, text), language)
            found.append(Document(example.whole, sense, OF_EXAMPLES))
        for pattern in compiled.patterns:
            ways = list(_ways(pattern))
            weight = OF_PATTERNS * compiled.cue.weight / 3.0 / len(ways)
            found += [Document(traits_of_words(way, language), sense, weight) for way in ways]
    return found


_MASKS = {"actor": ACTOR, "second": ACTOR, "person": PERSON, "day": DAY, "number": NUMBER}


def _ways(pattern: Pattern) -> Iterator[list[str]]:
    """Words in a row; of the alternatives of all choices the first ones, and so on."""
    choices = [choice for segment in pattern.segments for choice in segment]
    ways = min(WAYS, max(len(choice.rows) for choice in choices))
    for way in range(ways):
        yield [word for choice in choices for word in _row(choice, way, ways)]


def _row(choice: Choice, way: int, ways: int) -> Iterator[str]:
    for single in choice.rows[way * max(1, len(choice.rows) // ways) % len(choice.rows)]:
        if isinstance(single, Slot):
            yield _MASKS.get(single.name, "")
        elif isinstance(single, Word):
            forms = sorted(single.forms)
            yield single.exact or single.begins or (forms[0] if len(forms) <= 3 and forms else "")
        else:
            yield ""


class Vocabulary:
    """Traits by number, and how rare each is."""

    def __init__(self, documents: Sequence[Document]) -> None:
        counts = Counter(trait for each in documents for trait in each.traits)
        self.rows = {trait: row for row, trait in enumerate(sorted(counts))}
        self.rare = np.log((1 + len(documents)) / (1 + np.array([counts[t] for t in self.rows])))

    def matrix(self, listed: Sequence[Traits]) -> Any:
        """A sparse row for each; what no document had is left out."""
        from scipy.sparse import csr_array

        rows, columns, values = [], [], []
        for number, each in enumerate(listed):
            for trait, weight in each.items():
                if (column := self.rows.get(trait)) is not None:
                    rows.append(number)
                    columns.append(column)
                    values.append(weight * self.rare[column])
        return csr_array((values, (rows, columns)), shape=(len(listed), len(self.rows)))


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted regression."""

    vocabulary: Vocabulary
    classes: tuple[str, ...]
    weights: Floats
    """Classes × traits."""
    constant: Floats

    def scores(self, listed: Sequence[Traits]) -> Floats:
        """Before they are made into chances."""
        found: Floats = self.vocabulary.matrix(listed) @ self.weights.T + self.constant
        return found

    def chances(self, listed: Sequence[Traits]) -> Floats:
        """The chance of each class."""
        scores = self.scores(listed)
        found: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
        found /= found.sum(axis=1, keepdims=True)
        return found


def fitted(documents: Sequence[Document]) -> Model:
    """The regression of the sense on traits."""
    from sklearn.linear_model import LogisticRegression

    vocabulary = Vocabulary(documents)
    model = LogisticRegression(C=PENALTY, max_iter=200, tol=1e-3)
    model.fit(
        vocabulary.matrix([each.traits for each in documents]),
        [each.sense for each in documents],
        sample_weight=[each.weight for each in documents],
    )
    return Model(vocabulary, tuple(model.classes_), model.coef_, model.intercept_)


def learnt(among: Sequence[Example], of_cues: Sequence[Document]) -> Model:
    """Learn from whole sentences, then also from the clause of each that says it most."""
    whole = [Document(each.whole, each.of.sense, 1.0) for each in among]
    first = fitted([*whole, *of_cues])
    halves = [Document(each.whole, each.of.sense, 0.5) for each in among]
    return fitted([*halves, *_clauses(first, among), *of_cues])


def _clauses(model: Model, among: Sequence[Example]) -> Iterator[Document]:
    """Of each sentence the clause that has its sense most; of one that claims nothing all."""
    for each in among:
        if each.of.sense == NONE:
            yield from (Document(clause, NONE, 0.5) for clause in each.clauses)
        elif each.clauses:
            chances = model.chances(each.clauses)[:, model.classes.index(each.of.sense)]
            yield Document(each.clauses[int(np.argmax(chances))], each.of.sense, 0.5)


def weights_of(model: Model, inputs: str) -> Weights:
    """Rounded, and without the traits that tell least."""
    centred = (model.weights - model.weights.mean(axis=0)) * model.vocabulary.rare
    spread = np.sqrt((centred**2).sum(axis=0))
    names = list(model.vocabulary.rows)
    best = sorted(range(len(names)), key=lambda row: (-round(float(spread[row]), 6), names[row]))
    kept = sorted(best[:KEPT])
    unit = float(np.abs(centred[:, kept]).max()) / 127.0
    return Weights(
        model.classes,
        {names[row]: at for at, row in enumerate(kept)},
        np.rint(centred[:, kept].T / unit).astype(np.int8),
        round(unit, 6),
        np.round(model.constant - model.constant.mean(), 3).astype(np.float32),
        inputs,
    )


def inputs_of(language: Tongue) -> str:
    """A fingerprint of the sentences and the cues from which the weights of a language are."""
    found = hashlib.sha256()
    for path in files_of(language):
        found.update(path.name.encode() + path.read_bytes())
    for file in cue_files().values():
        for cue in file.cues:
            found.update(f"{file.effect}/{cue.sense} {cue.weight}".encode())
            ways = (*getattr(cue, language), getattr(cue, f"example_{language}"))
            found.update("\n".join(ways).encode())
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What is made of sentences whose writer was left out, a row for each sentence.

    Effects by column: the logarithm of their chance by the words, by naive Bayes, and the score of
    their cues; the chance that nothing is claimed; and the column of the right effect, −1 for none.
    """

    effects: tuple[str, ...]
    words: Floats
    bayes: Floats
    cues: Floats
    none: Floats
    right: npt.NDArray[np.int64]


def held_out(among: Sequence[Example], of_cues: Sequence[Document]) -> dict[str, HeldOut]:
    """Of each writer what those make of his sentences who have learnt from all others."""
    found = {}
    for writer in sorted({each.of.writer for each in among}):
        theirs = [each for each in among if each.of.writer == writer]
        others = [each for each in among if each.of.writer != writer]
        found[writer] = _held_out(theirs, others, of_cues)
    return found


def _held_out(
    theirs: Sequence[Example], others: Sequence[Example], of_cues: Sequence[Document]
) -> HeldOut:
    model = learnt(others, of_cues)
    effects = tuple(cue_files())
    wholes = [each.whole for each in theirs]
    chances = model.chances(wholes)
    cues = np.array([[each.cues.get(effect, 0.0) for effect in effects] for each in theirs])
    named = [each.of.sense.partition("/")[0] for each in theirs]
    return HeldOut(
        effects,
        _by_effect(chances, model.classes, effects),
        _by_effect(_naive(others, of_cues, model, wholes), model.classes, effects),
        cues,
        chances[:, model.classes.index(NONE)],
        np.array([effects.index(name) if name in effects else -1 for name in named]),
    )


def _by_effect(chances: Floats, classes: Sequence[str], effects: Sequence[str]) -> Floats:
    """Logarithms of the chances of effects, whichever their sense, if something is claimed."""
    sums = np.zeros((len(chances), len(effects)))
    for column, name in enumerate(classes):
        if name != NONE:
            sums[:, effects.index(name.partition("/")[0])] += chances[:, column]
    found: Floats = np.log(np.maximum(sums / sums.sum(axis=1, keepdims=True), 1e-6))
    return found


def _naive(
    others: Sequence[Example],
    of_cues: Sequence[Document],
    model: Model,
    wholes: Sequence[Traits],
) -> Floats:
    """Chances by naive Bayes, of what a sense is not, from the same documents."""
    from sklearn.naive_bayes import ComplementNB

    documents = [*(Document(each.whole, each.of.sense, 1.0) for each in others), *of_cues]
    bayes = ComplementNB(alpha=0.3).fit(
        model.vocabulary.matrix([each.traits for each in documents]),
        [each.sense for each in documents],
        sample_weight=[each.weight for each in documents],
    )
    found: Floats = bayes.predict_proba(model.vocabulary.matrix(wholes))
    return found


@dataclass(frozen=True, slots=True)
class Ranked:
    """Claims with the score of the cues and the logarithm of the chance of each effect."""

    words: Floats
    cues: Floats
    right: npt.NDArray[np.bool_]


def of_writers(folds: Sequence[HeldOut]) -> Ranked:
    """The sentences of writers who were left out."""
    claimed = [(fold, fold.right >= 0) for fold in folds]
    columns = np.arange(len(cue_files()))
    return Ranked(
        np.concatenate([fold.words[rows] for fold, rows in claimed]),
        np.concatenate([fold.cues[rows] for fold, rows in claimed]),
        np.concatenate([fold.right[rows][:, None] == columns for fold, rows in claimed]),
    )


def of_texts() -> Ranked:
    """The claims of the tuned texts, each in the clause that has most of its words."""
    effects = tuple(cue_files())
    words, cues, right = [], [], []
    for path in text_files(PART):
        text = read_text(path)
        reading = read_articles([article_of(text)], Asked(today=text.date, grammar=False))
        for claim in read_labels(labels_file(path), text).claims:
            for sentence in reading.sentences:
                if claim.part in sentence.text:
                    clause = _clause_of(sentence, claim.part)
                    one = line(sentence, clause)
                    tells = told(one, clause)
                    scores = {each.effect: each.cue for each in cued(one, clause, None)}
                    leans = [tells.chance(effect) if tells else 1.0 for effect in effects]
                    words.append(np.log(leans))
                    cues.append([scores.get(effect, 0.0) for effect in effects])
                    right.append([effect in claim.effects for effect in effects])
                    break
    return Ranked(np.array(words), np.array(cues), np.array(right))


def _clause_of(sentence: Sentence, part: str) -> int:
    """The clause that has most tokens of some words."""
    first = sentence.text.find(part)
    inside = [
        at
        for at, token in enumerate(sentence.tokens)
        if token.start < first + len(part) and token.end > first
    ]
    own = Counter(clause_of(sentence, at) for at in inside)
    return max(own, key=lambda clause: (own[clause], -clause))


def stacked(claims: Ranked) -> float:
    """What the logarithm of a chance is worth in points of a cue: a conditional logit.

    To a half: its error is of that order, and what hangs on it shall not move with every sentence.
    """
    from scipy.optimize import minimize

    def loss(each: Floats) -> float:
        scores = each[0] * claims.words + each[1] * claims.cues
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        right = (chances * claims.right).sum(axis=1) / chances.sum(axis=1)
        return -float(np.mean(np.log(right)))

    both = minimize(loss, np.array([1.0, 0.5]), method="L-BFGS-B").x
    return to_a_half(float(both[0] / both[1]))


def to_a_half(worth: float) -> float:
    """A number rounded to a half."""
    return round(2.0 * worth) / 2.0


def shares(fold: HeldOut, worth: float) -> dict[str, float]:
    """How often the right effect is first and within three, by each way of ranking; and AUC."""
    from sklearn.metrics import roc_auc_score

    claims = fold.right >= 0
    ways = {
        "cues alone": fold.cues,
        "naive Bayes": fold.bayes,
        "words": fold.words,
        "words and cues": worth * fold.words + fold.cues,
    }
    found = {}
    for name, scores in ways.items():
        order = np.argsort(-scores[claims], axis=1, kind="stable")
        hits = (order == fold.right[claims][:, None]) & (
            np.take_along_axis(scores[claims], order, axis=1) != 0.0
        )
        found[f"{name}: first"] = float(hits[:, 0].mean())
        found[f"{name}: within three"] = float(hits[:, :3].any(axis=1).mean())
    found["claim or none (AUC)"] = float(roc_auc_score(claims, 1.0 - fold.none))
    return found


HEAD = """\
# Written by tools/reading_words.py. The score of an effect is that of its cues and so many times
# the logarithm of its chance by the words. A conditional logit of the right effect has {texts} of
# {claims} claims of the tuned texts, with which in view the cues were written, and {writers} of the
# sentences, each with words learnt from all other writers; between the two, to a half, it is taken.
# Of sentences whose writer was left out the right effect is
{lines}
[weights]
words = {worth}
"""


def main() -> None:
    """Fit, say how well, and write the weights."""
    folds: dict[str, HeldOut] = {}
    for language in TONGUES:
        among = examples(language)
        of_cues = documents_of_cues(cue_book(language), language)
        for writer, fold in held_out(among, of_cues).items():
            folds[f"{language} {writer}"] = fold
        found = weights_of(learnt(among, of_cues), inputs_of(language))
        (FOLDER / senses.FILE.format(language=language)).write_bytes(found.written())
    senses.weights.cache_clear()
    claims = of_texts()
    texts, writers = stacked(claims), stacked(of_writers(list(folds.values())))
    worth = to_a_half((texts + writers) / 2.0)
    told_of = {name: shares(fold, worth) for name, fold in folds.items()}
    for name, each in told_of.items():
        print(name, ", ".join(f"{what} {value:.2f}" for what, value in each.items()))
    text = HEAD.format(
        claims=len(claims.right),
        texts=texts,
        writers=writers,
        lines="\n".join(_means(list(told_of.values()))),
        worth=worth,
    )
    (FOLDER / senses.SUMS).write_text(text, encoding="utf-8")
    print(text)


def _means(each: Sequence[Mapping[str, float]]) -> Iterator[str]:
    """A line for each figure: its mean over the writers."""
    for what in each[0]:
        yield f"#   {what}: {np.mean([shares[what] for shares in each]):.2f}"


if __name__ == "__main__":
    main()
