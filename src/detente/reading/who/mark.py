"""Marks an article: who is named in each sentence, which days and numbers, and who plays in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.ontology.called import called
from detente.ontology.known import parties
from detente.ontology.leaders import leader
from detente.reading.article import Tongue
from detente.reading.proposal import Holder
from detente.reading.proposal import Named as NamedActor
from detente.reading.sentence import Mention, Place, Role, Sentence
from detente.reading.who import people as people_of
from detente.reading.who import unknown
from detente.reading.who.atoms import Line, atoms_of, fold, spans
from detente.reading.who.cast import Cast, Setting
from detente.reading.who.days import days_of, within
from detente.reading.who.entries import base, kind_of, mention_kind, name_of
from detente.reading.who.first_person import side_of, spoken_by
from detente.reading.who.groups import Group, Grouping
from detente.reading.who.lexicon import Entry
from detente.reading.who.pairs import coupled, ranked
from detente.reading.who.people import Person
from detente.reading.who.pieces import is_common, pieces_of
from detente.reading.who.quantities import quantities_of
from detente.reading.who.resolve import Named, Resolver
from detente.reading.who.unknown import Seen, Stranger
from detente.reading.words.table import table

__all__ = ["Cast", "Setting", "mark"]


def mark(sentences: Sequence[Sentence], setting: Setting) -> tuple[list[Sentence], Cast]:
    """Find actors, persons, days and quantities.

    Parameters
    ----------
    sentences : sequence of Sentence
        Of one article, in order, with tokens.
    setting : Setting

    Returns
    -------
    list of Sentence, Cast
        The sentences with `mentions`, `days` and `quantities`; who plays in the article.
    """
    if not setting.title:
        return _Marking(sentences, setting).marked()
    place = Place("", 0, 0, "")
    title = Sentence(place, setting.title, setting.language, heading=True)
    (_, *found), cast = _Marking((title, *sentences), setting).marked()
    return found, cast


class _Marking:
    def __init__(self, sentences: Sequence[Sentence], setting: Setting) -> None:
        self.sentences = sentences
        self.setting = setting
        self.language: Tongue = setting.language
        self.lines = [Line(sentence.text) for sentence in sentences]
        self.titles = frozenset(table(self.language, "roles")["titles"])
        self.female = frozenset(fold(word) for word in table(self.language, "roles")["female"])
        self.lexicon = base(self.language).copy()
        self.kinds: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.people: dict[str, Person] = {}
        self.issuer = ""
        self.side = ""
        self.human: frozenset[str] = frozenset()

    def marked(self) -> tuple[list[Sentence], Cast]:
        self._declare()
        self._issue()
        self._survey()
        named = self._resolved()
        pairs = self._ranked(named)
        named = [self._both(named, index, pairs) for index in range(len(named))]
        sentences = [
            self._sentence(seen, each) for seen, each in zip(self.seen, named, strict=True)
        ]
        return sentences, Cast(self._actors(named), self._holders(sentences, named), pairs)

    def _declare(self) -> None:
        for id_, name in self.setting.declared.items():
            self.kinds[id_] = mention_kind(id_)
            self.names[id_] = name
            for words in dict.fromkeys((name, id_)):
                self.lexicon.add(Entry("name", words, (id_,), mention_kind(id_)))
            for word in unknown.peoples(name, self.lines, self.lexicon, self.language):
                self.lexicon.add(Entry("people", word, (id_,), "demonym"))

    def _issue(self) -> None:
        """Find whom an author acts for that is a ministry, a commission, an organisation."""
        line = Line(self.setting.author)
        pieces = pieces_of(line, self.lexicon, self.titles, self.language)
        nouns = {fold(noun) for noun in table(self.language, "strangers")["organisations"]}
        groups = Grouping(line, pieces, self.language).groups()
        self.side = side_of(line, groups, self.language)
        for group in groups:
            if group.person is not None and not _is_house(line, group, self.language):
                return
            entry = group.actor.entry if group.actor is not None else None
            if entry is not None and not self.issuer:
                self.issuer = entry.actors[0]
                self.side = self.side or ("" if entry.sort == "place" else self.issuer)
        for atom in line.atoms:
            if self.issuer and atom.capital and atom.folded in nouns:
                short = Entry("style", atom.text, (self.issuer,), "organisation", mark="short")
                self.lexicon.add(short)

    def _survey(self) -> None:
        """Read once for persons and for actors that no table knows; they then are known."""
        seen = self._seen()
        held = self._namings(seen)
        parts = frozenset(
            atom.folded
            for each in held
            if each.role is not None or each.actor
            for atom in atoms_of(each.name)
        )
        for stranger in unknown.strangers(seen, parts, self.lexicon, self.language):
            self._stranger(stranger)
        self._shorten(seen)
        seen = self._seen()
        self.human = unknown.humans(seen, self.language)
        for each in people_of.entries(
            people_of.gather(self._namings(seen), self.lexicon).values(), self.lexicon
        ):
            self.lexicon.add(each)
        seen = self._seen()
        self.people = people_of.gather(self._namings(seen), self.lexicon)
        self.seen = seen
        self.counts = self._counted(seen)

    def _shorten(self, seen: Sequence[Seen]) -> None:
        """Let "the Front" stand for the front that the article names in full."""
        nouns = {fold(noun) for noun in table(self.language, "strangers")["organisations"]}
        for each in seen:
            for piece in each.pieces:
                entry = piece.entry
                if entry is None or entry.sort not in ("name", "place") or entry.kind == "state":
                    continue
                atoms = atoms_of(piece.words)
                for atom in (atoms[0], atoms[-1]) if len(atoms) > 1 else ():
                    if atom.folded in nouns and atom.capital:
                        short = Entry("style", atom.text, entry.actors, entry.kind, mark="short")
                        self.lexicon.add(short)

    def _stranger(self, stranger: Stranger) -> None:
        self.kinds[stranger.id] = stranger.kind
        self.names[stranger.id] = stranger.name
        for entry in unknown.entries(stranger):
            self.lexicon.add(entry)

    def _seen(self) -> list[Seen]:
        found = []
        for sentence, line in zip(self.sentences, self.lines, strict=True):
            pieces = pieces_of(line, self.lexicon, self.titles, self.language)
            groups = Grouping(line, pieces, self.language).groups()
            found.append(Seen(sentence, line, pieces, groups))
        return found

    def _namings(self, seen: Sequence[Seen]) -> list[people_of.Naming]:
        counts = self._counted(seen)
        resolver = Resolver(self.language, {}, counts)
        found = []
        for each in seen:
            for group in each.groups:
                actor = ""
                if group.actor is not None and group.actor.entry is not None:
                    actor = resolver.choose(group.actor.entry.actors)
                one = people_of.naming(group, actor, self.female)
                if one is not None and one.role is None and one.name in self.human:
                    one = replace(one, role="person")
                if one is not None:
                    found.append(self._known(one))
        return found

    def _known(self, one: people_of.Naming) -> people_of.Naming:
        """A person with the office that the tables know, where the text gives none."""
        if one.role not in (None, "person") or one.actor:
            return one
        known = leader(one.name, self.setting.day)
        if known is None:
            return one
        role: Role = "minister" if known.role == "minister" else "leader"
        if known.role == "official" or not known.first <= self.setting.day < known.end:
            role = "person"
        return replace(one, actor=known.actor, role=role)

    def _counted(self, seen: Sequence[Seen]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for each in seen:
            for piece in each.pieces:
                entry = piece.entry
                if piece.kind != "actor" or entry is None or entry.weak:
                    continue
                if len(entry.actors) == 1:
                    counts[entry.actors[0]] += 1
        return counts

    def _abroad(self, named: Sequence[Sequence[Named]]) -> None:
        """Give a person in an office whose state nothing says the one that stands nearest.

        What follows the name counts most ("Z said that Y would wait"), then the rest of the
        sentence, the sentence before in its paragraph, and whom the text names most; nobody takes
        an office that another one holds.
        """
        taken = {
            (person.actor, person.office)
            for person in self.people.values()
            if person.actor and not person.elect
        }
        scores: dict[str, Counter[str]] = {}
        for index, mentions in enumerate(named):
            before = named[index - 1] if self._together(index) else ()
            lost = {each.person: each for each in reversed(mentions) if not each.actor}
            for name, own in lost.items():
                score = scores.setdefault(name, Counter())
                after = [
                    each.actor
                    for each in mentions
                    if each.first > own.first and each.actor and each.kind != "demonym"
                ]
                score.update(dict.fromkeys(after[:1], 3))
                beside = [each for each in mentions if each.kind not in ("demonym", "pronoun")]
                score.update(dict.fromkeys((each.actor for each in beside), 2))
                for each in beside:
                    party = parties().get(each.actor)
                    score.update(dict.fromkeys(party.where if party is not None else (), 2))
                score.update(dict.fromkeys((each.actor for each in before), 1))
                score.update([self.issuer] if self.issuer else [])
        for name, score in scores.items():
            person = self.people.get(name)
            if person is None or person.role not in ("leader", "minister"):
                continue
            known = dict.fromkeys((*score, *self.counts))
            for actor in sorted(known, key=lambda each: (-score[each], -self.counts[each])):
                free = person.elect or (actor, person.office) not in taken
                if actor and free and self._kind(actor) in ("state", "party"):
                    person.actors[actor] += 1
                    taken.add((actor, person.office))
                    break

    def _resolved(self) -> list[list[Named]]:
        for actor in self.counts:
            self.kinds.setdefault(actor, mention_kind(actor))
        # Whose a person is may be said by a pronoun, and be needed before: so all is read twice.
        named, usual = self._read({})
        self._abroad(named)
        named = self._read(usual)[0]
        return [self._speaking(each, own) for each, own in zip(self.seen, named, strict=True)]

    def _speaking(self, seen: Seen, named: list[Named]) -> list[Named]:
        """Who is named in a sentence, and whoever signs where it says *we*."""
        if not self.side:
            return named
        return spoken_by(seen.line, named, self.side, self._name, self.language)

    def _read(
        self, usual: Mapping[str, tuple[str, str]]
    ) -> tuple[list[list[Named]], dict[str, tuple[str, str]]]:
        """Whom each sentence names, and whose each office is in the text as a whole."""
        resolver = Resolver(
            self.language,
            self.people,
            self.counts,
            home=self._home(),
            armies=self._armies(),
            issuer=self.issuer,
            usual=usual,
        )
        found = []
        for index, each in enumerate(self.seen):
            if not self._together(index):
                resolver.paragraph()
            found.append(resolver.sentence(each.line, each.groups, self.kinds))
        return found, {
            noun: owners.most_common(1)[0][0] for noun, owners in resolver.owners.items()
        }

    def _together(self, index: int) -> bool:
        """Whether a sentence stands in the same paragraph as the one before."""
        if not index:
            return False
        one, other = self.sentences[index - 1], self.sentences[index]
        return one.place.paragraph == other.place.paragraph and one.heading == other.heading

    def _armies(self) -> dict[str, str]:
        """States whose army the tables know by its people's name, and which army it is."""
        found: dict[str, str] = {}
        rows = called(self.language)
        for id_, party in parties().items():
            for state in party.where:
                row = rows.get(state)
                peoples = {fold(word) for word in row.people} if row is not None else set()
                for name in party.names.get(self.language, ()):
                    words = {atom.folded for atom in atoms_of(name)}
                    if len(words) == 2 and words & {"army", "armee"} and words & peoples:
                        found[state] = id_
        return found

    def _home(self) -> str:
        """The state that the article names most, or in which the parties act that it names."""
        scores: Counter[str] = Counter()
        for actor, count in self.counts.items():
            if self._kind(actor) == "state":
                scores[actor] += count
            party = parties().get(actor)
            for state in party.where if party is not None else ():
                scores[state] += 2 * count
        return max(scores, key=lambda state: scores[state]) if scores else ""

    def _ranked(self, named: Sequence[Sequence[Named]]) -> tuple[tuple[str, str, float], ...]:
        pairs = ranked(self.sentences, self.lines, named, self.kinds)
        if self.setting.pair is None:
            return pairs
        own = {*self.setting.pair}
        weight = next((value for a, b, value in pairs if {a, b} == own), 0.0)
        rest = (each for each in pairs if {*each[:2]} != own)
        return ((*self.setting.pair, weight), *rest)

    def _both(
        self,
        named: Sequence[Sequence[Named]],
        index: int,
        pairs: Sequence[tuple[str, str, float]],
    ) -> list[Named]:
        """Let "the two countries" stand for those just named together, or for the first pair."""
        found: list[Named] = []
        for each in named[index]:
            if not each.both:
                found.append(each)
                continue
            here = [other for other in named[index] if other.last <= each.first][-4:]
            two = coupled(self.lines[index], here, self.language)
            if not two and self._together(index):
                two = coupled(self.lines[index - 1], named[index - 1], self.language)
            if not two and pairs:
                two = pairs[0][:2]
            found += [replace(each, actor=actor, name=self._name(actor)) for actor in two]
        return found

    def _sentence(self, seen: Seen, named: Sequence[Named]) -> Sentence:
        sentence, line = seen.sentence, seen.line
        atoms = line.atoms
        days, found = days_of(sentence, line, self.setting.day)
        taken = [*within(found, line), *((each.first, each.last) for each in named)]
        taken += [(each.first, each.last) for each in seen.pieces if each.kind == "both"]
        people = frozenset(
            atoms[index].folded
            for each in named
            if each.kind == "demonym"
            for index in range(each.first, each.last)
        )
        taken = [each for each in taken if each[0] < each[1]]
        places = spans(
            sentence.tokens,
            [(atoms[each.first].start, atoms[each.last - 1].end) for each in named],
        )
        mentions = tuple(
            Mention(span, each.actor, each.kind, each.name, each.role, each.person)
            for span, each in zip(places, named, strict=True)
            if span.first < span.last
        )
        quantities = quantities_of(sentence, line, taken, people)
        return replace(sentence, mentions=mentions, days=days, quantities=quantities)

    def _name(self, actor: str) -> str:
        return self.names.get(actor) or name_of(actor, self.language) or actor

    def _actors(self, named: Sequence[Sequence[Named]]) -> tuple[NamedActor, ...]:
        counts: Counter[str] = Counter()
        for mentions in named:
            own = (
                each.actor
                for each in mentions
                if each.actor and (each.kind != "pronoun" or each.speaking)
            )
            counts.update(dict.fromkeys(own, 1))
        order = sorted(counts, key=lambda actor: -counts[actor])
        return tuple(
            NamedActor(actor, self._name(actor), self._kind(actor), counts[actor])
            for actor in order
        )

    def _kind(self, actor: str) -> str:
        known = kind_of(actor)
        return "state" if self.kinds.get(actor) == "state" else known

    def _holders(
        self, sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]
    ) -> tuple[Holder, ...]:
        since = self._since(sentences, named)
        holders = [
            Holder(each.actor, each.role, each.name, each.elect, since.get(each.name, ""))
            for each in sorted(self.people.values(), key=lambda each: -each.count)
            if each.actor and each.role in ("leader", "minister")
        ]
        coming = {(each.actor, each.role): each.since for each in holders if each.elect}
        return tuple(
            each if each.elect else replace(each, until=coming.get((each.actor, each.role), ""))
            for each in holders
        )

    def _since(
        self, sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]
    ) -> Mapping[str, str]:
        """Days on which those elect take office, where a sentence says so."""
        words = {fold(word) for word in table(self.language, "pairs")["taking_office"]}
        found: dict[str, str] = {}
        for sentence, line, mentions in zip(sentences, self.lines, named, strict=True):
            if not words.intersection(atom.folded for atom in line.atoms):
                continue
            single = [day for day in sentence.days if (day.end - day.first).days == 1]
            for each in mentions:
                person = self.people.get(each.person)
                if person is not None and person.elect and single:
                    found.setdefault(person.name, single[0].first.isoformat())
        return found


def _is_house(line: Line, group: Group, language: Tongue) -> bool:
    """Whether capitalised words are those of an office or an institution, not of a person."""
    return all(is_common(atom.text, language) for atom in line.atoms[group.first : group.last])
