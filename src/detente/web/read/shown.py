"""An article on the page: paragraph by paragraph, each beside what was proposed from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.format import day, integer, labelled
from detente.language.safe import clean
from detente.reading.decide import Decision
from detente.reading.proposal import Reading
from detente.reading.writing.voices import Voices
from detente.scaffold.kinds import KINDS
from detente.web.read.marked import Marked, anchor, marked
from detente.web.read.played import proposed_name
from detente.web.read.proposed import Desk, Proposed, proposed

if TYPE_CHECKING:
    from detente.reading.article import Article
    from detente.reading.start import Begun
    from detente.reading.writing.build import Unwritten
    from detente.reading.writing.claim import Claim
    from detente.web.drafts import Draft
    from detente.web.read.kept import Kept


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, and the proposals beside it."""

    heading: bool
    sentences: Sequence[Marked]
    proposals: Sequence[Proposed]


@dataclass(frozen=True, slots=True)
class Left:
    """Why some sentences were not used, with its colon; each of them a link and its number."""

    why: str
    sentences: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """An article: its title, what is known of it, and its paragraphs."""

    id: str
    title: str
    language: str
    about: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Shown:
    """The context of ``templates/reading.html.j2``.

    Attributes
    ----------
    id, title : str
    version : int
    about : sequence of str
        Who faces whom, from when on, what could not be done.
    counted : str
        How many proposals are accepted.
    papers : sequence of Paper
        The articles.
    unused, background : sequence of Left
    name : str
        Which the new scenario may have.
    shelf : bool
        Whether it can be saved among the server's scenarios.
    kinds : sequence of (str, str)
        What a text can be about, and its words.
    given : mapping of str to str
        What was said of the articles when they were sent.
    error : str
        Why what was asked was not done.
    t : mapping of str to str
        Fixed texts.
    """

    id: str
    title: str
    version: int
    about: Sequence[str]
    counted: str
    papers: Sequence[Paper]
    unused: Sequence[Left]
    background: Sequence[Left]
    name: str
    shelf: bool
    kinds: Sequence[tuple[str, str]]
    given: Mapping[str, str]
    error: str
    t: Mapping[str, str]


def shown(
    draft: Draft,
    kept: Kept,
    reading: Reading,
    begun: Begun,
    found: Mapping[str, Claim | Unwritten],
    *,
    shelf: bool,
    error: str,
) -> Shown:
    """Lay articles out.

    Parameters
    ----------
    draft : Draft
    kept : Kept
        What is in it.
    reading : Reading
        Before what was decided.
    begun : Begun
        What it makes.
    found : mapping of str to Claim or Unwritten
        What becomes of each proposal, also of one that is rejected.
    shelf : bool
    error : str
    """
    numbers = {each.id: at for at, each in enumerate(reading.proposals, start=1)}
    decisions = {name: each for name, each in kept.decisions.items() if name in numbers}
    desk = Desk(
        reading,
        Voices(reading, begun.drafted.parts),
        decisions,
        found,
        numbers,
    )
    taken = sum(not decisions.get(name, Decision()).rejected for name in numbers)
    return Shown(
        id=draft.id,
        title=draft.name,
        version=draft.version,
        about=list(_about(kept, begun)),
        counted=ngettext(
            "{taken} of {n} proposal accepted", "{taken} of {n} proposals accepted", len(numbers)
        ).format(taken=integer(taken), n=integer(len(numbers))),
        papers=[
            Paper(
                each.id,
                clean(each.title or each.file),
                each.language,
                [clean(known) for known in _known(each)],
                list(_rows(desk, each)),
            )
            for each in kept.articles
        ],
        unused=list(_left(reading, "unused")),
        background=list(_left(reading, "background")),
        name=proposed_name(begun),
        shelf=shelf,
        kinds=kinds(),
        given=kept.wish.fields(),
        error=error,
        t=texts(),
    )


def _about(kept: Kept, begun: Begun) -> Iterator[str]:
    parts = begun.drafted.parts
    first, second = parts.pair
    yield fill(_("{one} and {other}"), one=clean(first.name), other=clean(second.name))
    yield _(KINDS[parts.kind].about)
    yield _("as of {day}").format(day=day(begun.as_of))
    if kept.wish.day is None and all(each.date is None for each in kept.articles):
        yield _("the text has no date: the day on which it was sent is taken")
    elif begun.dated == "file":
        yield _("the text states no date: that of its file is taken")
    elif begun.dated == "told":
        yield _("the text states no date: the last day that it tells of is taken")
    yield from begun.reading.lost


