"""What a fitted model is used for: prediction, simulation, a picture of its coefficients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.numerics.arguments import flag, whole
from detente.numerics.estimates import Estimated

if TYPE_CHECKING:
    import polars

    from detente.charts.figure import Figure
    from detente.rem.play.part import Part


class FittedModel(Estimated):
    """Methods of fitted models, of one and of DyNAM's rate and choice together."""

    def _parts(self, *, uncertain: bool = False) -> tuple[Part, ...]:
        raise NotImplementedError

    def predict(self, moment: int | None = None, *, at: Any = None) -> polars.DataFrame:
        """Chances of the next act, given the history so far.

        Parameters
        ----------
        moment : int, optional
            Before the event of a moment of the record (see `each_moment`). Without it, after the
            record's end.
        at : time, optional
            A time after the record's end as of which windows, decay, covariates and presence are
            taken.

        Returns
        -------
        polars.DataFrame
            sender, receiver (not in rate models) and probability, the likeliest first; in timed
            models also rate, in events per unit of time (days for dates, seconds for datetimes).
            Probabilities sum to 1; in choice models, those of each sender do. A coordination
            model has each pair once.

        Raises
        ------
        InputError
            If the model is not fitted, or there is no such moment.
        """
        from detente.rem.play.predict import predict

        if moment is not None:
            moment = whole(moment, "moment")
        return predict(self._parts(), moment, at)

    def simulate(
        self,
        n: int | None = None,
        *,
        until: Any = None,
        again: bool = False,
        simulations: int = 1,
        seed: int = 0,
        uncertain: bool = False,
    ) -> polars.DataFrame:
        """Events drawn from the fitted model.

        The record goes on from its end or, with `again`, is played again from its beginning:
        then with the same actors, networks, covariates and presence over time, but with other
        events.

        Parameters
        ----------
        n : int, optional
            How many events.
        until : time, optional
            Until when (included). Played again, a record has as many events (ordered) or goes on
            as long (timed) as the real one if neither is said.
        again : bool
        simulations : int
            How many records.
        seed : int
            The same seed gives the same records, whatever their number.
        uncertain : bool
            Whether each simulation draws its own coefficients from the normal law of the
            estimates, rather than taking the estimates themselves.

        Returns
        -------
        polars.DataFrame
            simulation (if there are several), time, sender, receiver, weight. Weights are not
            explained by these models: each event takes one of the record's between the same two.

        Raises
        ------
        InputError
            If the model is not fitted or cannot be played, or its simulations run away.

        Notes
        -----
        Timed: exact waiting times from piecewise constant rates; dates are days on which events
        do not see each other. Ordered models know no times: played again, events keep those of
        the record; going on, they are as far apart as its events on average. DyNAM's rate and
        choice play together, as a `DynamModel`; a choice model alone plays the record again with
        its senders.
        """
        from detente.rem.play.playable import Playable
        from detente.rem.play.simulate import simulate

        again, uncertain = flag(again, "again"), flag(uncertain, "uncertain")
        playable = Playable(self._parts(uncertain=uncertain), again)
        return simulate(playable, n, until=until, simulations=simulations, seed=seed)

    def figure(self) -> Figure:
        """Coefficients with their 95 % intervals: a picture for notebooks and files.

        Returns
        -------
        Figure
            Shows itself in notebooks; ``save("name.svg")`` writes SVG, PNG or HTML.
        """
        from detente.rem.charts.coefficients import coefficients_figure

        return coefficients_figure(self.summary)
