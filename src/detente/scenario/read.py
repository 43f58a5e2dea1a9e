"""Read a scenario folder."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from detente.claims.belief import in_order
from detente.claims.claim import Claim
from detente.effects.base import Effect
from detente.effects.registry import EFFECTS
from detente.errors import InputError, ScenarioError, did_you_mean
from detente.ontology.actors import Actor, resolve_actor
from detente.ontology.acts import Act
from detente.ontology.offices import Holder, Office
from detente.outcomes.base import Outcome
from detente.outcomes.registry import OUTCOMES
from detente.planes.process import Process
from detente.planes.record import PastAct, Record
from detente.scenario.file import FORMAT, ActorEntry, ScenarioFile
from detente.scenario.scenario import Scenario
from detente.scenario.validate import validate

BUILT_IN = Path(__file__).parent.parent / "scenarios"
LARGEST_FILE = 20_000_000
COLUMNS = ("date", "source", "target", "act", "claim", "note", "reference")
RESERVED = ("path", "belief", "parameters", "chance")
"""Columns of `Ensemble.to_frame` that are no outcomes."""
_MARK = re.compile(r"\{#([^}\s]+)\}")

E = TypeVar("E", bound=BaseModel)


def built_in() -> list[str]:
    """Ids of the scenarios that come with the package."""
    return sorted(p.parent.name for p in BUILT_IN.glob("*/scenario.toml"))


def find(name: str) -> Path:
    """Folder of a scenario: a path, or the id of a built-in one.

    Raises
    ------
    ScenarioError
        If there is neither.
    """
    path = Path(name)
    if path.name == "scenario.toml" and _is(path, Path.is_file):
        path = path.parent
    if _is(path, Path.is_dir):
        if not (path / "scenario.toml").is_file():
            raise ScenarioError(f"{path}: no scenario.toml in this folder")
        return path
    if name in built_in():
        return BUILT_IN / name
    raise ScenarioError(f"no scenario folder '{name}'{did_you_mean(name, built_in())}")


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    """Whether there is such a file or folder; none has a name that no file can have."""
    try:
        return kind(path)
    except (OSError, ValueError):
        return False


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ScenarioError(f"{path}: {size / 1e6:.0f} MB is too large for a scenario file")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise ScenarioError(f"{path}: {error.strerror}") from None


def _beside(folder: Path, name: str, key: str) -> Path:
    """File that a scenario names, which must lie in its folder."""
    path = folder / name
    if not _is(path, lambda p: p.resolve().is_relative_to(folder.resolve())):
        raise ScenarioError(
            f"{folder / 'scenario.toml'}: {key} = '{name}' leaves the scenario's folder; "
            "name a file in it"
        )
    if not _is(path, Path.is_file):
        raise ScenarioError(f"{folder / 'scenario.toml'}: {key}: no file '{name}' in {folder}")
    return path


def _by_kind(
    entries: object, key: str, kinds: Mapping[str, type[E]], where: str, table: str
) -> list[E]:
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ScenarioError(f"{where}: {table} must be written as [[{table}]] tables")
    found: list[E] = []
    for number, entry in enumerate(entries, start=1):
        name = f" ('{entry['id']}')" if isinstance(entry.get("id"), str) else ""
        place = f"{where}: {table}[{number}]{name}"
        kind = entry.get(key)
        if not isinstance(kind, str):
            raise ScenarioError(f"{place}: '{key}' is missing; one of {', '.join(kinds)}")
        if kind not in kinds:
            raise ScenarioError(f"{place}: no {key} '{kind}'{did_you_mean(kind, kinds)}")
        found.append(validate(kinds[kind], entry, place))
    return found


def _unique(ids: list[str], what: str, where: str) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ScenarioError(f"{where}: two {what} have the id '{each}'; ids must differ")
        seen.add(each)


def _actors(entries: list[ActorEntry], where: str) -> dict[str, Actor]:
    actors: dict[str, Actor] = {}
    for number, entry in enumerate(entries, start=1):
        if entry.kind == "party" or (entry.kind == "bloc" and entry.members):
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+_-]*", entry.id):
                raise ScenarioError(
                    f"{where}: actors[{number}]: id '{entry.id}' may hold letters, digits, + _ -"
                )
            actors[entry.id] = Actor(
                entry.id, entry.name or entry.id, entry.kind, tuple(entry.members)
            )
            continue
        try:
            actor = resolve_actor(entry.id)
        except InputError as error:
            raise ScenarioError(f"{where}: actors[{number}].id: {error}") from None
        if entry.id != actor.id:
            raise ScenarioError(
                f"{where}: actors[{number}].id: write '{actor.id}' for '{entry.id}'"
            )
        if entry.name:
            actor = Actor(actor.id, entry.name, actor.kind, actor.members)
        actors[entry.id] = actor
    _unique([e.id for e in entries], "actors", where)
    return actors


def _need_actor(actor: str, actors: Mapping[str, Actor], place: str) -> None:
    if actor not in actors:
        raise ScenarioError(f"{place}: unknown actor '{actor}'{did_you_mean(actor, actors)}")


def _offices(file: ScenarioFile, actors: Mapping[str, Actor], where: str) -> list[Office]:
    offices = []
    for number, entry in enumerate(file.offices, start=1):
        place = f"{where}: offices[{number}] ('{entry.id}')"
        _need_actor(entry.actor, actors, place)
        try:
            holders = tuple(
                Holder(id=h.id, name=h.name, start=h.start, end=h.end, elected=h.elected)
                for h in entry.holders
            )
            offices.append(
                Office(id=entry.id, actor=entry.actor, title=entry.title, holders=holders)
            )
        except InputError as error:
            raise ScenarioError(f"{place}: {error}") from None
    _unique([office.id for office in offices], "offices", where)
    _unique([h.id for o in offices for h in o.holders], "office holders", where)
    return offices


def _processes(
    file: ScenarioFile, actors: Mapping[str, Actor], offices: list[Office], where: str
) -> list[Process]:
    processes = []
    for number, entry in enumerate(file.processes, start=1):
        place = f"{where}: processes[{number}] ('{entry.id}')"
        for actor in (entry.source, entry.target):
            _need_actor(actor, actors, place)
        if entry.source == entry.target:
            raise ScenarioError(f"{place}: source and target are both '{entry.source}'")
        first, last = 0, file.horizon - 1
        if entry.counterpart is not None:
            holders = [h.id for o in offices for h in o.holders]
            if entry.counterpart not in holders:
                raise ScenarioError(
                    f"{place}: counterpart '{entry.counterpart}' holds no office"
                    f"{did_you_mean(entry.counterpart, holders)}"
                )
            office = next(o for o in offices if entry.counterpart in {h.id for h in o.holders})
            if office.actor not in (entry.source, entry.target):
                raise ScenarioError(
                    f"{place}: counterpart '{entry.counterpart}' speaks for {office.actor}, "
                    f"which is neither {entry.source} nor {entry.target}"
                )
            begin, end = office.counterpart_window(entry.counterpart)
            first = max((begin - file.as_of).days - 1, 0)
            if end is not None:
                last = min((end - file.as_of).days - 2, last)
            if first > last:
                raise ScenarioError(
                    f"{place}: counterpart '{entry.counterpart}' is neither elect nor in office "
                    "at any time within the horizon, so the process could never happen"
                )
        processes.append(
            Process(
                entry.id,
                entry.title,
                entry.source,
                entry.target,
                entry.act,
                entry.prose,
                entry.rate,
                first,
                last,
                entry.counterpart,
            )
        )
    _unique([p.id for p in processes], "processes", where)
    names: dict[str, str] = {}
    for process in processes:
        if process.stable_name in names:
            raise ScenarioError(
                f"{where}: processes '{names[process.stable_name]}' and '{process.id}' are the "
                "same act on the same dyad; narrow one by mode, context, rank or counterpart"
            )
        names[process.stable_name] = process.id
    return processes


def _claims(file: ScenarioFile, where: str) -> None:
    claims = {claim.id for claim in file.claims}
    voices = {voice.id for voice in file.voices}
    documents = {document.id for document in file.documents}
    _unique([claim.id for claim in file.claims], "claims", where)
    _unique([voice.id for voice in file.voices], "voices", where)
    _unique([document.id for document in file.documents], "documents", where)
    for number, claim in enumerate(file.claims, start=1):
        place = f"{where}: claims[{number}] ('{claim.id}')"
        if claim.voice not in voices:
            raise ScenarioError(
                f"{place}.voice: no voice '{claim.voice}'{did_you_mean(claim.voice, voices)}"
            )
        if claim.document not in documents:
            raise ScenarioError(
                f"{place}.document: no document '{claim.document}'"
                f"{did_you_mean(claim.document, documents)}"
            )
        if claim.given is not None and claim.given not in claims:
            raise ScenarioError(
                f"{place}.given: no claim '{claim.given}'{did_you_mean(claim.given, claims)}"
            )
    try:
        in_order(file.claims)
    except ScenarioError as error:
        raise ScenarioError(f"{where}: {error}") from None


def _check_outcomes(outcomes: list[Outcome], file: ScenarioFile, where: str) -> None:
    """Refuse outcomes that no path could bring about."""
    _unique([outcome.id for outcome in outcomes], "outcomes", where)
    after = {outcome.id: getattr(outcome, "after", None) for outcome in outcomes}
    first, last = (file.as_of + dt.timedelta(days=n) for n in (1, file.horizon))
    for number, outcome in enumerate(outcomes, start=1):
        place = f"{where}: outcomes[{number}] ('{outcome.id}')"
        if outcome.id in RESERVED:
            raise ScenarioError(f"{place}: tables of paths have a column '{outcome.id}'; rename it")
        if (outcome.since or first) > last or (outcome.until or last) <= first:
            raise ScenarioError(
                f"{place}: the window lies outside the horizon, which goes from {first} to {last}"
            )
        if getattr(outcome, "days", 1) > file.horizon:
            raise ScenarioError(f"{place}.days: longer than the horizon of {file.horizon} days")
        trail = [outcome.id]
        while (before := after.get(trail[-1])) is not None:
            trail.append(before)
            if before == outcome.id:
                raise ScenarioError(f"{place}: 'after' goes in a circle: {' → '.join(trail)}")
            if len(trail) > len(outcomes):
                break


def _check_effects(
    effects: list[Effect], claims: list[Claim], actors: Mapping[str, Actor], where: str
) -> None:
    ids = [claim.id for claim in claims]
    _unique([effect.id for effect in effects], "effects", where)
    for number, effect in enumerate(effects, start=1):
        place = f"{where}: effects[{number}] ('{effect.id}')"
        for claim in effect.claims():
            if claim not in ids:
                raise ScenarioError(f"{place}: no claim '{claim}'{did_you_mean(claim, ids)}")
        for key, actor in effect.actors():
            _need_actor(actor, actors, f"{place}.{key}")


def _acts(path: Path, file: ScenarioFile, actors: Mapping[str, Actor]) -> list[PastAct]:
    acts: list[PastAct] = []
    claims = [claim.id for claim in file.claims]
    lines = _text(path).splitlines()
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            raise ScenarioError(
                f"{path}: line 1: the columns must be {','.join(COLUMNS)}, "
                f"not {','.join(header) or 'empty'}"
            )
        for row in reader:
            place = f"{path}: line {reader.line_num}"
            if not row:
                continue
            if len(row) != len(COLUMNS):
                raise ScenarioError(f"{place}: {len(row)} fields instead of {len(COLUMNS)}")
            day, source, target, act, claim, note, reference = row
            try:
                date = dt.date.fromisoformat(day)
            except ValueError:
                raise ScenarioError(
                    f"{place}: date '{day}' is no date; write it like 2024-11-18"
                ) from None
            if date > file.as_of:
                raise ScenarioError(
                    f"{place}: {date} is after the as-of date {file.as_of}; "
                    "expected acts are a scheduled-acts effect"
                )
            if file.record is not None and date < file.record.since:
                raise ScenarioError(
                    f"{place}: {date} is before record.since {file.record.since}; "
                    "set an earlier since or leave the act out"
                )
            for actor in (source, target):
                _need_actor(actor, actors, place)
            if source == target:
                raise ScenarioError(f"{place}: source and target are both '{source}'")
            if claim and claim not in claims:
                raise ScenarioError(f"{place}: no claim '{claim}'{did_you_mean(claim, claims)}")
            try:
                parsed = Act.parse(act)
            except InputError as error:
                raise ScenarioError(f"{place}: {error}") from None
            acts.append(PastAct(date, source, target, parsed, claim or None, note, reference))
    except csv.Error as error:
        raise ScenarioError(f"{path}: line {reader.line_num}: {error}") from None
    return acts


def passages(text: str) -> dict[str, str]:
    """Passages of a brief, by the claim that their mark ``{#claim-id}`` names."""
    found: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text):
        for claim in _MARK.findall(block):
            found[claim] = _MARK.sub("", block).strip()
    return found


