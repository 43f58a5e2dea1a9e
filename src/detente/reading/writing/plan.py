"""The scenario as it grows: what the kind of brief plays, and what the claims have it play."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from math import log
from typing import Any

from detente.effects.titles import kind_title
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.ontology.acts import Act
from detente.reading.proposal import Holder, Reading
from detente.reading.writing.acts import BETWEEN, HOSTILE, INSTEAD, PROCESSES, Kept, fits, kept
from detente.reading.writing.base import Base
from detente.reading.writing.cast import Parts
from detente.reading.writing.lacking import LackingError
from detente.reading.writing.toml import Table
from detente.scaffold.cast import Member, slug
from detente.scaffold.plan import Start
from detente.scaffold.wording import say
from detente.scaffold.writer import Writer

OFTEN = 2.0
"""Days with an act within the horizon from which it is asked how often, and not whether at all."""

LEFT = 0.45
"""What is left of an act on record, counted when half of it is: usual acts must be fewer."""

ALIKE = 0.5
"""Share of processes that an outcome has in common with those that a claim moves."""

GROWING = (
    "playing",
    "added",
    "offices",
    "states",
    "levels",
    "effects",
    "outcomes",
    "record",
    "used",
)
"""What pieces add to."""


def owner(effect: Table) -> str:
    """The claim that owns or denies an effect; empty of the background."""
    return str(effect.get("claim") or effect.get("denied_by") or effect.get("intent") or "")


@dataclass(frozen=True, slots=True)
class Playing:
    """A process as pieces look for it."""

    id: str
    source: str
    target: str
    act: Act
    title: str
    per_year: float
    several: bool = False
    """Whether it is a joint act of more than the two, which needs them all."""

    def between(self, one: str, other: str) -> bool:
        """Whether `one` does it to `other`, or both together."""
        ends = (self.source, self.target)
        return ends == (one, other) or (self.act.joint and ends == (other, one))


@dataclass(slots=True)
class Plan:
    """What the scenario is made of; pieces add to it."""

    reading: Reading
    parts: Parts
    start: Start
    base: Base
    writer: Writer
    playing: dict[str, Playing] = field(default_factory=dict)
    added: list[Table] = field(default_factory=list)
    offices: dict[str, Table] = field(default_factory=dict)
    states: list[Table] = field(default_factory=list)
    levels: list[Table] = field(default_factory=list)
    effects: list[Table] = field(default_factory=list)
    outcomes: list[Table] = field(default_factory=list)
    record: list[Table] = field(default_factory=list)
    used: dict[str, Member] = field(default_factory=dict)
    share: float = 1.0
    """What is left of the coefficients by which acts bring about acts."""

    def __post_init__(self) -> None:
        """Look up what the kind of brief plays, and who takes part in it."""
        for each in self.base.processes:
            self._play(each, self.base.per_year[each["id"]])
        ends = {p.source for p in self.playing.values()} | {p.target for p in self.playing.values()}
        for member in self.parts.members.values():
            if member in self.parts.pair or member.actor.id in ends:
                self.used[member.actor.id] = member

    def kept(self) -> list[Any]:
        """What has been added so far, to go back to."""
        return [copy(getattr(self, each)) for each in GROWING] + [copy(self.writer.entries)]

    def back(self, before: list[Any]) -> None:
        """Take back what was added since."""
        for name, value in zip(GROWING, before, strict=False):
            setattr(self, name, value)
        self.writer.entries = before[-1]

    @property
    def as_of(self) -> dt.date:
        """Last day that is known."""
        return self.start.as_of

    @property
    def end(self) -> dt.date:
        """Last day that is played."""
        return self.start.as_of + dt.timedelta(days=self.start.horizon)

    def use(self, id_: str) -> Member:
        """An actor of the text by its id there, who takes part from now on.

        Raises
        ------
        LackingError
            If it is none.
        """
        member = self.parts.members.get(id_)
        if member is None:
            raise LackingError(_("the text does not say which actor it is"))
        self.used.setdefault(member.actor.id, member)
        return member

    def on(self, one: Member, other: Member, name: str) -> list[str]:
        """Processes of a class that `one` does to `other`, or both; added if none is there."""
        found = [
            each.id
            for each in self.playing.values()
            if each.between(one.actor.id, other.actor.id) and fits(each.act, name)
        ]
        return found or [self._add(one, other, PROCESSES[INSTEAD[name]])]

    def act(self, one: Member, other: Member, act: Act) -> str:
        """A process by which `one` does an act to `other`: one of its type, else a new one."""
        found = [
            each
            for each in self.playing.values()
            if each.between(one.actor.id, other.actor.id)
            and each.act.type == act.type
            and each.act.cameo in (None, act.cameo)
        ]
        if found:
            return max(found, key=lambda each: _common(each.act, act)).id
        like = kept(act)
        return self._add(one, other, replace(like, act=str(act)))

    def acts_of(self, ids: Iterable[str]) -> list[str]:
        """The acts of some processes, as a class."""
        return list(dict.fromkeys(str(self.playing[each].act) for each in ids))

    def expected(self, ids: Iterable[str]) -> float:
        """How many acts of some processes the horizon may bring."""
        return sum(self.playing[each].per_year for each in ids) * self.start.horizon / 365

    def holder(self, member: Member, name: str = "") -> str:
        """Id of who holds the highest office of an actor, or is elect to it, by name if given.

        Raises
        ------
        LackingError
            If the day is not known on which someone who is elect takes office.
        """
        office = self.office(member)
        for each in office["holders"]:
            if name and _same(name, each["name"]):
                return str(each["id"])
        if name and len(office["holders"]) > 1:
            raise LackingError(_("the text does not say when that person holds office"))
        return str(office["holders"][0]["id"])

    def leaders(self, sides: Sequence[Member], named: Sequence[str]) -> list[str]:
        """Ids of who is meant on each side: whoever of it is named, else who holds its office.

        Raises
        ------
        LackingError
            If somebody is named who holds the office of neither.
        """
        offices = [self.office(side)["holders"] for side in sides]
        everybody = [each["name"] for holders in offices for each in holders]
        if named and not any(_same(name, each) for name in named for each in everybody):
            raise LackingError(_("the text does not say when that person holds office"))
        return [
            next(
                (str(h["id"]) for name in named for h in holders if _same(name, h["name"])),
                str(holders[0]["id"]),
            )
            for holders in offices
        ]

    def successor(self, member: Member) -> tuple[str, str]:
        """Ids of the office of an actor, and of who is elect to it.

        Raises
        ------
        LackingError
            If nobody is, or the day is not known.
        """
        office = self.office(member)
        for each in office["holders"]:
            if "elected" in each:
                return str(office["id"]), str(each["id"])
        raise LackingError(_("the text does not say who follows in office, and when"))

    def office(self, member: Member) -> Table:
        """The highest office of an actor, with who holds it."""
        self.used.setdefault(member.actor.id, member)
        if member.key not in self.offices:
            self.offices[member.key] = self._office(member)
        return self.offices[member.key]

    def _office(self, member: Member) -> Table:
        known = [
            each
            for each in self.reading.holders
            if each.role == "leader"
            and each.actor in self.parts.members
            and self.parts.members[each.actor] == member
        ]
        since = self.as_of - dt.timedelta(days=365)
        elect = next((each for each in known if each.elect and self._begins(each)), None)
        sitting = next((each for each in known if not each.elect), None)
        name = say("the leader of {s}", "la direction {de s}", {"s": member})
        holders: list[Table] = [
            {
                "id": f"{member.key}-leader" if sitting is None else self._holder_id(sitting.name),
                "name": name if sitting is None else sitting.name,
                "start": _date(sitting.since) if sitting and sitting.since else since,
            }
        ]
        if holders[0]["start"] > self.as_of:
            holders[0]["start"] = since
        if elect is not None and (begins := self._begins(elect)):
            holders[0]["end"] = begins
            holders.append(
                {
                    "id": self._holder_id(elect.name),
                    "name": elect.name,
                    "elected": self.as_of - dt.timedelta(days=1),
                    "start": begins,
                }
            )
        title = say("the highest office of {s}", "la plus haute fonction {de s}", {"s": member})
        return {
            "id": f"{member.key}-office",
            "actor": member.actor.id,
            "title": title,
            "holders": holders,
        }

    def _begins(self, holder: Holder) -> dt.date | None:
        """When someone who is elect takes office: as known, or as a sentence on them says."""
        if holder.since and _date(holder.since) > self.as_of:
            return _date(holder.since)
        surname = holder.name.split()[-1] if holder.name else ""
        for each in self.reading.sentences:
            if surname and surname in each.text:
                for day in each.days:
                    if self.as_of < day.first <= self.end and (day.end - day.first).days == 1:
                        return day.first
        return None

    def _holder_id(self, name: str) -> str:
        taken = {each["id"] for office in self.offices.values() for each in office["holders"]}
        stem = slug(name, "holder")
        return stem if stem not in taken else f"{stem}-{len(taken)}"

    def outcome(self, ids: Sequence[str]) -> str:
        """Id of an outcome that asks for some processes; added if none does."""
        best, share = "", 0.0
        for each in (*self.base.outcomes, *self.outcomes):
            asked = self._asked(each)
            if not asked or {"since", "until", "given", "after", "upon"} & each.keys():
                continue
            if each["kind"] == "acts" and self.expected(asked) > OFTEN and "at_least" not in each:
                continue  # it nearly always comes
            common = len(asked & set(ids)) / len(asked | set(ids))
            if common > share:
                best, share = each["id"], common
        return best if share >= ALIKE else self._ask(ids)

    def chance_of(self, ids: Sequence[str]) -> str:
        """Id of an outcome that says whether any of some processes comes at all."""
        for each in (*self.base.outcomes, *self.outcomes):
            if each["kind"] != "amount" and self._asked(each) & set(ids) and "given" not in each:
                return str(each["id"])
        rare = min(ids, key=lambda each: self.playing[each].per_year)
        title = self.playing[rare].title
        id_ = self.new_id(f"{rare}-comes")
        title = title[:1].upper() + title[1:]
        self.outcomes.append({"kind": "acts", "id": id_, "title": title, "on": [rare]})
        return id_

    def hear(self, process: str, day: dt.date) -> None:
        """See to it that an act that was done moves something: who receives it answers in kind.

        Raises
        ------
        LackingError
            If so many acts of its kind are usual that one more tells nothing.
        """
        heard = self.playing[process]
        one, other = self._member(heard.target), self._member(heard.source)
        hostile = heard.act.type in HOSTILE
        age = max(7, (self.as_of - day).days)
        if heard.per_year / 365 * age / log(2) > LEFT:
            raise LackingError(_("acts of its kind are so usual that one more tells nothing"))
        on = [
            each
            for each in self.on(one, other, "hostility" if hostile else "gestures")
            if not self.playing[each].act.joint and each != process
        ] or [process]
        id_ = f"{process}-answered"
        known = next((each for each in self.effects if each["id"] == id_), None)
        if known is not None:
            known["half_life"] = max(age, known["half_life"])
            return
        reference = _("what a reading begins with for {effect}, no estimate").format(
            effect=kind_title("reciprocity")
        )
        self.effects.append(
            {
                "effect": "reciprocity",
                "id": id_,
                "acts": [str(heard.act)],
                "half_life": age,
                "on": on,
                "coefficient": {
                    "mean": 0.1,
                    "sd": 0.05,
                    "basis": "judgement",
                    "reference": reference,
                    "template": {"mean": 0.1, "sd": 0.05},
                },
            }
        )

    def _ask(self, ids: Sequence[str]) -> str:
        named = [self.playing[each] for each in ids]
        id_ = self.new_id(f"{ids[0]}-asked")
        title = named[0].title if len(named) == 1 else self._several(named)
        on = sorted(ids)
        if self.expected(ids) > OFTEN:
            title = fill(_("How often: {what}"), what=title)
            self.outcomes.append({"kind": "amount", "id": id_, "title": title, "acts": on})
        else:
            title = title[:1].upper() + title[1:]
            self.outcomes.append({"kind": "acts", "id": id_, "title": title, "on": on})
        return id_

    def _several(self, named: Sequence[Playing]) -> str:
        """What several processes have in common, by the narrowest class that holds them all."""
        one, other = self._member(named[0].source), self._member(named[0].target)
        order = ("truce", "agreement", "contact", "economic", "force", "support", "gestures",
                 "hostility")  # fmt: skip
        name = next((each for each in order if all(fits(p.act, each) for p in named)), "any")
        return say(*BETWEEN[name], {"a": one, "b": other})

    def _member(self, id_: str) -> Member:
        return next(each for each in self.parts.members.values() if each.actor.id == id_)

    def _asked(self, outcome: Table) -> set[str]:
        """Processes that an outcome asks for, where it asks for nothing else."""
        when = outcome.get("when", {})
        on = outcome.get("on") if outcome["kind"] == "acts" else None
        on = outcome.get("acts") if outcome["kind"] == "amount" else on
        if outcome["kind"] == "condition" and set(when) <= {"on", "at_least", "template"}:
            on = when.get("on")
        if not isinstance(on, list):
            return set()
        return {one for each in on for one in self.base.groups.get(each, [each])}

    def new_id(self, stem: str) -> str:
        """An id that nothing else of the scenario has."""
        base = self.base
        there = (base.outcomes, base.effects, base.levels, base.states)
        named = (*there, self.outcomes, self.effects, self.states, self.levels)
        taken = {each["id"] for tables in named for each in tables}
        taken |= set(self.playing) | set(self.base.groups)
        found, n = stem[:90], 2
        while found in taken:
            found, n = f"{stem[:90]}-{n}", n + 1
        return found

    def _add(self, one: Member, other: Member, like: Kept) -> str:
        """Have an act played that the kind of brief does not play."""
        self.used.setdefault(one.actor.id, one)
        self.used.setdefault(other.actor.id, other)
        id_ = self.new_id(like.id.format(s=one.key, t=other.key)).format()
        entry = self.writer.process(id_, like.act, like.per_year, one, other, like.title)
        count = self.writer.count(entry)
        reference = self.writer.reference(entry)
        rate: Table = {}
        if count is not None and self.start.counts is not None:
            rate["rate"] = {
                "events": count.events,
                "days": count.days,
                "until": self.start.counts.until,
                "reference": reference,
            }
        elif not self.writer.leaves_out(entry):
            rate["rate"] = {
                "per_year": entry.per_year,
                "sd": entry.sd,
                "basis": entry.basis,
                "reference": reference,
                "template": {"per_year": entry.per_year, "sd": entry.sd},
            }
        table: Table = {
            "id": id_,
            "title": entry.title,
            "source": one.actor.id,
            "target": other.actor.id,
            "act": like.act,
        }
        if entry.prose:
            table["prose"] = entry.prose
        self.added.append(table | rate)
        self._play(self.added[-1], entry.per_year)
        return id_

    def _play(self, table: Table, per_year: float) -> None:
        self.playing[table["id"]] = Playing(
            table["id"],
            table["source"],
            table["target"],
            Act.parse(table["act"]),
            str(table.get("title") or table["id"]),
            per_year,
            "with" in table,
        )


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _same(one: str, other: str) -> bool:
    """Whether two names may be of one person: the last word of one is that of the other."""
    return bool(one.split()) and one.casefold().split()[-1] == other.casefold().split()[-1]


def _common(one: Act, other: Act) -> int:
    """In how many parts two acts are alike."""
    return sum(
        a == b
        for a, b in ((one.mode, other.mode), (one.context, other.context), (one.rank, other.rank))
    )
