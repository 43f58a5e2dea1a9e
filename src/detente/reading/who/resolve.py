"""For whom each group of a sentence acts, in the order in which an article is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.reading.article import Tongue
from detente.reading.sentence import MentionKind, Role
from detente.reading.who.atoms import Line
from detente.reading.who.groups import HUMAN, Group
from detente.reading.who.people import Person
from detente.reading.who.pieces import Piece
from detente.reading.who.standing import standing

_LAST = 40
"""How many of those named last are looked at."""
_NEAR = 6
"""Within how many words of a sentence a pronoun may stand for somebody of the one before."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a sentence: atoms, for whom, and how.

    `within` says that it is where something is rather than who acts; `both` that it stands for
    the two of a pair, who are found when the pairs are known.
    """

    first: int
    last: int
    actor: str
    kind: MentionKind
    name: str
    role: Role
    person: str = ""
    within: bool = False
    both: bool = False
    feminine: bool | None = None
    plural: bool = False
    oblique: bool = False
    """Whether a preposition stands before it, or a noun is governed by it: no subject."""
    speaking: bool = False
    """Whether it is *we*, of whoever speaks."""


@dataclass(slots=True)
class Resolver:
    """What has been read so far.

    Parameters
    ----------
    language : {"en", "fr"}
    people : mapping of str to Person
    counts : mapping of str to int
        How often each actor is named by words that are its alone.
    """

    language: Tongue
    people: Mapping[str, Person]
    counts: Counter[str]
    before: list[Named] = field(default_factory=list)
    """Of the sentence before, or the last one in which somebody was named."""
    near: list[Named] = field(default_factory=list)
    """Of the sentences before in the same paragraph, those of the nearest first."""
    offices: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Noun of an office → whose it was when the paragraph last named it, and who held it."""
    owners: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    """Noun of an office → whose the text says it is, and who holds it, and how often."""
    usual: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Noun of an office → whose it is in the text as a whole, and who holds it."""
    home: str = ""
    """The state whose army, and whose government, an article means that names no other."""
    armies: Mapping[str, str] = field(default_factory=dict)
    """State → its army, where the tables know that as an actor of its own."""
    site: str = ""
    """Of the state where the sentence is, as in "in Riyadh the crown prince"."""
    issuer: str = ""
    """Whoever speaks in the whole article, as the ministry that has issued it."""

    def paragraph(self) -> None:
        """Begin a paragraph: what a bare office or name stands for is sought in it alone."""
        self.near = []
        self.offices = {}

    def sentence(
        self, line: Line, groups: Sequence[Group], kinds: Mapping[str, str]
    ) -> list[Named]:
        """Resolve the groups of a sentence."""
        found: list[Named] = []
        self.site = ""
        for group in groups:
            one = self._one(line, group, found, kinds)
            if one is not None:
                found.append(one)
        named = [each for each in found if not each.both]
        if any(each.actor or each.person for each in named):
            self.before = named[:_LAST]
            self.near = [*named[:_LAST], *self.near[:_LAST]]
        return found

    def choose(self, actors: Sequence[str]) -> str:
        """Which of several is meant: the one that the article names otherwise, else the first.

        Of those that it names as often it is the last, which is the narrower one in the tables.
        """
        if not actors:
            return ""
        named = [actor for actor in reversed(actors) if self.counts[actor]]
        return max(named, key=lambda actor: self.counts[actor]) if named else actors[0]

    def _one(
        self, line: Line, group: Group, found: list[Named], kinds: Mapping[str, str]
    ) -> Named | None:
        words = standing(self.language)
        piece = group.pieces[0]
        if piece.kind == "both":
            if not words.led(line, group.first, piece.words):
                return None
            return self._named(line, group, "", "pronoun", both=True)
        if piece.kind == "style":
            actor = self._style(line, piece, found, kinds)
            kind: MentionKind = "pronoun"
            if piece.entry is not None and piece.entry.mark == "short":
                kind = piece.entry.kind
            return self._named(line, group, actor, kind) if actor else None
        if piece.kind == "pronoun" and not group.office:
            return self._pronoun(line, group, piece, found)
        if group.office:
            return self._office(line, group, found, kinds)
        if group.person is not None:
            return self._person(line, group)
        if group.actor is not None and group.actor.entry is not None:
            return self._actor(line, group, group.actor)
        return None

    def _actor(self, line: Line, group: Group, piece: Piece) -> Named | None:
        entry = piece.entry
        assert entry is not None
        actor = self.choose(entry.actors)
        if entry.weak and not self.counts[actor]:
            return None
        words = standing(self.language)
        within = words.within(line, group.first)
        capital = entry.sort == "place" and entry.mark == "capital"
        if capital and words.event(line, group.first, group.last):
            return None
        if capital and words.held(line, group.first):
            self.site = actor
            return None
        return self._named(line, group, actor, entry.kind, role=entry.role, within=within)

    def _person(self, line: Line, group: Group) -> Named | None:
        assert group.person is not None
        name = _full(group.person)
        person = self.people.get(name)
        if person is None:
            return None
        actor = person.actor
        if not actor and group.actor is not None and group.actor.entry is not None:
            actor = self.choose(group.actor.entry.actors)
        role: Role = "person" if group.former else person.role
        return self._named(line, group, actor, "person", role=role, person=person.name)

    def _office(
        self, line: Line, group: Group, found: list[Named], kinds: Mapping[str, str]
    ) -> Named | None:
        role = group.role
        assert role is not None
        name = _full(group.person) if group.person is not None else ""
        person = self.people.get(name)
        if role == "observers":
            kind: MentionKind = "person" if name else "office"
            return self._named(line, group, "", kind, role=role, person=name)
        noun = group.office[0].words.casefold()
        if group.office[0].entry is not None and group.office[0].entry.mark == "counterpart":
            same = [each.role for each in (*reversed(found[-_LAST:]), *self.near) if each.person]
            held_by: list[Role] = [each for each in same if each in ("leader", "minister")]
            role = held_by[0] if held_by else role
            if group.actor is None:
                return None
            noun = ""
        actor, held = self._whose(line, group, found, person, kinds)
        if actor and noun and not (group.former or group.owner) and (group.actor or person):
            name_held = person.name if person is not None else held
            self.owners.setdefault(noun, Counter())[actor, name_held] += 1
        if not actor and person is None and not name:
            return None
        if actor and person is not None and not person.actor and group.person is not None:
            person.actors[actor] += 1
        if actor and noun and not (group.former or group.owner):
            self.offices[noun] = (actor, person.name if person is not None else held)
        if group.former:
            role = "person" if name else "official"
        kind = "person" if name else "office"
        full = person.name if person is not None else name or held
        return self._named(line, group, actor, kind, role=role, person=full)

    def _whose(
        self,
        line: Line,
        group: Group,
        found: list[Named],
        person: Person | None,
        kinds: Mapping[str, str],
    ) -> tuple[str, str]:
        """Whose an office is, and who holds it where no name stands beside it."""
        if group.actor is not None:
            if group.actor.entry is not None:
                entry = group.actor.entry
                return self.choose(entry.actors), ""
            return "", ""
        if person is not None and person.actor:
            return person.actor, ""
        if group.owner is not None:
            if group.owner.kind == "pronoun":
                antecedent = self._antecedent(line, group.owner, found, office=True)
                return (antecedent.actor, "") if antecedent is not None else ("", "")
            owner = self.people.get(_full(group.owner))
            # The administration of a president is known by his name.
            held = owner.name if owner is not None and group.role == "government" else ""
            return (owner.actor, held) if owner is not None else ("", "")
        return self._held(line, group, found, person, kinds)

    def _held(
        self,
        line: Line,
        group: Group,
        found: list[Named],
        person: Person | None,
        kinds: Mapping[str, str],
    ) -> tuple[str, str]:
        piece = group.office[0]
        noun = piece.words.casefold()
        definite = standing(self.language).definite(line, group.first)
        if not definite and person is None and group.person is None:
            return "", ""
        if self.issuer and group.person is None and group.role in ("ministry", "government"):
            return self.issuer, ""
        nouns = [*dict.fromkeys(each.words.casefold() for each in group.office)]
        for noun in nouns:
            if noun in self.offices:
                return self.offices[noun]
        usual = next((self.usual[each] for each in nouns if each in self.usual), None)
        bound = piece.entry is not None and piece.entry.mark in ("bound", "several")
        role = group.role
        if group.person is not None or not bound:
            holders = [
                each
                for each in self.people.values()
                if each.office == noun and each.actor and not each.elect
            ]
            if len(holders) == 1 and group.person is None:
                return holders[0].actor, holders[0].name
        if group.person is not None:
            return "", ""
        if bound and role not in ("government", "military"):
            return usual or ("", "")
        state = self._state_near(found, kinds)
        if not state and usual is not None:
            return usual
        state = state or self.home
        if role == "military" and state == self.home:
            return self.armies.get(state, state), ""
        return state, ""

    def _state_near(self, found: list[Named], kinds: Mapping[str, str]) -> str:
        """The state that the paragraph named last before an office beside which none is named."""
        if self.issuer or self.site:
            return self.issuer or self.site
        for each in (*reversed(found[-_LAST:]), *self.near):
            if each.actor and not each.oblique and kinds.get(each.actor) == "state":
                return each.actor
        return ""

    def _style(self, line: Line, piece: Piece, found: list[Named], kinds: Mapping[str, str]) -> str:
        entry = piece.entry
        assert entry is not None
        if not standing(self.language).led(line, piece.first, piece.words):
            return ""
        if len(entry.actors) == 1 and entry.mark != "organisation":
            return entry.actors[0]
        recent = [each.actor for each in (*reversed(found[-_LAST:]), *self.near) if each.actor]
        bodies = [actor for actor in self.counts if kinds.get(actor) == "organisation"]
        bodies.sort(key=lambda actor: -self.counts[actor])
        if entry.mark in ("organisation", "bloc", "alliance"):
            fits = [actor for actor in recent if kinds.get(actor) == "organisation"]
            fits += [actor for actor in bodies if actor not in fits]
        elif entry.mark in ("party", "group"):
            # The party of an article is the one that it names most.
            fits = [a for a in self.counts if kinds.get(a) == "party"]
            fits.sort(key=lambda actor: -self.counts[actor])
            if entry.mark == "group" and not fits:
                fits = bodies
        else:
            fits = [actor for actor in recent if actor in entry.actors]
            fits += [a for a in self.counts if a in entry.actors and a not in fits]
        return fits[0] if fits else ""

    def _pronoun(self, line: Line, group: Group, piece: Piece, found: list[Named]) -> Named | None:
        if standing(self.language).nobody(line, piece.first):
            return None
        one = self._antecedent(line, piece, found)
        if one is None:
            return None
        return Named(
            group.first,
            group.last,
            one.actor,
            "pronoun",
            one.name,
            one.role,
            one.person,
            feminine=one.feminine,
            plural=one.plural,
            oblique=standing(self.language).oblique(line, group.first),
        )

    def _antecedent(
        self, line: Line, piece: Piece, found: list[Named], *, office: bool = False
    ) -> Named | None:
        """Whom a pronoun stands for: the last that no preposition governs, here or before."""
        mark = piece.entry.mark if piece.entry is not None else ""
        word = line.atoms[piece.first].folded
        words = standing(self.language)
        possessive = word in words.possessive
        last = reversed(found[-_LAST:])
        here = [each for each in last if not each.both and (each.actor or each.person)]
        # "It", far into a sentence, stands for something of that sentence.
        near = piece.first < _NEAR or (mark in ("he", "she", "they") and self.language == "en")
        far = possessive and self.language == "fr" and not office
        before = self.before if near and not far else []
        subjects = [each for each in (*here, *before) if not each.oblique]
        others = [
            each
            for each in (*here, *before)
            if each.oblique and (each.kind != "demonym" or (office and each.plural))
        ]
        if possessive and here and here[0].person:
            subjects.insert(0, here[0])
        for each in (*subjects, *others):
            if self._fits(each, mark):
                return each
        return None

    def _fits(self, each: Named, mark: str) -> bool:
        if not each.actor and not each.person:
            return False
        human = bool(each.person) or (each.kind == "office" and each.role in HUMAN)
        if mark == "they":
            return each.plural
        if each.plural or each.within:
            return False
        if self.language == "fr" and mark == "it":
            return not each.plural
        if mark == "he":
            male = each.feminine is not True
            return male if self.language == "fr" else human and male
        if mark == "she":
            if self.language == "fr":
                return each.feminine is True or (each.feminine is None and not human)
            return human and each.feminine is not False
        return not human

    def _named(
        self,
        line: Line,
        group: Group,
        actor: str,
        kind: MentionKind,
        *,
        role: Role = "state",
        person: str = "",
        within: bool = False,
        both: bool = False,
    ) -> Named:
        words = standing(self.language)
        known = self.people.get(person)
        feminine = known.female if known is not None else None
        if feminine is None and self.language == "fr" and not person:
            feminine = words.feminine(line, group, kind)
        last = line.said(group.first, group.last)
        plural = words.plural(line, group, kind) and not person
        oblique = kind == "demonym" or words.oblique(line, group.first)
        return Named(
            group.first,
            group.last,
            actor,
            kind,
            last,
            role,
            person,
            within,
            both,
            feminine,
            plural,
            oblique,
        )


def _full(piece: Piece) -> str:
    """The full name of a person whom a piece names."""
    return piece.entry.mark if piece.entry is not None and piece.entry.mark else piece.words
