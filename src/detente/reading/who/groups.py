"""Pieces that belong together: "the Russian foreign minister, Z"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from detente.reading.article import Tongue
from detente.reading.sentence import Role
from detente.reading.who.atoms import Line, atoms_of, folded_words
from detente.reading.who.pieces import Piece
from detente.reading.words.table import table

Link = Literal["", "beside", "whose", "of", "comma"]
"""How two pieces are joined: not at all, side by side, by a possessive, a preposition, a comma."""

HUMAN: frozenset[str] = frozenset(
    [
        *("leader", "minister", "spokesperson", "official", "mediator"),
        *("opposition", "military", "parliament", "observers"),
    ]
)
"""Roles that one person may have."""


@dataclass(slots=True)
class Group:
    """Somebody, as some pieces name them.

    Parameters
    ----------
    pieces : list of Piece
    first, last : int
        Atoms.
    actor : Piece, optional
        The name, capital or people of the actor.
    office : list of Piece
        Its offices, the one that counts first.
    person : Piece, optional
    owner : Piece, optional
        A person, or a pronoun, to whom the office belongs: a person in the last office, if there
        are two, as in "the adviser of President Z".
    elect, former : bool
    """

    pieces: list[Piece]
    first: int
    last: int
    actor: Piece | None = None
    office: list[Piece] = field(default_factory=list)
    person: Piece | None = None
    owner: Piece | None = None
    elect: bool = False
    former: bool = False
    title: bool = False
    through: bool = False
    """Whether one of its offices is of another, or of an actor by a preposition."""

    @property
    def role(self) -> Role | None:
        """The role of the office that counts."""
        if not self.office or self.office[0].entry is None:
            return None
        return self.office[0].entry.role


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between two pieces."""

    link: Link
    elect: bool = False
    former: bool = False


