"""Persons of an article: full name, office, and for whom each acts, gathered before it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.reading.sentence import Role
from detente.reading.who.atoms import atoms_of
from detente.reading.who.groups import HUMAN, Group
from detente.reading.who.lexicon import Entry, Lexicon
from detente.reading.who.pieces import PARTICLES, Piece


@dataclass(slots=True)
class Person:
    """Somebody whom the article names.

    `roles` and `actors` count how often each is said; `female` is None where nothing tells.
    """

    name: str
    actors: Counter[str] = field(default_factory=Counter)
    roles: Counter[Role] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    elect: bool = False
    former: int = 0
    female: bool | None = None
    count: int = 0

    @property
    def actor(self) -> str:
        """For whom the person acts; empty if the article does not say."""
        return _first(self.actors)

    @property
    def role(self) -> Role:
        """In what capacity the person acts."""
        if self.former and self.former >= sum(self.roles.values()):
            return "person"
        return _first(self.roles) or "person"  # type: ignore[return-value]

    @property
    def office(self) -> str:
        """The noun of the office."""
        return _first(self.offices)


def _first(counts: Mapping[str, int] | Mapping[Role, int]) -> str:
    """The most frequent, the first of those that are."""
    return max(counts, key=lambda key: counts[key]) if counts else ""


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a person is named: the words, and what stands around them."""

    name: str
    actor: str = ""
    role: Role | None = None
    office: str = ""
    elect: bool = False
    former: bool = False
    female: bool | None = None


def naming(group: Group, actor: str, female: frozenset[str]) -> Naming | None:
    """What a group says about a person in it; None if there is nobody."""
    person = group.person
    office = group.office[0] if group.office else None
    if person is None and group.owner is not None and group.owner.kind in ("capitals", "person"):
        person = group.owner
        office = group.office[-1] if len(group.office) > 1 else None
        if len(group.office) == 1:
            actor = ""
    if person is None:
        return None
    words = {atom.folded for piece in group.pieces for atom in atoms_of(piece.words)}
    return Naming(
        _name(person),
        actor,
        office.entry.role if office is not None and office.entry is not None else None,
        office.entry.surface if office is not None and office.entry is not None else "",
        group.elect or bool(words & {"elect", "elu", "elue"}),
        group.former,
        True if words & female else None,
    )


def _name(piece: Piece) -> str:
    return piece.entry.mark if piece.entry is not None and piece.entry.mark else piece.words


def gather(namings: Iterable[Naming], lexicon: Lexicon) -> dict[str, Person]:
    """Persons by full name: a surname alone is of the one whose name has it."""
    named = list(namings)
    held = {each.name for each in named if each.role is not None or each.actor}
    whole = _wholes({each.name for each in named})
    held = {whole[name] for name in held}
    people: dict[str, Person] = {}
    for each in named:
        name = whole[each.name]
        if name not in held:
            continue
        person = people.setdefault(name, Person(name))
        person.count += 1
        if each.actor:
            person.actors[each.actor] += 1
        if each.role is not None and each.role in HUMAN:
            person.roles[each.role] += 1
            person.offices[each.office.casefold()] += 1
        person.elect = person.elect or each.elect
        person.former += each.former
        person.female = True if each.female else person.female
    return people


def _wholes(names: Iterable[str]) -> dict[str, str]:
    """The longest name that each is part of: one that ends with it, or else one that holds it."""
    order = sorted(names, key=lambda name: (-len(atoms_of(name)), name))
    ends: dict[tuple[str, ...], str] = {}
    holds: dict[str, str] = {}
    found: dict[str, str] = {}
    for name in order:
        parts = tuple(atom.folded for atom in atoms_of(name))
        held = holds.get(parts[0], "") if len(parts) == 1 else ""
        found[name] = ends.get(parts) or held or name
        if found[name] == name:
            for at in range(len(parts)):
                ends.setdefault(parts[at:], name)
                holds.setdefault(parts[at], name)
    return found


def entries(people: Iterable[Person], lexicon: Lexicon) -> list[Entry]:
    """Words under which persons are named later: the full name, each part of it alone."""
    found = []
    parts: dict[str, list[str]] = {}
    for person in people:
        found.append(Entry("person", person.name, (), "person", "person", person.name))
        for atom in atoms_of(person.name):
            if len(atom.text) > 1 and atom.folded not in PARTICLES and atom.capital:
                parts.setdefault(atom.text, []).append(person.name)
    for part, names in parts.items():
        unique = dict.fromkeys(names)
        last = [name for name in unique if atoms_of(name)[-1].text == part]
        meant = last or list(unique)
        if len(meant) == 1 and not lexicon.knows(*(atom.folded for atom in atoms_of(part))):
            found.append(Entry("person", part, (), "person", "person", meant[0]))
    return found
