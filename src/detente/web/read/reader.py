"""Articles are read by the server's pool, each once as long as there is room to keep it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.errors import DetenteError, InputError
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, shortened
from detente.language.hints import did_you_mean
from detente.language.safe import clean
from detente.reading.decide import decided
from detente.reading.needs import check_installed
from detente.reading.writing.build import Unwritten
from detente.web.drafts import ConflictError
from detente.web.guard import owner_of
from detente.web.read.carried import carried
from detente.web.read.kept import Kept, Wish, is_reading, kept_in
from detente.web.read.sheets import articles_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.reading.decide import Decision
    from detente.reading.proposal import Reading
    from detente.reading.start import Begun
    from detente.reading.writing.claim import Claim
    from detente.web.asked import Asked
    from detente.web.drafts import Draft
    from detente.web.read.sheets import Sheet
    from detente.web.work import Job

LONGEST_NAME = 80
"""Characters of what a draft is called."""


async def begin(asked: Asked, sheets: Sequence[Sheet], wish: Wish) -> Draft:
    """Read articles, and keep them as a draft of the client that sends them.

    Parameters
    ----------
    asked : Asked
    sheets : sequence of Sheet
    wish : Wish

    Raises
    ------
    InputError
        If one cannot be read, or what is needed for that is not installed.
    """
    check_installed()

    def work(job: Job) -> Draft:
        kept = Kept(articles_of(sheets, (), job), wish)
        _made(asked, kept, job)  # what could not be made into a scenario is refused now
        return asked.site.drafts.new(owner_of(asked.client), _name(kept), "", kept.texts())

    return await asked.site.work.run(("read", object()), asked.client, work, long=True)


async def add(asked: Asked, draft: Draft, sheets: Sequence[Sheet]) -> Draft:
    """Read further articles into the same scenario; what was decided stays decided.

    Raises
    ------
    InputError
        As `begin` does.
    ConflictError
        If the draft has changed since it was looked up.
    """
    check_installed()
    kept = kept_in(draft)

    def work(job: Job) -> Draft:
        articles = articles_of(sheets, kept.articles, job)
        return _changed(asked, draft, replace(kept, articles=articles), job)

    return await asked.site.work.run(("read", object()), asked.client, work, long=True)


async def leave_out(asked: Asked, draft: Draft, article: str) -> Draft:
    """Take an article out of a reading, with what was proposed from it.

    Raises
    ------
    InputError
        If there is none of that id, or no scenario can be made of the others.
    ConflictError
        If the draft has changed since it was looked up.
    """
    kept = kept_in(draft)
    ids = [each.id for each in kept.articles]
    if article not in ids:
        raise InputError(
            _("no article '{id}' in this reading").format(id=article[:60])
            + did_you_mean(article, ids)
        )
    if len(ids) == 1:
        raise InputError(_("it is the only article; throw the reading away instead"))
    left = tuple(each for each in kept.articles if each.id != article)
    return await _reread(asked, draft, replace(kept, articles=left))


async def reread(asked: Asked, draft: Draft, wish: Wish) -> Draft:
    """Read the same articles with another day, other actors or as about something else.

    Raises
    ------
    InputError
        If what is said of them cannot be used.
    ConflictError
        If the draft has changed since it was looked up.
    """
    return await _reread(asked, draft, replace(kept_in(draft), wish=wish))


async def _reread(asked: Asked, draft: Draft, other: Kept) -> Draft:
    return await asked.site.work.run(
        ("read", object()), asked.client, lambda job: _changed(asked, draft, other, job), long=True
    )


async def reading_draft(asked: Asked, id: str) -> tuple[Draft, Kept]:
    """Look a draft up that holds articles.

    Raises
    ------
    UnknownError
        If this client has none of that id.
    """
    draft = await asyncio.to_thread(asked.site.drafts.get, owner_of(asked.client), id)
    return draft, kept_in(draft)


async def readings(asked: Asked) -> list[Draft]:
    """The client's readings, the one that was changed last first."""
    found = await asyncio.to_thread(asked.site.drafts.of, owner_of(asked.client))
    return [each for each in found if is_reading(each)]


async def made(
    asked: Asked, kept: Kept, id: str = "article", *, tried: bool = False
) -> tuple[Reading, Begun]:
    """What was read, and the scenario that it makes as it was decided upon.

    One that is `tried` is to be kept, and passes `detente check`.
    """
    return await asked.site.work.run(
        ("reading", *kept.texts().values(), id, asked.language, tried),
        asked.client,
        lambda job: _made(asked, kept, job, id, tried=tried),
        long=tried or asked.site.readings.get(_key(asked, kept)) is None,
    )