class Grouping:
    """Joins the pieces of one sentence.

    Parameters
    ----------
    line : Line
    pieces : sequence of Piece
    language : {"en", "fr"}
    """

    def __init__(self, line: Line, pieces: Sequence[Piece], language: Tongue) -> None:
        self.line = line
        self.pieces = pieces
        self.language = language
        self.words = _words(language)

    def groups(self) -> list[Group]:
        """All groups, in order."""
        found = []
        index = 0
        while index < len(self.pieces):
            group = self._from(index)
            found.append(group)
            index += len(group.pieces)
        return found

    def _from(self, index: int) -> Group:
        piece = self.pieces[index]
        group = Group([piece], piece.first, piece.last)
        self._begin(group, piece)
        for following in range(index + 1, len(self.pieces)):
            between = self._between(self.pieces[following - 1], self.pieces[following])
            if not between.link or not self._extend(group, following, between):
                break
            group.pieces.append(self.pieces[following])
            group.last = self.pieces[following].last
            group.elect = group.elect or between.elect
            group.former = group.former or between.former
        self._before(group)
        if group.office:
            self._behind(group)
        if group.actor is not None and group.owner is piece and piece.kind == "pronoun":
            # "His Kenyan counterpart": whose he is is said by the adjective.
            group.owner, group.first = None, group.pieces[1].first
        return group

    def _begin(self, group: Group, piece: Piece) -> None:
        match piece.kind:
            case "actor":
                group.actor = piece
            case "office":
                group.office.append(piece)
            case "person" | "capitals":
                group.person = piece
            case "title":
                group.title = True
            case "pronoun":
                group.owner = piece
            case _:
                pass

    def _before(self, group: Group) -> None:
        """Words before a group that say that the office is past or to come."""
        index = group.first - 1
        if not group.office:
            return
        while index >= 0 and self.line.gap(index) in (" ", "\u00a0", "-"):
            word = self.line.atoms[index].folded
            if word not in self.words.modifiers:
                break
            group.elect = group.elect or word in self.words.elect
            group.former = group.former or word in self.words.former
            index -= 1

    def _behind(self, group: Group) -> None:
        """Words behind an office that say of what, or that it is elect."""
        if group.pieces[-1].kind == "capitals" or group.person is group.pieces[-1]:
            return
        last = self.words.portfolio(self.line, group.last)
        while last < len(self.line.atoms) and self.line.gap(last - 1) in (" ", "-"):
            word = self.line.atoms[last].folded
            if word not in self.words.elect:
                break
            group.elect = True
            last += 1
        group.last = last

    def _extend(self, group: Group, index: int, between: Between) -> bool:
        piece = self.pieces[index]
        match piece.kind:
            case "office":
                return self._office(group, index, between)
            case "actor":
                return self._actor(group, index, between)
            case "person" | "capitals":
                return self._person(group, index, between)
            case _:
                return False

    def _office(self, group: Group, index: int, between: Between) -> bool:
        piece, before = self.pieces[index], self.pieces[index - 1]
        link = between.link
        if before.kind in ("person", "capitals"):
            return self._apposed(group, index, between)
        if before.kind == "office":
            if link == "of":
                group.office.append(piece)
                group.through = True
                return True
            if link == "beside" and self.language == "en":
                group.office.insert(len(group.office) - 1 if group.through else 0, piece)
                return True
            return False
        beside = link == "beside" and self.language == "en"
        if before.kind == "actor" and (beside or link == "whose"):
            group.office.append(piece)
            return True
        if before.kind == "pronoun" and link == "beside" and not group.office:
            group.office.append(piece)
            return self._possessive(before)
        return False

    def _apposed(self, group: Group, index: int, between: Between) -> bool:
        """An office behind a person: "Z's government", "Z, foreign minister of Y"."""
        piece, before = self.pieces[index], self.pieces[index - 1]
        if before.kind == "capitals" and group.actor is None and not group.office:
            beside = between.link == "beside" and self.language == "en"
            if beside or between.link == "whose":
                # An actor that no table knows, or somebody whose office comes later.
                group.actor, group.person = before, None
                group.office = [piece]
                return True
        if between.link == "whose":
            group.owner, group.person = before, None
            group.office = [piece]
            return True
        if between.link == "comma" and not group.office and self._human(piece):
            if before.size < 2 and before.kind == "capitals" and not group.title:
                return False
            group.office.append(piece)
            return True
        return False

    def _human(self, piece: Piece) -> bool:
        entry = piece.entry
        return entry is not None and entry.role in HUMAN and entry.mark != "institution"

    def _several(self, group: Group) -> bool:
        """Whether an office is that of several, and nothing says "one of"."""
        entry = group.office[0].entry
        near = self.line.words(max(0, group.first - 3), group.first)
        return (
            entry is not None
            and entry.mark == "several"
            and not any(word in ("one", "un", "une") for word in near)
        )

    def _possessive(self, piece: Piece) -> bool:
        return self.line.atoms[piece.first].folded in self.words.possessive

    def _actor(self, group: Group, index: int, between: Between) -> bool:
        piece, before = self.pieces[index], self.pieces[index - 1]
        if group.actor is not None:
            return False
        if between.link == "of" and group.office and before is group.person:
            # "King Z of Y".
            group.actor = piece
            return True
        if before.kind == "office":
            beside = between.link == "beside" and self.language == "fr" and piece.people
            if beside or between.link == "of":
                group.actor = piece
                group.through = group.through or between.link == "of"
                return True
        apposed = before.kind in ("person", "capitals") and between.link == "comma"
        if apposed and not group.office and index + 1 < len(self.pieces):
            following = self.pieces[index + 1]
            ahead = self._between(piece, following)
            joined = ahead.link == "whose" or (ahead.link == "beside" and self.language == "en")
            if following.kind == "office" and joined and self._human(following):
                group.actor = piece
                return before.size > 1 or before.kind == "person" or group.title
        return False

    def _person(self, group: Group, index: int, between: Between) -> bool:
        piece, before = self.pieces[index], self.pieces[index - 1]
        if before.kind == "title" and between.link == "beside":
            group.person = piece
            return True
        if not group.office and before.kind == "actor":
            # "Y's Z": of a known person alone; "Y's Z" may be anything else that Y has.
            if piece.kind == "person" and between.link == "whose":
                group.person = piece
                return True
            return False
        of_person = before.kind in ("person", "capitals") and group.through
        if of_person and group.person is None and between.link == "comma":
            # "The envoy of Z, W".
            group.person = piece if self._human(group.office[0]) and piece.size > 1 else None
            return group.person is not None
        if group.person is not None or before.kind not in ("office", "actor") or not group.office:
            return self._of_unknown(group, piece, before, between)
        nearest = group.office[-1] if group.through else group.office[0]
        if between.link == "beside" and self._human(nearest):
            if nearest is group.office[0]:
                group.person = piece
            else:
                group.owner = piece
            return True
        if (
            between.link == "comma"
            and self._human(group.office[0])
            and not self._several(group)
            and (group.owner is None or group.owner.kind == "pronoun")
        ):
            if piece.kind == "capitals" and piece.size < 2:
                return False
            group.person = piece
            return True
        return self._of_unknown(group, piece, before, between)

    def _of_unknown(self, group: Group, piece: Piece, before: Piece, between: Between) -> bool:
        """An actor that no table knows: "the president of Y"."""
        if group.role == "observers":
            return False
        named = piece.kind == "capitals" and before.kind == "office" and between.link == "of"
        if named and group.actor is None:
            group.actor = piece
            group.through = True
            return True
        if piece.kind == "person" and before.kind == "office" and between.link == "of":
            group.owner = piece
            group.through = True
            return group.actor is None
        return False

    def _between(self, before: Piece, after: Piece) -> Between:
        line = self.line
        last = before.last
        if before.kind == "office" or before.people:
            last = self.words.portfolio(line, last)
        signs = "".join(line.gap(at) for at in range(last - 1, after.first))
        comma = signs.count(",") == 1 and line.gap(last - 1).startswith(",")
        if any(sign in signs for sign in '.;:!?()«»“”"[]…') and not self._abbreviated(
            before, signs
        ):
            return Between("")
        if "," in signs and not comma:
            return Between("")
        whose = False
        if line.gap(last - 1)[:1] in "'’" and line.gap(last - 1):
            if last < after.first and line.atoms[last].folded == "s":
                whose = True
                last += 1
            elif line.gap(last - 1)[1:2] == " ":
                whose = True
        words = line.words(last, after.first)
        elect = any(word in self.words.elect for word in words)
        former = any(word in self.words.former for word in words)
        rest = [word for word in words if word not in self.words.modifiers]
        link: Link = "comma" if comma else "whose" if whose else "beside"
        if len(rest) > 3:
            return Between("")
        if rest and rest[0] in self.words.links and not comma and not whose:
            if rest[0] in self.words.never or any(w not in self.words.articles for w in rest[1:]):
                return Between("")
            return Between("of", elect, former)
        if comma:
            rest = [word for word in rest if word not in self.words.articles]
        if rest and not all(word in self.words.portfolios for word in rest):
            return Between("")
        return Between(link, elect, former)

    def _abbreviated(self, before: Piece, signs: str) -> bool:
        return signs.startswith(".") and (before.kind == "title" or before.words.isupper())


class _Words:
    def __init__(self, language: Tongue) -> None:
        roles = table(language, "roles")
        self.modifiers = folded_words(roles["modifiers"])
        self.portfolios = folded_words(roles["portfolios"])
        self.elect = folded_words(roles["elect"])
        self.former = folded_words(roles["former"])
        self.links = folded_words(roles["links"])
        self.never = folded_words(roles["never_links"])
        self.articles = folded_words(roles["articles"])
        self.possessive = folded_words(table(language, "reference")["pronouns"]["possessive"])
        self._after = sorted(
            (tuple(a.folded for a in atoms_of(words)) for words in roles["after_office"]),
            key=len,
            reverse=True,
        )

    def portfolio(self, line: Line, index: int) -> int:
        """Where "of foreign affairs" ends, if it begins at an atom."""
        for words in self._after:
            if tuple(line.words(index, index + len(words))) == words:
                return index + len(words)
        return index


@cache
def _words(language: Tongue) -> _Words:
    return _Words(language)
