"""Take from an event store what a scenario needs of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import duckdb

from detente.errors import InputError, ScenarioError
from detente.events.coding.table import coded
from detente.events.store.presence import knows, tells_publication, tells_ranks
from detente.events.store.store import Store, open_store
from detente.files.read import LARGEST_TEXT
from detente.language.current import gettext as _
from detente.language.format import decimal, labelled
from detente.language.hints import did_you_mean, in_their_words
from detente.ontology.actors import Actor
from detente.ontology.acts import Act
from detente.ontology.known import organisations
from detente.scenario.record.kinds import Kind, narrowest
from detente.scenario.record.taken import RecordRequest, Taken, TakenKind, by_month

WINDOW = 1826
"""Days that are taken unless `since` says otherwise: five years."""

LATEST = 7
"""Days before the as-of date by which a data source may end: its files come out a week late."""

RECENT = 30
"""Days before the as-of date on which the start of a play rests most."""

MOST_MISSING = 10
"""Of them, days that may be missing."""

CODED = ("cameo", "weis")
"""Schemes whose acts are the codes of a list."""


@dataclass(slots=True)
class _Found:
    """Acts of a kind, and the days on which there were any."""

    acts: int = 0
    dates: set[dt.date] = field(default_factory=set)


def opened_store(store: str | Path | Store | None, where: str) -> Store:
    """Open the event store from which a scenario's record is taken.

    Parameters
    ----------
    store : path, Store or None
        None is the usual one.
    where : str
        What messages call the scenario's file.

    Raises
    ------
    ScenarioError
        If there is none, or it cannot be read.
    """
    try:
        return open_store(store)
    except InputError as error:
        raise ScenarioError(
            _("{where}: record: {error}").format(where=where, error=error)
        ) from None


def take(
    store: Store,
    where: str,
    wanted: RecordRequest,
    actors: Mapping[str, Actor],
    *,
    recent: bool = True,
) -> Taken:
    """Take the record of some kinds of acts, day by day.

    An act counts to the narrowest kind that it fits, and a kind has a day or does not have it, as
    in a play, whose processes happen at most once a day. Acts told long after their date, and
    statements and appeals, which are no acts of the ontology, are left out.

    Parameters
    ----------
    store : Store
    where : str
        What messages call the scenario's file.
    wanted : RecordRequest
        Without a first day, it is the first of the data source, at most `WINDOW` days back.
    actors : mapping of str to Actor
        Of the scenario.
    recent : bool
        Whether the last days before the as-of date must be there, from which a play starts.

    Raises
    ------
    ScenarioError
        If the store has no such data source, or its record does not reach the as-of date.
    """
    place = f"{where}: record"
    as_of, kinds = wanted.as_of, wanted.kinds
    try:
        name = _dataset(store, wanted.dataset)
        first, last = store.span(name)
        missing = store.missing_days(name)
    except InputError as error:
        raise ScenarioError(labelled(place, error)) from None
    begin = _begin(place, name, first, last, as_of, wanted.since)
    until = wanted.published_until
    if until is not None and not tells_publication(store, name):
        raise ScenarioError(
            _(
                "{place}.published_until: {name} in the store does not say when its acts "
                "were published, or was imported by an older Détente: leave it out, or "
                "import the files into a new store"
            ).format(place=place, name=name)
        )
    if until is not None and until < begin:
        raise ScenarioError(
            _("{place}.published_until: {until} is before {begin}, when the record begins").format(
                place=place, until=until, begin=begin
            )
        )
    last = min(last, as_of, until or as_of)
    after = [last + dt.timedelta(days=n) for n in range(1, (as_of - last).days + 1)]
    gone = [*(day for day in missing if begin <= day <= last), *after]
    if recent:
        _check_recent(place, store, name, gone, as_of)
    total = 0
    try:
        untold = _untold(store, name, kinds, actors)
        found = {kind: _Found() for kind in kinds if kind not in untold}
        for pair in sorted({kind.pair for kind in found}):
            total += _read(store, name, pair, (begin, as_of), found, until)
    except duckdb.Error as error:
        raise ScenarioError(
            _(
                "{place}: the store {folder} is damaged, or an import has just changed it; "
                "try again, or import its files into a new store"
            ).format(place=place, folder=store.folder)
            + in_their_words(error)
        ) from None
    taken = Taken(
        dataset=name,
        as_of=as_of,
        since=begin,
        last=last,
        missing=tuple(gone),
        acts=total,
        kinds=tuple(_kind(kind, untold.get(kind), found.get(kind)) for kind in kinds),
        published_until=until,
    )
    size = len(taken.text().encode())
    if size > LARGEST_TEXT:
        raise ScenarioError(
            _(
                "{place}: since {begin} it has {size} MB of days, more than {most} "
                "MB; set a later record.since, or name fewer processes"
            ).format(
                place=place,
                begin=begin,
                size=decimal(size / 1000000.0, 0),
                most=decimal(LARGEST_TEXT / 1000000.0, 0),
            )
        )
    return taken


def _kind(kind: Kind, untold: str | None, found: _Found | None) -> TakenKind:
    return TakenKind(
        source=kind.source,
        target=kind.target,
        act=str(kind.act),
        untold=untold,
        acts=found.acts if found else 0,
        days=by_month(found.dates) if found else {},
    )


def _dataset(store: Store, name: str | None) -> str:
    known = store.datasets()
    if name is None and len(known) > 1:
        raise InputError(
            _(
                "{folder} holds {known}, which count differently and are never mixed; name "
                'one: record = {{ store = "{first}" }}'
            ).format(folder=store.folder, known=", ".join(known), first=known[0])
        )
    return store.dataset(name)


def _begin(
    place: str,
    name: str,
    first: dt.date,
    last: dt.date,
    as_of: dt.date,
    since: dt.date | None,
) -> dt.date:
    """First day to be taken; refuses a record that does not reach the as-of date."""
    if first > as_of:
        raise ScenarioError(
            _(
                "{place}: {name} in the store begins on {first}, after as_of {as_of}; "
                "import earlier files (detente events import), or set as_of to {first} or "
                "later"
            ).format(place=place, name=name, first=first, as_of=as_of)
        )
    late = (as_of - last).days
    if late > LATEST:
        raise ScenarioError(
            _(
                "{place}: {name} in the store ends on {last}, {late} days before as_of "
                "{as_of} (at most {latest} are allowed); import later files (detente "
                "events import), or set as_of to {last}"
            ).format(place=place, name=name, last=last, late=late, as_of=as_of, latest=LATEST)
        )
    if since is None:
        return max(first, as_of - dt.timedelta(days=WINDOW - 1))
    if since > as_of:
        raise ScenarioError(
            _("{place}.since: {since} is after as_of {as_of}").format(
                place=place, since=since, as_of=as_of
            )
        )
    if since > last:
        raise ScenarioError(
            _("{place}.since: {since} is after {last}, when {name} ends in the store").format(
                place=place, since=since, last=last, name=name
            )
        )
    if since < first:
        raise ScenarioError(
            _(
                "{place}.since: {since} is before {name} begins in the store; set {first} "
                "or later, or leave it out"
            ).format(place=place, since=since, name=name, first=first)
        )
    return since


def _check_recent(
    place: str, store: Store, name: str, missing: Collection[dt.date], as_of: dt.date
) -> None:
    recent = [day for day in missing if (as_of - day).days < RECENT]
    if len(recent) > MOST_MISSING:
        raise ScenarioError(
            _(
                "{place}: of the {days} days up to as_of {as_of}, {missing} are "
                "missing from {name} in the store, the first on {first} (at most "
                "{most} are allowed); import them (detente events coverage --store "
                "{folder} shows gaps)"
            ).format(
                place=place,
                days=RECENT,
                as_of=as_of,
                missing=len(recent),
                name=name,
                first=min(recent),
                most=MOST_MISSING,
                folder=store.folder,
            )
        )


def _untold(
    store: Store, name: str, kinds: Sequence[Kind], actors: Mapping[str, Actor]
) -> dict[Kind, str]:
    """Kinds of which the data source cannot tell, and why."""
    scheme = store.manifest.datasets[name].scheme
    strangers = {
        actor: why
        for actor in sorted({end for kind in kinds for end in kind.pair})
        if (why := _stranger(store, name, actors[actor])) is not None
    }
    ranked = any(kind.act.rank for kind in kinds) and tells_ranks(store, name)
    found = {}
    for kind in kinds:
        why = next((strangers[end] for end in kind.pair if end in strangers), None)
        if why is None and kind.act.rank is not None and not ranked:
            why = _("{name} tells no ranks").format(name=name)
        why = why or _uncoded(kind.act, name, scheme)
        if why is not None:
            found[kind] = why
    return found


def _stranger(store: Store, name: str, actor: Actor) -> str | None:
    if actor.kind == "state" or knows(store, name, actor.id):
        return None
    if actor.id not in organisations():
        return _("{actor} is a party, and event data have states and organisations alone").format(
            actor=actor.id
        )
    return _("{name} has no act of {actor}").format(name=name, actor=actor.id)


def _uncoded(act: Act, name: str, scheme: str) -> str | None:
    """Why a scheme has no code for an act; None if it has one."""
    if scheme not in CODED:
        return _("{name} has no CAMEO codes").format(name=name) if act.cameo else None
    written: list[str] = []
    for code, each in coded(scheme).items():
        if each.quad is None:
            continue
        cameo = code if scheme == "cameo" else None
        if Act(each.type, each.mode, each.context, act.rank, cameo).matches(act):
            return None
        if each.type == act.type:
            written.append(str(Act(each.type, each.mode, each.context, act.rank)))
    text = _("{name} has no code for {act}").format(name=name, act=act)
    return text + did_you_mean(str(act), written)


@lru_cache(maxsize=4096)
def _act(
    type_: str, mode: str | None, context: str | None, rank: str | None, cameo: str | None
) -> Act | None:
    """An act of the record; None if it is none that a pattern could name."""
    try:
        return Act(type_, mode, context, rank, cameo)
    except InputError:
        return None


def _read(
    store: Store,
    name: str,
    pair: tuple[str, str],
    span: tuple[dt.date, dt.date],
    found: Mapping[Kind, _Found],
    until: dt.date | None,
) -> int:
    """Add the acts of a pair to its kinds, and return how many there are."""
    scheme = store.manifest.datasets[name].scheme
    first, second = pair
    kinds = [kind for kind in found if kind.pair == pair]
    with store.connect([name], pair, until) as connection:
        rows = connection.execute(
            "SELECT source_state = ? AS forward, joint, type, mode, context, rank, code, "
            "count(*), array_agg(DISTINCT date) FROM acts "
            "WHERE NOT echo AND quad IS NOT NULL AND date BETWEEN ? AND ? GROUP BY ALL",
            [first, *span],
        ).fetchall()
    total = 0
    for forward, joint, type_, mode, context, rank, code, number, dates in rows:
        total += number
        codes = {code} if scheme == "cameo" else {None}
        if joint and scheme == "cameo":
            codes.add(coded(scheme)[code].counterpart)
        acts = [a for c in codes if (a := _act(type_, mode, context, rank, c)) is not None]
        ways = [(first, second), (second, first)]
        if not joint:
            ways = ways[:1] if forward else ways[1:]
        counted = set()
        for source, target in ways:
            dyads = (f"{source}>{target}", f"{first}~{second}")
            kind = narrowest([k for k in kinds if k.dyad in dyads], *acts)
            if kind is not None:
                counted.add(kind)
                found[kind].dates.update(dates)
        for kind in sorted(counted, key=str)[:1]:  # an act told of both sides is still one
            found[kind].acts += number
    return total
