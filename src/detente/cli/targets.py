"""Where results may be written: not over what they are made from, and no two to one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.files.reasons import cannot_write
from detente.files.targets import check_new_folder, check_target
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from detente.public.play import Scenario
    from detente.public.run import Run


REPLACES = "--overwrite"


def check_file(target: str | None, overwrite: bool) -> None:
    """Refuse a file that could not be written, or is there and not to be replaced."""
    if target is not None:
        check_target(target, overwrite, REPLACES)


def check_folder(target: str | None, overwrite: bool, known_by: str | None = None) -> None:
    """Refuse a folder that could not be filled, or whose files are not to be replaced."""
    if target is not None:
        check_new_folder(target, overwrite, known_by=known_by, replaces=REPLACES)


def check_chart(target: str | None, overwrite: bool) -> None:
    """Refuse a file that no figure can be saved in, or that is there and not to be replaced."""
    if target is not None:
        from detente.charts.figure import check_figure

        check_figure(target, "--chart")
        check_file(target, overwrite)


def check_distinct(targets: Mapping[str, str | None]) -> None:
    """Refuse two results of one name; None and '-' are no files.

    Parameters
    ----------
    targets : mapping of str to str or None
        By option.
    """
    named: dict[str, str] = {}
    for option, target in targets.items():
        if target is None or target == "-":
            continue
        real = os.path.realpath(target)
        if real in named:
            raise InputError(
                _("{option} {target}: {other} has the same name; name another file").format(
                    option=option, target=target, other=named[real]
                )
            )
        named[real] = option


def check_apart(source: Scenario | Run, target: str | None) -> None:
    """Refuse to write a result over a file of a scenario, or into a run folder.

    Parameters
    ----------
    source : Scenario or Run
    target : str or None
        Where a result is to be written; None and '-' are nowhere.
    """
    from detente.scenario.scenario import Scenario

    if target is None or target == "-":
        return
    path = Path(os.path.realpath(target))
    if not isinstance(source, Scenario):
        if path.is_relative_to(os.path.realpath(source.folder)):
            raise cannot_write(target, _("it lies in the run folder; name another one"))
        return
    folder = Path(source.where).parent
    if str(path) in {os.path.realpath(folder / text) for text in source.texts}:
        raise cannot_write(target, _("it is a file of the scenario; name another one"))


def check_beside(scenario: str, target: str) -> None:
    """Refuse to write a result over a file in the folder of a scenario that cannot be read.

    Raises
    ------
    InputError
        If there is such a file.
    """
    path, folder = Path(os.path.realpath(target)), Path(os.path.realpath(scenario))
    own = path.suffix != ".json" or path.name == "record.json"  # no earlier report
    if target != "-" and own and path.is_file() and path.is_relative_to(folder):
        raise cannot_write(target, _("it is a file of the scenario; name another one"))


def check_outside(folder: Path, target: str | None) -> None:
    """Refuse to write a result into a store.

    Raises
    ------
    InputError
        If the file lies in the store's folder.
    """
    if target is None or target == "-":
        return
    if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder)):
        raise cannot_write(target, _("it lies in the event store; name another place"))
