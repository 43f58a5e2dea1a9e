"""What the templates write with: processes, groups and claims of a starting scenario."""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.format import decimal
from detente.ontology.acts import Act
from detente.scaffold.cast import Member
from detente.scaffold.claims import Example
from detente.scaffold.dyads import Dyad, dyad_of, times, title
from detente.scaffold.kinds import about
from detente.scaffold.wording import say

Texts = tuple[str, str]
"""English and French."""

MOST_PER_YEAR = 300.0
"""Days a year with an act that the template gives at most."""

WIDTH = 100


class SameIdError(Exception):
    """Two things of a scenario would have one id: keys of its actors run into one another."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a starting scenario is made from.

    Parameters
    ----------
    id, title : str
    kind : str
        Name of a template.
    as_of : date
        Last day that is known.
    horizon : int
        Days to play.
    members : sequence of Member
        The first two are the pair in question.
    mediator, guarantor : Member, optional
        Of the members.
    dyad : str, optional
        Of what kind the pair is, where the tables are not to say it.
    """

    id: str
    title: str
    kind: str
    as_of: dt.date
    horizon: int
    members: Sequence[Member]
    mediator: Member | None = None
    guarantor: Member | None = None
    dyad: Dyad | None = None

    @property
    def about(self) -> str:
        """The kind of brief, and what it is about."""
        return about(self.kind)

    @property
    def pair(self) -> Dyad:
        """Of what kind the pair in question is."""
        return self.dyad_of(*self.members[:2])

    def dyad_of(self, one: Member, other: Member) -> Dyad:
        """Of what kind any two members are."""
        if self.dyad is not None and {one.key, other.key} == {m.key for m in self.members[:2]}:
            return self.dyad
        return "any" if self.dyad == "any" else dyad_of(one.actor, other.actor, self.as_of)


@dataclass(frozen=True, slots=True)
class Entry:
    """A process of the scenario."""

    id: str
    title: str
    source: Member
    target: Member
    act: str
    prose: str
    per_year: float
    dyad: Dyad


