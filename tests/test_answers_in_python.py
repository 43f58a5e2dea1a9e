"""What people take from Python: frames, summaries, names, and messages in its words."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Callable
from contextlib import redirect_stdout

import numpy as np
import polars as pl
import pytest

import detente
from detente.cli.app import app
from detente.numerics.framed import Framed
from tests.explain.worlds import world


@functools.cache
def ensemble() -> detente.Ensemble:
    """Enough futures for something to happen in some."""
    return world().simulate(300, seed=3)


@functools.cache
def explanation() -> detente.Explanation:
    """Of the outcome that has gates."""
    return ensemble().explain("words")


def test_the_outcomes_are_there_by_name_and_as_a_frame() -> None:
    played = ensemble()
    assert played.outcomes.names == tuple(o.id for o in played.scenario.outcomes)
    for answer in played.outcomes:
        estimate = played.estimate(answer.outcome)
        assert answer.probability == estimate.probability
        assert (answer.low, answer.high) == estimate.interval
        assert answer.median_date == played.median_date(answer.outcome)
    frame = played.outcomes.to_polars()
    assert frame["probability"].to_list() == [a.probability for a in played.outcomes]
    assert frame.schema["median_date"] == pl.Date
    after = played.outcomes["soon"]
    both = played.after("soon")
    assert both is not None
    assert after.antecedent_probability == both.first.probability
    with pytest.raises(detente.OutcomeError, match="did you mean 'crossed'"):
        played.outcomes["crosed"]


def test_the_indices_are_named_by_their_pair() -> None:
    played = ensemble()
    (name,) = played.indices.names
    path = played.indices[name]
    assert np.array_equal(path.mean, played.index(*path.pair).mean)
    frame = path.to_polars()
    assert frame["date"].to_list() == played.dates
    assert np.array_equal(frame["mean"], path.mean)
    assert np.array_equal(frame["volume_high"], path.volume.high)
    assert played.indices.to_polars().equals(frame)


def test_futures_and_their_acts_are_frames() -> None:
    played = ensemble()
    assert played.to_polars().height == played.paths
    assert played.to_frame().equals(played.to_polars())
    future = played.future(7)
    acts = future.to_polars()
    assert acts["row"].to_list() == [act.row for act in future.acts]
    assert acts["date"].to_list() == [act.date for act in future.acts]


def test_worths_and_stacks_are_frames() -> None:
    found = explanation()
    worths = found.worths.to_polars()
    assert worths["claim"].to_list() == [worth.claim for worth in found.worths]
    assert worths["low"].to_list() == [worth.interval[0] for worth in found.worths]
    first = found.worths[0]
    assert found.worths[first.claim] is first
    stack = found.stacks[0]
    frame = stack.to_polars()
    assert frame.height == stack.values.size
    sums = frame.group_by("date", maintain_order=True).agg(
        pl.col("contribution").sum(), pl.col("log_hazard").first(), pl.col("waiting").first()
    )
    there = np.isfinite(stack.log_hazard)
    assert sums["contribution"].to_numpy()[there] == pytest.approx(stack.log_hazard[there])
    assert found.stacks.to_polars()["process"].unique(maintain_order=True).to_list() == [
        each.process for each in found.stacks
    ]


def test_what_moves_an_index_or_a_latch_is_a_frame() -> None:
    index = ensemble().explain("thaw").index
    assert index is not None
    frame = index.to_polars()
    assert frame.height == index.values.size
    assert frame["row"].to_list()[: len(index.rows)] == list(index.rows)
    pressure = ensemble().explain("crossed").pressure
    assert pressure is not None
    assert pressure.to_polars()["part"].to_list()[: len(pressure.parts)] == list(pressure.parts)


def test_differences_are_frames() -> None:
    compared = detente.compare(ensemble(), world().simulate(300, seed=3, ready=False))
    frame = compared.outcomes.to_polars()
    assert frame["outcome"].to_list() == [each.outcome for each in compared.outcomes]
    assert frame["high"].to_list() == [each.interval[1] for each in compared.outcomes]
    assert compared.contributions.to_polars().columns == ["process", "effect", "first", "second"]


def test_every_frame_is_one_of_pandas_as_well() -> None:
    pandas = pytest.importorskip("pandas")
    played, found = ensemble(), explanation()
    framed: list[Framed] = [played, played.outcomes, played.indices, played.future(0)]
    framed += [found.worths, found.stacks, found.claim_shares, found.interactions]
    for each in framed:
        frame = each.to_pandas()
        assert isinstance(frame, pandas.DataFrame)
        assert list(frame.columns) == each.to_polars().columns
        assert len(frame) == each.to_polars().height
    assert str(played.to_pandas()["thaw"].dtype).startswith("datetime64")


def test_a_summary_is_what_the_command_prints() -> None:
    played = ensemble()
    for thing, first in (
        (played, played.scenario.title),
        (explanation(), explanation().outcome.title),
        (detente.compare(played, played), "Both are plays of"),
    ):
        text = thing.summary()
        assert first in text
        assert repr(text) == text  # as it is, at a prompt
        assert max(len(line) for line in text.splitlines()) <= 100
        assert "\x1b" not in text


def test_a_summary_prints_nothing_by_itself() -> None:
    with redirect_stdout(io.StringIO()) as out:
        ensemble().summary()
    assert not out.getvalue()


def test_messages_name_arguments_in_python_and_options_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scenario = world()
    calls: dict[str, Callable[[], object]] = {
        "paths=0": lambda: scenario.simulate(0),
        "seed=-1": lambda: scenario.simulate(10, -1),
        "until=1999-01-01": lambda: scenario.simulate(10, until=dt.date(1999, 1, 1)),
        "level=2": lambda: ensemble().explain("words", level=2.0),
        "sources=…": lambda: scenario.check({"nothing": "nothing.txt"}),
    }
    for said, call in calls.items():
        with pytest.raises(detente.InputError) as caught:
            call()
        assert str(caught.value).startswith(said)
        assert "--" not in str(caught.value)
    with pytest.raises(detente.InputError, match=r"^--paths 0: "):
        app(["simulate", "us-russia-2024", "--paths", "0"], standalone_mode=False)
    with pytest.raises(detente.InputError, match=r"^paths=0: "):  # and not from then on
        scenario.simulate(0)
