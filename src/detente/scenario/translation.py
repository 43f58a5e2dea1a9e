"""What may stand in a translation file of a scenario, and how it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, Field

from detente.language.current import LANGUAGES
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.ontology.fields import Text
from detente.planes.quantity import STRICT
from detente.scenario.words import TEXT, Key, Texts

OF = "; same key as in scenario.toml"


class _Words(BaseModel):
    """Texts of one entry; those that are left out stay in the scenario's own language."""

    model_config = STRICT


class ClaimWords(_Words):
    """A claim in another language."""

    statement: Text | None = Field(None, description=f"the assertion{OF}")
    credence_basis: Text | None = Field(None, description=f"why it has its credence{OF}")
    judgement: Text | None = Field(
        None, description="words of its judgement: how the source puts it"
    )


class OutcomeWords(_Words):
    """An outcome in another language."""

    title: Text | None = Field(None, description=f"what comes about{OF}")
    note: Text | None = Field(None, description=f"free{OF}")


class ProcessWords(_Words):
    """A process in another language."""

    title: Text | None = Field(None, description=f"the act in a few words{OF}")
    prose: Text | None = Field(None, description=f"how a future tells it{OF}")


class StateWords(_Words):
    """A state in another language."""

    title: Text | None = Field(None, description=f"what it is{OF}")
    titles: dict[str, Text] = Field({}, description=f"its values as printed{OF}")
    prose: dict[str, Text] = Field({}, description=f"how a future tells each value{OF}")


class LevelWords(_Words):
    """A level in another language."""

    title: Text | None = Field(None, description=f"what it is{OF}")
    unit: Text | None = Field(None, description=f"what it is counted in{OF}")
    unit_of_one: Text | None = Field(None, description=f"the same of one{OF}")


class EffectWords(_Words):
    """Scheduled acts in another language."""

    prose: Text | None = Field(None, description=f"how a future tells them{OF}")


class VoiceWords(_Words):
    """A voice in another language."""

    name: Text | None = Field(None, description=f"who asserts{OF}")
    role: Text | None = Field(None, description=f"what they are{OF}")


class ActorWords(_Words):
    """An actor in another language."""

    name: Text | None = Field(
        None, description="name in prose; by default the usual one of the language"
    )


class OfficeWords(_Words):
    """An office in another language."""

    title: Text | None = Field(None, description=f"what it is called{OF}")


class HolderWords(_Words):
    """The holder of an office in another language."""

    name: Text | None = Field(None, description=f"the person, as printed{OF}")


class DocumentWords(_Words):
    """A document in another language."""

    title: Text | None = Field(None, description=f"what it is called{OF}")
    kind: Text | None = Field(None, description=f"such as press commentary{OF}")
    note: Text | None = Field(None, description=f"free{OF}")


class TranslationFile(BaseModel):
    """A translation file: the texts of a scenario in another language, by table and id."""

    model_config = STRICT

    title: Text | None = Field(None, description=f"one line{OF}")
    brief: str | None = Field(
        None, description="name of the brief in this language, with the same marks"
    )
    claims: dict[str, ClaimWords] = Field({}, description="claims by id")
    outcomes: dict[str, OutcomeWords] = Field({}, description="outcomes by id")
    processes: dict[str, ProcessWords] = Field({}, description="processes by id")
    states: dict[str, StateWords] = Field({}, description="states by id")
    levels: dict[str, LevelWords] = Field({}, description="levels by id")
    effects: dict[str, EffectWords] = Field({}, description="effects of scheduled acts by id")
    voices: dict[str, VoiceWords] = Field({}, description="voices by id")
    actors: dict[str, ActorWords] = Field({}, description="actors by id")
    offices: dict[str, OfficeWords] = Field({}, description="offices by id")
    holders: dict[str, HolderWords] = Field({}, description="holders of offices by id")
    documents: dict[str, DocumentWords] = Field({}, description="documents by id")
    references: dict[str, Annotated[str, Field(min_length=1)]] = Field(
        {}, description="references of rates and coefficients, each by its own text"
    )

    def texts(self) -> Iterator[tuple[Key, str]]:
        """Every text that is there, by table, id and key."""
        if self.title is not None:
            yield ("title",), self.title
        for table in type(self).model_fields:
            entries = getattr(self, table)
            if isinstance(entries, Mapping):
                for name, entry in entries.items():
                    if isinstance(entry, str):
                        yield (table, name, TEXT), entry
                        continue
                    for key, text in entry.model_dump(exclude_none=True).items():
                        if isinstance(text, Mapping):
                            yield from (
                                ((table, name, f"{key}.{inner}"), each)
                                for inner, each in text.items()
                            )
                        else:
                            yield (table, name, key), text


def check_languages(files: Mapping[str, str], where: str, faults: Faults) -> None:
    """Tell of translations into a language that the program does not speak."""
    for name in files:
        if name not in LANGUAGES:
            faults.tell(
                _("{place}: no such language{hint}").format(
                    place=f"{where}: translations.{name}", hint=did_you_mean(name, LANGUAGES)
                )
            )


def translated(
    entry: TranslationFile,
    own: Texts,
    brief: str | None,
    passages: Mapping[str, str],
    where: str,
    faults: Faults,
) -> Texts:
    """Texts of a translation; `faults` is told of those that stand for none of the scenario's own.

    Those are under an id that is unknown, or under a key where there is nothing to be translated.
    """
    found = dict(entry.texts())
    for key in found:
        if key in own.by_key or key[0] == "references":  # which may have been edited since
            continue
        table, name, last = key
        known = {each[1] for each in own.by_key if each[0] == table}
        if name not in known:
            faults.tell(
                _("{place}: no such id in scenario.toml; take it out here too{hint}").format(
                    place=labelled(where, f"{table}.{name}"), hint=did_you_mean(name, known)
                )
            )
        else:
            faults.tell(
                _(
                    "{place}: the scenario says nothing there that could be translated; leave it "
                    "out"
                ).format(place=labelled(where, f"{table}.{name}.{last}"))
            )
    claims = {each[1] for each in own.by_key if each[0] == "claims"}
    for mark in passages:
        if mark not in claims:
            faults.tell(
                _("{where}: brief '{brief}': mark {{#{mark}}} names no claim{hint}").format(
                    where=where, brief=entry.brief, mark=mark, hint=did_you_mean(mark, claims)
                )
            )
    return Texts(found, brief, passages)
