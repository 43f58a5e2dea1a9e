"""A view: the whole setting of a page, and the query of a URL that says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from detente.errors import InputError
from detente.language.current import LANGUAGES
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.fields import parse_date

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

PATHS, SEED = 10_000, 1
MOST_PATHS = 100_000
"""Futures that a page may ask for."""
LARGEST_SEED = 2**64 - 1
LONGEST_NUMBER = 20
"""Digits that a whole number may have: those of the largest seed."""
MOST_VALUES = 200
"""Values that a query may have in all."""
LONGEST = 500
"""Characters of the longest of them."""

KEYS = ("paths", "seed", "until", "analyst", "force", "credence", "seen", "outcome", "lang")
"""In the order of a query."""
_REPEATED = ("force", "credence", "seen")
_PLAIN = "-._~:,>@"
"""Characters that stand in a query as they are."""

Query = str | Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class View:
    """What is played and looked at.

    `forced` and `credences` are in the order of their ids, so that two views that say the same are
    equal, and have one URL.

    Attributes
    ----------
    scenario : str
        Its name in the library.
    paths, seed : int
    until : date or None
        Last day; the end of the horizon if None.
    forced : mapping of claim to bool
        Interventions.
    credences : mapping of claim to float
        Claims that are believed otherwise.
    seen : tuple of str
        What is seen, as ``--seen`` takes it.
    outcome : str or None
        The one that is looked at.
    language : str
    analyst : str or None
        Whose credences are believed: an analyst's, or those of the pool; None of the scenario's.
    """

    scenario: str
    paths: int = PATHS
    seed: int = SEED
    until: dt.date | None = None
    forced: Mapping[str, bool] = field(default_factory=dict)
    credences: Mapping[str, float] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    outcome: str | None = None
    language: str = LANGUAGES[0]
    analyst: str | None = None

    def __post_init__(self) -> None:
        """Put what has no order into one."""
        object.__setattr__(self, "forced", dict(sorted(self.forced.items())))
        object.__setattr__(self, "credences", dict(sorted(self.credences.items())))
        object.__setattr__(self, "seen", tuple(dict.fromkeys(self.seen)))

    def __hash__(self) -> int:
        """Equal views have one."""
        return hash((self.scenario, self.query(), self.language))

    @classmethod
    def of(
        cls, scenario: str, query: Query = "", *, paths: int = PATHS, language: str = LANGUAGES[0]
    ) -> View:
        """Read the query of a URL.

        Parameters
        ----------
        scenario : str
            Its name in the library.
        query : str or pairs
            As it stands behind the question mark, or its keys and values in order.
        paths : int
            Futures, where the query says nothing of them.
        language : str
            Likewise.

        Raises
        ------
        InputError
            In one line what is wrong with which key. Whether the scenario has what is named,
            `check` says.
        """
        given = parse_qsl(query, keep_blank_values=True) if isinstance(query, str) else list(query)
        if len(given) > MOST_VALUES:
            raise InputError(
                _("the query has {n} values; at most {most}").format(n=len(given), most=MOST_VALUES)
            )
        found: dict[str, list[str]] = {}
        for key, value in given:
            if key not in KEYS:
                raise InputError(
                    _("no setting '{key}'").format(key=_cut(key)) + did_you_mean(key, KEYS)
                )
            if len(value) > LONGEST:
                raise InputError(
                    _("{key}: {n} characters; at most {most}").format(
                        key=key, n=len(value), most=LONGEST
                    )
                )
            if key not in _REPEATED and key in found:
                raise InputError(_("{key}: given twice; give it once").format(key=key))
            found.setdefault(key, []).append(value)
        one = {key: values[0] for key, values in found.items() if values[0]}
        spoken = one.get("lang", language)
        if spoken not in LANGUAGES:
            raise InputError(
                _("lang={value}: no such language").format(value=_cut(spoken))
                + did_you_mean(spoken, LANGUAGES)
            )
        return cls(
            scenario,
            _whole("paths", one["paths"], 1, None) if "paths" in one else paths,
            _whole("seed", one["seed"], 0, LARGEST_SEED) if "seed" in one else SEED,
            _date(one["until"]) if "until" in one else None,
            _each("force", found.get("force", ()), _truth),
            _each("credence", found.get("credence", ()), _credence),
            tuple(each.strip() for each in found.get("seen", ()) if each.strip()),
            one.get("outcome"),
            spoken,
            one.get("analyst"),
        )

    @classmethod
    def addressed(cls, path: str) -> View | None:
        """Say as the brief has it the scenario of a page's address; None if it names none."""
        parts = path.strip("/").split("/")
        return cls(parts[1]) if len(parts) > 1 and parts[1] else None

    def query(self) -> str:
        """Query of a URL that says the same; what is as usual is left out, and the language."""
        pairs: list[tuple[str, str]] = []
        if self.paths != PATHS:
            pairs.append(("paths", str(self.paths)))
        if self.seed != SEED:
            pairs.append(("seed", str(self.seed)))
        if self.until is not None:
            pairs.append(("until", self.until.isoformat()))
        if self.analyst is not None:
            pairs.append(("analyst", self.analyst))
        pairs += [("force", f"{claim}:{str(held).lower()}") for claim, held in self.forced.items()]
        pairs += [("credence", f"{claim}:{p!r}") for claim, p in self.credences.items()]
        pairs += [("seen", each) for each in self.seen]
        if self.outcome is not None:
            pairs.append(("outcome", self.outcome))
        return "&".join(f"{key}={quote(value, safe=_PLAIN)}" for key, value in pairs)

    def but(self, **changes: Any) -> View:
        """Say the same but for some fields."""
        return replace(self, **changes)

    @property
    def setting(self) -> View:
        """What is played alone: views with one setting are of the same futures."""
        return self.but(seen=(), outcome=None, language=LANGUAGES[0])

    @property
    def base(self) -> View:
        """Play the same with every claim as it is believed, and nothing seen.

        As the analyst believes it, if one is named.
        """
        return self.but(forced={}, credences={}, seen=())

    @property
    def opposite(self) -> View:
        """With what the view is compared, where nothing else is said.

        That is its base; of a base itself the scenario with its own credences.
        """
        base = self.base.but(outcome=None)
        return base if base != self.but(outcome=None) else base.but(analyst=None)

    def check(self, scenario: Scenario) -> None:
        """Refuse what the scenario does not have.

        Raises
        ------
        InputError
            In one line.
        """
        from detente.ensemble.simulate import check_request
        from detente.scenario.believed import check_analyst
        from detente.seen.said import said

        if self.analyst is not None:
            check_analyst(scenario, self.analyst)
        check_request(scenario, self.paths, self.seed, {**self.forced})
        check_request(scenario, self.paths, self.seed, dict.fromkeys(self.credences, True))
        scenario.days_until(self.until)
        for each in self.seen:
            said(each, scenario)
        if self.outcome is not None:
            scenario.outcome(self.outcome)
        both = [claim for claim in self.forced if claim in self.credences]
        if both:
            raise InputError(
                _("claim '{claim}' is forced and has a credence; leave out one").format(
                    claim=both[0]
                )
            )


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _whole(key: str, text: str, least: int, most: int | None) -> int:
    digits = text.isascii() and text.isdigit()
    if not (digits and (len(text) > LONGEST_NUMBER or int(text) >= least)):
        raise InputError(
            _("{key}={value}: give a whole number from {least}").format(
                key=key, value=_cut(text), least=least
            )
        )
    # how many futures a server plays at most it says itself
    if len(text) > LONGEST_NUMBER or (most is not None and int(text) > most):
        most = MOST_PATHS if most is None else most
        raise InputError(
            _("{key}={value}: give a whole number up to {most}").format(
                key=key, value=_cut(text), most=most
            )
        )
    return int(text)


def _date(text: str) -> dt.date:
    try:
        return parse_date(text)
    except ValueError:
        raise InputError(
            _("until={value}: no date; write it like 2025-06-30").format(value=_cut(text))
        ) from None


def _truth(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _credence(text: str) -> float | None:
    try:
        p = float(text)
    except ValueError:
        return None
    return p + 0.0 if 0.0 <= p <= 1.0 and text.isascii() else None


def _each(key: str, values: Iterable[str], read: Any) -> dict[str, Any]:
    """Values of claims, each claim once."""
    found: dict[str, Any] = {}
    for text in values:
        claim, _colon, said = text.rpartition(":")
        value = read(said)
        if not claim or value is None:
            right = (
                _("CLAIM:true, CLAIM:false")
                if key == "force"
                else _("CLAIM:0.65, a number from 0 to 1")
            )
            raise InputError(
                _("{key}={value}: write {right}").format(key=key, value=_cut(text), right=right)
            )
        if claim in found:
            raise InputError(
                _("{key}={value}: the claim is given twice").format(key=key, value=_cut(text))
            )
        found[claim] = value
    return found
