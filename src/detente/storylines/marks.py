"""What sets a kind of future apart from the others, and the name that is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.kept.courses import followed
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import labelled, semicolons
from detente.language.safe import clean
from detente.ontology.titled import capital
from detente.planes.index import INDEX
from detente.planes.moving import LEVEL
from detente.storylines.tells import together

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario

Bools = NDArray[np.bool_]

ENOUGH = 0.6
"""A second mark stands in a name if it is this part of the first one's strength."""

MARKS = 4
"""Marks that are kept of a kind, the strongest first."""

LEAST = 0.1
"""Correlation with the kind below which nothing is a mark of it."""

SAME = 0.7
"""Correlation with a stronger mark from which on a mark says the same once more."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the futures of a kind have more, or less, of than the others.

    Attributes
    ----------
    what : {"outcome", "date", "state", "index", "level"}
        Whether an outcome comes, when it comes, the days with a value of a state, the mean of an
        index or a level.
    id : str
        Of the outcome, state or level; the pair of an index: ``A~B``.
    value : str
        Of the state; else empty.
    here, elsewhere : float
        In the kind, and in the others: share of the futures, mean day (1 is the first), share of
        the days, mean.
    strength : float
        Correlation over the futures with being of the kind.
    """

    what: Literal["outcome", "date", "state", "index", "level"]
    id: str
    value: str
    here: float
    elsewhere: float
    strength: float


def marks(ensemble: Ensemble, outcomes: Sequence[str], kind: Bools) -> tuple[Mark, ...]:
    """What goes most with a kind, each subject once, and nothing that says the same once more."""
    ranked = sorted(
        _candidates(ensemble, outcomes, kind),
        key=lambda found: (-abs(found[0].strength), found[0].what, found[0].id),
    )
    kept: list[tuple[Mark, NDArray[np.generic]]] = []
    for mark, values in ranked:
        if len(kept) == MARKS or abs(mark.strength) < LEAST:
            break
        if not any(
            _subject(mark) == _subject(other) or abs(together(values, others)) >= SAME
            for other, others in kept
        ):
            kept.append((mark, values))
    return tuple(mark for mark, _values in kept)


def _subject(mark: Mark) -> tuple[str, str]:
    return "outcome" if mark.what == "date" else mark.what, mark.id


def _candidates(
    ensemble: Ensemble, outcomes: Sequence[str], kind: Bools
) -> Iterator[tuple[Mark, NDArray[np.generic]]]:
    """All that may be a mark, with its value in each future."""
    ids = [outcome.id for outcome in ensemble.scenario.outcomes]
    for outcome in outcomes:
        day = ensemble.first[:, ids.index(outcome)]
        came = day >= 0
        yield Mark("outcome", outcome, "", *_means(came, kind), together(kind, came)), came
        if (came & kind).any() and (came & ~kind).any():
            # of those that come alone, and as strong as these are among all
            strength = together(kind[came], day[came]) * float(came.mean())
            means = _means(day[came] + 1, kind[came])
            yield Mark("date", outcome, "", *means, strength), np.where(came, day, day[came].mean())
    for k, state in enumerate(ensemble.scenario.states):
        stays = ensemble.state_days[:, k] / ensemble.days
        for i, value in enumerate(state.values):
            strength = together(kind, stays[:, i])
            if strength > 0.0:  # a kind is told by what it has
                mark = Mark("state", state.id, value, *_means(stays[:, i], kind), strength)
                yield mark, stays[:, i]
    for k, plane in enumerate(followed(list(ensemble.scenario.watched()))):
        mean = ensemble.courses[:, k].mean(axis=1)
        what: Literal["index", "level"] = "index" if plane.startswith(INDEX) else "level"
        name = plane.removeprefix(INDEX).removeprefix(LEVEL)
        yield Mark(what, name, "", *_means(mean, kind), together(kind, mean)), mean


def _means(values: NDArray[np.generic], kind: Bools) -> tuple[float, float]:
    """In the kind, and elsewhere."""
    return float(values[kind].mean()), float(values[~kind].mean())


def said(scenario: Scenario, mark: Mark) -> str:
    """A mark in a few words, in the language in force."""
    words = scenario.words
    more = mark.strength > 0.0
    if mark.what in ("outcome", "date"):
        if mark.what == "date":
            text = _("“{outcome}” late") if more else _("“{outcome}” early")
        elif more:
            text = _("with “{outcome}”") if mark.here >= 0.5 else _("“{outcome}” more often")
        else:
            text = _("without “{outcome}”") if mark.here < 0.5 else _("“{outcome}” more rarely")
        return fill(text, outcome=clean(words.outcome(mark.id)))
    if mark.what == "state":
        return labelled(clean(words.state(mark.id)), clean(words.value(mark.id, mark.value)))
    if mark.what == "level":
        text = _("{level}: higher") if more else _("{level}: lower")
        return fill(text, level=clean(words.level(mark.id)))
    text = _("{pair}: warmer") if more else _("{pair}: colder")
    pair = " – ".join(clean(words.actor(actor)) for actor in mark.id.split("~"))
    return fill(text, pair=pair)


def names(scenario: Scenario, kinds: Sequence[Sequence[Mark]]) -> list[str]:
    """A name for each kind from its marks, as many as set it apart from the other names.

    One mark, a second if it is nearly as strong; where two kinds would have one name, further ones,
    and at last their numbers.
    """
    said_of = [[said(scenario, mark) for mark in each] for each in kinds]
    used = [
        1 + int(len(each) > 1 and abs(each[1].strength) >= ENOUGH * abs(each[0].strength))
        for each in kinds
    ]
    for _round in range(MARKS):
        made = [capital(semicolons(texts[:n])) for texts, n in zip(said_of, used, strict=True)]
        twice = {name for name in made if made.count(name) > 1}
        used = [n + (name in twice) for n, name in zip(used, made, strict=True)]
    return [
        name if name and name not in twice else labelled(name or _("Kind of future"), number)
        for number, name in enumerate(made, start=1)
    ]
