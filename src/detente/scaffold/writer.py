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
from detente.ontology.usual.pairs import Dyad, dyad_of, title
from detente.ontology.usual.rates import origin, times, usual
from detente.scaffold.cast import Member
from detente.scaffold.claims import Example
from detente.scaffold.counts import Count
from detente.scaffold.entry import JUDGED_SD, Entry, Uncounted
from detente.scaffold.plan import Start
from detente.scaffold.wording import say

Texts = tuple[str, str]
"""English and French."""

MOST_PER_YEAR = 300.0
"""Days a year with an act that the template gives at most."""

WIDTH = 100


class SameIdError(Exception):
    """Two things of a scenario would have one id: keys of its actors run into one another."""


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
        *,
        uncounted: Uncounted = "",
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
            In English and French, with ``{s}`` and ``{t}``; without prose it is the text with a
            capital.
        groups : sequence of str
            Groups it belongs to.
        share : float
            Of the difference between kinds of dyads, on the log scale, that counts.
        uncounted : str
            Why no record can tell its rate: see `Entry`.

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
        dyad = self.start.dyad_of(source, target)
        counts = self.start.counts
        found = None if counts is None else counts.rate_of(identity)
        usually = None if uncounted or found is not None else usual(dyad, Act.parse(act))
        if found is not None:
            rate = found.per_year
        elif usually is not None:
            rate = usually.per_year
        else:
            rate = self.rate(per_year, act, dyad, share)
        entry = Entry(
            identity,
            say(*text, self._names() | names),
            source,
            target,
            act,
            "" if prose is None else say(*prose, self._names() | names),
            rate,
            dyad,
            dyad_of(source.actor, target.actor, self.start.as_of),
            uncounted,
            JUDGED_SD if usually is None else usually.sd,
            usually is not None,
        )
        self.entries[identity] = entry
        for group in groups:
            self.groups.setdefault(group.format_map(keys), []).append(identity)
        return entry

    @staticmethod
    def rate(per_year: float, act: str, dyad: Dyad, share: float = 1.0) -> float:
        """Days a year for a pair of some kind, in two figures."""
        factor = times(dyad, Act.parse(act)) ** share
        return per_year if factor == 1.0 else float(f"{min(per_year * factor, MOST_PER_YEAR):.2g}")

    def leaves_out(self, entry: Entry) -> bool:
        """Whether a scenario need not state a rate: it is usual, and nothing more is to be said."""
        counts = self.start.counts
        return entry.usual and (counts is None or not counts.reason(entry.id))

    def count(self, entry: Entry) -> Count | None:
        """The days on which a store has its act; None if its rate is not counted."""
        counts = self.start.counts
        found = None if counts is None else counts.by_process[entry.id]
        return None if found is None or found.why else found

    def reference(self, entry: Entry) -> str:
        """Where the rate of a process comes from."""
        counts = self.start.counts
        if counts is not None and self.count(entry) is not None:
            return counts.source
        if entry.usual:
            said = origin(entry.dyad)
        else:
            said = _("a starting value for {dyad}, no estimate: replace it by a count").format(
                dyad=title(entry.dyad)
            )
        why = "" if counts is None else counts.reason(entry.id)
        return _("{said} ({why})").format(said=said, why=why) if why else said

    def grouped(self) -> dict[str, list[str]]:
        """The groups; that of all processes is there without being named."""
        for name in self.groups:
            if name in self.entries:
                raise SameIdError(name)
        return self.groups

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


def _capital(text: str) -> str:
    """The text of a title as one begins a sentence with it."""
    if text.startswith("{"):
        return re.sub(r"^\{(\w)", lambda found: "{" + found[1].upper(), text)
    return text[:1].upper() + text[1:]
