"""What a name or an adjective may mean beside the state that carries it.

Most of it follows from the tables: another state's name or adjective has the word in it (Sudan and
South Sudan, Guinea and Equatorial Guinea, German and East German), or a part of another state has
(ISO 3166-2: Georgia and New Mexico in the United States, Luxembourg in Belgium, Niger in Nigeria,
Northern Ireland). ``data/ambiguous.csv`` has what no table tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from detente.events.placing.codes import codes
from detente.events.placing.fold import fold
from detente.events.placing.meaning import Meaning, carried
from detente.events.placing.names import Carriers, adjectives, names, rows
from detente.ontology.actors import _states
from detente.ontology.known import organisations

ANYONE = "*"
"""In ``ambiguous.csv``: a place in any state, or a person."""

_FORMAL = frozenset({"republic", "kingdom", "federation", "republique", "republica"})
"""Words of formal names, which are ambiguous to nobody: the Republic of Korea is not the Democratic
People's Republic of Korea."""

_THE_SAME = frozenset({"TWN", "XKX", "HKG", "MAC", "REU"})
"""Those that are also listed as a part of another state, under a longer name: the same place."""


def _runs(folded: str) -> Iterator[str]:
    """Words of a name that stand together, but not all of it."""
    words = folded.split(" ")
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end - start < len(words):
                yield " ".join(words[start:end])


def _parts() -> Iterator[tuple[str, str]]:
    """Parts of states by folded name, with the state of each."""
    import pycountry

    states = {str(c.alpha_2): str(c.alpha_3) for c in pycountry.countries}
    for part in pycountry.subdivisions:
        yield fold(part.name.partition("[")[0]), states[part.country_code]


def _no_state_of_its_own(state: str) -> bool:
    return state in _THE_SAME or state not in _counted()


@cache
def _counted() -> frozenset[str | None]:
    """States that Correlates of War counts as states at some time."""
    return frozenset(span.state for spans in codes("cown").values() for span in spans)


@cache
def _others() -> Mapping[str, frozenset[str]]:
    """Folded names and adjectives, with what else each may mean."""
    known: dict[str, Carriers] = {**adjectives(), **names()}
    found: dict[str, set[str]] = {}

    def tell(word: str, state: str) -> None:
        if len(word) > 3 and state not in known.get(word, {state}) and state not in organisations():
            found.setdefault(word, set()).add(state)

    for name, who in known.items():
        for run in _runs(name):
            if _FORMAL.isdisjoint(run.split(" ")):
                for state in who:
                    tell(run, state)
    for name, state in _parts():
        for run in _runs(name):
            if not _THE_SAME.intersection(known.get(run, ())):
                tell(run, state)
        # A territory that its state counts as a part is the same place and not another one.
        if not all(map(_no_state_of_its_own, known.get(name, ()))):
            tell(name, state)
    principal = {fold(actor.name): state for state, actor in _states()[0].items()}
    inherited = {state: found.get(name, set()) for name, state in principal.items()}
    for word, who in adjectives().items():
        for state in who:
            found.setdefault(word, set()).update(inherited.get(state, set()) - set(who))
    for word, who in known.items():
        if len(who) > 1:
            found.setdefault(word, set()).update(who)
    return {word: frozenset(others) for word, others in found.items() if others}


@cache
def _by_hand() -> Mapping[str, frozenset[str]]:
    return {
        fold(word): frozenset(row["also"].split(";"))
        for row in rows("ambiguous.csv")
        for word in row["words"].split(";")
    }


def _letters(folded: str) -> frozenset[str]:
    """States for which three letters stand in one of the lists of codes: MAC, SWZ, AUS."""
    if len(folded) != 3:
        return frozenset()
    meant = {
        span.state
        for scheme in ("iso3", "cow", "gw", "cameo", "keds")
        for span in codes(scheme).get(folded.upper(), ())
    }
    return frozenset(state for state in meant if state is not None)


def meaning(folded: str) -> Meaning | None:
    """Return what a folded name or adjective means.

    Parameters
    ----------
    folded : str

    Returns
    -------
    Meaning or None
        None if no state or bloc is called so.
    """
    return _meaning(folded) if folded in names() or folded in adjectives() else None


@cache
def _meaning(folded: str) -> Meaning:
    who = names().get(folded) or adjectives()[folded]
    also = _others().get(folded, frozenset()) | _by_hand().get(folded, frozenset())
    letters = _letters(folded)
    return Meaning(
        carried(tuple(who.values())),
        (also | letters if len(letters) > 1 else also) - {ANYONE},
        anyone=ANYONE in also,
    )
