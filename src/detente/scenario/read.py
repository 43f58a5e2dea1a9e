"""Read a scenario folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from detente.claims.belief import check_beliefs
from detente.claims.claim import Claim
from detente.effects.base import Effect
from detente.effects.registry import effects as known_effects
from detente.errors import InputError, ScenarioError, did_you_mean
from detente.ontology.actors import Actor, resolve_actor
from detente.ontology.dyads import pair_key
from detente.ontology.offices import Holder, Office
from detente.outcomes.base import Outcome
from detente.outcomes.registry import OUTCOMES
from detente.planes.fitted import NOTHING
from detente.planes.process import Process
from detente.scenario.file import FORMAT, MOST, ActorEntry, ScenarioFile
from detente.scenario.fitted.read import check_effects, check_names, laws, read_fit, with_usual
from detente.scenario.fitted.settings import with_settings
from detente.scenario.folder import SCENARIO, Folder, Source, find
from detente.scenario.rate import late
from detente.scenario.record.acts import need_actor
from detente.scenario.record.read import UNMEASURED, read_record, with_rates
from detente.scenario.scenario import Scenario
from detente.scenario.translation import TranslationFile, check_languages, translated
from detente.scenario.unread import check_unread
from detente.scenario.validate import validate
from detente.scenario.words import Texts, Words, own_texts

if TYPE_CHECKING:
    from detente.events.store.store import Store

RESERVED = ("path", "belief", "parameters", "chance")
"""Columns of `Ensemble.to_frame` that are no outcomes."""
MOST_PARTS = 20
"""Parts of a dotted key; the time that the parser takes grows with the square of their number."""

_DEEP = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}""", re.ASCII
)

_MARK = re.compile(r"\{#([^}\s]+)\}")

E = TypeVar("E", bound=BaseModel)


def _by_kind(
    entries: object, key: str, kinds: Mapping[str, type[E]], where: str, table: str
) -> list[E]:
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise ScenarioError(f"{where}: {table} must be written as [[{table}]] tables")
    if len(entries) > MOST:
        raise ScenarioError(f"{where}: {len(entries):,} {table} are too many; at most {MOST:,}")
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
            members = tuple(entry.members)
            try:
                actors[entry.id] = Actor(entry.id, entry.name or entry.id, entry.kind, members)
            except InputError as error:
                raise ScenarioError(f"{where}: actors[{number}]: {error}") from None
            continue
        try:
            actor = resolve_actor(entry.id)
        except InputError as error:
            raise ScenarioError(f"{where}: actors[{number}].id: {error}") from None
        if entry.id != actor.id:
            raise ScenarioError(
                f"{where}: actors[{number}].id: write '{actor.id}' for '{entry.id}'"
            )
        if entry.kind not in (None, actor.kind):
            raise ScenarioError(
                f"{where}: actors[{number}].kind: '{actor.id}' is a {actor.kind}, not a "
                f"{entry.kind}; leave the kind out, or choose an id of your own"
            )
        if entry.members:
            raise ScenarioError(
                f"{where}: actors[{number}].members: '{actor.id}' is known; leave its members out, "
                'or write kind = "bloc" to name them yourself'
            )
        if entry.name:
            actor = Actor(actor.id, entry.name, actor.kind, actor.members)
        actors[entry.id] = actor
    _unique([e.id for e in entries], "actors", where)
    return actors


