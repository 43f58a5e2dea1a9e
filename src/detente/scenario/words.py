"""The texts of a scenario in the language in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from detente.conditions.model import Condition
from detente.effects.base import Effect
from detente.effects.scheduled_acts import ScheduledActs
from detente.language.current import gettext as _
from detente.language.current import is_one, language
from detente.language.fill import fill
from detente.language.format import labelled
from detente.language.safe import clean
from detente.language.shown import brief
from detente.ontology.actors import Actor
from detente.ontology.names import usual_name
from detente.ontology.titled import capital, spoken
from detente.ontology.usual.rates import origin, origins
from detente.outcomes.base import Asked
from detente.scenario.act_titles import act_title
from detente.scenario.file import ProcessEntry, ScenarioFile
from detente.scenario.references import references
from detente.scenario.short.usual import REFERENCES
from detente.scenario.short.usual_effects import REFERENCES as OF_BACKGROUND
from detente.scenario.usual_rates import COUNTED

Key = tuple[str, ...]
"""Table, id and key of a text in `scenario.toml`; the title is ``("title",)``."""

OWN = REFERENCES | OF_BACKGROUND | {COUNTED}
"""References that the program writes itself, and has in every language."""

TEXT = "text"
"""Key of a reference, whose id is what it says itself."""


def is_own(reference: str) -> bool:
    """Whether a reference is the program's, which has it in every language."""
    return reference in OWN or reference in origins()


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in one language; `brief` is None where it is not translated."""

    by_key: Mapping[Key, str]
    brief: str | None
    passages: Mapping[str, str]


def own_texts(
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    effects: Iterable[Effect],
    outcomes: Iterable[Asked],
    brief: str,
    passages: Mapping[str, str],
) -> Texts:
    """Collect every text of a scenario that can be translated."""
    found: dict[Key, str] = {("title",): file.title}
    for claim in file.claims:
        found["claims", claim.id, "statement"] = claim.statement
        found["claims", claim.id, "credence_basis"] = claim.credence_basis
        if claim.judgement is not None:
            found["claims", claim.id, "judgement"] = claim.judgement.words
    for outcome in outcomes:
        found["outcomes", outcome.id, "title"] = outcome.title
        found["outcomes", outcome.id, "note"] = outcome.note
    for process in file.processes:
        found["processes", process.id, "title"] = process.title or ""
        found["processes", process.id, "prose"] = process.prose or ""
    for state in file.states:
        found["states", state.id, "title"] = state.title
        for value in state.values:
            found["states", state.id, f"titles.{value}"] = state.titles.get(value) or spoken(value)
            found["states", state.id, f"prose.{value}"] = state.prose.get(value, "")
    for level in file.levels:
        found["levels", level.id, "title"] = level.title
        found["levels", level.id, "unit"] = level.unit
        found["levels", level.id, "unit_of_one"] = level.unit_of_one
    for effect in effects:
        if isinstance(effect, ScheduledActs):
            # one that is not there is told elsewhere
            names = (actors[each].name if each in actors else each for each in effect.parties)
            found["effects", effect.id, "prose"] = effect.prose or act_title(
                names, effect.act, bool(effect.others)
            )
    for voice in file.voices:
        found["voices", voice.id, "name"] = voice.name
        found["voices", voice.id, "role"] = voice.role
    for actor in actors.values():
        found["actors", actor.id, "name"] = actor.name
    for office in file.offices:
        found["offices", office.id, "title"] = office.title
        found |= {("holders", holder.id, "name"): holder.name for holder in office.holders}
    for reference in references(file, effects):
        found["references", reference, TEXT] = reference
    for document in file.documents:
        for key in ("title", "kind", "note"):
            found["documents", document.id, key] = getattr(document, key)
    return Texts({key: text for key, text in found.items() if text}, brief, passages)


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """Texts of a scenario, each in the language in force or, untranslated, as the scenario has it.

    Attributes
    ----------
    own : Texts
        The scenario's own.
    translations : mapping of language to Texts
    usual : mapping of id to Actor
        Actors that the scenario leaves to be called by their usual name.
    conditions : mapping of str to Condition
        Those that have a name.
    groups : mapping of str to sequence of str
        Names for lists of processes.
    untitled : mapping of str to ProcessEntry
        Processes without a title, which are called by their act.
    beliefs : mapping of str to (str, str or None)
        Of effects by which an observer concludes: the observer, and the claim that is the intent.
    """

    __repr__ = brief

    own: Texts
    translations: Mapping[str, Texts] = field(default_factory=dict)
    usual: Mapping[str, Actor] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    untitled: Mapping[str, ProcessEntry] = field(default_factory=dict)
    beliefs: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)

    def _text(self, *key: str) -> str:
        """The text under a key; empty where the scenario says nothing."""
        found = self.translations.get(language())
        own = self.own.by_key.get(key, "")
        return own if found is None else found.by_key.get(key, own)

    @property
    def title(self) -> str:
        """One line that says what the scenario is about."""
        return self._text("title")

    @property
    def brief(self) -> str:
        """The whole brief, with its marks."""
        found = self.translations.get(language())
        return (found.brief if found is not None else None) or self.own.brief or ""

    def passage(self, claim_id: str) -> str | None:
        """The passage of a claim in the brief, or None."""
        found = self.translations.get(language())
        own = self.own.passages.get(claim_id)
        return own if found is None else found.passages.get(claim_id, own)

    def claim(self, claim_id: str) -> str:
        """What the claim asserts."""
        return self._text("claims", claim_id, "statement")

    def credence_basis(self, claim_id: str) -> str:
        """Why the claim has its credence."""
        return self._text("claims", claim_id, "credence_basis")

    def judgement(self, claim_id: str) -> str:
        """How the source puts the claim's judgement."""
        return self._text("claims", claim_id, "judgement")

    def outcome(self, outcome_id: str) -> str:
        """Title of an outcome or an amount."""
        return self._text("outcomes", outcome_id, "title")

    def process(self, process_id: str) -> str:
        """Title of a process."""
        said = self._text("processes", process_id, "title")
        entry = None if said else self.untitled.get(process_id)
        if entry is None:
            return said
        parties = (entry.source, entry.target, *entry.others)
        return act_title(map(self.actor, parties), entry.act, entry.act.joint)

    def titles(self, name: str) -> list[str]:
        """Title of a process, or those of a group's."""
        return [self.process(each) for each in self.groups.get(name, (name,))]

    def belief(self, signal_id: str) -> str:
        """Whose belief an effect `signal` is about, and in what."""
        observer, intent = self.beliefs[signal_id]
        name = clean(self.actor(observer))
        if intent is None:
            return fill(_("the belief of {observer} in a hidden intent"), observer=name)
        claim = clean(self.claim(intent)).rstrip(".")
        return fill(_("the belief of {observer} that “{claim}”"), observer=name, claim=claim)

    def condition(self, name: str) -> Condition:
        """A condition by name."""
        return self.conditions[name]

    def prose(self, row: str) -> str:
        """How a future tells an act; `row` is a process id, or ``effect@date``."""
        effect, at, _ = row.partition("@")
        if at:
            return self._text("effects", effect, "prose")
        return self._text("processes", row, "prose") or capital(self.process(row))

    def state(self, state_id: str) -> str:
        """Title of a state."""
        return self._text("states", state_id, "title")

    def value(self, state_id: str, value: str) -> str:
        """A value of a state, as printed."""
        return self._text("states", state_id, f"titles.{value}")

    def moved(self, state_id: str, value: str) -> str:
        """How a future tells that a state takes a value."""
        said = self._text("states", state_id, f"prose.{value}")
        return said or labelled(self.state(state_id), self.value(state_id, value))

    def level(self, level_id: str) -> str:
        """Title of a level."""
        return self._text("levels", level_id, "title")

    def unit(self, level_id: str, value: float | None = None) -> str:
        """What a level is counted in; empty where the scenario does not say.

        With a value, as it stands behind that: of one, if the scenario has a word for it.
        """
        of_one = self._text("levels", level_id, "unit_of_one")
        if of_one and value is not None and is_one(value):
            return of_one
        return self._text("levels", level_id, "unit")

    def voice(self, voice_id: str) -> str:
        """Name of a voice."""
        return self._text("voices", voice_id, "name")

    def role(self, voice_id: str) -> str:
        """What a voice is."""
        return self._text("voices", voice_id, "role")

    def actor(self, actor_id: str) -> str:
        """Name of an actor."""
        key = ("actors", actor_id, "name")
        found = self.translations.get(language())
        if actor_id in self.usual and (found is None or key not in found.by_key):
            return usual_name(self.usual[actor_id])
        return self._text(*key)

    def office(self, office_id: str) -> str:
        """Title of an office."""
        return self._text("offices", office_id, "title")

    def holder(self, holder_id: str) -> str:
        """Name of the holder of an office."""
        return self._text("holders", holder_id, "name")

    def document(self, document_id: str) -> str:
        """Title of a document."""
        return self._text("documents", document_id, "title")

    def reference(self, reference: str) -> str:
        """Where a number comes from; what the program says of its own numbers, in its words."""
        said = self._text("references", reference, TEXT) or reference
        if said in origins():
            return origin(origins()[said])
        return _(said) if said in OWN else said

    def untranslated(self) -> dict[str, list[str]]:
        """Texts that a translation lacks, by language, as keys of the translation file."""
        return {name: list(self._missing(found)) for name, found in self.translations.items()}

    def _missing(self, found: Texts) -> Iterable[str]:
        for key in self.own.by_key:
            spoken = (key[0] == "actors" and key[1] in self.usual) or (
                key[0] == "references" and is_own(key[1])
            )
            if key not in found.by_key and not spoken:
                yield ".".join(key[:2] if key[0] == "references" else key)
        if found.brief is None:
            yield "brief"
        else:
            marks = (name for name in self.own.passages if name not in found.passages)
            yield from (f"brief {{#{name}}}" for name in marks)
