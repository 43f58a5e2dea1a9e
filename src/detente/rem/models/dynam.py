"""DyNAM's rate and choice together: a model of who acts on whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from detente.errors import InputError
from detente.numerics.estimates import Estimates
from detente.rem.models.dynam_choice import DynamChoiceModel
from detente.rem.models.dynam_rate import DynamRateModel
from detente.rem.models.fitted import FittedModel

if TYPE_CHECKING:
    from detente.rem.data.tables import Table
    from detente.rem.play.part import Part
    from detente.rem.statistics import Statistics


class DynamModel(FittedModel):
    """DyNAM's rate and choice together: who acts next, and on whom.

    P(i → j) = P_rate(i)·p_i(j); timed, λ_ij = λ_i·p_i(j). The likelihood is the product of both,
    so each is fitted on its own.

    Parameters
    ----------
    rate : DynamRateModel
    choice : DynamChoiceModel

    Notes
    -----
    Source: Stadtfeld & Block (2017), Sociological Science 4:318-352, equations 1 to 3.
    """

    def __init__(self, rate: DynamRateModel, choice: DynamChoiceModel) -> None:
        if not isinstance(rate, DynamRateModel):
            raise InputError(f"DynamModel: {type(rate).__name__} is no DynamRateModel")
        if type(choice) is not DynamChoiceModel:
            raise InputError(f"DynamModel: {type(choice).__name__} is no DynamChoiceModel")
        self.rate = rate
        self.choice = choice

    def __repr__(self) -> str:
        """Both parts."""
        return f"DynamModel of rate and choice\n{self.rate!r}\n{self.choice!r}"

    def fit(self, events: Table, **given: Any) -> Self:
        """Fit both on the same record; arguments as `DynamRateModel.fit` has them."""
        self.rate.fit(events, **given)
        self.choice.fit(events, **given)
        return self

    def statistics(self, events: Table, **given: Any) -> dict[str, Statistics]:
        """The statistics themselves, of rate and choice; nothing is fitted.

        Parameters
        ----------
        events, **given
            As `fit` takes them.

        Returns
        -------
        dict of str to Statistics
            Under "rate" those of the senders, under "choice" those of the receivers of each
            event's sender; arrays and frames as `DynamRateModel.statistics` has them.

        Raises
        ------
        InputError
            If the input cannot be used, or an array does not fit into memory: with both sizes.
        """
        models = {"rate": self.rate, "choice": self.choice}
        return {name: model.statistics(events, **given) for name, model in models.items()}

    def _estimates(self) -> Estimates:
        """Both together; their covariance is 0, since each is fitted on its own."""
        models = {"rate": self.rate, "choice": self.choice}
        parts = {name: model._estimates() for name, model in models.items()}
        size = [len(part.names) for part in parts.values()]
        covariance = np.zeros((sum(size), sum(size)))
        covariance[: size[0], : size[0]] = parts["rate"].covariance
        covariance[size[0] :, size[0] :] = parts["choice"].covariance
        named = [(name, effect) for name, part in parts.items() for effect in part.names]
        return Estimates(
            names=tuple(f"{name}: {effect}" for name, effect in named),
            coef=np.concatenate([part.coef for part in parts.values()]),
            covariance=covariance,
            log_likelihood=sum(part.log_likelihood for part in parts.values()),
            events=parts["rate"].events,
            labels={
                "effect": [effect for _, effect in named],
                "part": [name for name, _ in named],
            },
        )

    def _parts(self, *, uncertain: bool = False) -> tuple[Part, ...]:
        parts = (
            *self.rate._parts(uncertain=uncertain),
            *self.choice._parts(uncertain=uncertain),
        )
        labels = {part.design.history.actors.labels for part in parts}
        if len(labels) > 1:
            raise InputError("DynamModel: rate and choice were fitted with different actors")
        return parts
