"""What all models share: effects in, estimates out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

import numpy as np

from detente.errors import EstimationError, InputError
from detente.numerics.arguments import among, listed, shown, vector, whole
from detente.numerics.estimates import Estimates
from detente.numerics.information import inverse
from detente.rem.data.history import History, check_history, read_history
from detente.rem.data.network import Network
from detente.rem.data.tables import Table
from detente.rem.effects.base import LEVELS, Effect
from detente.rem.effects.intercept import Intercept
from detente.rem.effects.offset import Offset
from detente.rem.engine._compiled_checks import exposure, statistics_at
from detente.rem.engine.arrays import MOMENT, SENDER
from detente.rem.engine.buffers import Buffers
from detente.rem.engine.design import Design, build
from detente.rem.engine.softmax import softmax
from detente.rem.estimate import maximise
from detente.rem.live import Live
from detente.rem.models.fitted import FittedModel
from detente.rem.play.part import Explains, Part
from detente.rem.statistics import Statistics, moments_of, statistics_of

if TYPE_CHECKING:
    import polars

    from detente.numerics.newton import Maximum
    from detente.rem.engine.arrays import Flags, Floats, State

Timing = Literal["ordered", "timed"]

WholePass = Callable[["Design", "Floats", "Buffers"], tuple[float, "Floats", "Floats"]]
"""A pass with coefficients of all effects: log-likelihood, gradient, information."""


class EventModel(FittedModel):
    """Base of the models.

    Parameters
    ----------
    effects : iterable of Effect

    Attributes
    ----------
    effects : tuple of Effect
    free : int64, shape (p,)
        Which of them have a coefficient that is estimated: all but offsets.
    design_ : Design
        The record on which the model was fitted, as the engine reads it.
    maximum_ : Maximum
        Where the search ended: gradient, information, log-likelihood (`value`) and the
        decrement of each step.
    """

    levels: ClassVar[frozenset[int]]
    """Whose values may tell alternatives apart."""

    pairs: ClassVar[bool] = True
    directed: ClassVar[bool] = True
    title: ClassVar[str]
    reads: ClassVar[frozenset[str]] = frozenset()
    """Columns of the events that the model uses besides those that all do."""

    explains: ClassVar[Explains] = "event"
    """All of an event, only who acts, or only on whom a given sender acts."""

    design_: Design
    maximum_: Maximum[None]
    _covariance: Floats

    def __init__(self, effects: Iterable[Effect], *, timing: Timing = "ordered") -> None:
        if not among(timing, ("ordered", "timed")):
            raise InputError(f"timing is {shown(timing)}; 'ordered' or 'timed'")
        self.timing: Timing = timing
        self.effects = tuple(listed(effects, f"{self.title}: effects"))
        if not self.effects:
            raise InputError(f"{self.title}: no effects given")
        seen = set()
        for effect in self.effects:
            if not isinstance(effect, Effect):
                raise InputError(f"{self.title}: {shown(effect)} is no effect")
            if effect.name in seen:
                raise InputError(f"{self.title}: effect {effect.name} is given twice")
            seen.add(effect.name)
            self._refuse(effect.effect if isinstance(effect, Offset) else effect)
        self._held = np.array([np.nan if e.held is None else e.held for e in self.effects])
        self.free = np.flatnonzero(np.isnan(self._held))
        if not self.free.size:
            raise InputError(f"{self.title}: offsets only; no coefficient is left to estimate")

    def _refuse(self, effect: Effect) -> None:
        if isinstance(effect, Intercept):
            if self.timing == "ordered":
                raise InputError(
                    f"{self.title}: an intercept says how fast events come, which their order "
                    "does not tell; leave it out or use timing='timed'"
                )
        elif effect.whose == MOMENT:
            if self.timing == "ordered" or not self.levels >= {SENDER}:
                raise InputError(
                    f"{self.title}: {effect.name} is the same for all alternatives, so that it "
                    "cannot tell between them; multiply it with another effect or use "
                    "timing='timed'"
                )
        elif effect.whose not in self.levels:
            known = " and ".join(LEVELS[level] for level in sorted(self.levels))
            raise InputError(
                f"{self.title}: {effect.name} is a value of {LEVELS[effect.whose]}; here the "
                f"alternatives differ by values of {known}"
            )

    def __repr__(self) -> str:
        """Effects and, once it is fitted, events and log-likelihood."""
        names = shorten(", ".join(effect.name for effect in self.effects), 300, placeholder=" …")
        fit = (
            f"fitted to {self.design_.events} events, log-likelihood {self.log_likelihood_:.2f}"
            if hasattr(self, "design_")
            else "not fitted"
        )
        return f"{type(self).__name__} ({self.timing}): {names}\n{fit}"

    @property
    def timed(self) -> bool:
        """Whether durations count."""
        return self.timing == "timed"

    # -- fitting ------------------------------------------------------------------------------

    def fit(
        self,
        events: Table,
        *,
        actors: Any = None,
        networks: Mapping[str, Network | Table] | None = None,
        covariates: Mapping[str, Table] | None = None,
        presence: Table | None = None,
        past: Network | Table | None = None,
        risk_set: Any = None,
        start: Any = None,
        end: Any = None,
        types: Any = None,
    ) -> Self:
        """Estimate the coefficients by maximum likelihood.

        Parameters
        ----------
        events, actors, networks, covariates, presence, past, risk_set, start, end, types
            See `detente.rem.read_history`.

        Returns
        -------
        Self
            This model, fitted.

        Raises
        ------
        InputError
            If the input cannot be used, naming table, row and column.
        EstimationError
            If the record cannot tell the coefficients, naming the effects.
        """
        history = read_history(
            events,
            actors=actors,
            networks=networks,
            covariates=covariates,
            presence=presence,
            past=past,
            risk_set=risk_set,
            start=start,
            end=end,
            types=types,
        )
        return self.fit_history(history)

    def fit_history(self, history: History) -> Self:
        """Estimate the coefficients on a history that has been read."""
        check_history(history)
        history.tell_unread(self.reads)
        design = self.design(history)
        p = len(design.names)
        if design.events <= p:
            raise EstimationError(
                f"{design.events} events for {p} coefficients; give more events or fewer effects",
                design.names,
            )
        buffers = Buffers.none(p)
        given = (design.program, design.world, design.changes, design.moments)
        time, largest = exposure(*given) if self.timed else (0.0, None)
        self.maximum_ = maximise(
            lambda theta: self.step(design, theta, buffers),
            self._start(design, time),
            design.names,
            lambda: (exposure(*given)[1] if largest is None else largest)[self.free],
            bounded=self.timed,
        )
        self._covariance = self.covariance_at(design, self.maximum_)
        self.design_ = design
        return self

    def covariance_at(self, design: Design, maximum: Maximum[None]) -> Floats:
        """Covariance of the estimates."""
        return inverse(maximum.information)

    def design(self, history: History) -> Design:
        """The model on a history, as the engine reads it."""
        check_history(history)
        if history.types and not self.directed:
            raise InputError(
                f"{self.title}: two who choose each other do so within a type of events, which "
                "then has no frequency of its own; fit the events of each type by themselves, with "
                "those of the others as networks, or use RelationalEventModel"
            )
        return build(
            self.effects, history, timed=self.timed, directed=self.directed, pairs=self.pairs
        )

    def step(self, design: Design, theta: Floats, buffers: Buffers) -> tuple[float, Floats, Floats]:
        """One pass while fitting; the whole risk set, unless a model samples from it."""
        return self.run(design, theta, buffers)

    def run(self, design: Design, theta: Floats, buffers: Buffers) -> tuple[float, Floats, Floats]:
        """One pass over the record: log-likelihood, gradient, information."""
        return self._freed(self.run_whole, design, theta, buffers)

    def run_whole(
        self, design: Design, theta: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats]:
        """One pass over the record, with coefficients of all effects, offsets included."""
        raise NotImplementedError

    def whole(self, theta: Floats) -> Floats:
        """Coefficients of all effects, from those that are estimated."""
        if self.free.size == self._held.size:
            return theta
        found = self._held.copy()
        found[self.free] = theta
        return found

    def _freed(
        self, whole: WholePass, design: Design, theta: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats]:
        """What a pass over all effects says of those that are estimated."""
        size = self._held.size
        if self.free.size == size:
            return whole(design, theta, buffers)
        own = replace(buffers, scores=np.zeros((buffers.scores.shape[0], size)))
        value, gradient, information = whole(design, self.whole(theta), own)
        buffers.scores[:] = own.scores[:, self.free]
        return value, gradient[self.free], information[np.ix_(self.free, self.free)]

    def _start(self, design: Design, time: float) -> Floats:
        """Coefficients to begin with, given the time at risk of all cells together."""
        theta = np.zeros(len(design.names))
        if self.timed and not time > 0:
            raise EstimationError(
                "all events happen at the first moment, so no time passes; give a start, or use "
                "timing='ordered'"
            )
        if self.timed and not math.isfinite(time):
            raise EstimationError(
                "the time at risk is too large for a computer's numbers: measure time in a larger "
                "unit, or give a later start"
            )
        for k, e in enumerate(self.free):
            if isinstance(self.effects[e], Intercept):  # the rate that fits with all else at 0
                if theta.size < self._held.size:
                    time = float(self.run(design, theta, Buffers.none(theta.size))[2][k, k])
                if not 0.0 < time < math.inf:
                    raise EstimationError(
                        "the offsets make rates too large, or too small, for a computer's numbers: "
                        "give logarithms, or subtract their mean",
                    )
                theta[k] = math.log(design.events / time)
        return theta

    def statistics(self, events: Table, **given: Any) -> Statistics:
        """The statistics themselves, of every alternative at every moment; nothing is fitted.

        Parameters
        ----------
        events, **given
            As `fit` takes them.

        Returns
        -------
        Statistics
            An array by moment, alternative and effect with its labels; `to_frame` has them as a
            table. It takes 8 bytes a number: moments × alternatives × effects.

        Raises
        ------
        InputError
            If the input cannot be used, or the array does not fit into memory: with both sizes.
        """
        history = read_history(events, **given)
        history.tell_unread(self.reads)
        design = self.design(history)
        return statistics_of(design, of_sender=self.explains == "receiver")

    # -- estimates ----------------------------------------------------------------------------

    def _estimates(self) -> Estimates:
        design = self._fitted
        found = self.maximum_
        return Estimates(design.names, found.place, self._covariance, found.value, design.events)

    # -- what the model says of the record ----------------------------------------------------

    def each_moment(self, theta: Floats | None = None) -> tuple[polars.DataFrame, Floats]:
        """How the model sees each event (and, in timed models, each interval without one).

        Always against the whole risk set, even if the fit sampled from it.

        Parameters
        ----------
        theta : array or list of p numbers, optional
            Coefficients; those estimated, if not given.

        Returns
        -------
        frame : polars.DataFrame
            time; sender, receiver, type (where events have types) and row of the table of events
            (empty where an interval ends without one); duration; log_likelihood, the moment's
            contribution; rank of the event among those at risk (1: the likeliest; equal ones share
            theirs); at_risk, their number.
        scores : float64, shape (M, p)
            Each moment's contribution to the gradient.
        """
        import polars as pl

        design = self._fitted
        buffers = Buffers.of(design.timeline.time.size, len(design.names))
        given = self.coef_ if theta is None else vector(theta, "theta", len(design.names))
        self.run(design, given, buffers)
        table = moments_of(design).with_columns(
            pl.Series("log_likelihood", buffers.log_likelihood),
            pl.Series("rank", buffers.ranks),
            pl.Series("at_risk", buffers.at_risk),
        )
        return table, buffers.scores

    def live(self, moment: int | None = None) -> Live:
        """The record's state as it goes on from a moment, or from its end; see `Live`."""
        design = self._fitted
        return Live(design, design.timeline.time.size if moment is None else moment)

    def state_at(self, moment: int) -> State:
        """The engine's state just before moment `moment` of the record on which it was fitted.

        Its `x` holds the statistics of all cells, `active` who is at risk.
        """
        design = self._fitted
        moment = whole(moment, "moment")
        if not 0 <= moment < design.timeline.time.size:
            raise InputError(
                f"moment {moment} is outside 0 … {design.timeline.time.size - 1} of the record"
            )
        state: State = statistics_at(design.program, design.world, design.changes, moment)
        return state

    def statistics_at(self, moment: int) -> Floats:
        """Statistics of all effects before a moment: (N, N, p), or (N, p) in rate models.

        With K types of events, (K, N, N, p) and (K, N, p).
        """
        x = self.state_at(moment).x
        n = len(self._fitted.history.actors.labels)
        return self._by_type(x.reshape((n, n, -1)) if self.pairs else x)

    def hazards_at(self, moment: int) -> Floats:
        """What the model expects at a moment, given the past; see `expected`.

        With K types of events, K is the first dimension.
        """
        state = self.state_at(moment)
        return self._by_type(self.expected(state.x @ self.whole(self.coef_), state.active))

    def _by_type(self, values: Floats) -> Floats:
        """Values of actors or pairs, type by type where there are types."""
        history = self._fitted.history
        if not history.types:
            return values
        n, size = history.size, len(history.types)
        if not self.pairs:
            return values.reshape((size, n, *values.shape[1:]))
        blocks = values.reshape((size, n, size, n, *values.shape[2:]))
        return np.stack([blocks[k, :, k] for k in range(size)])

    def expected(self, eta: Floats, active: Flags) -> Floats:
        """Rates (timed) or probabilities (ordered) from linear predictors.

        Parameters
        ----------
        eta : float64, shape (C,)
            Linear predictor of each cell.
        active : bool, shape (C,)
            Cells at risk.

        Returns
        -------
        float64
            Shape (N, N) by sender and receiver, or (N,) by sender in rate models.
        """
        weight = np.where(active, np.exp(eta), 0.0) if self.timed else softmax(eta, active)
        n = math.isqrt(active.size) if self.pairs else active.size
        return weight.reshape((n, n)) if self.pairs else weight

    def _parts(self, *, uncertain: bool = False) -> tuple[Part, ...]:

        design = self._fitted
        covariance = self.covariance_ if uncertain else None
        return (Part(self, design, self.whole(self.coef_), covariance, self.free),)

    @property
    def _fitted(self) -> Design:
        if not hasattr(self, "design_"):
            raise InputError(f"{self.title} is not fitted yet; call fit(events, …) first")
        return self.design_