def load(name: str | Path) -> Scenario:
    """Read and validate a scenario.

    Parameters
    ----------
    name : str or Path
        A folder, or the id of a built-in scenario.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        One line: the file, the key, what is wrong and what would be right.
    """
    try:
        return _load(str(name))
    except ScenarioError as error:
        line = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(error))
        raise ScenarioError(line) from None


def _load(name: str) -> Scenario:
    folder = find(name)
    path = folder / "scenario.toml"
    where = str(path)
    text = _text(path)
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, or an integer of too many digits
        raise ScenarioError(f"{where}: not valid TOML: {error}") from None
    except RecursionError:
        raise ScenarioError(f"{where}: not valid TOML: nested too deeply") from None
    if type(raw.get("format")) is int and raw["format"] > FORMAT:
        raise ScenarioError(
            f"{where}: format {min(raw['format'], 10**9)} is newer than this program knows "
            f"({FORMAT}); update detente"
        )
    raw_effects = raw.pop("effects", [])
    raw_outcomes = raw.pop("outcomes", [])
    file = validate(ScenarioFile, raw, where)
    if file.as_of.toordinal() + file.horizon >= dt.date.max.toordinal():
        raise ScenarioError(f"{where}: as_of {file.as_of}: the horizon ends after the year 9999")
    actors = _actors(file.actors, where)
    _unique(["~".join(sorted(index.pair)) for index in file.index], "relation indices", where)
    for number, index in enumerate(file.index, start=1):
        for actor in index.pair:
            _need_actor(actor, actors, f"{where}: index[{number}].pair")
        if index.pair[0] == index.pair[1]:
            raise ScenarioError(f"{where}: index[{number}].pair names '{index.pair[0]}' twice")
    offices = _offices(file, actors, where)
    processes = _processes(file, actors, offices, where)
    _claims(file, where)
    effects = _by_kind(raw_effects, "effect", EFFECTS, where, "effects")
    _check_effects(effects, file.claims, actors, where)
    outcomes = _by_kind(raw_outcomes, "kind", OUTCOMES, where, "outcomes")
    _check_outcomes(outcomes, file, where)
    for group, members in file.groups.items():
        if any(p.id == group for p in processes):
            raise ScenarioError(f"{where}: groups.{group}: a process has the same id")
        known = [p.id for p in processes]
        for member in members:
            if member not in known:
                raise ScenarioError(
                    f"{where}: groups.{group}: no process '{member}'{did_you_mean(member, known)}"
                )
    brief_text = _text(_beside(folder, file.brief, "brief"))
    if not brief_text.strip():
        raise ScenarioError(f"{folder / file.brief}: the brief is empty; write what is claimed")
    digest = hashlib.sha256(text.encode() + b"\0" + brief_text.encode())
    acts: list[PastAct] = []
    if file.record is not None:
        since = file.record.since
        if since > file.as_of:
            raise ScenarioError(f"{where}: record.since {since} is after as_of {file.as_of}")
        acts_path = _beside(folder, file.record.file, "record.file")
        acts = _acts(acts_path, file, actors)
        digest.update(b"\0" + acts_path.read_bytes())
    record = Record(
        file.as_of,
        file.record.since if file.record else file.as_of,
        tuple(acts),
        tuple(file.record.complete) if file.record else (),
    )
    scenario = Scenario(
        folder=folder,
        file=file,
        actors=actors,
        offices=tuple(offices),
        processes=tuple(processes),
        effects=tuple(effects),
        outcomes=tuple(outcomes),
        record=record,
        brief=brief_text,
        passages=passages(brief_text),
        hash=digest.hexdigest()[:16],
    )
    scenario.compiled()
    _check_signs(scenario, where)
    return scenario


def _check_signs(scenario: Scenario, where: str) -> None:
    known = scenario.targets()
    for claim in scenario.claims:
        targets = [sign.target for sign in claim.signs]
        if claim.judgement is not None:
            targets.append(claim.judgement.outcome)
        for target in targets:
            if target not in known:
                raise ScenarioError(
                    f"{where}: claim '{claim.id}': no outcome or plane '{target}'"
                    f"{did_you_mean(target, known)}"
                )
