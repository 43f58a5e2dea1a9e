"""Read a run folder, and play it again."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from detente.ensemble.design import nested
from detente.ensemble.setting import Only
from detente.ensemble.simulate import check_request, simulate
from detente.errors import InputError
from detente.files.read import read_text
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean, in_their_words
from detente.language.shown import count, named, rows, shown
from detente.numerics.arguments import word
from detente.runs.manifest import FORMAT, VERSION, Manifest, system, versions
from detente.runs.tables import TABLES
from detente.scenario.believed import as_believed_by
from detente.scenario.folder import RUN
from detente.scenario.read import load
from detente.scenario.scenario import Scenario
from detente.scenario.validate import validate
from detente.seen.chosen import seen
from detente.seen.said import said

if TYPE_CHECKING:
    import numpy as np
    import polars
    from numpy.typing import NDArray

    from detente.ensemble.ensemble import Ensemble
    from detente.progress import Progress

FRAMES = ("outcomes", "amounts", "paths", "days", "distribution", "futures", *TABLES)
LARGEST_DOCUMENT = 500_000_000
"""Bytes of the largest JSON document of a run that is read."""


@dataclass(frozen=True, slots=True, repr=False)
class Repeat:
    """A run played again, and how it compares.

    `differing` gives, for each outcome with any, the number of futures in which it came about on
    another day or not at all; `largest` the largest difference in a daily mean; `versions` what
    was then and is now, where they differ.
    """

    ensemble: Ensemble
    identical: bool
    differing: Mapping[str, int]
    largest: float
    versions: Mapping[str, tuple[str, str]]

    def __repr__(self) -> str:
        """Whether it is the same, and what differs."""
        changed = [f"{name} {then} then, {now} now" for name, (then, now) in self.versions.items()]
        others = [f"{count(n, 'future')} in {name}" for name, n in self.differing.items()]
        return shown(
            f"{type(self).__name__} of {self.ensemble.scenario.id}: "
            f"{count(self.ensemble.paths, 'future')}, seed {self.ensemble.seed}",
            "identical, bit for bit" if self.identical else "not identical",
            f"on another day: {named(others)}" if others else "",
            *rows(changed, "version"),
        )


class Run:
    """A run folder.

    Attributes
    ----------
    folder : Path
    manifest : Manifest
        What `run.json` says: scenario, seed, paths, versions, digest of the results.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    def __repr__(self) -> str:
        """Where it lies, and what was played with what."""
        manifest = self.manifest
        return shown(
            f"{type(self).__name__} {self.folder}",
            f"{manifest.scenario.id}: {manifest.scenario.title}",
            f"{count(manifest.paths, 'future')} of {count(manifest.horizon, 'day')} after "
            f"{manifest.as_of}, seed {manifest.seed}",
            f"forced: {named(f'{c} = {str(v).lower()}' for c, v in manifest.forced.items())}"
            if manifest.forced
            else "",
            f"credences moved: {named(f'{c} = {p:g}' for c, p in manifest.credences.items())}"
            if manifest.credences
            else "",
            f"seen: {named(manifest.seen)}" if manifest.seen else "",
            f"written {manifest.created} with detente {manifest.versions.get('detente', '?')}",
        )

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was played, from the copy in the folder.

        Raises
        ------
        InputError
            If the copy has been changed.
        """
        scenario = load(self.folder / "scenario")
        if scenario.hash != self.manifest.scenario.hash:
            raise InputError(
                _(
                    "{folder}: changed since the run was written (hash {hash}, not "
                    "{written}); simulate it anew"
                ).format(
                    folder=self.folder / "scenario",
                    hash=scenario.hash,
                    written=self.manifest.scenario.hash,
                )
            )
        who = self.manifest.analyst
        return scenario if who is None else as_believed_by(scenario, who)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The answers as plain data: the document of ``--json`` (docs/json.md)."""
        return _json(self.folder / "result.json")

    def frame(self, name: str) -> polars.DataFrame:
        """A table of the run; ``.to_pandas()`` makes it one of pandas.

        Parameters
        ----------
        name : {"outcomes", "amounts", "paths", "days", "distribution", "futures", "acts", "moves"}

        Returns
        -------
        polars.DataFrame
            Its columns are listed in docs/runs.md.

        Raises
        ------
        InputError
            If there is no such table, or it cannot be read.
        """
        import polars as pl

        if word(name, "name") not in FRAMES:
            raise InputError(
                _("no table '{name}' in a run").format(name=name) + did_you_mean(name, FRAMES)
            )
        path = self.folder / f"{name}.parquet"
        if name in TABLES and name not in self.manifest.tables:
            raise InputError(
                _(
                    "{folder}: what happened in each future is not kept in this run; "
                    "`detente simulate --again` plays it anew"
                ).format(folder=self.folder)
            )
        if not path.is_file():
            raise InputError(
                _("{path}: no such file; the run folder is not whole").format(path=path)
            )
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(labelled(path, reason(error))) from None
        # compared first: the reader of Parquet may give up noisily on bytes that nobody wrote
        if hashlib.sha256(content).hexdigest() != self.manifest.tables.get(name):
            raise InputError(
                _("{path}: damaged, or changed since the run was written; simulate it anew").format(
                    path=path
                )
            )
        try:
            return pl.read_parquet(io.BytesIO(content))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise InputError(
                _("{path}: no table of a run").format(path=path) + in_their_words(error)
            ) from None

    def ensemble(self) -> Ensemble:
        """The ensemble as it was, to be asked anything; nothing is played.

        Raises
        ------
        InputError
            If the tables have been changed or do not fit the scenario.
        """
        import polars as pl

        from detente.runs.frames import restore

        manifest = self.manifest
        self._check_manifest()
        paths, days, bins = (self.frame(name) for name in ("paths", "days", "distribution"))
        acts, moves = (self.frame(name) if name in manifest.tables else None for name in TABLES)
        happened = None if acts is None or moves is None else (acts, moves)
        try:
            ensemble = restore(
                self.scenario,
                manifest.seed,
                manifest.horizon,
                manifest.forced,
                paths,
                days,
                bins,
                happened,
            )
        except (pl.exceptions.PolarsError, LookupError, TypeError, ValueError, OverflowError):
            raise InputError(
                _("{folder}: the tables do not fit the scenario").format(folder=self.folder)
            ) from None
        ensemble.credences = manifest.credences
        if self._digest(ensemble) != manifest.digest:
            raise InputError(
                _(
                    "{folder}: the tables were changed since the run was written; simulate it anew"
                ).format(folder=self.folder)
            )
        ensemble.only = self._only()
        return ensemble

    def _digest(self, ensemble: Ensemble) -> str:
        """The digest as the program made it that wrote the run."""
        from detente.runs.frames import digest

        return digest(ensemble, happened=self.manifest.version > 1)

    def _only(self) -> Only | None:
        """What is seen in all futures, if they were chosen by that."""
        manifest = self.manifest
        if manifest.among is None:
            return None
        last = self.scenario.as_of + dt.timedelta(days=manifest.horizon)
        seen = tuple(said(each, self.scenario, last) for each in manifest.seen)
        return Only(seen, nested(manifest.among))

    def _check_manifest(self) -> None:
        """Refuse what the scenario could not have been played with."""
        manifest = self.manifest
        longest = self.scenario.file.horizon
        try:
            for paths in (manifest.paths, manifest.among or manifest.paths):
                check_request(
                    self.scenario, paths, manifest.seed, manifest.forced, manifest.credences
                )
            if manifest.among is not None:
                self._only()
            if manifest.horizon > longest:
                raise InputError(
                    _("horizon: the scenario has {longest} days, not more").format(longest=longest)
                )
        except InputError as error:
            raise InputError(labelled(self.folder / RUN, error)) from None

    def repeat(self, *, threads: int | None = None, progress: Progress | None = None) -> Repeat:
        """Play the run again and compare.

        Raises
        ------
        InputError
            If the folder is damaged.
        """
        import numpy as np

        manifest = self.manifest
        scenario = self.scenario
        self._check_manifest()
        then = self.ensemble()
        again: Ensemble = simulate(
            scenario,
            paths=manifest.paths if manifest.among is None else manifest.among,
            seed=manifest.seed,
            until=scenario.as_of + dt.timedelta(days=manifest.horizon),
            forced=manifest.forced,
            credences=manifest.credences,
            threads=threads,
            progress=progress,
        )
        if manifest.among is not None:
            again = seen(again, manifest.seen, threads=threads, progress=progress)
        differing = {
            outcome.id: int(count)
            for outcome, count in zip(
                scenario.outcomes, _differing(again.first, then.first), strict=True
            )
            if count
        }
        difference = np.abs(again.daily_mean - then.daily_mean)
        now = {**versions(), "system": system()}
        before = {**manifest.versions, "system": manifest.system}
        return Repeat(
            ensemble=again,
            identical=self._digest(again) == manifest.digest,
            differing=differing,
            largest=float(difference.max(initial=0.0)),
            versions={
                name: (before[name], now.get(name, "none"))
                for name in before
                if before[name] != now.get(name)
            },
        )


