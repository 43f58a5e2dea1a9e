"""An ensemble as tables, and back."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.ensemble.design import Design
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.future import Future
from detente.ensemble.kept.bins import BINS, Scale, scales
from detente.ensemble.kept.courses import followed, windows
from detente.ensemble.kept.level_bins import BINS as LEVEL_BINS
from detente.language.current import gettext as _
from detente.planes.index import index_name, volume_name
from detente.planes.moving import LEVEL
from detente.runs.happened import chronicle_of

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def paths_frame(ensemble: Ensemble) -> pl.DataFrame:
    """`Ensemble.to_frame`, and for each path the counts of the outcomes and the watched planes.

    ``count:OUTCOME`` holds acts or days, ``mean:PLANE`` the mean over the horizon, ``last:PLANE``
    the value on the last day; ``given:ID`` and ``judgement:CLAIM`` hold 1 where the condition does
    that these are given. ``course:PLANE:K`` is the mean of an index or a level in the K-th window,
    ``days:STATE:VALUE`` the number of days on which a state has a value.
    """
    columns: dict[str, Any] = {}
    for i, outcome in enumerate(ensemble.scenario.outcomes):
        columns[f"count:{outcome.id}"] = ensemble.count[:, i]
    for name, k in ensemble.scenario.watched().items():
        columns[f"mean:{name}"] = ensemble.path_mean[:, k]
        columns[f"last:{name}"] = ensemble.last[:, k]
    for k, name in enumerate(followed(list(ensemble.scenario.watched()))):
        for part in range(ensemble.courses.shape[2]):
            columns[_course_column(name, part)] = ensemble.courses[:, k, part]
    for k, state in enumerate(ensemble.scenario.states):
        for i, value in enumerate(state.values):
            columns[_days_column(state.id, value)] = ensemble.state_days[:, k, i]
    amounts = {amount.id for amount in ensemble.scenario.amounts}
    for k, name in enumerate(ensemble.setting.compiled.readings):
        if name not in amounts:
            columns[name] = ensemble.readings[:, k]
    return ensemble.to_frame().with_columns(pl.Series(n, v) for n, v in columns.items())


def days_frame(ensemble: Ensemble) -> pl.DataFrame:
    """One row for each day: shares of futures that have seen an outcome, means of the planes.

    ``share:OUTCOME`` is cumulative; ``mean:PLANE`` the mean over futures; for the relation index
    of a pair, and for a level, also ``low:PLANE``, ``median:PLANE``, ``high:PLANE``: 10, 50 and
    90 %. ``state:STATE:VALUE`` is the share of futures in which a state has a value on that day.
    """
    columns: dict[str, Any] = {"date": ensemble.dates}
    for outcome in ensemble.scenario.outcomes:
        columns[f"share:{outcome.id}"] = ensemble.first_passage(outcome.id)
    for name, k in ensemble.scenario.watched().items():
        columns[f"mean:{name}"] = ensemble.daily_mean[:, k]
    for declared in ensemble.scenario.file.index:
        course = ensemble.index(*declared.pair)
        for name, path in (
            (index_name(*declared.pair), course),
            (volume_name(*declared.pair), course.volume),
        ):
            columns[f"low:{name}"] = path.low
            columns[f"median:{name}"] = path.median
            columns[f"high:{name}"] = path.high
    for level in ensemble.levels:
        name = f"{LEVEL}{level.level}"
        columns[f"low:{name}"] = level.low
        columns[f"median:{name}"] = level.median
        columns[f"high:{name}"] = level.high
    for state in ensemble.states:
        for k, value in enumerate(state.values):
            columns[_value_column(state.state, value)] = state.share[:, k]
    return pl.DataFrame(columns)


def _value_column(state: str, value: str) -> str:
    return f"state:{state}:{value}"


def _course_column(plane: str, window: int) -> str:
    return f"course:{plane}:{window + 1}"


def _days_column(state: str, value: str) -> str:
    return f"days:{state}:{value}"


def distribution_frame(ensemble: Ensemble) -> pl.DataFrame:
    """How relation indices, volumes and levels are distributed over the futures, by day.

    One row for each plane, date and bin in which there are any: `plane`, `date`, the bin from
    `low` to `high`, and the number of `paths` in it.
    """
    watched = list(ensemble.scenario.watched())
    known = [*scales(watched), *ensemble.level_scales]
    names = [
        *watched[: len(scales(watched))],
        *(f"{LEVEL}{v.id}" for v in ensemble.scenario.levels),
    ]
    here = [np.nonzero(counts) for counts in (*ensemble.histogram, *ensemble.level_counts)]
    plane = np.repeat(np.arange(len(here)), [len(day) for day, _bin in here])
    day, bin_ = (
        np.concatenate([np.zeros(0, np.int64), *(each[i] for each in here)]) for i in (0, 1)
    )
    number = [
        counts[found]
        for counts, found in zip((*ensemble.histogram, *ensemble.level_counts), here, strict=True)
    ]
    start = ensemble.scenario.as_of + dt.timedelta(days=1)
    return pl.DataFrame(
        {
            "plane": [names[k] for k in plane],
            "date": pl.Series(day, dtype=pl.Int32) + (start - dt.date(1970, 1, 1)).days,
            "low": _at(known, plane, bin_),
            "high": _at(known, plane, bin_ + 1),
            "paths": np.concatenate([np.zeros(0, np.int64), *number]),
        },
        schema={
            "plane": pl.String,
            "date": pl.Int32,
            "low": pl.Float64,
            "high": pl.Float64,
            "paths": pl.Int64,
        },
    ).with_columns(pl.col("date").cast(pl.Date))


def _at(
    known: Sequence[Scale], plane: NDArray[np.int64], place: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Values at places on the scales of planes."""
    found = np.empty(place.size)
    for k, scale in enumerate(known):
        found[plane == k] = scale.at(place[plane == k])
    return found