@dataclass(slots=True)
class Writer:
    """Collects what a template writes, so that what comes later may name it."""

    start: Start
    entries: dict[str, Entry] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    claims: list[Example] = field(default_factory=list)

    def say(self, english: str, french: str, **names: Member | str) -> str:
        """A text in the language in force: see `wording.say`."""
        return say(english, french, self._names() | names)

    def titles(self, values: Sequence[tuple[str, str, str]]) -> str:
        """The names of a state's values as a table: value, English, French."""
        named = (
            f"{value} = {json.dumps(self.say(english, french), ensure_ascii=False)}"
            for value, english, french in values
        )
        return "{ " + ", ".join(named) + " }"

    def note(self, english: str, french: str, **names: Member | str) -> str:
        """A comment of the file: see `say`."""
        return self.comment(self.say(english, french, **names))

    @staticmethod
    def comment(text: str) -> str:
        """A text as a comment, in lines that are not too long."""
        return "\n".join(
            textwrap.fill(
                line,
                WIDTH,
                initial_indent="# ",
                subsequent_indent="# ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for line in text.splitlines()
        )

    @staticmethod
    def decimal(number: float) -> str:
        """A number with one decimal, as people read it."""
        return decimal(number, 1)

    def ranks(self, one: Member, other: Member) -> dict[str, str]:
        """Who meets: leaders and ministers of states, representatives of others."""
        if one.actor.kind == other.actor.kind == "state":
            return {
                "leaders": say("leaders", "dirigeants", {}),
                "ministers": say("foreign ministers", "ministres des Affaires étrangères", {}),
            }
        return {
            "leaders": say("highest representatives", "plus hauts représentants", {}),
            "ministers": say("senior representatives", "représentants de haut rang", {}),
        }

    def process(
        self,
        id_: str,
        act: str,
        per_year: float,
        source: Member,
        target: Member,
        text: Texts,
        prose: Texts | None = None,
        groups: Sequence[str] = (),
        share: float = 1.0,
    ) -> Entry:
        """Take up a process.

        Parameters
        ----------
        id_ : str
            With ``{s}`` and ``{t}`` for the keys of source and target.
        act : str
        per_year : float
            Days a year for the mean pair in the news.
        source, target : Member
        text, prose : tuple of str
            In English and French, with ``{s}`` and ``{t}``; the prose is the text with a capital by
            default.
        groups : sequence of str
            Groups it belongs to, beside ``all``.
        share : float
            Of the difference between kinds of dyads, on the log scale, that counts.

        Raises
        ------
        SameIdError
            If there is one of that id.
        """
        keys = {"s": source.key, "t": target.key}
        names: dict[str, Member | str] = {
            "s": source, "t": target, **self.ranks(source, target)
        }  # fmt: skip
        identity = id_.format_map(keys)
        if identity in self.entries:
            raise SameIdError(identity)
        begun = prose or (_capital(text[0]), _capital(text[1]))
        dyad = self.start.dyad_of(source, target)
        entry = Entry(
            identity,
            say(*text, self._names() | names),
            source,
            target,
            act,
            say(*begun, self._names() | names),
            self.rate(per_year, act, dyad, share),
            dyad,
        )
        self.entries[identity] = entry
        for group in (*groups, "all"):
            self.groups.setdefault(group.format_map(keys), []).append(identity)
        return entry

    @staticmethod
    def rate(per_year: float, act: str, dyad: Dyad, share: float = 1.0) -> float:
        """Days a year for a pair of some kind, in two figures."""
        factor = times(dyad, Act.parse(act)) ** share
        return per_year if factor == 1.0 else float(f"{min(per_year * factor, MOST_PER_YEAR):.2g}")

    def counted(self, entry: Entry) -> str:
        """The reference of a rate, which says of what kind of pair it is."""
        return _("a starting value for {dyad}, no estimate: replace it by a count").format(
            dyad=title(entry.dyad)
        )

    @property
    def provenance(self) -> str:
        """Whose rates the file has, and what is not known."""
        return provenance(self.start)

    def grouped(self) -> dict[str, list[str]]:
        """The groups; of all processes last, since it is longest."""
        everything = self.groups["all"]
        for name in self.groups:
            if name in self.entries:
                raise SameIdError(name)
        return {n: ids for n, ids in self.groups.items() if n != "all"} | {"all": everything}

    def claim(self, id_: str, voice: str, english: str, french: str) -> Example:
        """Take up a claim; ``{a}``, ``{b}`` and the others are the actors."""
        keys = {name: who.key for name, who in self._names().items() if isinstance(who, Member)}
        example = Example(id_.format_map(keys), voice.format_map(keys), self.say(english, french))
        if example.id in (each.id for each in self.claims):
            raise SameIdError(example.id)
        self.claims.append(example)
        return example

    def year(self, *ids: str) -> float:
        """Days a year with any of some processes, by their rates."""
        return sum(self.entries[each].per_year for each in ids)

    def expected(self, *ids: str, least: int = 1) -> int:
        """How many acts of some processes the horizon may bring."""
        return max(least, round(self.year(*ids) * self.start.horizon / 365))

    @property
    def tone(self) -> float:
        """Usual tone of the pair: the mean weight of its acts at these rates, to a tenth."""
        pair = {member.key for member in self.start.members[:2]}
        acts = [e for e in self.entries.values() if {e.source.key, e.target.key} == pair]
        weight = sum(e.per_year * Act.parse(e.act).goldstein for e in acts)
        return round(weight / sum(e.per_year for e in acts), 1)

    def day(self, days: int) -> dt.date:
        """So many days after the last day that is known, within the horizon."""
        return self.start.as_of + dt.timedelta(days=max(1, min(days, self.start.horizon - 1)))

    def _names(self) -> dict[str, Member | str]:
        first, second, *_others = self.start.members
        names: dict[str, Member | str] = {"a": first, "b": second}
        if self.start.mediator is not None:
            names["m"] = self.start.mediator
        if self.start.guarantor is not None:
            names["g"] = self.start.guarantor
        return names | self.ranks(first, second)

    @property
    def language(self) -> str:
        """Language in which the file is written."""
        return language()


def provenance(start: Start) -> str:
    """Whose rates a starting scenario has, in a sentence or two."""
    pair = start.pair
    return _(
        "Rates: those of {dyad}; nothing is known of this pair itself, and another pair of that "
        "kind gets the same."
    ).format(dyad=title(pair))


def _capital(text: str) -> str:
    """The text of a title as one begins a sentence with it."""
    if text.startswith("{"):
        return re.sub(r"^\{(\w)", lambda found: "{" + found[1].upper(), text)
    return text[:1].upper() + text[1:]
