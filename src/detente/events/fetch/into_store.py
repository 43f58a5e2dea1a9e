"""Fetch the files of a span of days and import them; what the store has is not fetched again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import InputError
from detente.events.fetch.fetch import Fetched, fetch_gdelt
from detente.events.fetch.patience import Patience
from detente.events.importing.run import Report, import_files
from detente.events.store.folder import DOWNLOADS, store_folder, vanishing, writing
from detente.language.current import gettext as _
from detente.progress import Stage, silent


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of a span of days.

    Attributes
    ----------
    fetched : Fetched
    imported : Report
    """

    fetched: Fetched
    imported: Report

    def document(self) -> dict[str, Any]:
        """Plain data (docs/json.md): that of the import, and which files were not fetched."""
        return {
            **self.imported.document(),
            "missing": [
                {
                    "file": each.name,
                    "first": each.first.isoformat(),
                    "last": each.last.isoformat(),
                    "reason": each.reason,
                }
                for each in self.fetched.missing
            ],
            "skipped": list(self.fetched.skipped),
        }


def fetch_into_store(
    first: dt.date,
    last: dt.date,
    store: str | Path | None = None,
    *,
    mirror: str | None = None,
    overrides: str | Path | None = None,
    stage: Stage = silent,
    received: Callable[[int], None] | None = None,
    patience: Patience | None = None,
) -> FetchReport:
    """Fetch GDELT's event files of a span of days into a store.

    Parameters
    ----------
    first, last : date
        Both within.
    store : path, optional
        Folder; by default ``$DETENTE_STORE``, else the user's data directory.
    mirror : str, optional
        Address of another folder with the same files.
    overrides : path, optional
        CSV file that says where entities belong.
    stage : callable, optional
        Begins a stage of the work and returns whom to tell how far it is.
    received : callable, optional
        Told bytes as they arrive.
    patience : Patience, optional

    Raises
    ------
    InputError
        If a file cannot be had or verified, or the store cannot be written. What has arrived
        stays, and a repeated call goes on from there; where nothing has, nothing is left.
    """
    folder = store_folder(store)
    with vanishing(folder):
        try:
            return _fetched(folder, first, last, mirror, overrides, stage, received, patience)
        finally:
            with suppress(InputError), writing(folder):
                pass  # which tidies the folder


def _fetched(
    folder: Path,
    first: dt.date,
    last: dt.date,
    mirror: str | None,
    overrides: str | Path | None,
    stage: Stage,
    received: Callable[[int], None] | None,
    patience: Patience | None,
) -> FetchReport:
    with writing(folder) as right:  # so that nothing is fetched that could not be imported
        known = right.manifest.fetched
    fetched = fetch_gdelt(
        first,
        last,
        folder / DOWNLOADS / "gdelt",
        mirror,
        skip=lambda name, md5: known.get(name) == md5,
        progress=stage(_("{name}: fetching").format(name="gdelt")),
        received=received,
        patience=patience,
    )
    report = import_files(
        [file.path for file in fetched.files],
        folder,
        reader="gdelt",
        overrides=overrides,
        stage=stage,
    )
    failed = {Path(name).name for name, _ in report.failed}
    whole = [file for file in fetched.files if file.path.name not in failed]
    if whole:
        with writing(folder) as right:
            manifest = right.manifest.model_copy(deep=True)
            manifest.fetched.update({file.path.name: file.md5 for file in whole})
            right.commit(manifest)
        for file in whole:
            file.path.unlink(missing_ok=True)
    return FetchReport(fetched, report)
