"""Acts as they may be given: a file, or acts of a future, or of a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.ontology.acts import Act
from detente.planes.record import PastAct


def acts_given(acts: str | Path | Sequence[Any] | None) -> str | Path | list[PastAct] | None:
    """A file as it is; acts as those of a record.

    Raises
    ------
    InputError
        If something in the row is no act.
    """
    if acts is None or isinstance(acts, str | Path):
        return acts
    return list(_each(acts))


def _each(acts: Sequence[Any]) -> Iterator[PastAct]:
    for number, act in enumerate(acts):
        if isinstance(act, PastAct):
            yield act
            continue
        try:
            kind = act.act if isinstance(act.act, Act) else Act.parse(act.act)
            others = tuple(getattr(act, "others", ()))
            if not isinstance(act.date, dt.date):
                raise TypeError
            yield PastAct(act.date, act.source, act.target, kind, others=others)
        except (AttributeError, TypeError):
            raise InputError(
                _("acts[{number}]: {given} is no act; give a file, or acts of a future").format(
                    number=number, given=repr(act)
                )
            ) from None
