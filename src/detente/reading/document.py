"""What was read, as plain data for JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from detente.reading.proposal import Proposal, Reading


def reading_document(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain data (docs/json.md); of its sentences the places alone."""
    return {
        "format": "detente-reading",
        "version": 1,
        "articles": [
            {
                "id": article.id,
                "file": article.file,
                "title": article.title,
                "date": None if article.date is None else article.date.isoformat(),
                "dated": None if article.date is None else article.dated,
                "author": article.author,
                "language": article.language,
            }
            for article in reading.articles
        ],
        "kind": reading.kind,
        "actors": [dataclasses.asdict(actor) for actor in reading.actors],
        "holders": [dataclasses.asdict(holder) for holder in reading.holders],
        "pairs": [
            {"one": one, "other": other, "weight": weight} for one, other, weight in reading.pairs
        ],
        "proposals": [_proposal(reading, each) for each in reading.proposals],
        "remarks": [_plain(dataclasses.asdict(each)) for each in reading.remarks],
        "lost": list(reading.lost),
    }


def _proposal(reading: Reading, proposal: Proposal) -> dict[str, Any]:
    """A proposal, with the place of its sentence instead of an index, and no spans."""
    found = _plain(dataclasses.asdict(dataclasses.replace(proposal, candidates=())))
    del found["sentence"], found["clause"]
    found["place"] = dataclasses.asdict(reading.sentences[proposal.sentence].place)
    found["candidates"] = [_plain(_candidate(each)) for each in proposal.candidates]
    return dict(found)


def _candidate(candidate: Any) -> dict[str, Any]:
    return {f.name: getattr(candidate, f.name) for f in dataclasses.fields(candidate)}


def _plain(value: Any) -> Any:
    """Data of JSON: days as text, tuples as lists, places within a sentence left out."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if key != "span"}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
