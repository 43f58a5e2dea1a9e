"""Read a scenario folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import BaseModel

from detente.claims.analyst import Analyst
from detente.effects.base import Effect
from detente.effects.registry import effects as known_effects
from detente.effects.signal import Signal
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import integer, labelled
from detente.language.hints import did_you_mean
from detente.ontology.actors import Actor
from detente.outcomes.amount import Amount
from detente.outcomes.base import Asked, Outcome
from detente.outcomes.registry import OUTCOMES
from detente.planes.fitted import GONE_ON, NOTHING
from detente.planes.process import Process
from detente.planes.record import Record
from detente.scenario.cast import actors_of, offices_of, processes_of
from detente.scenario.checks import (
    check_brief,
    check_claims,
    check_conditions,
    check_files,
    check_groups,
    check_indices,
    check_outcomes,
    check_owners,
    check_signs,
    itself,
)
from detente.scenario.credences import read_analysts
from detente.scenario.file import MOST, ScenarioFile
from detente.scenario.fitted.file import FitFile
from detente.scenario.fitted.read import check_effects, check_names, laws, read_fit, with_usual
from detente.scenario.fitted.read import check_states as check_fitted_states
from detente.scenario.fitted.settings import with_settings
from detente.scenario.folder import SCENARIO, Folder, Source, find
from detente.scenario.groups import with_all
from detente.scenario.kept import KeptDraws, kept_draws
from detente.scenario.located import located
from detente.scenario.moving import check_levels, check_states
from detente.scenario.rate import UsualRate
from detente.scenario.record.history import read_history
from detente.scenario.record.read import read_record, with_rates
from detente.scenario.record.taken import Taken
from detente.scenario.scenario import Scenario
from detente.scenario.short.owned import places
from detente.scenario.short.whole import whole
from detente.scenario.started import started
from detente.scenario.template import NONE, Marked, placeholders, taken_out
from detente.scenario.toml import tables_of
from detente.scenario.translation import TranslationFile, check_languages, translated
from detente.scenario.unread import check_unread
from detente.scenario.usual_rates import with_usual_rates
from detente.scenario.validate import Places, mended, names_in, validate
from detente.scenario.words import Texts, Words, own_texts
from detente.states.known import Dated

if TYPE_CHECKING:
    from detente.events.store.store import Store

_MARK = re.compile(r"\{#([^}\s]+)\}")

E = TypeVar("E", bound=BaseModel)


def _by_kind(
    entries: object,
    key: str,
    kinds: Mapping[str, type[E]],
    at: Places,
    table: str,
    faults: Faults,
    added: int = 0,
) -> list[E]:
    """Entries of a table that are of several kinds; those with an error are left out.

    The first ones, so many as were `added`, do not stand in the file.
    """
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        faults.tell(
            _("{where}: {table} must be written as [[{table}]] tables").format(
                where=at.where, table=table
            )
        )
        return []
    if len(entries) > MOST:
        faults.tell(
            _("{where}: {n} {table} are too many; at most {most}").format(
                where=at.where, n=integer(len(entries)), table=table, most=integer(MOST)
            )
        )
        return []
    found: list[E] = []
    kept = at.kept[table] = []
    for number, entry in enumerate(entries, start=1 - added):
        name = entry["id"] if isinstance(entry.get("id"), str) else ""
        place = Places(at.where, moved=at.moved).entry(table, number, name)
        try:
            found.append(validate(_kind(entry, key, kinds, place), entry, place))
            kept.append(number)
        except ScenarioError as error:
            faults.tell(*error.faults)
            faults.spoil(*names_in(entry))
    return found


def _kind(entry: Mapping[str, Any], key: str, kinds: Mapping[str, type[E]], place: str) -> type[E]:
    kind = entry.get(key)
    if not isinstance(kind, str):
        raise ScenarioError(
            _("{place}: '{key}' is missing; one of {kinds}").format(
                place=place, key=key, kinds=", ".join(kinds)
            )
        )
    if kind not in kinds:
        raise ScenarioError(
            _("{place}: no {key} '{kind}'{hint}").format(
                place=place, key=key, kind=kind, hint=did_you_mean(kind, kinds)
            )
        )
    return kinds[kind]


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


def _words(
    source: Source,
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    effects: Iterable[Effect],
    own: Texts,
    texts: dict[str, str],
    faults: Faults,
) -> Words:
    """Texts in all languages; translation files and their briefs are added to `texts`."""
    check_languages(file.translations, f"{source.name}/{SCENARIO}", faults)
    translations = {}
    for language, name in file.translations.items():
        where = f"{source.name}/{name}"
        with faults.heard():
            key = f"translations.{language}"
            texts[name] = source.text(name, key)
            if texts[name] == texts[SCENARIO]:
                raise ScenarioError(itself(labelled(f"{source.name}/{SCENARIO}", key), name))
            entry = validate(TranslationFile, tables_of(texts[name], where), where)
            brief = None
            if entry.brief is not None:
                brief = texts[entry.brief] = source.text(entry.brief, f"{key}: brief")
                if brief == texts[SCENARIO]:
                    raise ScenarioError(itself(f"{where}: brief", entry.brief))
            marked = passages(brief or "")
            translations[language] = translated(entry, own, brief, marked, where, faults)
    named = {entry.id for entry in file.actors if entry.name or entry.kind == "party"}
    usual = {name: actor for name, actor in actors.items() if name not in named}
    untitled = {process.id: process for process in file.processes if process.title is None}
    beliefs = {e.id: (e.observer, e.intent) for e in effects if isinstance(e, Signal)}
    return Words(own, translations, usual, file.conditions, file.groups, untitled, beliefs)


def read(
    source: Source,
    store: str | Path | Store | None = None,
    *,
    fitted: bool = True,
    goes_on: bool = False,
) -> Scenario:
    """Read and validate a scenario from a folder or from memory; see `load`.

    Without `fitted`, a fit that it names is left aside: all coefficients are as stated. Of one that
    goes on from an observation something may not come about any more, which is no fault.
    """
    text = source.text(SCENARIO)
    with located(source.name, {SCENARIO: text}):
        tables = tables_of(text, f"{source.name}/{SCENARIO}")
    return read_tables(tables, source, text, store, fitted=fitted, goes_on=goes_on)


def read_tables(
    tables: Mapping[str, Any],
    source: Source,
    text: str = "",
    store: str | Path | Store | None = None,
    *,
    fitted: bool = True,
    goes_on: bool = False,
) -> Scenario:
    """Validate the tables of a ``scenario.toml``, whose text this is, and read what they name."""
    texts = {SCENARIO: text}
    with located(source.name, texts):
        return _read(tables, source, texts, store, fitted=fitted, goes_on=goes_on)


def _read(
    tables: Mapping[str, Any],
    source: Source,
    texts: dict[str, str],
    store: str | Path | Store | None,
    *,
    fitted: bool,
    goes_on: bool,
) -> Scenario:
    """The same; what is read is added to `texts`."""
    where, text = f"{source.name}/{SCENARIO}", texts[SCENARIO]
    faults = Faults(ScenarioError)
    at = Places(where, moved={"effects": places(tables)})
    parsed = _parsed(tables, at, faults)
    file, effects, asked = parsed.file, parsed.effects, parsed.asked
    actors = actors_of(file.actors, at, faults)
    check_indices(file, actors, at, faults)
    offices = offices_of(file, actors, at, faults)
    processes = processes_of(file, actors, offices, at, faults)
    check_claims(file, at, faults)
    check_owners(effects, file.claims, actors, at, faults)
    check_outcomes(asked, file, at, faults)
    check_groups(file, processes, at, faults)
    check_conditions(file, at, faults)
    check_states(file, actors, at, faults)
    check_levels(file, at, faults)
    beside = _beside(source, file, actors, processes, texts, store, faults)
    file, processes = with_usual_rates(file, processes, actors, beside.record, at, faults)
    fit, kept = None, None
    for name in (name for name in texts if name != SCENARIO and texts[name] == text != ""):
        faults.tell(itself(where, name))  # a copy, or a link
    if fitted and file.coefficients is not None and not faults:
        fit, kept, effects, processes = _fit_of(source, file, effects, processes, texts)
    if beside.taken is not None or (file.coefficients is not None and fitted and not faults):
        processes = with_rates(processes, file, beside.taken, at, faults)
    brief = texts.get(file.brief, "")
    passage = passages(brief)
    own = own_texts(file, actors, effects, asked, brief, passage)
    sound = [each for each in asked if not faults.spoilt(each.id)]
    scenario = Scenario(
        where=where,
        texts=texts,
        file=file,
        actors=actors,
        offices=tuple(offices),
        processes=tuple(processes),
        effects=tuple(effect for effect in effects if not faults.spoilt(effect.id)),
        states=tuple(state for state in file.states if not faults.spoilt(state.id)),
        levels=tuple(level for level in file.levels if not faults.spoilt(level.id)),
        outcomes=tuple(each for each in sound if isinstance(each, Outcome)),
        amounts=tuple(each for each in sound if isinstance(each, Amount)),
        record=beside.record,
        taken=beside.taken,
        fitted=fit,
        brief=brief,
        passages=passage,
        words=_words(source, file, actors, effects, own, texts, faults),
        hash=_hash(texts.values()),
        placeholders=NONE
        if faults
        else placeholders(
            parsed.raw,
            parsed.marked,
            [process.id for process in processes if process.rate.basis == "fitted"],
            () if fit is None else fit.effects,
            [each.id for each in file.processes if isinstance(each.rate, UsualRate)],
        ),
        laws=(GONE_ON if goes_on else NOTHING)
        if fit is None
        else laws(fit, None if kept is None else kept.sample),
        kept=kept,
        store=beside.store,
        history=beside.history,
        analysts=beside.analysts,
    )
    scenario = started(scenario, at, faults)
    _check_lowered(scenario, fit, f"{source.name}/{file.coefficients}", at, faults)
    return scenario


class _Parsed(NamedTuple):
    """What the tables of a scenario say, each entry by itself."""

    raw: Mapping[str, Any]
    """The tables in full."""
    marked: Sequence[Marked]
    """Numbers in them that stand for ones to be found."""
    file: ScenarioFile
    effects: list[Effect]
    asked: list[Asked]


def _parsed(tables: Mapping[str, Any], at: Places, faults: Faults) -> _Parsed:
    """The tables put in full and validated.

    Raises
    ------
    ScenarioError
        If what is wrong leaves nothing to go on with.
    """
    raw, marked = taken_out(whole(tables, at.where, faults), at.where, faults)
    own = dict(raw)
    raw_effects = own.pop("effects", [])
    raw_outcomes = own.pop("outcomes", [])
    file = mended(ScenarioFile, own, at, faults)
    written, moved = tables.get("effects", []), len(at.moved["effects"])
    added = len(raw_effects) - len(written) - moved if isinstance(written, list) else 0
    effects = _by_kind(raw_effects, "effect", known_effects(), at, "effects", faults, added)
    asked = _by_kind(raw_outcomes, "kind", OUTCOMES, at, "outcomes", faults)
    if file is None:
        faults.settle()
        raise AssertionError
    if file.as_of.toordinal() + file.horizon >= dt.date.max.toordinal():
        raise ScenarioError(
            _("{where}: as_of {as_of}: the horizon ends after the year 9999").format(
                where=at.where, as_of=file.as_of
            )
        )
    return _Parsed(raw, marked, with_all(file), effects, asked)


def _check_lowered(
    scenario: Scenario, fit: FitFile | None, fit_where: str, at: Places, faults: Faults
) -> None:
    """What shows once effects are lowered to planes and terms; settles all faults."""
    if faults:
        check_signs(scenario, scenario.tell(faults), at, faults)
        faults.settle()
    compiled = scenario.compiled()
    if fit is not None:
        check_names(compiled, fit, fit_where)
    check_signs(scenario, scenario.targets(), at, faults)
    if not scenario.laws.goes_on:  # of one that was observed earlier days may have settled it
        faults.tell(*(labelled(at.where, vain.text) for vain in scenario.in_vain() if vain.whole))
    faults.settle()


class _Beside(NamedTuple):
    """What lies beside the scenario's own file."""

    record: Record
    taken: Taken | None
    store: Store | None
    history: dict[str, tuple[Dated, ...]]
    analysts: dict[str, Analyst]