async def became(asked: Asked, kept: Kept) -> dict[str, Claim | Unwritten]:
    """What became of each proposal, by its id; of a rejected one what would if it were accepted."""
    _reading, begun = await made(asked, kept)
    found = {each.proposal.id: each for each in begun.drafted.found}
    if kept.accepted != kept:
        with suppress(DetenteError):
            _reading, whole = await made(asked, kept.accepted)
            found = {each.proposal.id: each for each in whole.drafted.found} | found
    return found


async def decide(
    asked: Asked, draft: Draft, decisions: Mapping[str, Decision], version: int | None
) -> Draft:
    """Keep decisions; they are on the disk when this returns.

    Raises
    ------
    ConflictError
        If the draft is no longer of that version.
    InputError
        If a decision cannot be carried out.
    """
    check_version(draft, version)
    before = kept_in(draft)
    now = before.with_decisions(decisions)
    reading, _begun = await made(asked, before)
    decided(reading, decisions)
    if any(before.decisions.get(name) != each for name, each in decisions.items()):
        _reading, begun = await made(asked, now)
        new = {name for name, each in decisions.items() if before.decisions.get(name) != each}
        _check_conditions(reading, begun, now.decisions, new)
    return await asyncio.to_thread(
        asked.site.drafts.change,
        owner_of(asked.client),
        draft.id,
        texts=now.texts(),
        version=version,
    )


def check_version(draft: Draft, version: int | None) -> None:
    """Refuse a change of another version than the one that was looked at.

    Raises
    ------
    ConflictError
        With the version that it has now.
    """
    if version is not None and version != draft.version:
        raise ConflictError(
            _("the draft was changed meanwhile, as version {n}; load it first").format(
                n=draft.version
            )
        )


def _check_conditions(
    reading: Reading, begun: Begun, decisions: Mapping[str, Decision], new: set[str]
) -> None:
    """Refuse a condition that has just been stated and with which the claim cannot be written."""
    numbers = {each.id: at for at, each in enumerate(reading.proposals, start=1)}
    for each in begun.drafted.found:
        name = each.proposal.id
        limit = each.proposal.limit
        stated = name in new and name in decisions and limit is not None and limit.by_hand
        if stated and isinstance(each, Unwritten):
            number = integer(numbers[name])
            raise InputError(_("proposal {n}: {why}").format(n=number, why=each.why[0]))


def _made(
    asked: Asked, kept: Kept, job: Job, id: str = "article", *, tried: bool = False
) -> tuple[Reading, Begun]:
    from detente.progress import silent
    from detente.reading.start import made as scenario

    reading = _read(asked, kept)
    job.look()
    there = {each.id for each in reading.proposals}
    # an older program may have proposed what this one does not
    decisions = {name: each for name, each in kept.decisions.items() if name in there}
    (text,) = kept.texts().values()
    whole = (text, asked.language, id, "tried" if tried else "")
    begun: Begun | None = asked.site.readings.get(whole)
    if begun is None:
        trial = silent if tried else None
        begun = scenario(id, decided(reading, decisions), kept.settings, trial)
        asked.site.readings.put(whole, begun)
    return reading, begun


def _read(asked: Asked, kept: Kept) -> Reading:
    from detente.reading.start import proposed

    key = _key(asked, kept)
    reading: Reading | None = asked.site.readings.get(key)
    if reading is None:
        reading = proposed(kept.articles, kept.settings)
        asked.site.readings.put(key, reading)
    return reading


def _key(asked: Asked, kept: Kept) -> tuple[str, str]:
    """What a reading hangs on: the articles, what was said of them, the language of its reasons."""
    (text,) = kept.unread.texts().values()
    return text, asked.language


def _changed(asked: Asked, draft: Draft, other: Kept, job: Job) -> Draft:
    """The draft read otherwise, with what was decided of the proposals that stay."""
    before = kept_in(draft)
    job.look()
    read, now = _read(asked, before), _read(asked, other)
    kept = replace(other, decisions=carried(read, now, before.decisions))
    _made(asked, kept, job)
    return asked.site.drafts.change(
        owner_of(asked.client),
        draft.id,
        name=_name(kept),
        texts=kept.texts(),
        version=draft.version,
    )


def _name(kept: Kept) -> str:
    """What a reading is called: as its first article, and how many more there are."""
    article, more = kept.articles[0], len(kept.articles) - 1
    first = next((each.text for each in article.paragraphs if each.text.strip()), "")
    name = clean(shortened(article.title or first, LONGEST_NAME))
    if not more:
        return name
    return ngettext("{name}, and {n} more article", "{name}, and {n} more articles", more).format(
        name=name, n=integer(more)
    )
