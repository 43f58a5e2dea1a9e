"""Articles are read by the server's pool, each once as long as there is room to keep it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from detente.language.format import shortened
from detente.language.safe import clean
from detente.reading.decide import decided
from detente.reading.needs import check_installed
from detente.web.guard import owner_of
from detente.web.read.kept import Kept, Wish, is_reading, kept_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.reading.decide import Decision
    from detente.reading.proposal import Reading
    from detente.reading.start import Begun
    from detente.web.asked import Asked
    from detente.web.drafts import Draft
    from detente.web.work import Job

LONGEST_NAME = 80
"""Characters of what a draft is called."""


async def begin(asked: Asked, content: bytes, file: str, wish: Wish) -> Draft:
    """Read an article, and keep it as a draft of the client that sends it.

    Parameters
    ----------
    asked : Asked
    content : bytes
        Of a file, or a text in UTF-8.
    file : str
        Its name, which leads nowhere.
    wish : Wish

    Raises
    ------
    InputError
        If it cannot be read, or what is needed for that is not installed.
    """
    check_installed()

    def work(job: Job) -> Draft:
        from detente.reading.sources.registry import article_of

        article = article_of(content, _named(file), "article")
        job.look()
        kept = Kept(article, wish)
        _made(asked, kept, job)  # what could not be made into a scenario is refused now
        return asked.site.drafts.new(owner_of(asked.client), _name(kept), "", kept.texts())

    return await asked.site.work.run(("read", object()), asked.client, work, long=True)


async def reading_draft(asked: Asked, id: str) -> tuple[Draft, Kept]:
    """Look a draft up that holds an article.

    Raises
    ------
    UnknownError
        If this client has none of that id.
    """
    draft = await asyncio.to_thread(asked.site.drafts.get, owner_of(asked.client), id)
    return draft, kept_in(draft)


async def readings(asked: Asked) -> list[Draft]:
    """The client's articles, the one that was changed last first."""
    found = await asyncio.to_thread(asked.site.drafts.of, owner_of(asked.client))
    return [each for each in found if is_reading(each)]


async def made(asked: Asked, kept: Kept, id: str = "article") -> tuple[Reading, Begun]:
    """What was read, and the scenario that it makes as it was decided upon."""
    return await asked.site.work.run(
        ("reading", *kept.texts().values(), id, asked.language),
        asked.client,
        lambda job: _made(asked, kept, job, id),
        long=asked.site.readings.get(_key(asked, kept)) is None,
    )


async def decide(
    asked: Asked,
    draft: Draft,
    reading: Reading,
    decisions: Mapping[str, Decision],
    version: int | None,
) -> Draft:
    """Keep decisions; they are on the disk when this returns.

    Raises
    ------
    ConflictError
        If the draft is no longer of that version.
    InputError
        If a decision cannot be carried out.
    """
    now = kept_in(draft).with_decisions(decisions)
    decided(reading, decisions)
    return await asyncio.to_thread(
        asked.site.drafts.change,
        owner_of(asked.client),
        draft.id,
        texts=now.texts(),
        version=version,
    )


def _made(asked: Asked, kept: Kept, job: Job, id: str = "article") -> tuple[Reading, Begun]:
    from detente.reading.start import made as scenario
    from detente.reading.start import proposed

    key = _key(asked, kept)
    reading: Reading | None = asked.site.readings.get(key)
    if reading is None:
        reading = proposed([kept.article], kept.settings)
        asked.site.readings.put(key, reading)
    job.look()
    there = {each.id for each in reading.proposals}
    # an older program may have proposed what this one does not
    decisions = {name: each for name, each in kept.decisions.items() if name in there}
    (text,) = kept.texts().values()
    whole = (text, asked.language, id)
    begun: Begun | None = asked.site.readings.get(whole)
    if begun is None:
        begun = scenario(id, decided(reading, decisions), kept.settings)
        asked.site.readings.put(whole, begun)
    return reading, begun


def _key(asked: Asked, kept: Kept) -> tuple[str, str]:
    """What a reading hangs on: the article, what was said of it, the language of its reasons."""
    (text,) = kept.unread.texts().values()
    return text, asked.language


def _named(file: str) -> Path:
    """The name of a file that was sent, without folders and what cannot be shown."""
    return Path(clean(file.replace("\\", "/").rpartition("/")[2])[-LONGEST_NAME:] or "article.txt")


def _name(kept: Kept) -> str:
    first = next((each.text for each in kept.article.paragraphs if each.text.strip()), "")
    return clean(shortened(kept.article.title or first, LONGEST_NAME))
