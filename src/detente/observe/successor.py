"""The scenario as of the last day that was observed.

Its record has the new acts, so that memories, locks and states go on from them; its claims the new
credences, its coefficients and rates the laws that the draws have now, with their correlations. A
rate is set so that every hazard is, with the same coefficients, what it is at the end of what was
observed: α stays, and the rate is what it means as things stand then.
"""

from __future__ import annotations

import copy
import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.baseline.standing import standing
from detente.errors import InputError
from detente.files.folders import new_folder
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.format import day as day_said
from detente.observe.observed import Observed
from detente.observe.toml import text_of
from detente.planes.record import PastAct
from detente.scenario.fitted.file import (
    MOST_TOGETHER,
    BaselineEntry,
    CoefficientEntry,
    CorrelationTable,
    FitFile,
    TransitionEntry,
)
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import read
from detente.scenario.record.acts import COLUMNS, separator_of
from detente.scenario.record.taken import FILE as TAKEN
from detente.scenario.toml import tables_of

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
Raw = dict[str, Any]

OBSERVED = "observed.toml"
ACTS = "acts.csv"
DAY = dt.timedelta(days=1)
DIGITS = 9
ANOTHER = ("after", "given", "upon")
"""Keys of an outcome that name another."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A scenario as of a later day: its files by name, and what of the draws they cannot hold."""

    scenario: Scenario
    texts: Mapping[str, str]
    lost: tuple[str, ...]


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
    tables = copy.deepcopy(tables_of(texts[SCENARIO], scenario.where))
    tables |= {"as_of": observed.to, "horizon": left}
    lost: list[str] = []
    gone = _without_the_past(tables, observed, lost)
    _translations(tables, texts, gone)
    _believe(tables, observed)
    _begin(tables, observed, lost)
    _record(tables, texts, observed, lost)
    old = tables.pop("coefficients", None)
    texts.pop(old, None)
    head = f"As of {observed.to}: what detente observe made of {scenario.id} as of {scenario.as_of}"
    texts[SCENARIO] = text_of(tables, head)
    plain = read(Memory(texts, scenario.id), scenario.store)
    texts[OBSERVED] = _laws(observed, plain).text()
    texts[SCENARIO] = text_of({**tables, "coefficients": OBSERVED}, head)
    found = read(Memory(texts, scenario.id), scenario.store)
    _ties(observed, lost)
    return Successor(found, {k: texts[k] for k in found.texts if k != TAKEN}, tuple(lost))


def write(observed: Observed, folder: Path, *, overwrite: bool = False) -> list[str]:
    """Write the scenario as of the last day; return what of the draws it cannot hold."""
    found = successor(observed)
    with new_folder(folder, last=SCENARIO, overwrite=overwrite, known_by=SCENARIO) as inside:
        for name, text in found.texts.items():
            target = inside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_text(str(target), text)
    return list(found.lost)


def _without_the_past(tables: Raw, observed: Observed, lost: list[str]) -> dict[str, set[str]]:
    """Take out what was announced for, or asked of, days that are over."""
    gone: dict[str, set[str]] = {"effects": set(), "outcomes": set()}
    gone["processes"] = _without_the_former(tables, observed, lost)
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
    outcomes = tables.get("outcomes", [])
    over = {
        o["id"]
        for o in outcomes
        if (isinstance(o.get("until"), dt.date) and o["until"] <= observed.to + DAY)
        or (isinstance(o.get("day"), dt.date) and o["day"] <= observed.to)
    }
    over |= gone["outcomes"]
    for outcome in outcomes:  # what it is given is so
        if isinstance(outcome.get("given"), str) and outcome["given"] in observed.came:
            del outcome["given"]
    named = {o["after"] for o in outcomes if isinstance(o.get("after"), str)}
    came = set(observed.came) - named
    over |= came
    while True:
        upon = {o["id"] for o in outcomes if any(_hangs(o, k, over) for k in ANOTHER)}
        if upon <= over:
            break
        over |= upon
    counted = [
        o["id"] for o in outcomes if o["id"] not in over and o.get("at_least", 1) not in (1, None)
    ]
    words = observed.scenario.words
    if counted:
        told = "; ".join(words.outcome(name) for name in counted)
        text = _("Counted anew from {to} on: {titles}")
        lost.append(text.format(to=day_said(observed.to), titles=told))
    for name in sorted(set(observed.came) & named):
        text = _("Came on {day}, and is asked for anew: {title}")
        lost.append(text.format(day=day_said(observed.came[name]), title=words.outcome(name)))
    if came:
        told = "; ".join(f"{words.outcome(n)} ({day_said(observed.came[n])})" for n in sorted(came))
        lost.append(_("Left out, since they came: {titles}").format(titles=told))
    if over:
        gone["outcomes"] = over
        tables["outcomes"] = [o for o in outcomes if o["id"] not in over]
        titles = [words.outcome(name) for name in sorted(over - came)]
    if over - came:
        lost.append(_("Left out, since their days are over: {titles}").format(
            titles="; ".join(titles)
        ))  # fmt: skip
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