def _beside(
    source: Source,
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    processes: Sequence[Process],
    texts: dict[str, str],
    store: str | Path | Store | None,
    faults: Faults,
) -> _Beside:
    """Read the brief, the record, the history and the credences of analysts."""
    where = f"{source.name}/{SCENARIO}"
    record, taken, opened = Record(file.as_of, file.as_of, (), ()), None, None
    history: dict[str, tuple[Dated, ...]] = {}
    analysts: dict[str, Analyst] = {}
    if check_files(file, where, faults):
        with faults.heard():
            texts[file.brief] = source.text(file.brief, "brief")
            check_brief(texts[file.brief], f"{source.name}/{file.brief}")
        with faults.heard():
            record, taken, opened = read_record(
                source, file, actors, processes, texts, store, faults
            )
            if file.history is not None:
                texts[file.history] = source.text(file.history, "history")
                place = f"{source.name}/{file.history}"
                history = read_history(texts[file.history], place, file, faults)
            check_unread(source, file, texts)
        analysts = read_analysts(source, file, texts, faults)
    return _Beside(record, taken, opened, history, analysts)


def _fit_of(
    source: Source,
    file: ScenarioFile,
    effects: list[Effect],
    processes: list[Process],
    texts: dict[str, str],
) -> tuple[FitFile, KeptDraws | None, list[Effect], list[Process]]:
    """The fit that the scenario names, its draws, and effects and processes as it has them."""
    assert file.coefficients is not None
    where = f"{source.name}/{file.coefficients}"
    texts[file.coefficients] = source.text(file.coefficients, "coefficients")
    fit = read_fit(tables_of(texts[file.coefficients], where, newest=None), where)
    effects = with_settings(effects, fit.settings, where)
    check_effects(effects, fit, where)
    check_fitted_states(file.states, fit, where)
    processes = with_usual(processes, fit, where)
    return fit, kept_draws(source, file, fit, texts), effects, processes


def _hash(texts: Iterable[str]) -> str:
    """First sixteen hexadecimal digits of the SHA-256 of the texts, in the order of reading.

    Line ends are made those of POSIX first: a version control may have changed them.
    """
    plain = (text.replace("\r\n", "\n").encode() for text in texts)
    return hashlib.sha256(b"\0".join(plain)).hexdigest()[:16]
