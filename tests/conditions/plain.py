"""Conditions worked out in plain Python on explicit histories, a day at a time.

Written from what docs/model.md says of conditions, apart from the planes and the kernel. A history
has the acts of each day, those of the record included; what it does not tell was not so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.ontology.acts import Act, ActClass

Raw = Mapping[str, Any]
DAY = dt.timedelta(days=1)


@dataclass
class History:
    """What happened and what was so.

    Attributes
    ----------
    acts : mapping of date to list of (source, target, act)
        A joint act stands once.
    first : date
        The first day that is looked at.
    offices : mapping of str to (date, date or None, date or None)
        Start, end and election of each holder.
    named : mapping of str to condition
    processes : mapping of str to (source, target, act)
    states : mapping of state to mapping of date to value
        As they are on the days on which it is known, after they have moved.
    """

    acts: Mapping[dt.date, list[tuple[str, str, Act]]]
    first: dt.date
    offices: Mapping[str, tuple[dt.date, dt.date | None, dt.date | None]]
    named: Mapping[str, Raw]
    processes: Mapping[str, tuple[str, str, Act]]
    states: Mapping[str, Mapping[dt.date, str]] = field(default_factory=dict)
    known: dict[tuple[int, dt.date, str, str], tuple[Raw, bool]] = field(default_factory=dict)


SINGLE = "single"
"""Where the acts of each single day count; elsewhere those so far, or since a state's value."""


def holds(condition: Raw, history: History, day: dt.date, when: str, place: str = "") -> bool:
    """Whether a condition holds on a day.

    Parameters
    ----------
    condition : mapping
    history : History
    day : date
    when : {"morning", "evening", "before"}
        Before the states move, in the morning, or in the evening.
    place : str
        Empty, or `SINGLE`, or the state in whose transition it stands.
    """
    key = (id(condition), day, when, place)
    if key not in history.known:
        history.known[key] = condition, _holds(condition, history, day, when, place)
    return history.known[key][1]


def _holds(condition: Raw, history: History, day: dt.date, when: str, place: str) -> bool:
    if "for" in condition:
        span = condition["for"]
        rest = {key: value for key, value in condition.items() if key != "for"}
        return all(
            day - n * DAY >= history.first and holds(rest, history, day - n * DAY, when, place)
            for n in range(span)
        )

    def inner(part: Raw) -> bool:
        return holds(part, history, day, when, place)

    match condition:
        case {"act": _} | {"on": _}:
            return _reached(condition, history, day, when, place)
        case {"state": state}:
            values = condition["is"] if isinstance(condition["is"], list) else [condition["is"]]
            seen = day - DAY if when == "before" else day
            return history.states[state].get(seen) in values
        case {"season": [begin, end]}:
            today = f"{day:%m-%d}"
            return bool(begin <= today <= end if begin <= end else today >= begin or today <= end)
        case {"office": holder}:
            start, until, elected = history.offices[holder]
            begin = elected if condition.get("elect") and elected else start
            return begin <= day and (until is None or day < until)
        case {"all": parts}:
            return all(map(inner, parts))
        case {"any": parts}:
            return any(map(inner, parts))
        case {"not": part}:
            return not inner(part)
        case {"of": parts, "at_least": number}:
            weights = condition.get("weights", [1.0] * len(parts))
            true = [w for w, part in zip(weights, parts, strict=True) if inner(part)]
            return bool(sum(true) >= number - 1e-9)
        case {"after": part}:
            span = condition.get("within", (day - history.first).days + 1)
            return any(
                holds(part, history, day - n * DAY, when, SINGLE)
                for n in range(span)
                if day - n * DAY >= history.first
            )
        case {"condition": name}:
            return inner(history.named[name])
        case _:
            first, until = condition.get("from"), condition.get("until")
            return bool((first is None or day >= first) and (until is None or day < until))


