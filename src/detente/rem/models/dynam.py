"""DyNAM's rate and choice together: a model of who acts on whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from detente.errors import InputError
from detente.rem.models.dynam_choice import DynamChoiceModel
from detente.rem.models.dynam_rate import DynamRateModel
from detente.rem.models.fitted import FittedModel

if TYPE_CHECKING:
    import polars

    from detente.rem.data.tables import Table
    from detente.rem.play.part import Part


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

    @property
    def log_likelihood_(self) -> float:
        """Log-likelihood of both together."""
        return self.rate.log_likelihood_ + self.choice.log_likelihood_

    @property
    def summary(self) -> polars.DataFrame:
        """Estimates of both; the first column names the part."""
        import polars as pl

        rows = []
        for name, model in (("rate", self.rate), ("choice", self.choice)):
            table = model.summary
            rows.append(table.insert_column(0, pl.Series("part", [name] * table.height)))
        found: polars.DataFrame = pl.concat(rows)
        return found

    def _parts(self, *, uncertain: bool = False) -> tuple[Part, ...]:
        parts = (
            *self.rate._parts(uncertain=uncertain),
            *self.choice._parts(uncertain=uncertain),
        )
        labels = {part.design.history.actors.labels for part in parts}
        if len(labels) > 1:
            raise InputError("DynamModel: rate and choice were fitted with different actors")
        return parts
