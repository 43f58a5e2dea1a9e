"""Half-lives and thresholds: for each value the best fit of all else, and the best of these."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.effects.base import Effect
from detente.effects.red_line import RedLine
from detente.errors import InputError
from detente.fitting.solve import golden
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.progress import Progress
from detente.scenario.fitted.settings import half_lives

SHORTEST, LONGEST = 0.25, 730.0
"""Half-lives that are tried, in days."""

PLACES = 13
"""Values of the first look, evenly on the log scale."""

THRESHOLD = "threshold"
AROUND = 10.0
"""Thresholds are tried from a tenth of the stated one to ten times as much."""

DIGITS = 3
"""Significant digits of the best value; what is known of a half-life is less."""

DROP = 1.92
"""Half of the 95 % point of χ² with one degree of freedom: the drop at the ends of an interval."""


@dataclass(frozen=True, slots=True)
class ProfiledSetting:
    """A number of an effect that is searched for."""

    effect: str
    key: str
    stated: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Profile:
    """The course of the best log-posterior over the values of a setting.

    Attributes
    ----------
    setting : ProfiledSetting
    values, log_posteriors : tuple of float
        Values that were tried, in order, and the log-posterior of the best fit under each, less
        the highest.
    best : float
    interval : (float, float)
        Where the log-posterior is within 1.92 of the highest (95 %, by the χ² law).
    open : (bool, bool)
        Whether an end is that of the search.
    """

    setting: ProfiledSetting
    values: tuple[float, ...]
    log_posteriors: tuple[float, ...]
    best: float
    interval: tuple[float, float]
    open: tuple[bool, bool]

    @property
    def said(self) -> bool:
        """Whether the record says anything of it: an end at least is closed."""
        return not all(self.open)


def asked(effects: Sequence[Effect], wanted: Sequence[str]) -> list[ProfiledSetting]:
    """Settings that ``EFFECT`` or ``EFFECT.key`` name.

    Raises
    ------
    InputError
        If there is no such effect, or it has no such setting.
    """
    known = {effect.id: effect for effect in effects}
    found: dict[tuple[str, str], ProfiledSetting] = {}
    for text in wanted:
        name, _dot, key = text.partition(".")
        if name not in known:
            raise InputError(
                _("{given}: no effect '{name}'{meant}").format(
                    given=option("--profile", text), name=name, meant=did_you_mean(name, known)
                )
            )
        settings = {each.key: each for each in settings_of(known[name])}
        if not settings:
            raise InputError(
                _("{given}: '{name}' has no half-life and no uncertain threshold").format(
                    given=option("--profile", text), name=name
                )
            )
        if key and key not in settings:
            raise InputError(
                _("{given}: '{name}' has no '{key}'{meant}").format(
                    given=option("--profile", text),
                    name=name,
                    key=key,
                    meant=did_you_mean(key, settings),
                )
            )
        for each in settings.values():
            if key in ("", each.key):
                found[name, each.key] = each
    return list(found.values())


def settings_of(effect: Effect) -> list[ProfiledSetting]:
    """Half-lives of an effect, and the threshold of a red line."""
    found = [
        ProfiledSetting(effect.id, key, h, min(SHORTEST, h), max(LONGEST, h))
        for key, h in half_lives(effect).items()
    ]
    if isinstance(effect, RedLine) and effect.threshold.sd > 0 and effect.threshold.mean > 0:
        mean = effect.threshold.mean
        found.append(ProfiledSetting(effect.id, THRESHOLD, mean, mean / AROUND, mean * AROUND))
    return found


def together(
    settings: Sequence[ProfiledSetting],
    log_posterior: Callable[[Sequence[float]], float],
    start: Sequence[float],
) -> list[float]:
    """Search for several settings at once, from where each alone was best (Nelder & Mead 1965)."""
    low, high = (np.log([getattr(s, end) for s in settings]) for end in ("low", "high"))

    def loss(at: NDArray[np.float64]) -> float:
        return -log_posterior(np.exp(np.clip(at, low, high)).tolist())

    begin = np.log(np.array(start))
    options = {"xatol": 0.02, "fatol": 0.01, "maxfev": 60 * len(settings)}
    from scipy.optimize import minimize  # takes a while to load

    found = minimize(loss, begin, method="Nelder-Mead", options=options)
    best = found.x if found.fun <= loss(begin) else begin
    return [float(f"{value:.{DIGITS}g}") for value in np.exp(np.clip(best, low, high))]


def search(
    setting: ProfiledSetting,
    log_posterior: Callable[[float], float],
    progress: Progress | None = None,
    start: float | None = None,
) -> Profile:
    """Find the best value of one setting: a first look over the whole range, then closer.

    Parameters
    ----------
    setting : ProfiledSetting
    log_posterior : callable
        Log-posterior of the best fit under a value.
    progress : callable, optional
    start : float, optional
        A further value that is tried.
    """
    known: dict[float, float] = {}

    def tried(log_value: float) -> float:
        if log_value not in known:
            known[log_value] = log_posterior(math.exp(log_value))
            if progress is not None:
                progress(min(len(known), PLACES + 8), PLACES + 8)
        return known[log_value]

    places = sorted({*np.linspace(math.log(setting.low), math.log(setting.high), PLACES).tolist(),
                     math.log(start or setting.stated), math.log(setting.stated)})  # fmt: skip
    first = [tried(place) for place in places]
    top = int(np.argmax(first))
    if 0 < top < len(places) - 1:
        golden(tried, places[top - 1], places[top + 1], 0.05)
    values = sorted(known)
    log_posteriors = np.array([known[value] for value in values])
    top = int(np.argmax(log_posteriors))
    log_posteriors -= log_posteriors[top]
    low, open_low = _end(values[: top + 1][::-1], log_posteriors[: top + 1][::-1].tolist())
    high, open_high = _end(values[top:], log_posteriors[top:].tolist())
    return Profile(
        setting,
        tuple(math.exp(value) for value in values),
        tuple(log_posteriors.tolist()),
        float(f"{math.exp(values[top]):.{DIGITS}g}"),
        (math.exp(low), math.exp(high)),
        (open_low, open_high),
    )


def _end(values: Sequence[float], log_posteriors: Sequence[float]) -> tuple[float, bool]:
    """Where the course from the top falls by `DROP`, and whether it never does."""
    for i in range(1, len(values)):
        if log_posteriors[i] < -DROP:
            share = (log_posteriors[i - 1] + DROP) / (log_posteriors[i - 1] - log_posteriors[i])
            return values[i - 1] + share * (values[i] - values[i - 1]), False
    return values[-1], True
