"""An article on the page: paragraph by paragraph, each beside what was proposed from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.format import day, integer
from detente.language.safe import clean
from detente.reading.decide import Decision
from detente.reading.proposal import Reading
from detente.reading.writing.voices import Voices
from detente.scaffold.cast import slug
from detente.scaffold.kinds import about
from detente.web.read.marked import Marked, marked
from detente.web.read.proposed import Desk, Proposed, proposed

if TYPE_CHECKING:
    from detente.reading.start import Begun
    from detente.web.drafts import Draft
    from detente.web.read.kept import Kept

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, and the proposals beside it."""

    heading: bool
    sentences: Sequence[Marked]
    proposals: Sequence[Proposed]


@dataclass(frozen=True, slots=True)
class Left:
    """Sentences that were not used for one reason: each a link and its number."""

    why: str
    sentences: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """The context of ``templates/reading.html.j2``.

    Attributes
    ----------
    id, title : str
    language : str
        Of the text.
    version : int
    about : sequence of str
        Who faces whom, from when on, what else is known of the text.
    counted : str
        How many proposals are accepted.
    rows : sequence of Row
    unused, background : sequence of Left
    name : str
        Which the new scenario may have.
    shelf : bool
        Whether it can be saved on the server.
    error : str
        Why what was asked was not done.
    t : mapping of str to str
        Fixed texts.
    """

    id: str
    title: str
    language: str
    version: int
    about: Sequence[str]
    counted: str
    rows: Sequence[Row]
    unused: Sequence[Left]
    background: Sequence[Left]
    name: str
    shelf: bool
    error: str
    t: Mapping[str, str]


def shown(
    draft: Draft, kept: Kept, reading: Reading, begun: Begun, *, shelf: bool, error: str
) -> Shown:
    """Lay an article out.

    Parameters
    ----------
    draft : Draft
    kept : Kept
        What is in it.
    reading : Reading
        Before what was decided.
    begun : Begun
        What it makes.
    shelf : bool
    error : str
    """
    numbers = {each.id: at for at, each in enumerate(reading.proposals, start=1)}
    decisions = {name: each for name, each in kept.decisions.items() if name in numbers}
    desk = Desk(
        reading,
        Voices(reading, begun.drafted.parts),
        decisions,
        {each.proposal.id: each for each in begun.drafted.found},
        numbers,
    )
    taken = sum(not decisions.get(name, Decision()).rejected for name in numbers)
    pair = begun.drafted.parts.pair
    return Shown(
        id=draft.id,
        title=draft.name,
        language=kept.article.language,
        version=draft.version,
        about=list(_about(kept, begun)),
        counted=ngettext(
            "{taken} of {n} proposal accepted", "{taken} of {n} proposals accepted", len(numbers)
        ).format(taken=integer(taken), n=integer(len(numbers))),
        rows=list(_rows(desk)),
        unused=list(_left(reading, "unused")),
        background=list(_left(reading, "background")),
        name=slug("-".join(each.key for each in pair), "article")[:LONGEST_NAME].strip("-"),
        shelf=shelf,
        error=error,
        t=texts(),
    )


def _about(kept: Kept, begun: Begun) -> Iterator[str]:
    parts = begun.drafted.parts
    first, second = parts.pair
    yield fill(_("{one} and {other}"), one=clean(first.name), other=clean(second.name))
    yield about(parts.kind)
    yield _("as of {day}").format(day=day(begun.as_of))
    if kept.wish.day is None and kept.article.date is None:
        yield _("the text has no date: the day on which it was sent is taken")
    elif begun.dated == "file":
        yield _("the text states no date: that of its file is taken")
    elif begun.dated == "told":
        yield _("the text states no date: the last day that it tells of is taken")
    yield clean(kept.article.author)
    yield from begun.reading.lost


def _rows(desk: Desk) -> Iterator[Row]:
    out = {name for name, each in desk.decisions.items() if each.rejected}
    numbered = enumerate(desk.reading.sentences)
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
    whys: dict[str, list[tuple[str, str]]] = {}
    for remark in reading.remarks:
        if remark.what == what:
            why = fill(_("{what}: {how}"), what=remark.mechanism, how=remark.why)
            number = remark.place.number
            place = (f"#s-{number}", integer(number))
            whys.setdefault(clean(why if remark.mechanism else remark.why), []).append(place)
    yield from (Left(why, places) for why, places in whys.items())


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
        "direction": _("Direction"),
        "keep": _("Keep"),
        "keep_all": _("Keep the decisions"),
        "all": _("Accept all"),
        "below": _("Reject all below, in %"),
        "reject": _("Reject these"),
        "changed": _("changed"),
        "play": _("Play"),
        "name": _("Name of the new scenario: a to z, digits, hyphens"),
        "zip": _("Download as a zip"),
        "no_shelf": _(
            "The server was given no folder for new scenarios: download the zip, unpack it, and "
            "serve the folder in which it lies."
        ),
        "away": _("Throw it away"),
        "unused": _("Sentences that were not used, and why"),
        "background": _("Background"),
        "proposals": _("Proposals"),
        "note": _(
            "Every proposal is accepted until you decide otherwise. What you keep is on the disk "
            "of the server at once, and nobody else sees it."
        ),
    }
