"""Influential events: on which of them estimates hang."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.numerics.arguments import whole
from detente.rem.goodness.model import check_model

if TYPE_CHECKING:
    import polars

    from detente.rem.models.base import EventModel


def influential_events(model: EventModel, top: int | None = 20) -> polars.DataFrame:
    """How estimates would change, to first order, if a moment were not explained.

    Its event stays in the history of later ones; what leaves is its contribution to the
    likelihood (in timed models with the interval that it ends).

    Parameters
    ----------
    model : fitted model
    top : int or None
        How many to give, the most influential first; all, if None.

    Returns
    -------
    polars.DataFrame
        time, sender, receiver, row of the table of events; displacement; and for each effect
        dfbeta, the change in standard errors.

    Raises
    ------
    InputError
        If the model is not fitted.

    Notes
    -----
    With s the score of a moment and V the covariance of the estimates: one Newton step from the
    estimates gives the change −V·s (dfbeta), and the displacement sᵀVs is about twice the
    log-likelihood that is lost by not having the moment. Sources: Cain & Lange (1984),
    Biometrics 40:493-499; Cook (1986), Journal of the Royal Statistical Society B 48:133-169.
    Moments without an event, which timed models have, are left out.
    """
    import polars as pl

    check_model(model)
    if top is not None:
        top = whole(top, "top", 0)
    table, scores = model.each_moment()
    covariance = model.covariance_
    change = -scores @ covariance
    displacement = np.einsum("ma,ab,mb->m", scores, covariance, scores)
    error = np.sqrt(np.diag(covariance))
    found = table.select("time", "sender", "receiver", "row").with_columns(
        pl.Series("displacement", displacement),
        *(
            pl.Series(f"dfbeta {name}", change[:, k] / error[k])
            for k, name in enumerate(model.names_)
        ),
    )
    events = found.filter(pl.col("row").is_not_null()).sort(
        "displacement", descending=True, maintain_order=True
    )
    return events if top is None else events.head(min(top, events.height))
