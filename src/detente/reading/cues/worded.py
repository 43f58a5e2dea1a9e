"""Effects of a clause for which its words speak and no cue."""

from __future__ import annotations

from functools import cache

from detente.reading.article import Tongue
from detente.reading.cues.cast import fill
from detente.reading.cues.find import Found
from detente.reading.cues.line import Line, words_at
from detente.reading.cues.load import cue_book
from detente.reading.cues.schema import Cue
from detente.reading.cues.senses import Sense, Told, telling
from detente.reading.proposal import Candidate
from detente.reading.sentence import Mention


def worded(effect: str, told: Told, line: Line, subject: Mention | None) -> Candidate:
    """An effect in the sense that the words tell most of, with its roles as a cue fills them.

    Parameters
    ----------
    effect : str
    told : Told
        What the words of the clause tell.
    line : Line
        The words of the clause.
    subject : Mention, optional
        Who is the subject of the clause.
    """
    sense = next(each for each in told.senses if each[0] == effect)
    cue = _cues(line.sentence.language)[sense]
    places = telling(line, sense)
    roles = dict(fill(cue.roles, line, subject, Found(places, ())).roles) if places else {}
    return Candidate(
        effect,
        cue.sense,
        round(told.lean(effect), 6),
        words_at(line.sentence, places),
        roles,
        cue.direction,
        cue.acts,
    )


@cache
def _cues(language: Tongue) -> dict[Sense, Cue]:
    """The first cue of each sense."""
    found: dict[Sense, Cue] = {}
    for compiled in cue_book(language).cues:
        found.setdefault((compiled.effect, compiled.cue.sense), compiled.cue)
    return found