def _offices(file: ScenarioFile, actors: Mapping[str, Actor], where: str) -> list[Office]:
    offices = []
    for number, entry in enumerate(file.offices, start=1):
        place = f"{where}: offices[{number}] ('{entry.id}')"
        need_actor(entry.actor, actors, place)
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
    holders = {holder.id: office for office in offices for holder in office.holders}
    for number, entry in enumerate(file.processes, start=1):
        place = f"{where}: processes[{number}] ('{entry.id}')"
        for actor in (entry.source, entry.target):
            need_actor(actor, actors, place)
        if entry.source == entry.target:
            raise ScenarioError(f"{place}: source and target are both '{entry.source}'")
        if entry.rate is not None and (day := late(entry.rate, file.as_of)) is not None:
            raise ScenarioError(
                f"{place}.rate: until {day} is after as_of {file.as_of}; a rate rests on what was "
                "known then: count up to as_of at most"
            )
        first, last = 0, file.horizon - 1
        if entry.counterpart is not None:
            if entry.counterpart not in holders:
                raise ScenarioError(
                    f"{place}: counterpart '{entry.counterpart}' holds no office"
                    f"{did_you_mean(entry.counterpart, holders)}"
                )
            office = holders[entry.counterpart]
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
                UNMEASURED if entry.rate is None else entry.rate.rate(),
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
        for key, named in (("excludes", claim.excludes), ("implies", claim.implies)):
            for other in named:
                if other not in claims:
                    raise ScenarioError(
                        f"{place}.{key}: no claim '{other}'{did_you_mean(other, claims)}"
                    )
                if other == claim.id:
                    raise ScenarioError(f"{place}.{key} names the claim itself; name another")
    try:
        check_beliefs(file.claims, file.voices)
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
        if (outcome.since or first) > last or (outcome.until and outcome.until <= first):
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
    ids = {claim.id for claim in claims}
    _unique([effect.id for effect in effects], "effects", where)
    for number, effect in enumerate(effects, start=1):
        place = f"{where}: effects[{number}] ('{effect.id}')"
        for claim in effect.claims():
            if claim not in ids:
                raise ScenarioError(f"{place}: no claim '{claim}'{did_you_mean(claim, ids)}")
        for key, actor in effect.actors():
            need_actor(actor, actors, f"{place}.{key}")


def passages(text: str) -> dict[str, str]:
    """Passages of a brief, by the claim that their mark ``{#claim-id}`` names."""
    found: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text):
        marks = dict.fromkeys(_MARK.findall(block))
        if marks:
            found.update(dict.fromkeys(marks, _MARK.sub("", block).strip()))
    return found


def load(
    name: str | Path, store: str | Path | Store | None = None, *, fitted: bool = True
) -> Scenario:
    """Read and validate a scenario; see `detente.load`."""
    return read(Folder(find(str(name))), store, fitted=fitted)


def _tables(text: str, where: str, newest: int | None = FORMAT) -> dict[str, Any]:
    if (deep := _DEEP.search(text)) is not None:
        line = text.count("\n", 0, deep.start()) + 1
        raise ScenarioError(f"{where}: line {line}: a key of more than {MOST_PARTS} parts")
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, or an integer of too many digits
        raise ScenarioError(f"{where}: not valid TOML: {error}") from None
    except RecursionError:
        raise ScenarioError(f"{where}: not valid TOML: nested too deeply") from None
    if newest is not None and type(raw.get("format")) is int and raw["format"] > newest:
        raise ScenarioError(
            f"{where}: format {min(raw['format'], 10**9)} is newer than this program knows "
            f"({FORMAT}); update detente"
        )
    return raw


def _check_indices(file: ScenarioFile, actors: Mapping[str, Actor], where: str) -> None:
    _unique([pair_key(*index.pair) for index in file.index], "relation indices", where)
    for number, index in enumerate(file.index, start=1):
        for actor in index.pair:
            need_actor(actor, actors, f"{where}: index[{number}].pair")
        if index.pair[0] == index.pair[1]:
            raise ScenarioError(f"{where}: index[{number}].pair names '{index.pair[0]}' twice")


def _check_groups(file: ScenarioFile, processes: list[Process], where: str) -> None:
    known = {p.id for p in processes}
    for group, members in file.groups.items():
        if group in known:
            raise ScenarioError(f"{where}: groups.{group}: a process has the same id")
        for member in members:
            if member not in known:
                raise ScenarioError(
                    f"{where}: groups.{group}: no process '{member}'{did_you_mean(member, known)}"
                )


def _words(
    source: Source,
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    own: Texts,
    texts: dict[str, str],
) -> Words:
    """Texts in all languages; translation files and their briefs are added to `texts`."""
    check_languages(file.translations, f"{source.name}/{SCENARIO}")
    translations = {}
    for language, name in file.translations.items():
        where = f"{source.name}/{name}"
        texts[name] = source.text(name, f"translations.{language}")
        entry = validate(TranslationFile, _tables(texts[name], where), where)
        brief = None
        if entry.brief is not None:
            brief = texts[entry.brief] = source.text(entry.brief, f"translations.{language}: brief")
        marked = passages(brief or "")
        translations[language] = translated(entry, own, brief, marked, where)
    named = {entry.id for entry in file.actors if entry.name or entry.kind == "party"}
    usual = {name: actor for name, actor in actors.items() if name not in named}
    return Words(own, translations, usual)