def _reached(condition: Raw, history: History, day: dt.date, when: str, place: str) -> bool:
    last = day if when == "evening" else day - DAY
    begin = min([*history.acts, last])
    if "within" in condition:
        begin = last - (condition["within"] - 1) * DAY
    elif "since" not in condition and place == SINGLE:
        begin = last
    elif "since" not in condition and place:
        begin = max(begin, _entered(history, place, day - DAY))
    if "since" in condition:
        since = _since(condition["since"], history, day, when)
        if since is None:
            return False
        begin = max(begin, since) if "within" in condition else since
    days = [begin + n * DAY for n in range((last - begin).days + 1)]
    rows = [
        row
        for each in days
        for row in history.acts.get(each, ())
        if _counts(condition, history, row)
    ]
    side = condition.get("distinct")
    weights = condition.get("weights", {})
    parties: dict[str, int] = {}
    total = 0.0
    for row in rows:
        who = _who(condition, history, row, side or "source")
        for party in who:
            parties[party] = 1
        total += max(weights.get(party, 1.0) for party in who)
    if side:
        total = sum(weights.get(party, 1.0) for party in parties)
    return bool(total >= condition.get("at_least", 1) - 1e-9)


def _entered(history: History, state: str, day: dt.date) -> dt.date:
    """Since when a state has had the value that it has on a day; acts of that day count."""
    course = history.states[state]
    while course.get(day - DAY) == course[day]:
        day -= DAY
    return day


def _since(condition: Raw, history: History, day: dt.date, when: str) -> dt.date | None:
    """First day whose acts count since a condition last became true; None if it never did.

    A condition that is true in the morning of a day became so by then: acts of that day count. If
    acts of the day that is looked at made it true, those of later days do; and so if it is true
    before the states move and was not on the morning of the day before.
    """
    event = ("act" in condition or "on" in condition) and not (
        {"within", "since", "for"} & condition.keys()
    )

    def held(date: dt.date, at: str) -> bool:
        return holds(condition, history, date, at, SINGLE)

    if when == "evening" and held(day, "evening") and (event or not held(day, "morning")):
        return day + DAY
    if when == "before":
        if held(day, "before") and (event or not held(day - DAY, "morning")):
            return day
        day -= DAY
    date = day
    while date >= history.first:
        if held(date, "morning") and (
            event or date == history.first or not held(date - DAY, "morning")
        ):
            return date
        date -= DAY
    return None


def _dyads(condition: Raw) -> list[str] | None:
    by = condition.get("by")
    return [by] if isinstance(by, str) else by


def _counts(condition: Raw, history: History, row: tuple[str, str, Act]) -> bool:
    source, target, act = row
    if "on" in condition:
        for name in condition["on"]:
            s, t, kind = history.processes[name]
            same = {s, t} == {source, target} if kind.joint else (s, t) == (source, target)
            if same and act.matches(kind):
                return True
        return False
    return ActClass.parse(condition["act"]).contains(act) and bool(
        condition.get("by") is None or _heard(condition, row)
    )


def _heard(condition: Raw, row: tuple[str, str, Act]) -> list[tuple[str, str]]:
    """Dyads of the condition on which an act is heard, as written."""
    source, target, act = row
    found = []
    for dyad in _dyads(condition) or ():
        a, b = re.split("[>~]", dyad)
        if (act.joint and {a, b} == {source, target}) or (
            not act.joint and ">" in dyad and (a, b) == (source, target)
        ):
            found.append((a, b))
    return found


def _who(condition: Raw, history: History, row: tuple[str, str, Act], side: str) -> set[str]:
    source, target, act = row
    number = 1 if side == "target" else 0
    if "on" in condition:
        return {
            history.processes[name][:2][number]
            for name in condition["on"]
            if _counts({**condition, "on": [name]}, history, row)
        }
    if condition.get("by") is None:
        return {source, target} if act.joint else {(source, target)[number]}
    return {pair[number] for pair in _heard(condition, row)}
