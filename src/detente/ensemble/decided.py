"""Which act of a future decided an outcome: that of its day without which it would not have come.

Of an outcome that counts acts, those of its rows on the day on which it comes about. Of one that
watches a plane, the acts that speak for it on the day on which it is heard. An outcome that holds
for days running, or comes by silence, a date or a law of its own, has no such act.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from detente.ensemble.feeding import heard

if TYPE_CHECKING:
    from detente.ensemble.future import Future
    from detente.kernel.compile import Compiled

ONE_DAY = dt.timedelta(days=1)


def deciding(compiled: Compiled) -> dict[str, list[tuple[str, int]]]:
    """Rows whose acts can decide each outcome, and how many days after the act it comes.

    Parameters
    ----------
    compiled : Compiled

    Returns
    -------
    dict of outcome to list of (row, lag)
    """
    questions = compiled.questions
    found: dict[str, list[tuple[str, int]]] = {outcome: [] for outcome in compiled.outcomes}
    for number, row in enumerate(compiled.rows):
        begin, end = (int(each) for each in questions.act_from[number : number + 2])
        for outcome in questions.act_outcome[begin:end].tolist():
            found[compiled.outcomes[outcome]].append((row, 0))
    for number, outcome in enumerate(questions.level_outcome.tolist()):
        if int(questions.level_days[number]) > 1:
            continue
        # a plane that is looked at in the morning has heard the acts of the day before
        late = int(number < int(questions.evenings[0]))
        sign = 1 if float(questions.level_sign[number]) > 0.0 else -1
        plane = compiled.planes[int(questions.level_plane[number])]
        found[compiled.outcomes[outcome]] += [
            (row, lag + late) for row, way, lag in heard(compiled.model, plane).rows if way == sign
        ]
    return found


def decided(future: Future, by: Mapping[str, list[tuple[str, int]]]) -> Iterator[tuple[str, int]]:
    """The outcomes of a future with the acts that decided them.

    Parameters
    ----------
    future : Future
    by : mapping
        As `deciding` gives it.

    Yields
    ------
    (str, int)
        An outcome, and the place of an act among those of the future.
    """
    places: dict[tuple[str, dt.date], list[int]] = {}
    for place, act in enumerate(future.acts):
        places.setdefault((act.row, act.date), []).append(place)
    for outcome, date in future.outcomes.items():
        for row, lag in by[outcome]:
            for place in places.get((row, date - lag * ONE_DAY), ()):
                yield outcome, place