def _without_the_former(tables: Raw, observed: Observed, lost: list[str]) -> set[str]:
    """Take out the processes of office holders whose time is over."""
    words = observed.scenario.words
    former = {
        process.id
        for process in observed.scenario.processes
        if process.counterpart is not None and process.last_day < observed.days
    }
    if former:
        told = "; ".join(words.process(name) for name in sorted(former))
        lost.append(_("Left out, since their days are over: {titles}").format(titles=told))
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


def _hangs(outcome: Raw, key: str, over: set[str]) -> bool:
    """Whether an outcome is asked of one that is over."""
    return isinstance(outcome.get(key), str) and outcome[key] in over


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


def _begin(tables: Raw, observed: Observed, lost: list[str]) -> None:
    """What states and levels begin with, where the record does not say so."""
    for state in tables.get("states", []):
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
        lost.append(
            _("Since when {state} has its value is not kept: it is counted from {to}").format(
                state=observed.scenario.words.state(state["id"]), to=day_said(observed.to)
            )
        )
    for level in tables.get("levels", []):
        if level.get("start") == "record":
            continue
        mean, sd = observed.levels[level["id"]]
        for key in ("claim", "otherwise"):
            level.pop(key, None)
        level["start"] = {
            "mean": _short(mean),
            "sd": _short(sd),
            "basis": "record",
            "reference": f"observed up to {observed.to}",
        }


def _record(tables: Raw, texts: dict[str, str], observed: Observed, lost: list[str]) -> None:
    """Add the acts to the record."""
    record = tables.get("record")
    acts = sorted((*observed.acts, *observed.unplayed), key=lambda act: act.date)
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
        text = texts[name]
        separator = separator_of(text) or ","
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    seen: dict[tuple[str, ...], int] = {}
    for act in acts:
        row = _row(act)
        number = seen[row] = seen.get(row, 0) + 1
        if number > 1:
            row = (*row[:5], f"{row[5]} ({number})".strip(), row[6])
        writer.writerow(row)
    texts[name] = text.rstrip("\n") + "\n" + buffer.getvalue()
    if observed.moods:
        lost.append(
            _(
                "Moods begin anew; what they were on the last day stands in the result alone, and "
                "fades with their half-lives"
            )
        )


def _row(act: PastAct) -> tuple[str, ...]:
    targets = "~".join((act.target, *act.others))
    owner = act.claim or ""
    return (str(act.date), act.source, targets, str(act.act), owner, act.note, act.reference)