def _differing(now: NDArray[np.int32], then: NDArray[np.int32]) -> NDArray[np.int64]:
    """In how many futures each outcome came on another day; in all, if these are others."""
    import numpy as np

    if now.shape != then.shape:
        return np.full(then.shape[1], then.shape[0], dtype=np.int64)
    return np.asarray((now != then).sum(axis=0))


def open_run(folder: str | Path) -> Run:
    """Open a run folder; see `detente.open_run`."""
    path = Path(folder)
    file = path / RUN
    if not file.exists() and (path / "scenario.toml").exists():
        raise InputError(
            _("{path}: a scenario, not a run; `detente simulate --out` writes runs").format(
                path=path
            )
        )
    raw = _json(file)
    if raw.get("format") != FORMAT:
        raise InputError(
            _("{file}: no run of Détente (format must be '{format}')").format(
                file=file, format=FORMAT
            )
        )
    version = raw.get("version")
    if type(version) is int and version > VERSION:
        raise InputError(
            _(
                "{file}: version {version} is newer than this program knows "
                "({newest}); update detente"
            ).format(file=file, version=min(version, 10**9), newest=VERSION)
        )
    return Run(path, validate(Manifest, raw, str(file)))


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(read_text(path, LARGEST_DOCUMENT))
    except (ValueError, RecursionError):
        raise InputError(_("{path}: not valid JSON").format(path=path)) from None
    if not isinstance(content, dict):
        raise InputError(_("{path}: not a JSON object").format(path=path))
    return cast("dict[str, Any]", content)
