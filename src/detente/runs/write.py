"""Write an ensemble to a run folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.ensemble.document import document
from detente.ensemble.future import Future
from detente.errors import OutcomeError
from detente.files.folders import new_folder
from detente.language.current import gettext as _
from detente.numerics.arguments import instance, place
from detente.runs.frames import (
    days_frame,
    digest,
    distribution_frame,
    futures_frame,
    paths_frame,
)
from detente.runs.happened import happened_frames
from detente.runs.manifest import FORMAT, VERSION, Manifest, ScenarioEntry, system, versions
from detente.scenario.folder import RUN

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.setting import Only

README = """\
{title}

{paths:,} futures of the scenario in scenario/, seed {seed}, played with Détente {version}.
{chosen}
run.json              what was played, with what, and a digest of the results
scenario/             the scenario as it was read
result.json           the answers (the document of --json)
outcomes.parquet      one row for each outcome: probability, interval, waiting, dates
amounts.parquet       one row for each amount: mean and its interval, median, quantiles
paths.parquet         one row for each future: draw indices, dates of first passage, claims
days.parquet          one row for each day: shares of futures by then, means and bands
distribution.parquet  relation indices and levels by day: how many futures in which bin
futures.parquet       the acts of two sample futures
futures.json          the same, with outcomes and claims
{happened}
The same futures again, compared bit for bit:   detente simulate --again FOLDER
In Python:                                       detente.open_run("FOLDER").frame("paths")
"""


HAPPENED = """\
acts.parquet          every act of every future
moves.parquet         every move of a state in every future
"""


def _chosen(only: Only | None) -> str:
    """Why these futures and no others."""
    if only is None:
        return ""
    seen = "".join(f"  {each.said}\n" for each in only.seen)
    return f"They are those of {only.among.paths:,} in which this is seen:\n{seen}"


def write_run(ensemble: Ensemble, folder: str | Path, *, overwrite: bool = False) -> None:
    """Write a run folder, whole or not at all.

    Parameters
    ----------
    ensemble : Ensemble
    folder : str or Path
        A new folder, or an empty one.
    overwrite : bool
        Whether the run of a run folder is replaced.

    Raises
    ------
    InputError
        If it cannot be written, or something is there that is not to be replaced.
    """
    from detente.ensemble.ensemble import Ensemble

    instance(ensemble, "ensemble", Ensemble, "as Scenario.simulate gives it")
    place(folder, "folder")
    if ensemble.branched is not None:
        raise OutcomeError(_("a branch is not kept as a run; write its document as JSON"))
    futures = ensemble.sample()
    with new_folder(folder, last=RUN, overwrite=overwrite, known_by=RUN) as home:
        (home / "scenario").mkdir()
        for name, text in ensemble.scenario.texts.items():
            file = home / "scenario" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8"))
        frames = {
            "outcomes": ensemble.outcomes.to_polars(),
            "amounts": ensemble.amounts.to_polars(),
            "paths": paths_frame(ensemble),
            "days": days_frame(ensemble),
            "distribution": distribution_frame(ensemble),
            "futures": futures_frame(futures),
            **happened_frames(ensemble),
        }
        sums = {}
        for name, frame in frames.items():
            content = io.BytesIO()  # so that it is Python that writes, and its errors that come
            frame.write_parquet(content)
            (home / f"{name}.parquet").write_bytes(content.getbuffer())
            sums[name] = hashlib.sha256(content.getbuffer()).hexdigest()
        _write_json(home / "result.json", document(ensemble))
        _write_json(home / "futures.json", {k: _future(f) for k, f in futures.items()})
        manifest = _manifest(ensemble, sums)
        _write_json(home / RUN, manifest.model_dump(mode="json"))
        (home / "README.txt").write_text(
            README.format(
                title=ensemble.scenario.title,
                paths=ensemble.paths,
                seed=ensemble.seed,
                version=manifest.versions["detente"],
                chosen=_chosen(ensemble.only),
                happened="" if ensemble.chronicle is None else HAPPENED,
            ),
            encoding="utf-8",
        )


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _future(future: Future) -> dict[str, Any]:
    return {
        "path": future.path,
        "acts": [
            {
                "date": act.date.isoformat(),
                "row": act.row,
                "source": act.source,
                "target": act.target,
                "with": list(act.others),
                "act": act.act,
                "prose": act.prose,
                "scheduled": act.scheduled,
            }
            for act in future.acts
        ],
        "moves": [
            {
                "date": move.date.isoformat(),
                "state": move.state,
                "before": move.before,
                "value": move.value,
            }
            for move in future.moves
        ],
        "outcomes": {name: date.isoformat() for name, date in future.outcomes.items()},
        "claims": dict(future.claims),
    }


def _manifest(ensemble: Ensemble, sums: dict[str, str]) -> Manifest:
    scenario = ensemble.scenario
    return Manifest(
        format=FORMAT,
        version=VERSION,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        command=command(ensemble),
        scenario=ScenarioEntry(id=scenario.id, title=scenario.title, hash=scenario.hash),
        as_of=scenario.as_of.isoformat(),
        horizon=ensemble.days,
        paths=ensemble.paths,
        seed=ensemble.seed,
        forced=dict(ensemble.forced),
        credences=dict(ensemble.credences),
        seen=[] if ensemble.only is None else [each.said for each in ensemble.only.seen],
        among=None if ensemble.only is None else ensemble.only.among.paths,
        analyst=scenario.believes,
        versions=versions(),
        system=system(),
        digest=digest(ensemble),
        tables=sums,
    )


def command(ensemble: Ensemble) -> str:
    """The command that plays the same futures from the copy of the scenario."""
    words = ["detente", "simulate", "scenario"]
    paths = ensemble.paths if ensemble.only is None else ensemble.only.among.paths
    words += ["--paths", str(paths), "--seed", str(ensemble.seed)]
    if ensemble.days != ensemble.scenario.file.horizon:
        words += ["--until", ensemble.dates[-1].isoformat()]
    if ensemble.scenario.believes is not None:
        words += ["--analyst", ensemble.scenario.believes]
    for claim, value in ensemble.forced.items():
        words += ["--force", f"{claim}={str(value).lower()}"]
    for claim, credence in ensemble.credences.items():
        words += ["--credence", f"{claim}={credence!r}"]
    for each in () if ensemble.only is None else ensemble.only.seen:
        words += ["--seen", each.said]
    return shlex.join(words)
