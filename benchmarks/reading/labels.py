"""What a text of the benchmark claims, as somebody who read it has written it down.

``python -m benchmarks.reading.labels`` checks every label file against its text.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from benchmarks.reading.texts import HERE, PARTS, Text, read_text, text_files
from detente.effects.registry import effects
from detente.errors import InputError
from detente.ontology import resolve_actor

WIDEST = 0.3
"""The widest band of credence, which is how closely a person can tell it from the words."""
LONGEST = 12
"""The most words that a `Claim` is placed by."""
JUDGEMENT = "judgement"
"""A statement about the chances or the pace itself, which no effect owns."""
CONDITIONS = Literal[
    "none", "if", "unless", "after-date", "before-date", "after-act", "as-long-as", "in-return"
]
PARTY = re.compile(r"[a-z0-9à-ÿœ’'-]+( [a-z0-9à-ÿœ’'-]+)*")

Credence = Annotated[float, Field(ge=0.0, le=1.0)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Claim(_Strict):
    """One assertion of a text, and how it is to be read.

    Attributes
    ----------
    sentence : int
        Where it begins, from 1.
    part : str
        Words of that sentence, or of it and the next, around which it stands.
    gist : str
        It in one plain sentence.
    actor, target : str
        Whose mechanism it is, and towards whom; empty if nobody's.
    voice : str
        Who asserts it: ``author``, ``observers``, an actor, or ``organisation: NAME``.
    effects : tuple of str
        Right effects, the best first.
    credence : tuple of float
        The band of how far the text commits itself to the gist.
    speaker : str
        Name of the person who says it.
    quoted : bool
        Whether its words stand within quotation marks.
    through : str
        Who says that the voice said it, if not the author.
    negated, concession : bool
        Whether the text denies it; whether it only concedes it.
    condition, condition_part : str
        Kind and words of the condition that it is under.
    given, example_of, contrast_with : int or None
        Numbers of other claims, from 1.
    number, date
        The quantity and the day that belong to it.
    """

    sentence: Annotated[int, Field(ge=1)]
    part: Annotated[str, Field(min_length=1)]
    gist: Annotated[str, Field(min_length=1)]
    actor: str
    target: str
    voice: str
    effects: Annotated[tuple[str, ...], Field(min_length=1)]
    credence: tuple[Credence, Credence]
    speaker: str = ""
    quoted: bool = False
    through: str = ""
    negated: bool = False
    concession: bool = False
    condition: CONDITIONS = "none"
    condition_part: str = ""
    given: int | None = None
    example_of: int | None = None
    contrast_with: int | None = None
    number: float | None = None
    date: dt.date | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Claim:
        low, high = self.credence
        if not 0.0 <= high - low <= WIDEST + 1e-9:
            raise ValueError(f"credence: from low to high, at most {WIDEST} apart")
        known = {*effects(), JUDGEMENT}
        if unknown := [name for name in self.effects if name not in known]:
            raise ValueError(f"effects: no {', '.join(unknown)}")
        if len(self.part.split()) > LONGEST:
            raise ValueError(f"part: more than {LONGEST} words")
        if (self.condition == "none") != (not self.condition_part):
            raise ValueError("condition: a kind and its words, or neither")
        for key in ("actor", "target"):
            if (name := getattr(self, key)) and not _is_party(name):
                raise ValueError(f"{key}: '{name}' is no known id, nor a party in lower case")
        for key in ("voice", "through"):
            if (name := getattr(self, key)) and not _is_voice(name):
                raise ValueError(f"{key}: '{name}' is no voice")
        return self


class Unsayable(_Strict):
    """An assertion for which there is no effect.

    Attributes
    ----------
    sentence : int
        Where it stands, from 1.
    mechanism : str
        What would have to be said.
    """

    sentence: Annotated[int, Field(ge=1)]
    mechanism: Annotated[str, Field(min_length=1)]


class Labels(_Strict):
    """All that a text claims. Sentences in no claim are background.

    Attributes
    ----------
    kind, style, region : str
        What the text is about, and how it is written.
    as_of : datetime.date
        The day of which it speaks as today.
    pair : tuple of str
        Who faces whom.
    parallel : str
        ``NAME.LANG`` of the same article in the other language.
    claims, unsayable
        In the order of the text.
    """

    kind: Literal["thaw", "ceasefire", "trade", "negotiation", "mediation", "recognition"]
    style: Literal["commentary", "communique", "note", "interview"]
    region: Annotated[str, Field(min_length=1)]
    as_of: dt.date
    pair: tuple[str, str]
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    parallel: str = ""
    unsayable: tuple[Unsayable, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Labels:
        if bad := [name for name in self.pair if not _is_party(name)]:
            raise ValueError(f"pair: '{bad[0]}' is no known id, nor a party in lower case")
        for number, claim in enumerate(self.claims, 1):
            for key in ("given", "example_of", "contrast_with"):
                other = getattr(claim, key)
                if other is not None and (other == number or not 1 <= other <= len(self.claims)):
                    raise ValueError(f"claim {number}: {key} = {other} is no other claim")
        return self


def _is_party(name: str) -> bool:
    """Whether a name is the id of an actor that is known, or that of a party in lower case."""
    if PARTY.fullmatch(name):
        return True
    try:
        return resolve_actor(name).id == name
    except InputError:
        return False


def _is_voice(name: str) -> bool:
    if name in {"author", "observers"}:
        return True
    return (
        len(name) > len("organisation: ") if name.startswith("organisation: ") else _is_party(name)
    )


def labels_file(text: Path, folder: Path | None = None) -> Path:
    """Where the labels of a text lie: beside it, or in another folder under the same name."""
    return (folder or text.parent) / (text.name.removesuffix(".txt") + ".toml")


def read_labels(path: Path, text: Text) -> Labels:
    """Read a label file, and hold it against its text.

    Raises
    ------
    ValueError
        If it is not as the guide says, or names words that do not stand in the text.
    """
    try:
        labels = Labels.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{path.name}: {error}") from None
    if faults := list(_faults(labels, text)):
        raise ValueError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return labels


def _faults(labels: Labels, text: Text) -> list[str]:
    sentences = text.sentences
    numbers = [one.sentence for one in labels.claims] + [one.sentence for one in labels.unsayable]
    faults = [
        f"there is no sentence {number}, only {len(sentences)}"
        for number in numbers
        if number > len(sentences)
    ]
    if labels.as_of != text.date:
        faults.append(f"as_of is {labels.as_of}, the text is of {text.date}")
    for number, claim in enumerate(labels.claims, 1):
        first, within = _around(sentences, claim.sentence)
        faults += [
            f"claim {number}: sentence {claim.sentence} has no '{words}'"
            for words in (claim.part, claim.condition_part)
            if words not in within
        ]
        if within.find(claim.part) >= len(first) > 0:
            faults.append(f"claim {number}: '{claim.part}' begins after sentence {claim.sentence}")
    return faults


def _around(sentences: tuple[str, ...], number: int) -> tuple[str, str]:
    """A sentence, and it with the next, for a claim that takes two."""
    both = sentences[number - 1 : number + 1]
    return (both[0] if both else ""), " ".join(both)


def main() -> int:
    """Check all label files; print what is wrong, or how many there are."""
    wrong, right = [], 0
    for part in PARTS:
        for path in text_files(part):
            for file in (labels_file(path), labels_file(path, HERE / "second" / part)):
                if file.exists():
                    try:
                        read_labels(file, read_text(path))
                    except ValueError as error:
                        wrong.append(str(error))
                    else:
                        right += 1
    print("\n".join(wrong) or f"{right} label files are right")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
