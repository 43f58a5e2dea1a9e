"""Levels that go so far that what follows them in proportion runs away."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.effects.level import LevelEffect
from detente.effects.vote import Vote
from detente.ensemble.design import nested
from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.language.current import gettext as _
from detente.language.format import quoted, significant
from detente.planes.moving import LEVEL
from detente.scenario.effect_names import effect_name
from detente.states.factor import Factor

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

PATHS = 64
"""Futures that are looked at."""

FAR = math.log(100.0)
"""Change of a hazard, or of odds, on the log scale from which on it is told."""


@dataclass(frozen=True, slots=True)
class _Follows:
    """Something that follows a level in proportion, by how much for one of its unit."""

    what: str
    level: str
    slope: float


def far_from_start(scenario: Scenario) -> Iterator[str]:
    """A line for each effect and factor whose level goes far from where it starts."""
    follows = list(_follow(scenario))
    levels = list(dict.fromkeys(each.level for each in follows))
    if not levels:
        return
    compiled = scenario.compiled()
    watched = dict(zip(compiled.watched, compiled.questions.watched.tolist(), strict=False))
    planes = [compiled.planes[watched[f"{LEVEL}{level}"]] for level in levels]
    setting = Setting(scenario, scenario.file.horizon, 1, {}, nested(PATHS))
    watching = compiled.watching(planes)

    def furthest(block: Block) -> list[float]:
        course = block.played.watch
        away = np.abs(course - course[:, :1]).max(axis=(0, 1))
        return [float(each) for each in away]

    runner = Runner(setting, watching, central=True)
    found = np.max(list(runner.blocks(furthest, block_size(watching))), axis=0)
    reach = dict(zip(levels, found.tolist(), strict=True))
    for each in follows:
        moved = abs(each.slope) * reach[each.level]
        if moved >= FAR:
            yield _(
                "{what}: {level} goes {far} from its start, where a linear function multiplies or "
                "divides by {n}; take an excess over a threshold, log1p, or a larger unit_change"
            ).format(
                what=each.what,
                level=quoted(scenario.words.level(each.level)),
                far=significant(reach[each.level]),
                n=significant(math.exp(min(moved, 50.0))),
            )


def _follow(scenario: Scenario) -> Iterator[_Follows]:
    for effect in scenario.effects:
        if isinstance(effect, LevelEffect) and effect.function == "linear":
            slope = effect.coefficient.mean / effect.unit_change
            yield _Follows(effect_name(scenario, effect.id), effect.level, slope)
        if isinstance(effect, Vote):
            factors = [*effect.factors, *(f for entry in effect.consents for f in entry.factors)]
            yield from _of(factors, effect_name(scenario, effect.id))
    for state in scenario.states:
        for transition in state.transitions:
            yield from _of(transition.factors, quoted(scenario.words.state(state.id)))


def _of(factors: list[Factor], what: str) -> Iterator[_Follows]:
    for factor in factors:
        if factor.level is not None and factor.function == "linear":
            yield _Follows(what, factor.level, factor.coefficient.mean / factor.unit_change)
