"""How likely a clause has each sense, by all its words: a regression on sentences of each sense.

Its weights are files beside this one, which ``python -m tools.reading_words`` writes. A language
without one is read by its cues alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
import numpy.typing as npt

from detente.ontology.toml import parse_toml
from detente.reading.article import Tongue
from detente.reading.cues.line import Line
from detente.reading.cues.traits import own_traits, traits

FILE = "senses.{language}.npz"
SUMS = "senses.toml"
"""How cues and words are weighed against each other, as the same tool estimates it."""
NONE = "none/none"
"""The class of sentences that say nothing of what comes."""
LEAST = 1e-4
"""No effect is taken for less likely, whatever the words are."""
MOST_WORDS = 3
"""So many words are named as those that tell most."""

Sense = tuple[str, str]
"""An effect, and which of its senses."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A multinomial regression of the sense on traits.

    `classes` are ``effect/sense`` and `NONE`; `rows` leads from a trait to its row of `weights`
    (traits × classes), of which `unit` is one step; `inputs` is the fingerprint of all that it was
    estimated from.
    """

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.int8]
    unit: float
    constant: npt.NDArray[np.float32]
    inputs: str

    def written(self) -> bytes:
        """As a file, which does not depend on when it is written."""
        found = BytesIO()
        np.savez_compressed(
            found,
            classes=_packed(self.classes),
            traits=_packed(self.rows),
            weights=self.weights,
            unit=np.float64(self.unit),
            constant=self.constant,
            inputs=_packed([self.inputs]),
        )
        return found.getvalue()


def _packed(listed: Mapping[str, int] | tuple[str, ...] | list[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(listed).encode(), np.uint8)


def _unpacked(packed: npt.NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode().split("\n")


@cache
def weights(language: Tongue) -> Weights | None:
    """The weights of a language; None if it has none."""
    path = resources.files(__package__).joinpath(FILE.format(language=language))
    if not path.is_file():
        return None
    with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as held:
        return Weights(
            tuple(_unpacked(held["classes"])),
            {trait: row for row, trait in enumerate(_unpacked(held["traits"]))},
            held["weights"],
            float(held["unit"]),
            held["constant"],
            _unpacked(held["inputs"])[0],
        )


@cache
def sums() -> Mapping[str, float]:
    """What a point of a cue and what the logarithm of a chance add to the score of an effect."""
    text = resources.files(__package__).joinpath(SUMS).read_text(encoding="utf-8")
    found: Mapping[str, float] = parse_toml(text, SUMS)["weights"]
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What all the words of a clause tell.

    Parameters
    ----------
    none : float
        The chance that it claims nothing.
    senses : mapping
        Sense → the chance that it is meant, if something is claimed; the likeliest first.
    effects : mapping of str to float
        The same for effects, whichever their sense.
    """

    none: float
    senses: Mapping[Sense, float]
    effects: Mapping[str, float]

    def chance(self, effect: str) -> float:
        """The chance of an effect, never nothing; of one without sentences that of any other."""
        return max(self.effects.get(effect, 1.0 / len(self.effects)), LEAST)

    def lean(self, effect: str) -> float:
        """What the words add to the score of an effect: nothing where they tell as of any other."""
        return sums()["words"] * math.log(self.chance(effect) * len(self.effects))

    def lean_of(self, effect: str, sense: str) -> float:
        """The same for one sense of an effect among its senses."""
        own = {each: chance for each, chance in self.senses.items() if each[0] == effect}
        if (effect, sense) not in own:
            return 0.0
        share = max(own[effect, sense] / sum(own.values()), LEAST)
        return sums()["words"] * math.log(share * len(own))


def told(line: Line, clause: int) -> Told | None:
    """What the words of a clause tell; None in a language for which there are no weights."""
    known = weights(line.sentence.language)
    if known is None:
        return None
    found = [
        (row, weight)
        for trait, weight in traits(line, clause).items()
        if (row := known.rows.get(trait)) is not None
    ]
    x = known.constant.astype(float)
    if found:
        rows, much = zip(*found, strict=True)
        x = x + known.unit * (np.array(much) @ known.weights[list(rows)])
    chances = np.exp(x - x.max())
    chances /= chances.sum()
    each = dict(zip(known.classes, chances.tolist(), strict=True))
    none = each.pop(NONE, 0.0)
    senses: dict[Sense, float] = {}
    effects: dict[str, float] = {}
    for name in sorted(each, key=lambda name: (-each[name], name)):
        effect, _slash, sense = name.partition("/")
        senses[effect, sense] = each[name] / (1.0 - none)
        effects[effect] = effects.get(effect, 0.0) + senses[effect, sense]
    return Told(none, senses, effects)


def telling(line: Line, sense: Sense) -> tuple[int, ...]:
    """The tokens of a clause that tell most of a sense, in their order."""
    known = weights(line.sentence.language)
    if known is None:
        return ()
    column = known.classes.index("/".join(sense))
    tells: dict[int, float] = {}
    for trait, places in own_traits(line):
        row = known.rows.get(trait)
        if row is not None:
            for at in places:
                tells[at] = tells.get(at, 0.0) + float(known.weights[row, column]) / len(places)
    best = sorted((at for at in tells if tells[at] > 0.0), key=lambda at: (-tells[at], at))
    return tuple(sorted(best[:MOST_WORDS]))
