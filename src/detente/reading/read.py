"""The whole of reading: from articles to what is proposed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.article import Article
from detente.reading.clauses.split import split
from detente.reading.grammar.analyse import analyse
from detente.reading.kind import kind_of
from detente.reading.proposal import Holder, Named, Reading
from detente.reading.propose import propose
from detente.reading.said_name import said_name
from detente.reading.sentence import Sentence
from detente.reading.sides.discourse import Discourse
from detente.reading.sides.speaking import first_person
from detente.reading.split import sentences_of
from detente.reading.voices.attribute import attribute
from detente.reading.who.mark import Cast, Setting, mark


@dataclass(frozen=True, slots=True)
class Asked:
    """How articles are to be read.

    Parameters
    ----------
    today : date
        From which an article without a day of its own counts "next month".
    pair : (str, str), optional
        Ids of who faces whom; by default what the text says.
    declared : mapping of str to str
        Actors that no table knows: id → name.
    kind : str, optional
        Kind of brief; by default what the words say.
    grammar : bool
        Whether a spaCy model of the language is used, where one is installed.
    """

    today: dt.date
    pair: tuple[str, str] | None = None
    declared: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    grammar: bool = True


def read_articles(articles: Sequence[Article], asked: Asked) -> Reading:
    """Read articles, each by itself, into one account of what they assert.

    Raises
    ------
    InputError
        If they name no two actors.
    """
    sentences: list[Sentence] = []
    casts: list[Cast] = []
    lost: list[str] = []
    for article in articles:
        own, cast, missing = _analysed(article, asked)
        sentences += own
        casts.append(cast)
        lost += [each for each in missing if each not in lost]
    actors, holders, pairs = _merged(casts)
    if asked.pair is not None:
        pairs = [(*asked.pair, 1.0), *(p for p in pairs if {*p[:2]} != {*asked.pair})]
    _check_cast(actors, pairs)
    proposals, remarks = propose(sentences, Discourse(sentences, actors, pairs))
    return Reading(
        articles=articles,
        sentences=sentences,
        actors=actors,
        holders=holders,
        pairs=pairs,
        kind=asked.kind or kind_of(sentences),
        proposals=proposals,
        remarks=remarks,
        lost=lost,
    )


def _analysed(article: Article, asked: Asked) -> tuple[list[Sentence], Cast, list[str]]:
    """The sentences of an article with all that is found in them."""
    found, lost = analyse(list(sentences_of(article)), article.language, model=asked.grammar)
    setting = Setting(
        day=article.date or asked.today,
        language=article.language,
        declared=asked.declared,
        pair=asked.pair,
        title=article.title,
        author=article.author,
    )
    found, cast = mark(found, setting)
    spoken = attribute([split(sentence) for sentence in found], article)
    return first_person(spoken), cast, lost


def _merged(
    casts: Sequence[Cast],
) -> tuple[list[Named], list[Holder], list[tuple[str, str, float]]]:
    """What several articles name, counted together."""
    named: dict[str, Named] = {}
    holders: dict[tuple[str, str, str], Holder] = {}
    weights: Counter[tuple[str, str]] = Counter()
    for cast in casts:
        for actor in cast.actors:
            before = named.get(actor.id)
            count = actor.count + (before.count if before else 0)
            named[actor.id] = replace(before or actor, count=count)
        for holder in cast.holders:
            holders.setdefault((holder.actor, holder.role, holder.name), holder)
        for one, other, weight in cast.pairs:
            swapped = (other, one) in weights
            weights[(other, one) if swapped else (one, other)] += weight  # type: ignore[assignment]
    actors = sorted(named.values(), key=lambda actor: (-actor.count, actor.id))
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return actors, list(holders.values()), [(*pair, float(weight)) for pair, weight in ranked]


def _check_cast(actors: Sequence[Named], pairs: Sequence[tuple[str, str, float]]) -> None:
    """Refuse a text in which nobody faces anybody."""
    if pairs:
        return
    if not actors:
        raise InputError(
            _(
                "no actor is named in the text that is known or acts; say who they are with "
                "--party ID=NAME and --pair A,B"
            )
        )
    raise InputError(
        _(
            "the text names {actor} alone; who faces it? Say so with --pair, such as --pair {id},B"
        ).format(actor=said_name(actors[0].id, actors[0].name), id=actors[0].id)
        if len(actors) == 1
        else _("no two actors face each other in the text; name them with --pair A,B")
    )
