"""Articles read, and written as a scenario into a new folder, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.ontology.actors import resolve_actor
from detente.progress import Progress, Stage
from detente.reading.article import DATINGS, Article, Dating
from detente.reading.document import reading_document
from detente.reading.proposal import Reading
from detente.reading.read import Asked, read_articles
from detente.reading.settings import ReadSettings
from detente.reading.sources.registry import read_article
from detente.reading.writing.write import Drafted, drafted
from detente.reading.writing.written import Written
from detente.scaffold.cast import check_line, declared, slug
from detente.scaffold.counts import opened
from detente.scaffold.kinds import a_kind
from detente.scaffold.start import LONGEST_ID, check_days, fill


def silent_line(text: str) -> None:
    """Say nothing."""


MOST_ARTICLES = 20
"""Articles of one scenario."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What has been read, and what it makes."""

    reading: Reading
    as_of: dt.date
    dated: Dating | Literal["asked"] | None
    """How the day is known: from the user, or from an article; None where it is today's."""
    drafted: Drafted

    @property
    def files(self) -> Mapping[str, str]:
        """Texts of the scenario by the names of their files."""
        return self.drafted.files

    def document(self) -> dict[str, Any]:
        """Return what was read as plain data (docs/json.md)."""
        return reading_document(self.reading)


def articles_of(paths: Sequence[str], settings: ReadSettings) -> list[Article]:
    """Read the files.

    Raises
    ------
    InputError
        If there is none, there are too many, or one cannot be read.
    """
    if not 1 <= len(paths) <= MOST_ARTICLES:
        raise InputError(_("give 1 to {most} articles").format(most=MOST_ARTICLES))
    found = []
    for i, path in enumerate(paths, start=1):
        found.append(read_article(Path(path), article_id(i), settings.text_language))
    return found


def article_id(number: int) -> str:
    """Id of an article in its scenario, by its number from 1."""
    return "article" if number == 1 else f"article-{number}"


def prepare(
    id: str,
    articles: Sequence[Article],
    settings: ReadSettings,
    *,
    say: Callable[[str], None] = silent_line,
    progress: Progress | None = None,
    trial: Stage | None = None,
) -> Begun:
    """Read articles and make the files of a scenario that checks; nothing is written.

    Parameters
    ----------
    id : str
        From which the scenario's id is made.
    articles : sequence of Article
    settings : ReadSettings
    say : callable
        Told what goes to a language model, before anything does.
    progress : callable, optional
        Told how many of its answers are there.
    trial : callable, optional
        As of `made`.

    Raises
    ------
    InputError
        If the text names no two actors, or something that was said cannot be used.
    """
    reading = proposed(articles, settings, say=say, progress=progress)
    return made(id, reading, settings, trial)


def proposed(
    articles: Sequence[Article],
    settings: ReadSettings,
    *,
    say: Callable[[str], None] = silent_line,
    progress: Progress | None = None,
) -> Reading:
    """Read articles; what is proposed can be decided upon (`decide.decided`) before it is made.

    Parameters
    ----------
    articles : sequence of Article
    settings : ReadSettings
    say, progress
        As of `prepare`.

    Raises
    ------
    InputError
        As `prepare` does.
    """
    if settings.kind is not None:
        a_kind(settings.kind)
    own = declared(settings.parties)
    if settings.as_of is not None:  # what a text lets one conclude gives way to what one says
        articles = [a if a.stated else replace(a, date=None) for a in articles]
    asked = Asked(
        today=_as_of(articles, settings),
        pair=_pair(settings),
        declared={identity: actor.name or identity for identity, actor in own.items()},
        kind=settings.kind,
        grammar=settings.grammar,
    )
    reading = read_articles(articles, asked)
    if settings.model is not None:
        reading = _suggested(reading, settings, say, progress)
    return reading


def made(id: str, reading: Reading, settings: ReadSettings, trial: Stage | None = None) -> Begun:
    """Make the files of a scenario from what was read; nothing is written.

    Parameters
    ----------
    id : str
        From which the scenario's id is made.
    reading : Reading
    settings : ReadSettings
        Those that it was read with.
    trial : callable, optional
        Told of the stages of the trial by which it passes `detente check`; without one it may not,
        and is made the sooner.

    Raises
    ------
    InputError
        If something that was said cannot be used.
    """
    as_of = _as_of(reading.articles, settings)
    if settings.horizon is not None:
        check_days(reading.kind, settings.horizon, as_of)
    setting = Written(
        id=slug(id, "scenario")[:LONGEST_ID].rstrip("-"),
        as_of=as_of,
        horizon=settings.horizon,
        pair=_pair(settings),
        title=None if settings.title is None else check_line(settings.title, "--title"),
        kind=settings.kind,
        store=opened(settings),
    )
    written = drafted(reading, setting, trial)
    return Begun(reading, as_of, _dated(reading.articles, settings), written)


def _as_of(articles: Sequence[Article], settings: ReadSettings) -> dt.date:
    """The last day that is known."""
    dates = [article.date for article in articles if article.date is not None]
    return settings.as_of or max(dates, default=dt.date.today())


def _dated(articles: Sequence[Article], settings: ReadSettings) -> Dating | Literal["asked"] | None:
    """How that day is known; where several articles have it, the best ground for it."""
    if settings.as_of is not None:
        return "asked"
    day = _as_of(articles, settings)
    known = {article.dated for article in articles if article.date == day}
    return next((each for each in DATINGS if each in known), None)


def _pair(settings: ReadSettings) -> tuple[str, str] | None:
    """Ids of who faces whom, if the user says so."""
    if settings.pair is None:
        return None
    own = declared(settings.parties)
    one, other = (_an_actor(name, own) for name in settings.pair)
    if one == other:
        raise InputError(_("--pair: {id} cannot face itself").format(id=one))
    return one, other


def _suggested(
    reading: Reading,
    settings: ReadSettings,
    say: Callable[[str], None],
    progress: Progress | None,
) -> Reading:
    """The reading with a language model's proposals beside its own."""
    from detente.reading.suggest.endpoint import Endpoint
    from detente.reading.suggest.suggest import suggested

    if not settings.model_name:
        raise InputError(_("--model: say which model there, with --model-name NAME"))
    endpoint = Endpoint(settings.model or "", check_line(settings.model_name, "--model-name"))
    try:
        return suggested(reading, endpoint, say=say, progress=progress)
    finally:
        endpoint.close()


def _an_actor(name: str, own: Mapping[str, object]) -> str:
    """The id of an actor that the user names."""
    for identity in own:
        if identity.casefold() == name.strip().casefold():
            return identity
    return resolve_actor(name).id


def write(folder: str, begun: Begun, *, overwrite: bool = False) -> None:
    """Write what has been prepared.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    fill(folder, begun.files, overwrite=overwrite)
