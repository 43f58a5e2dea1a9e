"""Write what an ensemble forecasts in the format of a platform."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.files.targets import check_target
from detente.files.write import write_bytes
from detente.forecasts.forecast import forecasts
from detente.forecasts.formats.base import Format, Wanted
from detente.forecasts.formats.registry import FORMATS
from detente.forecasts.mapping import read_mapping
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.numerics.arguments import flag, place, whole, word

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

PARQUET = ".parquet"
MOST_DRAWS = 100_000


def format_of(name: str) -> Format:
    """A format by its name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if word(name, "form") not in FORMATS:
        raise InputError(
            _("{given}: no such format{hint}").format(
                given=option("--format", name, argument="form"), hint=did_you_mean(name, FORMATS)
            )
        )
    return FORMATS[name]


def check_format(name: str, target: str, mapping: object, draws: int | None) -> Format:
    """Refuse what a format does not take, before anything is played.

    Parameters
    ----------
    name : str
    target : str
        Where it is to be written.
    mapping : object
        None where none is given.
    draws : int or None

    Raises
    ------
    InputError
    """
    form = format_of(name)
    if mapping is not None and not form.columns:
        raise InputError(_("{form} takes no mapping; leave it out").format(form=name))
    if draws is not None:
        if form.draws is None:
            raise InputError(_("{form} takes no draws; leave them out").format(form=name))
        whole(draws, "draws", 1, MOST_DRAWS)
    if target.lower().endswith(PARQUET) and not form.parquet:
        raise InputError(
            _("{target}: {form} is no Parquet file; name another file").format(
                target=target, form=name
            )
        )
    return form


def content(
    ensemble: Ensemble, name: str, *, mapping: str | Path | None, draws: int | None, target: str
) -> bytes:
    """The file's content.

    Raises
    ------
    InputError
        If the format does not take what is asked, or the mapping cannot be used.
    """
    form = check_format(name, target, mapping, draws)
    found = forecasts(ensemble)
    rows = None if mapping is None else read_mapping(mapping, form.columns, found)
    parquet = target.lower().endswith(PARQUET)
    wanted = Wanted(ensemble, found, rows, form.draws if draws is None else draws, parquet)
    return form.write(wanted)


def write_questions(
    ensemble: Ensemble,
    path: str | Path,
    form: str,
    *,
    mapping: str | Path | None = None,
    draws: int | None = None,
    overwrite: bool = False,
) -> None:
    """Write all forecasts in the format of a platform, whole or not at all.

    Parameters
    ----------
    ensemble : Ensemble
    path : str or Path
        ``.parquet`` for a file of that kind, where the format has such.
    form : {"metaculus", "hubverse", "views", "csv"}
    mapping : str or Path, optional
        A CSV that says which questions of the platform are answered (docs/forecasts.md).
    draws : int, optional
        Futures that are written one by one, where the format takes such.
    overwrite : bool
        Whether a file that is there is replaced.

    Raises
    ------
    InputError
        If the format does not take what is asked, the mapping cannot be used, or nothing can be
        written.
    """
    target = str(place(path, "path"))
    if mapping is not None:
        place(mapping, "mapping")
    check_target(target, flag(overwrite, "overwrite"))
    write_bytes(target, content(ensemble, form, mapping=mapping, draws=draws, target=target))
