"""The page docs/actors.md: who is known by id and name, made from the tables of the ontology."""

from __future__ import annotations

import datetime as dt

from detente.ontology._table import read_toml
from detente.ontology.actor import Actor
from detente.ontology.called import called
from detente.ontology.known import ORGANISATIONS, Known, organisations, parties

TITLES = {
    "world": "The world",
    "europe": "Europe and the former Soviet Union",
    "africa": "Africa",
    "asia": "Asia, the Middle East and the Pacific",
    "americas": "The Americas",
    "bodies": "Agencies, courts, banks, forces and missions",
}
"""Heading of each table of organisations."""

MANY = 60
"""Members that are counted instead of listed."""

INTRODUCTION = """
A state is named by its ISO 3166-1 alpha-3 code (XKX for Kosovo) or, on the command line, by its
name in English or French. This page lists who is known beside states. In a scenario they stand
under their id; `detente new --actors "ONU,CEDEAO,hezbollah"` and the commands on the event record
take any of the names below as well, whatever their case, accents, points or a leading "the". They
are printed under their usual name in the language in force, the first one. A name that two actors
have is refused, and the message names both: AU is the code of Australia, and the African Union.

**Members.** An organisation or group that acts by its members is a bloc, and its members are known
day by day: who belonged to it, and who was suspended and took no part.

```python
import datetime as dt
from detente.ontology import resolve_actor

ecowas = resolve_actor("CEDEAO")
ecowas.members_on(dt.date(2025, 1, 29))  # those who take part on that day
ecowas.suspended_on(dt.date(2025, 1, 28))  # BFA, GIN, MLI, NER
```

Below are those who belong on {day}, in parentheses the suspended ones; of what has ended, those on
its last day. All dates, with those who have left, stand in
`src/detente/ontology/data/organisations`. They are dates of accession, from general knowledge and
the lists that organisations keep, which are named there; where only the month or the year is
known, its first day stands for it, and the entry says so. Codes are ISO 3166-1 alpha-3, of states
that are gone ISO 3166-3.

**In the event record**, what a source calls by an id, an English name or a long French one, or by
its code in CAMEO, is placed under that organisation ([events.md](events.md#who-acts)). The other
parties at the end are not: a source files Hezbollah under Lebanon or under nobody, as it likes. To
have one in a record of your own, say so in a table of overrides.

**A party of your own** takes one line: an id with `kind = "party"` and a name, a bloc of your own
one with `kind = "bloc"` and its members.

```toml part=actors
actors = [
  { id = "ISR" },
  { id = "Hezbollah" },
  { id = "settlers", kind = "party", name = "The council of settlers" },
  { id = "committee", kind = "bloc", name = "The committee", members = ["USA", "FRA", "LBN"] },
]
```

Its French name is one line of the translation ([scenario.md](scenario.md#other-languages)):
`[actors.settlers]` with `name = "Le conseil des colons"`. A known party may be declared anew in
the same way, under another name. `detente new` takes `--party settlers="The council of settlers"`.
"""

PARTIES = """
## Other parties

What each is, and the states in which it mostly acts. A name here judges nobody's standing.

| id | English | French | what it is, where |
|---|---|---|---|"""


CALLED = """
## What texts call them

`detente read` knows states, and some others, also by the names of their peoples, by their
capitals, and by the houses and bodies that stand for those within. Plurals and French feminines
follow by rule; a name of several is that of the one that the text names otherwise. A capital says
how texts speak, and judges nobody's claim to it. A row of
`src/detente/ontology/data/called.csv` adds an actor.

| id | capital | people, English | people, French | seats |
|---|---|---|---|---|"""


def page(notice: str) -> str:
    """Make the page.

    Parameters
    ----------
    notice : str
        Line that says what it is generated from.
    """
    day = max(read_toml(f"organisations/{table}.toml")["as_of"] for table in ORGANISATIONS)
    said = f"{day.day} {day:%B %Y}"
    lines = ["# Actors", "", notice, INTRODUCTION.replace("{day}", said).rstrip()]
    for table in ORGANISATIONS:
        last = "what it is" if table == "bodies" else f"members on {said}"
        lines += ["", f"## {TITLES[table]}", "", f"| id | English | French | {last} |"]
        lines.append("|---|---|---|---|")
        listed = (known for known in organisations().values() if known.table == table)
        lines += [_row(known, known.what or _members(known.actor, day)) for known in listed]
    lines.append(PARTIES)
    lines += [
        _row(known, f"{known.what} ({', '.join(known.where)})") for known in parties().values()
    ]
    lines.append(CALLED)
    lines += [_called_row(id_) for id_, row in called("en").items() if row.people or row.places]
    return "\n".join(lines) + "\n"


def _called_row(actor: str) -> str:
    english, french = called("en")[actor], called("fr")[actor]
    people = [", ".join(row.words) for row in (english, french)]
    capitals, seats = (
        ", ".join(
            dict.fromkeys(
                place.name
                for row in (english, french)
                for place in row.places
                if place.capital is wanted
            )
        )
        for wanted in (True, False)
    )
    return f"| `{actor}` | {capitals} | {people[0]} | {people[1]} | {seats} |"


def _row(known: Known, last: str) -> str:
    english, french = ("; ".join(known.names[language]) for language in ("en", "fr"))
    return f"| `{known.actor.id}` | {english} | {french} | {last} |"


def _members(actor: Actor, day: dt.date) -> str:
    """Who belongs on a day, or did at the end of what is no more."""
    ends = [span.end for span in actor.spans]
    last = max((end for end in ends if end is not None), default=day)
    until = None if None in ends else last - dt.timedelta(days=1)
    there, away = actor.members_on(until or day), actor.suspended_on(until or day)
    shown = f"{len(there)} states" if len(there) > MANY else ", ".join(there)
    return (
        shown
        + (f" ({', '.join(away)})" if away else "")
        + ("" if until is None else f"; until {until.day} {until:%B %Y}")
    )
