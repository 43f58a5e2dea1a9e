"""The scenario as of the last day that was observed.

Its record has the new acts, so that memories, locks and states go on from them; its claims the new
credences, its coefficients and rates the laws that the draws have now, with their correlations. A
rate is set so that every hazard is, with the same coefficients, what it is at the end of what was
observed: α stays, and the rate is what it means as things stand then.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError
from detente.files.folders import new_folder
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.format import day as day_said
from detente.observe.asked import still_asked, written_on
from detente.observe.became import Became
from detente.observe.laws import OBSERVED, laws_and_draws, short
from detente.observe.observed import Observed
from detente.observe.rows import lines_of, whole_columns
from detente.observe.toml import text_of
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import read
from detente.scenario.record.acts import COLUMNS
from detente.scenario.record.taken import FILE as TAKEN
from detente.scenario.short.whole import whole
from detente.scenario.toml import tables_of

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
Raw = dict[str, Any]

ACTS = "acts.csv"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Successor:
    """A scenario as of a later day: its files by name, and what has become of its parts."""

    scenario: Scenario
    texts: Mapping[str, str]
    became: tuple[Became, ...]


def successor(observed: Observed) -> Successor:
    """The scenario as of the last day that was observed.

    Raises
    ------
    InputError
        If nothing is left to play, or the scenario cannot go on from there as it is written.
    """
    scenario = observed.scenario
    left = scenario.file.horizon - observed.days
    if left < 1:
        raise InputError(
            _("{to} is the last day of the horizon: nothing is left to play").format(to=observed.to)
        )
    texts = {name: text for name, text in scenario.texts.items() if name != TAKEN}
    tables = copy.deepcopy(whole(tables_of(texts[SCENARIO], scenario.where)))
    tables |= {"as_of": observed.to, "horizon": left}
    became: list[Became] = []
    gone = _without_the_past(tables, observed, became)
    _translations(tables, texts, gone)
    written_on(tables, texts, observed, became)
    _believe(tables, observed)
    _begin(tables, observed, became)
    _record(tables, texts, observed)
    for name in _of_before(scenario, tables):
        texts.pop(name, None)
    head = f"As of {observed.to}: what detente observe made of {scenario.id} as of {scenario.as_of}"
    texts[SCENARIO] = text_of({**tables, "coefficients": OBSERVED}, head)
    texts |= laws_and_draws(observed, tables, texts)
    found = read(Memory(texts, scenario.id), scenario.store)
    return Successor(found, {k: texts[k] for k in found.texts if k != TAKEN}, tuple(became))


def _of_before(scenario: Scenario, tables: Raw) -> list[str]:
    """Files of coefficients, and of draws, in whose place others come."""
    fit = scenario.fitted
    names = [tables.pop("coefficients", None)]
    if fit is not None and fit.draws is not None:
        entry = fit.draws
        names += [entry.file, entry.acts, entry.account]
        names += [f"{entry.origin}/{name}" for name in entry.files]
    return [name for name in names if name is not None]


def write(observed: Observed, folder: Path, *, overwrite: bool = False) -> list[Became]:
    """Write the scenario as of the last day; return what has become of its parts."""
    found = successor(observed)
    with new_folder(folder, last=SCENARIO, overwrite=overwrite, known_by=SCENARIO) as inside:
        for name, text in found.texts.items():
            target = inside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_text(str(target), text)
    return list(found.became)


def _without_the_past(tables: Raw, observed: Observed, became: list[Became]) -> dict[str, set[str]]:
    """Take out what was announced for, or asked of, days that are over."""
    gone: dict[str, set[str]] = {"effects": set(), "outcomes": set()}
    gone["processes"] = _without_the_former(tables, observed, became)
    for table in ("effects", "outcomes"):  # nothing of what they were on is left
        for entry in tables.get(table, []):
            if entry.get("on") == []:
                gone[table].add(entry["id"])
    kept = []
    for effect in tables.get("effects", []):
        if effect.get("effect") == "scheduled-acts":
            ahead = [e for e in effect["occasions"] if e["date"] > observed.to]
            if not ahead:
                gone["effects"].add(effect["id"])
                continue
            effect["occasions"] = ahead
        if effect["id"] not in gone["effects"]:
            kept.append(effect)
    if "effects" in tables:
        tables["effects"] = kept
    over = still_asked(tables, observed, gone["outcomes"], became)
    gone["outcomes"] = over
    targets = gone["effects"] | over
    for claim in tables.get("claims", []):
        judgement = claim.get("judgement")
        if isinstance(judgement, dict) and judgement.get("outcome") in over:
            del claim["judgement"]
        signs = [s for s in claim.get("signs", []) if s.get("target") not in targets]
        if signs:
            claim["signs"] = signs
        else:
            claim.pop("signs", None)
    return gone


def _without_the_former(tables: Raw, observed: Observed, became: list[Became]) -> set[str]:
    """Take out the processes of office holders whose time is over."""
    words = observed.scenario.words
    former = {
        process.id
        for process in observed.scenario.processes
        if process.counterpart is not None and process.last_day < observed.days
    }
    if former:
        over = _("its days are over: left out")
        became += [Became(words.process(name), over) for name in sorted(former)]
        tables["processes"] = [p for p in tables["processes"] if p["id"] not in former]
        groups = tables.get("groups", {})
        for name, members in groups.items():
            groups[name] = [each for each in members if each not in former]
        for table in ("effects", "outcomes", "conditions", "states", "levels", "claims"):
            _forget(tables.get(table), former)
    return former


def _forget(entry: Any, former: set[str]) -> None:
    """Take processes out of every list that names processes."""
    if isinstance(entry, list):
        for each in entry:
            _forget(each, former)
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if key == "on" and isinstance(value, list):
                entry[key] = [each for each in value if each not in former]
            else:
                _forget(value, former)


def _translations(tables: Raw, texts: dict[str, str], gone: Mapping[str, set[str]]) -> None:
    """Leave out of the translations what is no longer there."""
    claims = {claim["id"]: claim for claim in tables.get("claims", [])}
    for name in tables.get("translations", {}).values():
        words = tables_of(texts[name], name, newest=None)
        changed = False
        for table, ids in gone.items():
            for each in ids & set(words.get(table, {})):
                del words[table][each]
                changed = True
        for each, said in words.get("claims", {}).items():
            if "judgement" in said and "judgement" not in claims.get(each, {}):
                del said["judgement"]
                changed = True
        if changed:
            texts[name] = text_of(words)


def _believe(tables: Raw, observed: Observed) -> None:
    """Put the credences in."""
    draws = observed.learnt.draws
    weight, truth = draws.weight, draws.truth.astype(np.float64)
    column = {claim.id: i for i, claim in enumerate(observed.scenario.claims)}
    for claim in tables.get("claims", []):
        own = truth[:, column[claim["id"]]]
        if "given" in claim:
            given = truth[:, column[claim["given"]]]
            cells = [(claim, "credence", given), (claim, "credence_otherwise", 1.0 - given)]
        else:
            rest, cells = np.ones(own.size), []
            for case in reversed(claim.get("cases", [])):  # of several that apply, the last
                held = rest.copy()
                for name, so in case["where"].items():
                    held *= truth[:, column[name]] == so
                cells.append((case, "credence", held))
                rest = rest - held
            cells.append((claim, "credence", rest))
        for place, key, where in cells:
            total = float(weight @ where)
            if total <= 0.0:  # nothing is known of it there any more
                continue
            place[key] = round(float(np.clip(weight @ (where * own) / total, 0.0, 1.0)), 6)
            spread = place.get(f"{key}_sd")
            if spread:
                most = 0.9 * float(np.sqrt(place[key] * (1.0 - place[key])))
                place[f"{key}_sd"] = round(min(float(spread), most), 6)


def _begin(tables: Raw, observed: Observed, became: list[Became]) -> None:
    """What states and levels begin with, where the record does not say so."""
    for state in tables.get("states", []):
        if "transitions" in state:  # a day that is over will not come again
            state["transitions"] = [
                move
                for move in state["transitions"]
                if not isinstance(move.get("on"), dt.date) or move["on"] > observed.to
            ]
        if state.get("start") == "record":
            continue
        then = state["start"]
        named = {then, state.get("otherwise")} if isinstance(then, str) else {*then}
        # what it began with is named still: nothing else may lead there
        chances = {
            v: p if p > 5e-4 else 0.0
            for v, p in observed.states[state["id"]].items()
            if p > 5e-4 or v in named
        }
        for key in ("claim", "otherwise", "since"):
            state.pop(key, None)
        total = sum(chances.values())
        shares = {v: round(p / total, 6) for v, p in chances.items()}
        likeliest = max(shares, key=lambda v: shares[v])
        shares[likeliest] = round(shares[likeliest] + 1.0 - sum(shares.values()), 6)
        state["start"] = likeliest if len(shares) == 1 else shares
        if state["id"] in observed.since:
            state["since"] = observed.since[state["id"]]
            continue
        text = _("since when it has its value is not certain: counted from {to}")
        what = text.format(to=day_said(observed.to))
        became.append(Became(observed.scenario.words.state(state["id"]), what))
    for level in tables.get("levels", []):
        if level.get("start") == "record":
            continue
        mean, sd = observed.levels[level["id"]]
        for key in ("claim", "otherwise"):
            level.pop(key, None)
        level["start"] = {
            "mean": short(mean),
            "sd": short(sd),
            "basis": "record",
            "reference": f"observed up to {observed.to}",
        }


def _record(tables: Raw, texts: dict[str, str], observed: Observed) -> None:
    """Add the acts to the record."""
    record = tables.get("record")
    acts = (*observed.acts, *observed.unplayed)
    if record == "store" or (isinstance(record, dict) and "store" in record):
        return  # it has them already, or will
    if record is None:
        kinds = sorted({str(process.act) for process in observed.scenario.processes})
        since = observed.scenario.as_of + DAY
        tables["record"] = {"file": ACTS, "since": since, "complete": kinds}
        text, separator = ",".join(COLUMNS) + "\n", ","
        name = ACTS
    else:
        name = record.get("file", ACTS)
        text, separator = whole_columns(texts[name])
    texts[name] = text.rstrip("\n") + "\n" + lines_of(acts, separator)