def _known(article: Article) -> Iterator[str]:
    """What is known of an article beside its title."""
    if article.title:
        yield article.file
    if article.author:
        yield article.author
    if article.date is not None:
        yield day(article.date)
    yield _("in English") if article.language == "en" else _("in French")


def _rows(desk: Desk, article: Article) -> Iterator[Row]:
    out = {name for name, each in desk.decisions.items() if each.rejected}
    numbered = [
        (at, each)
        for at, each in enumerate(desk.reading.sentences)
        if each.place.document == article.id
    ]
    for _paragraph, group in groupby(numbered, key=lambda pair: pair[1].place.paragraph):
        sentences = list(group)
        own = {
            at: [each for each in desk.reading.proposals if each.sentence == at]
            for at, _sentence in sentences
        }
        yield Row(
            sentences[0][1].heading,
            [marked(sentence, own[at], desk.numbers, out) for at, sentence in sentences],
            [proposed(desk, each) for at, _sentence in sentences for each in own[at]],
        )


def _left(reading: Reading, what: str) -> Iterator[Left]:
    papers = {each.id: at for at, each in enumerate(reading.articles, start=1)}
    whys: dict[str, list[tuple[str, str]]] = {}
    for remark in reading.remarks:
        if remark.what == what:
            number = integer(remark.place.number)
            if len(papers) > 1:
                number = f"{integer(papers[remark.place.document])}.{number}"
            place = (f"#{anchor(remark.place)}", number)
            whys.setdefault(clean(remark.why), []).append(place)
    yield from (Left(labelled(why, "").rstrip(), places) for why, places in whys.items())


def kinds() -> list[tuple[str, str]]:
    """What a text can be about, and its words; first that these say it."""
    return [("", _("By its words")), *((name, _(kind.about)) for name, kind in KINDS.items())]


def texts() -> dict[str, str]:
    """Fixed texts of the page."""
    return {
        "read": _("Read an article"),
        "accept": _("Accept"),
        "number": _("Proposal {n}"),
        "who": _("Who says it"),
        "effect": _("Effect"),
        "credence": _("Credence, in %"),
        "text_gives": _("the text: {p}, {reasons}"),
        "back": _("Back to the text’s {p}"),
        "direction": _("Direction"),
        "kind": _("How it limits the claim"),
        "day": _("Day"),
        "act": _("Act"),
        "actor": _("Done by"),
        "words": _("Or in words"),
        "condition_note": _(
            "It hangs on the day; without one on the act; without either on something that comes "
            "to be so about once a year, named by your words."
        ),
        "keep": _("Keep"),
        "keep_all": _("Keep the decisions"),
        "kept": _("Kept"),
        "not_kept": _("Not kept: the server does not answer"),
        "all": _("Accept all"),
        "below": _("Reject all below, in %"),
        "reject": _("Reject these"),
        "changed": _("changed"),
        "play": _("Play"),
        "play_note": _(
            "Play writes the scenario anew as it is decided now. It is in nobody’s list but "
            "yours; whoever has its address can open it."
        ),
        "name": _("Name of the new scenario: a to z, digits, hyphens"),
        "save": _("Save as a scenario"),
        "save_note": _("Saved, it stands among the scenarios of the server, for all who use it."),
        "zip": _("Download as a zip"),
        "away": _("Throw it away"),
        "unused": _("Sentences that were not used, and why"),
        "background": _("Background"),
        "proposals": _("Proposals"),
        "more": _("Day, actors, kind"),
        "last_day": _("Last day that is known; by default that of the text"),
        "a": _("First actor; by default as the text has it"),
        "b": _("Second actor"),
        "parties": _("Actors that no table knows, as ID=Name, with commas"),
        "about": _("What the text is about"),
        "flags": _("What a message calls --pair, --party and --as-of are these fields."),
        "again": _("Read it again"),
        "again_note": _("What you decided stays with what is proposed again."),
        "another": _("Add another article"),
        "another_note": _("Its proposals join those that are there; what you decided stays."),
        "file": _("File: text, Markdown, HTML, PDF or DOCX"),
        "paste": _("Or the text itself"),
        "add": _("Add it"),
        "without": _("Leave this article out"),
        "note": _(
            "Every proposal is accepted until you decide otherwise. What you decide is on the disk "
            "of the server at once, and nobody else sees it."
        ),
    }
