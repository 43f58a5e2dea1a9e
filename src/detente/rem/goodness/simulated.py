"""The record against records simulated from the fitted model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import among, flag, in_json, seeded, whole
from detente.rem.goodness.checks import Check, Checks
from detente.rem.goodness.distance import distance_p
from detente.rem.goodness.selection import Tones, chosen, simulated_sequence, split, tones
from detente.rem.models.fitted import FittedModel
from detente.rem.play.playable import MOST_SIMULATIONS, Playable
from detente.rem.play.simulate import RUNAWAY, span

if TYPE_CHECKING:
    import datetime as dt

    import polars

    from detente.charts.figure import Figure
    from detente.rem.engine.arrays import Floats, Ints
    from detente.rem.goodness.sequence import EventSequence
    from detente.rem.goodness.statistics import Statistic


class GoodnessOfFit(Checks):
    """The record against simulated ones; see `Checks` for its attributes."""

    def __repr__(self) -> str:
        """How many records, and the statistic that fits worst."""
        away = f", of which {self.ran_away} ran away" if self.ran_away else ""
        worst = min(self.checks, key=lambda check: check.p)
        return (
            f"GoodnessOfFit: a record of {self.events} events against {self.simulations} "
            f"simulated ones{away}\n{len(self.checks)} statistics, the least p = {worst.p:.3g} "
            f"({worst.key}); see .summary and .figure()"
        )

    def __getitem__(self, key: str) -> Check:
        """The check of a statistic by its key."""
        for check in self.checks:
            if among(key, (check.key,)):
                return check
        raise InputError(
            f"no statistic '{key}'{did_you_mean(str(key), [check.key for check in self.checks])}"
        )

    @property
    def summary(self) -> polars.DataFrame:
        """statistic; p; inside90, the share of its values inside the 90 % band."""
        import polars as pl

        rows = []
        for check in self.checks:
            bands = check.bands
            inside = (check.observed >= bands["low90"]) & (check.observed <= bands["high90"])
            rows.append((check.key, check.p, float(inside.mean())))
        return pl.DataFrame(rows, schema=["statistic", "p", "inside90"], orient="row")

    @property
    def table(self) -> polars.DataFrame:
        """Every value: statistic, at, observed, low90, low50, median, high50, high90."""
        import polars as pl

        parts = []
        for check in self.checks:
            columns: dict[str, Any] = {
                "statistic": [check.key] * len(check.at),
                "at": [str(self.shown(at)) for at in check.at],
                "observed": check.observed,
            }
            parts.append(pl.DataFrame(columns | check.bands))
        found: polars.DataFrame = pl.concat(parts)
        return found

    def document(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {
            "format": "detente-goodness-of-fit",
            "version": 1,
            "simulations": self.simulations,
            "seed": in_json(self.seed),
            "events": self.events,
            "simulated_events": self.simulated_events.tolist(),
            "ran_away": self.ran_away,
            "notes": list(self.notes),
            "statistics": [
                {
                    "statistic": check.key,
                    "p": check.p,
                    "at": [str(self.shown(at)) for at in check.at],
                    "observed": check.observed.tolist(),
                    **{name: band.tolist() for name, band in check.bands.items()},
                }
                for check in self.checks
            ],
        }

    def figure(self) -> Figure:
        """Every statistic with its bands: a picture for notebooks and files."""
        from detente.rem.charts.goodness import goodness_figure

        return goodness_figure(self)


def goodness_of_fit(
    model: FittedModel,
    *,
    simulations: int = 200,
    seed: int = 0,
    dyads: Sequence[tuple[Any, Any]] | None = None,
    tone: Tones | None = None,
    half_life: float | dt.timedelta | None = None,
    prior: float = 5.0,
    uncertain: bool = False,
) -> GoodnessOfFit:
    """Simulate the record again and again, and compare.

    Parameters
    ----------
    model : fitted model, or DynamModel
        A choice model alone is played with the senders of the record.
    simulations : int
        How many; two at least, and some hundreds for p-values.
    seed : int
    dyads : sequence of pairs of labels, optional
        Pairs whose relation index is compared; the four busiest, if not given.
    tone : sequence of float or None, optional
        Tone of each row of the table of events (Goldstein weights); without it, the events'
        weights if they differ. A simulated event has that of a real one between the same two.
    half_life : float or timedelta, optional
        Of the relation index: 30 days, or a tenth of the record where times are plain numbers.
    prior : float
        c of the relation index, in acts; its usual tone G₀ is the pair's mean.
    uncertain : bool
        Whether each simulation draws its own coefficients from the normal law of the estimates.

    Returns
    -------
    GoodnessOfFit

    Raises
    ------
    InputError
        If the model is not fitted or cannot be played, or an argument cannot be used.

    Notes
    -----
    Degrees, partners, dyad census, reciprocity, times between acts and relation indices: see
    `detente.rem.goodness.statistics`. The distance of a record from the simulated ones is
    Mahalanobis', with the covariance of the simulated values, and p its place among theirs:
    Lospinoso & Snijders (2019), Methodological Innovations 12(3), doi:10.1177/2059799119884282.
    Bands and p-values take a model as given that was fitted on the same record, so p-values are
    somewhat too large, and `uncertain` makes them larger.
    """
    if not isinstance(model, FittedModel):
        raise InputError(f"{type(model).__name__} is no model of events")
    seed, uncertain = seeded(seed), flag(uncertain, "uncertain")
    if whole(simulations, "simulations", None, MOST_SIMULATIONS) < 2:
        raise InputError(f"simulations is {simulations}; bands need 2 or more, p-values hundreds")
    playable = Playable(model._parts(uncertain=uncertain), again=True)
    playable.check()
    given = tones(playable.lead.design.history, tone)
    observed, earlier = split(playable, given)
    statistics, notes = chosen(
        playable, observed, earlier, dyads=dyads, half_life=half_life, prior=prior
    )
    values, sizes, away = _simulated(
        playable, statistics, observed, given, simulations=simulations, seed=seed
    )
    checks = []
    for statistic, simulated in zip(statistics, values, strict=True):
        seen = statistic.of(observed)
        p = distance_p(seen, simulated)
        checks.append(Check(statistic.key, statistic.at, seen, simulated, p))
    return GoodnessOfFit(
        tuple(checks),
        simulations,
        seed,
        observed.time.size,
        sizes,
        away,
        playable.lead.design.history.clock,
        tuple(notes),
    )


def _simulated(
    playable: Playable,
    statistics: Sequence[Statistic],
    observed: EventSequence,
    tone: Floats | None,
    *,
    simulations: int,
    seed: int,
) -> tuple[list[Floats], Ints, int]:
    """Values of each statistic in all simulations; their events; how many ran away."""
    most, until = span(playable, None, None)
    allowed = RUNAWAY * playable.explained + 1000
    values: list[list[Floats]] = [[] for _ in statistics]
    sizes, away = [], 0
    for simulation in range(simulations):
        simulated = playable.play(seed, simulation, most=most, until=until, allowed=allowed)
        sequence = simulated_sequence(simulated, observed, tone)
        for found, statistic in zip(values, statistics, strict=True):
            found.append(statistic.of(sequence))
        sizes.append(sequence.time.size)
        away += simulated.ran_away
    return [np.array(found) for found in values], np.array(sizes, np.int64), away