def futures_frame(futures: Mapping[str, Future]) -> pl.DataFrame:
    """The acts of sample futures, one row each, in order of time."""
    rows = [
        (
            label,
            future.path,
            act.date,
            act.row,
            act.source,
            act.target,
            list(act.others),
            act.act,
            act.prose,
            act.scheduled,
        )
        for label, future in futures.items()
        for act in future.acts
    ]
    schema: dict[str, Any] = {
        "future": pl.String,
        "path": pl.Int64,
        "date": pl.Date,
        "row": pl.String,
        "source": pl.String,
        "target": pl.String,
        "with": pl.List(pl.String),
        "act": pl.String,
        "prose": pl.String,
        "scheduled": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def restore(
    scenario: Scenario,
    seed: int,
    days: int,
    forced: Mapping[str, bool],
    paths: pl.DataFrame,
    daily: pl.DataFrame,
    distribution: pl.DataFrame,
    happened: tuple[pl.DataFrame, pl.DataFrame] | None = None,
) -> Ensemble:
    """Make the ensemble again from its tables, bit for bit.

    `happened` are the tables of acts and moves, where they were kept.

    Raises
    ------
    polars.exceptions.PolarsError, ValueError
        If the tables do not fit the scenario.
    """
    start = scenario.as_of + dt.timedelta(days=1)
    epoch = (start - dt.date(1970, 1, 1)).days
    watched = list(scenario.watched())
    outcomes = [outcome.id for outcome in scenario.outcomes]
    claims = [f"claim:{claim.id}" for claim in scenario.claims]
    readings = list(scenario.compiled(days).readings)

    def table(names: list[str], frame: pl.DataFrame, dtype: Any) -> NDArray[Any]:
        empty = np.empty((frame.height, 0), dtype=dtype)
        columns = [frame[name].to_numpy().astype(dtype, casting="safe") for name in names]
        return np.column_stack([empty, *columns]).astype(dtype)

    day_of = (pl.col(outcome).cast(pl.Int32) - epoch for outcome in outcomes)
    first = paths.with_columns(day.fill_null(-1) for day in day_of)
    known = scales(watched)
    levels = [f"{LEVEL}{level.id}" for level in scenario.levels]
    by_plane = {str(n[0]): frame for n, frame in distribution.group_by("plane")}
    if daily.height != days or not by_plane.keys() <= {*watched[: len(known)], *levels}:
        raise ValueError(_("dates or bins lie outside"))
    histogram = np.zeros((len(known), days, BINS), dtype=np.int64)
    for k, scale in enumerate(known):
        _fill(histogram[k], by_plane.get(watched[k]), scale, epoch)
    level_scales = tuple(_level_scale(by_plane[name]) for name in levels)
    level_counts = np.zeros((len(levels), days, LEVEL_BINS), dtype=np.int32)
    for k, scale in enumerate(level_scales):
        _fill(level_counts[k], by_plane[levels[k]], scale, epoch)
    return Ensemble(
        scenario=scenario,
        seed=seed,
        days=days,
        forced=forced,
        design=Design(*(paths[n].to_numpy() for n in ("belief", "parameters", "chance"))),
        first=table(outcomes, first, np.int32),
        count=table([f"count:{o}" for o in outcomes], paths, np.int32),
        truth=table(claims, paths.with_columns(pl.col(pl.Boolean).cast(pl.UInt8)), np.uint8),
        path_mean=table([f"mean:{name}" for name in watched], paths, np.float64),
        last=table([f"last:{name}" for name in watched], paths, np.float64),
        daily_mean=table([f"mean:{name}" for name in watched], daily, np.float64),
        histogram=histogram,
        readings=table(
            readings, paths.with_columns(pl.col(n).fill_null(np.nan) for n in readings), np.float64
        ),
        state_last=_last_values(scenario, paths),
        state_counts=_value_counts(scenario, daily, paths.height),
        level_counts=level_counts,
        level_scales=level_scales,
        courses=_courses(scenario, paths, days),
        state_days=_state_days(scenario, paths),
        chronicle=(
            None if happened is None else chronicle_of(scenario, days, paths.height, *happened)
        ),
    )


def _fill(counts: NDArray[np.int64], frame: pl.DataFrame | None, scale: Scale, epoch: int) -> None:
    """Put the paths of one plane into their days and bins."""
    if frame is None:
        return
    day = (frame["date"].cast(pl.Int32) - epoch).to_numpy()
    bins = scale.begun_at(frame["low"].to_numpy())
    if min(day.min(), bins.min()) < 0:
        raise ValueError(_("dates or bins lie outside"))
    counts[day, bins] = frame["paths"].to_numpy()


def _level_scale(frame: pl.DataFrame) -> Scale:
    """The bins of a level: they begin with the first one in which there are any."""
    low = frame["low"].to_numpy()
    width = float(frame["high"].to_numpy()[0] - low[0])
    return Scale(float(low.min()), float(low.min()) + LEVEL_BINS * width, number=LEVEL_BINS)


def _last_values(scenario: Scenario, paths: pl.DataFrame) -> NDArray[np.uint8]:
    """Numbers of the values of the states on the last day."""
    found = np.empty((paths.height, len(scenario.states)), dtype=np.uint8)
    for k, state in enumerate(scenario.states):
        number = {value: i for i, value in enumerate(state.values)}
        found[:, k] = [number[value] for value in paths[f"state:{state.id}"]]
    return found


def _courses(scenario: Scenario, paths: pl.DataFrame, days: int) -> NDArray[np.float32]:
    """Means of indices and levels by path, plane and window."""
    planes, parts = followed(list(scenario.watched())), windows(days).size - 1
    found = np.empty((paths.height, len(planes), parts), dtype=np.float32)
    for k, name in enumerate(planes):
        for part in range(parts):
            found[:, k, part] = paths[_course_column(name, part)].to_numpy()
    return found


def _state_days(scenario: Scenario, paths: pl.DataFrame) -> NDArray[np.int32]:
    """Days of each path with each value of each state."""
    most = max((len(state.values) for state in scenario.states), default=0)
    found = np.zeros((paths.height, len(scenario.states), most), dtype=np.int32)
    for k, state in enumerate(scenario.states):
        for i, value in enumerate(state.values):
            found[:, k, i] = paths[_days_column(state.id, value)].to_numpy()
    return found


def _value_counts(scenario: Scenario, daily: pl.DataFrame, paths: int) -> NDArray[np.int64]:
    """Paths by state, day and number of the value, from their shares."""
    most = max((len(state.values) for state in scenario.states), default=0)
    found = np.zeros((len(scenario.states), daily.height, most), dtype=np.int64)
    for k, state in enumerate(scenario.states):
        for i, value in enumerate(state.values):
            found[k, :, i] = np.rint(daily[_value_column(state.id, value)].to_numpy() * paths)
    return found


def digest(ensemble: Ensemble, *, happened: bool = True) -> str:
    """SHA-256 of all numbers of an ensemble: equal digests, identical results.

    Without `happened` that leaves aside what happened in each future.
    """
    total = hashlib.sha256()
    design = ensemble.design
    arrays: dict[str, NDArray[Any]] = {
        "belief": design.belief,
        "parameters": design.parameters,
        "chance": design.chance,
        "first": ensemble.first,
        "count": ensemble.count,
        "truth": ensemble.truth,
        "path_mean": ensemble.path_mean,
        "last": ensemble.last,
        "daily_mean": ensemble.daily_mean,
        "histogram": ensemble.histogram,
    }
    if ensemble.readings.shape[1]:
        arrays["readings"] = np.nan_to_num(ensemble.readings, nan=-1.0)
    if ensemble.scenario.states:
        arrays |= {"state_last": ensemble.state_last, "state_counts": ensemble.state_counts}
    if ensemble.scenario.levels:
        arrays["level_counts"] = ensemble.level_counts
    if happened and ensemble.chronicle is not None:
        known = ensemble.chronicle
        arrays |= {"acts": known.acts, "acts_from": known.acts_from}
        arrays |= {"moves": known.moves, "moves_from": known.moves_from}
    for name, array in arrays.items():
        plain = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        total.update(f"{name}:{plain.dtype.str}:{plain.shape}\0".encode())
        total.update(plain.tobytes())
    return total.hexdigest()