def _laws(observed: Observed, plain: Scenario) -> FitFile:
    """The laws of coefficients and rates, as a file of coefficients has them."""
    sampler, draws = observed.sampler, observed.learnt.draws
    weight, n = draws.weight, draws.z.shape[0]
    values = sampler.values(draws.z)
    compiled = plain.compiled()
    theta = sampler.theta(draws.z, draws.truth)
    program = sampler.compiled.program
    stated = sampler.matrix(values, compiled.coefficients, n)
    number = {process.id: i for i, process in enumerate(observed.scenario.processes)}
    alpha = theta[:, program.alpha[[number[process.id] for process in plain.processes]]]
    rates = alpha + standing(plain).log_normaliser(stated)
    names: list[str] = []
    columns: list[F64] = []
    coefficients: list[CoefficientEntry] = []
    transitions: list[TransitionEntry] = []
    baselines: list[BaselineEntry] = []
    before = {each.name: each for each in observed.coefficients}
    known = {c.draw.name for c in compiled.coefficients}
    moves = _moves(plain)
    begun = {level.start.draw.name for level in compiled.model.levels.values()}
    for name in sorted(values):
        if name not in known or name in begun or before[name].process:
            continue
        mean, sd = _moments(values[name], weight)
        told = before[name]
        law = {
            "name": name, "mean": mean, "sd": sd,
            "prior_mean": _short(told.mean), "prior_sd": _short(told.sd),
        }  # fmt: skip
        if name in moves:
            state, part = moves[name]
            more = {"state": state, "part": part, "seen": 0, "days": 0}
            transitions.append(TransitionEntry.model_validate(law | more))
        else:
            coefficients.append(CoefficientEntry.model_validate(law | {"acts": 0}))
        names.append(name)
        columns.append(values[name])
    for i, process in enumerate(plain.processes):
        mean, sd = _moments(rates[:, i], weight)
        came = sum(m.date is not None for m in observed.movers if m.what == process.id)
        baselines.append(
            BaselineEntry(
                name=process.baseline_name,
                process=process.id,
                mean=mean,
                sd=sd,
                usual=process.rate.per_year,
                acts=came,
            )
        )
        names.append(process.baseline_name)
        columns.append(rates[:, i])
    return FitFile.model_validate(
        {
            "format": "detente-fit",
            "version": 1,
            "scenario": observed.scenario.id,
            "hash": observed.scenario.hash,
            "dataset": "observed",
            "since": observed.scenario.as_of + DAY,
            "first": observed.scenario.as_of + DAY,
            "last": observed.to,
            "missing_days": 0,
            "rows": int(observed.days * len(plain.processes)),
            "acts": len(observed.acts),
            "log_likelihood": _short(float(observed.score.sum())),
            "log_likelihood_baselines": _short(float(observed.score_before.sum())),
            "steps": observed.resampled,
            "gradient": 0.0,
            "coefficients": coefficients,
            "baselines": baselines,
            "transitions": transitions,
            "correlation": _correlation(
                names, np.column_stack(columns), weight, observed.effective
            ),
        }
    )


def _moves(scenario: Scenario) -> dict[str, tuple[str, str]]:
    """Draws of transitions, with the state and what they are of it."""
    found: dict[str, tuple[str, str]] = {}
    for entry, state in zip(
        scenario.states, scenario.compiled().model.states.values(), strict=True
    ):
        for move in state.transitions:
            if move.rate is not None:
                found[move.rate.draw.name] = (entry.id, "rate")
            for _value, chance in move.to:
                found.setdefault(chance.draw.name, (entry.id, "chance"))
    return found


def _moments(values: F64, weight: F64) -> tuple[float, float]:
    mean = float(weight @ values)
    return _short(mean), _short(float(np.sqrt(weight @ (values - mean) ** 2)))


def _correlation(names: list[str], columns: F64, weight: F64, effective: float) -> CorrelationTable:
    """Correlations, shrunk by what the number of draws leaves uncertain of them.

    Schäfer & Strimmer (2005), Statistical Applications in Genetics and Molecular Biology 4(1), 32.
    """
    away = columns - weight @ columns
    covariance = (away * weight[:, None]).T @ away
    sd = np.sqrt(np.diag(covariance))
    free = np.flatnonzero(sd > 1e-9)[:MOST_TOGETHER]
    r = covariance[np.ix_(free, free)] / np.outer(sd[free], sd[free])
    off = ~np.eye(free.size, dtype=bool)
    noise = float(((1.0 - r[off] ** 2) ** 2).sum()) / max(effective, 1.0)
    size = float((r[off] ** 2).sum())
    kept = 1.0 - min(noise / size, 1.0) if size > 0.0 else 0.0
    lower = [
        [round(float(np.clip(kept * x, -1.0, 1.0)), 6) + 0.0 for x in r[i, :i]]
        for i in range(free.size)
    ]
    return CorrelationTable(names=[names[i] for i in free], lower=lower)


def _ties(observed: Observed, lost: list[str]) -> None:
    """Say which claims go together now in a way that their credences cannot say."""
    words = observed.scenario.words
    bar = max(0.15, 4.0 / float(np.sqrt(observed.effective)))
    for one, other, r in _strongest(observed, bar):
        text = (
            _("“{one}” and “{other}” now go together, which credences do not say")
            if r > 0
            else _("“{one}” and “{other}” now speak against each other, which credences do not say")
        )
        lost.append(text.format(one=words.claim(one), other=words.claim(other)))


def _strongest(observed: Observed, bar: float) -> Iterator[tuple[str, str, float]]:
    given = {frozenset((c.id, c.given)) for c in observed.scenario.claims if c.given}
    for one, other, r in observed.together[:5]:
        if abs(r) >= bar and frozenset((one, other)) not in given:
            yield one, other, r


def _short(number: float) -> float:
    return float(f"{number:.{DIGITS}g}") + 0.0