def read(
    source: Source, store: str | Path | Store | None = None, *, fitted: bool = True
) -> Scenario:
    """Read and validate a scenario from a folder or from memory; see `load`.

    Without `fitted`, a fit that it names is left aside: all coefficients are as stated.
    """
    text = source.text(SCENARIO)
    tables = _tables(text, f"{source.name}/{SCENARIO}")
    return read_tables(tables, source, text, store, fitted=fitted)


def read_tables(
    tables: Mapping[str, Any],
    source: Source,
    text: str = "",
    store: str | Path | Store | None = None,
    *,
    fitted: bool = True,
) -> Scenario:
    """Validate the tables of a ``scenario.toml``, whose text this is, and read what they name."""
    where = f"{source.name}/{SCENARIO}"
    texts = {SCENARIO: text}
    raw = dict(tables)
    raw_effects = raw.pop("effects", [])
    raw_outcomes = raw.pop("outcomes", [])
    file = validate(ScenarioFile, raw, where)
    if file.as_of.toordinal() + file.horizon >= dt.date.max.toordinal():
        raise ScenarioError(f"{where}: as_of {file.as_of}: the horizon ends after the year 9999")
    actors = _actors(file.actors, where)
    _check_indices(file, actors, where)
    offices = _offices(file, actors, where)
    processes = _processes(file, actors, offices, where)
    _claims(file, where)
    effects = _by_kind(raw_effects, "effect", known_effects(), where, "effects")
    _check_effects(effects, file.claims, actors, where)
    outcomes = _by_kind(raw_outcomes, "kind", OUTCOMES, where, "outcomes")
    _check_outcomes(outcomes, file, where)
    _check_groups(file, processes, where)
    brief = texts[file.brief] = source.text(file.brief, "brief")
    if not brief.strip():
        raise ScenarioError(
            f"{source.name}/{file.brief}: the brief is empty; write what is claimed"
        )
    record, taken, opened = read_record(source, file, actors, processes, texts, store)
    check_unread(source, file, texts)
    fit, fit_where = None, f"{source.name}/{file.coefficients}"
    if fitted and file.coefficients is not None:
        texts[file.coefficients] = source.text(file.coefficients, "coefficients")
        fit = read_fit(_tables(texts[file.coefficients], fit_where, newest=None), fit_where)
        effects = with_settings(effects, fit.settings, fit_where)
        check_effects(effects, fit, fit_where)
        processes = with_usual(processes, fit, fit_where)
    if fitted or file.coefficients is None or taken is not None:
        processes = with_rates(processes, file, taken, where)
    marked = passages(brief)
    own = own_texts(file, actors, effects, outcomes, brief, marked)
    scenario = Scenario(
        where=where,
        texts=texts,
        file=file,
        actors=actors,
        offices=tuple(offices),
        processes=tuple(processes),
        effects=tuple(effects),
        outcomes=tuple(outcomes),
        record=record,
        taken=taken,
        fitted=fit,
        brief=brief,
        passages=marked,
        words=_words(source, file, actors, own, texts),
        hash=_hash(texts.values()),
        laws=NOTHING if fit is None else laws(fit),
        store=opened,
    )
    compiled = scenario.compiled()
    if fit is not None:
        check_names(compiled, fit, fit_where)
    _check_signs(scenario, where)
    for vain in scenario.in_vain():
        if vain.whole:
            raise ScenarioError(f"{where}: {vain.text}")
    return scenario


def _hash(texts: Iterable[str]) -> str:
    """First sixteen hexadecimal digits of the SHA-256 of the texts, in the order of reading."""
    return hashlib.sha256(b"\0".join(text.encode() for text in texts)).hexdigest()[:16]


def _check_signs(scenario: Scenario, where: str) -> None:
    known = set(scenario.targets())
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
