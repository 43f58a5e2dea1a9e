"""Readings by hand: what a reader would find in a text, for tests of what is written from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from detente.claims.locator import fingerprint
from detente.reading.article import Article, Paragraph
from detente.reading.proposal import Candidate, Holder, Named, Proposal, Reading, Remark, Sureness
from detente.reading.sentence import AUTHOR, Day, Place, Sentence, Span, Voice

AS_OF = dt.date(2024, 11, 18)
"""Last day that is known in these readings."""

NOWHERE = Span(0, 0)

NAMES = {
    "IND": ("India", "state", 9),
    "CHN": ("China", "state", 8),
    "QAT": ("Qatar", "state", 3),
    "RUS": ("Russia", "state", 2),
    "EU": ("European Union", "organisation", 2),
    "hill-front": ("The Hill Front", "party", 1),
}
"""Actors, with kind and number of sentences."""

HOLDERS = (
    Holder("IND", "leader", "Asha Rao"),
    Holder("CHN", "leader", "Lin Wei"),
    Holder("CHN", "leader", "Zhao Ming", elect=True, since="2025-01-20"),
)


def a_day(year: int, month: int, day: int) -> Day:
    """A day that a sentence names."""
    first = dt.date(year, month, day)
    return Day(NOWHERE, first, first + dt.timedelta(days=1), str(first))


def claim(id_: str, *candidates: Candidate, **more: object) -> Proposal:
    """A claim of the author, of India towards China, unless `more` says otherwise."""
    usual: dict[str, object] = {
        "sentence": 0,
        "clause": 0,
        "voice": AUTHOR,
        "sureness": Sureness(0.7, ("will",)),
        "actor": "IND",
        "target": "CHN",
    }
    return Proposal(id_, candidates=candidates, **(usual | more))  # type: ignore[arg-type]


def reading(
    *proposals: Proposal,
    kind: str = "thaw",
    text: Sequence[str] = ("India waits.", "China waits too."),
    holders: Sequence[Holder] = HOLDERS,
    remarks: Sequence[Remark] = (),
) -> Reading:
    """A reading of a text of a few sentences."""
    article = Article("article", "article.txt", "en", [Paragraph(" ".join(text))], "On the border")
    sentences = [
        Sentence(Place("article", number, 1, fingerprint(each)), each, "en")
        for number, each in enumerate(text, start=1)
    ]
    actors = [Named(id_, name, sort, count) for id_, (name, sort, count) in NAMES.items()]
    return Reading(
        [article],
        sentences,
        actors,
        holders,
        [("IND", "CHN", 5.0)],
        kind,
        proposals,
        remarks,
    )


LIN = Voice("CHN", "leader", "Lin Wei")
