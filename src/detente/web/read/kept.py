"""Articles and what was decided on them, as a client's draft: it survives a killed server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.article import Article
from detente.reading.decide import Decision
from detente.reading.settings import ReadSettings
from detente.web.library import UnknownError

if TYPE_CHECKING:
    from detente.web.drafts import Draft

FILE = "reading.json"
"""Text of a draft that has all of it; no file of a scenario is called so."""


WISHES = ("day", "a", "b", "parties", "kind")
"""Fields of a form in which they are said."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of articles beside their texts.

    Parameters
    ----------
    today : date
        When they were sent: the day of articles without one.
    day : date, optional
        Last day that is known.
    pair : tuple of str
        Names of two actors, or nothing.
    parties : tuple of str
        Actors that no table knows, as ``id=name``.
    kind : str, optional
        What they are about.
    """

    today: dt.date
    day: dt.date | None = None
    pair: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    kind: str | None = None

    @classmethod
    def of(cls, form: Mapping[str, str], today: dt.date) -> Wish:
        """What a form says.

        Raises
        ------
        InputError
            If its day is none.
        """
        given = {name: form.get(name, "").strip() for name in WISHES}
        try:
            day = dt.date.fromisoformat(given["day"]) if given["day"] else None
        except ValueError:
            raise InputError(
                _("'{day}' is no day; write it as 2026-03-31").format(day=given["day"][:40])
            ) from None
        return cls(
            today,
            day,
            tuple(each for each in (given["a"], given["b"]) if each),
            tuple(each.strip() for each in given["parties"].split(",") if each.strip()),
            given["kind"] or None,
        )

    def fields(self) -> dict[str, str]:
        """The form that says it."""
        a, b = (*self.pair, "", "")[:2]
        day = "" if self.day is None else self.day.isoformat()
        return dict(zip(WISHES, (day, a, b, ", ".join(self.parties), self.kind or ""), strict=True))

    def settings(self, articles: Sequence[Article]) -> ReadSettings:
        """The same as the reader takes it.

        Raises
        ------
        InputError
            If one actor is named alone.
        """
        if len(self.pair) not in (0, 2):
            raise InputError(_("name both actors who face each other, or neither"))
        return ReadSettings(
            as_of=self.day or (None if any(each.date for each in articles) else self.today),
            pair=(self.pair[0], self.pair[1]) if self.pair else None,
            parties=self.parties,
            kind=self.kind,
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it.

    Parameters
    ----------
    articles : tuple of Article
    wish : Wish
    decisions : mapping of str to Decision
        By the ids of proposals.
    """

    articles: tuple[Article, ...]
    wish: Wish
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    @property
    def settings(self) -> ReadSettings:
        """How they are read."""
        return self.wish.settings(self.articles)

    @property
    def unread(self) -> Kept:
        """What the reading hangs on: the same without decisions."""
        return replace(self, decisions={})

    @property
    def accepted(self) -> Kept:
        """The same with no proposal rejected."""
        lifted = {name: replace(each, rejected=False) for name, each in self.decisions.items()}
        return self.with_decisions(lifted)

    def with_decisions(self, decisions: Mapping[str, Decision]) -> Kept:
        """The same with further decisions; one that changes nothing is none."""
        merged = {**self.decisions, **decisions}
        return replace(self, decisions={k: v for k, v in merged.items() if v != Decision()})

    def document(self) -> dict[str, Any]:
        """What has been decided as plain data, by the ids of proposals."""
        found: dict[str, Any] = _adapter().dump_python(self, mode="json", include={"decisions"})
        return dict(found["decisions"])

    def texts(self) -> dict[str, str]:
        """Texts of a draft that holds it."""
        return {FILE: _adapter().dump_json(self).decode()}


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Kept)


def is_reading(draft: Draft) -> bool:
    """Whether a draft holds articles that were read."""
    return FILE in draft.texts


def kept_in(draft: Draft) -> Kept:
    """What a draft holds.

    Raises
    ------
    UnknownError
        If it holds a scenario.
    InputError
        If another version of the program has kept it in a form of its own.
    """
    if not is_reading(draft):
        raise UnknownError(_("there is no such draft"))
    try:
        found: Kept = _adapter().validate_json(draft.texts[FILE])
    except ValueError:
        raise InputError(
            _(
                "'{name}' was kept by another version of Détente; throw it away, and send the "
                "article again"
            ).format(name=draft.name)
        ) from None
    return found
