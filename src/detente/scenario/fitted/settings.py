"""What of an effect gives its coefficients their meaning, and settings that a fit has found."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from detente.effects.base import Effect
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.planes.quantity import Quantity
from detente.scenario.fitted.file import SettingEntry
from detente.states.entry import StateEntry

FREE = (
    "id", "note", "claim", "otherwise", "denied_by", "on", "slow", "expected", "presses", "intent",
)  # fmt: skip
"""Keys that may change without a coefficient becoming another: whose it is, and where it acts."""

_PLACE = re.compile(r"([a-z_]+)(?:\[([1-9][0-9]*)\])?")


def fingerprint(effect: Effect) -> str:
    """Eight hexadecimal digits of the SHA-256 of the settings that its planes depend on."""
    fields = {
        key.rstrip("_"): _plain(value)
        for key, value in effect
        if key not in FREE and (key != "while_" or value is not None)
    }
    text = json.dumps(fields, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def state_fingerprint(state: StateEntry) -> str:
    """The same of a state: its values, and when its transitions are due."""
    fields = [
        [
            [str(value) for value in state.leaves(each)],
            each.results,
            _plain(each.when),
            str(each.on),
            each.for_,
            _plain(each.factors),
        ]
        for each in state.transitions
    ]
    text = json.dumps([state.values, fields], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _plain(value: object) -> object:
    if isinstance(value, Quantity):
        return "a quantity"
    if isinstance(value, BaseModel):
        return {key: _plain(part) for key, part in value}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    return str(value)


def half_lives(effect: Effect) -> dict[str, float]:
    """Half-lives of an effect by their key: ``half_life``, or ``half_lives[1]`` of several."""
    found: dict[str, float] = {}
    for key, value in effect:
        if key == "half_life" and isinstance(value, float):
            found[key] = value
        elif key == "half_lives":
            found |= {f"{key}[{n}]": h for n, h in enumerate(value, start=1)}
    return found


def with_half_life(effect: Effect, key: str, value: float) -> Effect:
    """The effect with another half-life.

    Parameters
    ----------
    effect : Effect
    key : str
        One of those of `half_lives`.
    value : float
        Days.
    """
    match = _PLACE.fullmatch(key)
    if match is None or key not in half_lives(effect):
        known = half_lives(effect)
        raise ScenarioError(
            _("effect '{effect}' has no half-life '{key}'").format(effect=effect.id, key=key)
            + did_you_mean(key, known)
        )
    name, number = match.groups()
    if number is None:
        return effect.model_copy(update={name: value})
    values = list(getattr(effect, name))
    values[int(number) - 1] = value
    return effect.model_copy(update={name: values})


def with_settings(
    effects: Sequence[Effect], settings: Sequence[SettingEntry], where: str
) -> list[Effect]:
    """Effects with the half-lives that a fit has found.

    Raises
    ------
    ScenarioError
        If an effect or a half-life is not there.
    """
    found = {effect.id: effect for effect in effects}
    for number, entry in enumerate(settings, start=1):
        place = f"{where}: settings[{number}]"
        if entry.effect not in found:
            raise ScenarioError(
                _("{place}: no effect '{effect}'").format(place=place, effect=entry.effect)
                + did_you_mean(entry.effect, found)
            )
        try:
            found[entry.effect] = with_half_life(found[entry.effect], entry.key, entry.value)
        except ScenarioError as error:
            raise ScenarioError(labelled(place, error)) from None
    return list(found.values())
