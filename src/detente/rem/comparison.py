"""Models on one record side by side: log-likelihoods, criteria, and tests of the nested ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import listed, shown
from detente.rem.data.times import time_of
from detente.rem.models.base import EventModel
from detente.rem.models.dynam import DynamModel

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.design import Design
    from detente.rem.models.fitted import FittedModel


class Likelihood(NamedTuple):
    """A fitted model as it is compared.

    Attributes
    ----------
    name : str
    model : FittedModel
    kind : str
        In words, with whether durations count.
    of : tuple
        What it is a likelihood of.
    designs : tuple of Design
    """

    name: str
    model: FittedModel
    kind: str
    of: tuple[Any, ...]
    designs: tuple[Design, ...]


def compare(models: Mapping[str, FittedModel] | Sequence[FittedModel]) -> polars.DataFrame:
    """Compare models that were fitted on one record.

    Parameters
    ----------
    models : mapping of str to fitted model, or sequence of fitted models
        Two or more, likelihoods of the same thing: relational event models; rate models; choice
        models; coordination models; rate and choice together (`DynamModel`), which may stand
        beside relational event models, since both say who acts on whom. Without names they are
        called 1, 2, 3, …

    Returns
    -------
    polars.DataFrame
        A row for each model: model; kind; events; coefficients, their number; log_likelihood; aic;
        bic; and where another of the models is nested in it (the same kind, with some of its
        effects), likelihood-ratio test against the largest such: against, its name; chi2, twice
        the difference of log-likelihoods; df, that of the numbers of coefficients; p. These are
        empty where none is nested.

    Raises
    ------
    InputError
        If a model is not fitted or was fitted to a sample of those at risk, or two models differ
        in what they are likelihoods of, or in the record: events, actors, presence, risk set or,
        if timed, the span of time.

    Notes
    -----
    2·(log L₁ − log L₀) has asymptotically a χ² law if the smaller model holds: Wilks (1938),
    Annals of Mathematical Statistics 9:60-62.
    """
    import polars as pl
    from scipy.stats import chi2

    found = _read(models)
    for other in found[1:]:
        _refuse_other(found[0], other)
    rows = []
    for each in found:
        model = each.model
        size = len(model.names_)
        row: dict[str, Any] = {
            "model": each.name,
            "kind": each.kind,
            "events": model._estimates().events,
            "coefficients": size,
            "log_likelihood": model.log_likelihood_,
            "aic": model.aic_,
            "bic": model.bic_,
        }
        nested = [other for other in found if _is_nested(other, each)]
        if nested:
            against = max(nested, key=lambda other: len(other.model.names_))
            gain = 2.0 * (model.log_likelihood_ - against.model.log_likelihood_)
            df = size - len(against.model.names_)
            row |= {"against": against.name, "chi2": gain, "df": df}
            row["p"] = float(chi2.sf(max(gain, 0.0), df))
        rows.append(row)
    kinds: dict[str, Any] = {
        **dict.fromkeys(("model", "kind"), pl.String),
        **dict.fromkeys(("events", "coefficients"), pl.Int64),
        **dict.fromkeys(("log_likelihood", "aic", "bic"), pl.Float64),
        **{"against": pl.String, "chi2": pl.Float64, "df": pl.Int64, "p": pl.Float64},
    }
    return pl.DataFrame(rows, schema=kinds)


def _read(models: Any) -> list[Likelihood]:
    if isinstance(models, Mapping):
        named = [(str(name), model) for name, model in models.items()]
    else:
        named = [(str(k), each) for k, each in enumerate(listed(models, "models"), start=1)]
    if len(named) < 2:
        raise InputError(f"models: {len(named)} given; a comparison needs two or more")
    return [_likelihood(name, model) for name, model in named]


def _likelihood(name: str, model: Any) -> Likelihood:
    if isinstance(model, DynamModel):
        rate, choice = model.rate, model.choice
        designs = (rate._fitted, choice._fitted)
        _refuse_other_record(f"the rate of '{name}' and its choice", *designs, timed=False)
        kind = f"DyNAM rate and choice, {rate.timing}"
        return Likelihood(name, model, kind, ("event", rate.timed, True), designs)
    if not isinstance(model, EventModel):
        from detente.daily.model import DailyModel

        if isinstance(model, DailyModel):
            raise InputError(
                f"'{name}' is a daily model: its likelihood is one of days with an act, not of "
                "events, and its coefficients are drawn to their priors, so that no criterion and "
                "no test holds; compare the log loss of score() on days that were not fitted"
            )
        raise InputError(f"models: {shown(model)} is no model of detente.rem")
    design = model._fitted
    if getattr(model, "case_control", None) is not None:
        raise InputError(
            f"'{name}' was fitted to a sample of those at risk, and so is its log-likelihood: fit "
            "it without case_control to compare it"
        )
    kind = f"{model.title}, {model.timing}"
    return Likelihood(name, model, kind, (model.explains, model.timed, model.directed), (design,))


def _refuse_other(first: Likelihood, other: Likelihood) -> None:
    """Refuse likelihoods of different things or records."""
    if first.of != other.of:
        raise InputError(
            f"'{first.name}' is of kind {first.kind}, '{other.name}' of {other.kind}: these are "
            "likelihoods of different things, which cannot be compared"
        )
    who = f"models '{first.name}' and '{other.name}'"
    _refuse_other_record(who, first.designs[0], other.designs[0], timed=first.of[1])


def _refuse_other_record(who: str, a: Design, b: Design, *, timed: bool) -> None:
    said = f"{who} were fitted on different records:"
    if a.events != b.events:
        raise InputError(f"{said} {a.events} events and {b.events}")
    first, second = a.history.actors, b.history.actors
    if set(first.labels) != set(second.labels):
        raise InputError(f"{said} their actors differ ({len(first.labels)}, {len(second.labels)})")
    if _events(a) != _events(b):
        raise InputError(f"{said} their events differ")
    order = np.array([second.index[label] for label in first.labels])
    if not np.array_equal(a.history.allowed, b.history.allowed[np.ix_(order, order)]):
        raise InputError(f"{said} their risk sets differ")
    if not np.array_equal(first.present, second.present[order]) or _presence(a) != _presence(b):
        raise InputError(f"{said} presence differs")
    spans = [(line.start, line.end) for line in (a.timeline, b.timeline)]
    if timed and spans[0] != spans[1]:
        told = [" to ".join(str(time_of(time, a.history.clock)) for time in span) for span in spans]
        raise InputError(
            f"{said} the clock runs from {told[0]} and from {told[1]}; give start and end"
        )


def _events(design: Design) -> list[tuple[Any, ...]]:
    """Events that are explained, by label; order within a time does not matter."""
    history, labels = design.history, design.history.actors.labels
    which = design.timeline.event[design.timeline.event >= 0]
    ends = (
        (str(labels[i]), str(labels[j]))
        for i, j in zip(history.sender[which], history.receiver[which], strict=True)
    )
    return sorted(zip([history.clock] * which.size, history.time[which], ends, strict=True))


def _presence(design: Design) -> list[tuple[Any, ...]]:
    labels = design.history.actors.labels
    when, who, value = design.history.presence
    return sorted(zip(when, [str(labels[k]) for k in who], value, strict=True))


def _is_nested(small: Likelihood, large: Likelihood) -> bool:
    """Whether a model has the kind of another, and some of its effects but no others."""
    same = type(small.model) is type(large.model) and small.kind == large.kind
    return same and set(small.model.names_) < set(large.model.names_)
