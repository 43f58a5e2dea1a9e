"""Every public object prints itself in a few lines, however large its data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.rem import daily
from tests.daily.small import FIRST, acts
from tests.rem.forms import forms
from tests.rem.made import drawn

LINES, CHARACTERS = 10, 600

DAY = dt.date(2020, 1, 1)


def instances() -> dict[str, list[Any]]:
    """Objects of every public class of `detente.rem`, by its name."""
    data: dict[str, list[Any]] = drawn(1, n=40, events=300)
    dates = {**data, "time": [DAY + dt.timedelta(days=int(60 * t)) for t in data["time"]]}
    many = [form for kind in (rem.Inertia, rem.Reciprocity, rem.ReceiverIndegree)
            for form in forms(kind)]  # fmt: skip
    changes = pl.DataFrame(data)
    network = rem.Network(changes=changes)
    rate = rem.DynamRateModel([rem.SenderOutdegree()]).fit(data)
    choice = rem.DynamChoiceModel([rem.Inertia()]).fit(data)
    timed = rem.RelationalEventModel([rem.Intercept(), rem.Inertia()], timing="timed").fit(dates)
    history = rem.read_history(
        dates, networks={f"network {k}": changes.select("sender", "receiver") for k in range(60)}
    )
    warning = "actors: column 'size' is empty in row (3); the mean of the others, 2, is used"
    found = {effect.__name__: list(forms(effect)) for effect in rem.EFFECTS.values()}
    return found | {
        "CalendarResiduals": [rem.calendar_residuals(timed, "month")],
        "CollinearError": [rem.CollinearError("inertia: collinear", ("inertia",))],
        "ConvergenceError": [rem.ConvergenceError("no maximum after 50 steps", ("inertia",))],
        "DynamChoiceModel": [choice, rem.DynamChoiceModel([rem.Inertia()])],
        "DynamCoordinationModel": [rem.DynamCoordinationModel([rem.Inertia()])],
        "DynamModel": [rem.DynamModel(rate, choice)],
        "DynamRateModel": [rate],
        "Effect": [rem.Inertia()],
        "EstimationError": [rem.EstimationError("inertia: not a finite number", ("inertia",))],
        "GoodnessOfFit": [rem.goodness_of_fit(choice, simulations=4)],
        "History": [rem.read_history(data), history],
        "MissingValueWarning": [rem.MissingValueWarning(warning)],
        "UnusedColumnWarning": [rem.UnusedColumnWarning(warning)],
        "Network": [network, rem.Network(data), rem.Network(changes=changes.lazy())],
        "Offset": [rem.Offset(rem.Ego("size")), rem.Offset(rem.Inertia(), coefficient=0.5)],
        "RelationalEventModel": [timed, rem.RelationalEventModel(many)],
        "Statistics": [choice.statistics(data)],
        "SeparatedError": [rem.SeparatedError("separated: inertia", ("inertia",))],
    }  # fmt: skip


def daily_instances() -> dict[str, list[Any]]:
    """Objects of every public class of `detente.rem.daily`, by its name."""
    record = acts(220, rate=0.1)
    model = daily.DailyModel([daily.Baseline(), daily.Inertia(half_lives=(7.0,))]).fit(record)
    last = FIRST + dt.timedelta(days=210)
    dates = {DAY + dt.timedelta(days=k): float(k) for k in range(2000)}
    rows = pl.DataFrame(
        [(a, b, 1.0) for a in "ABCDEFGH" for b in "ABCDEFGH"], ["source", "target", "value"],
        orient="row",
    )  # fmt: skip
    return {
        "Baseline": [daily.Baseline()],
        "CollinearError": [daily.CollinearError("collinear: 'inertia [1]'", ("inertia [1]",))],
        "ConvergenceError": [daily.ConvergenceError("no maximum after 25 passes")],
        "DailyModel": [model, daily.DailyModel([daily.Inertia()] * 60)],
        "DateCovariate": [daily.DateCovariate("holiday", dates)],
        "DyadCovariate": [daily.DyadCovariate("contiguity", rows)],
        "Effect": [daily.Inertia()],
        "EstimationError": [daily.EstimationError("class 1: 3 acts for 4 coefficients")],
        "EstimationWarning": [daily.EstimationWarning("class 1: only 12 acts")],
        "Inertia": [daily.Inertia(half_lives=(1.0, 7.0, 60.0))],
        "JointMemory": [daily.JointMemory()],
        "OtherClasses": [daily.OtherClasses()],
        "ReceiverActivity": [daily.ReceiverActivity()],
        "Reciprocity": [daily.Reciprocity(prior=(0.0, 1.0))],
        "Score": [model.score(record, first=last, last=last)],
        "SenderActivity": [daily.SenderActivity()],
        "SeparatedError": [daily.SeparatedError("separated: 'quiet [1]'", ("quiet [1]",))],
        "Size": [model.size_],
        "Step": list(model.steps_),
        "Weekend": [daily.Weekend()],
    }


@pytest.mark.parametrize(("room", "found"), [(rem, instances), (daily, daily_instances)])
def test_public_objects_print_in_a_few_lines(room: Any, found: Any) -> None:
    by_name = found()
    classes = [name for name in room.__all__ if isinstance(getattr(room, name), type)]
    assert sorted(by_name) == sorted(classes), "give every public class an object here"
    for name, objects in by_name.items():
        for each in objects:
            assert isinstance(each, getattr(room, name))
            printed = repr(each)
            assert len(printed.splitlines()) <= LINES, printed
            assert len(printed) <= CHARACTERS, printed
            assert " object at 0x" not in printed, printed


def test_what_results_hold_prints_in_a_few_lines() -> None:
    model = rem.RelationalEventModel([rem.Inertia()]).fit(drawn(1, events=60))
    check = rem.goodness_of_fit(model, simulations=4)["dyad census"]
    for each in (model.design_, check):
        assert len(repr(each)) <= CHARACTERS
        assert len(repr(each).splitlines()) <= LINES


def test_a_model_says_what_it_is_and_how_far() -> None:
    model = rem.RelationalEventModel([rem.Inertia(), rem.Reciprocity()])
    assert repr(model) == ("RelationalEventModel (ordered): inertia, reciprocity\nnot fitted")
    model.fit(drawn(1, events=60))
    assert repr(model).endswith(
        f"\nfitted to 60 events, log-likelihood {model.log_likelihood_:.2f}"
    )
    assert np.isfinite(model.log_likelihood_)
