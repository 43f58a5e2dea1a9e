"""What is asked of a branch, read and refused where it cannot be had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from detente.branch.written import written
from detente.ensemble.branch import Branch, Imposed
from detente.ensemble.setting import Setting
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.numerics.arguments import day as a_day
from detente.numerics.arguments import listed, word
from detente.ontology.fields import parse_date

if TYPE_CHECKING:
    from detente.planes.process import Process

ACTS, WITHOUT = "--act", "--without"
MOST_IMPOSED = 1000
"""Acts that are put in, or taken out, at most."""


def branch_of(
    setting: Setting,
    path: int | None,
    on: dt.date | None,
    acts: Sequence[str],
    without: Sequence[str],
) -> Branch:
    """Where futures part, and what is set, from what a user says.

    Parameters
    ----------
    setting : Setting
    path : int or None
        A future of the setting; None for the record.
    on : date or None
        The last day of it that is kept.
    acts, without : sequence of str
        ``PROCESS@DATE``; of what is taken out also ``PROCESS`` alone, for all days after `on`.

    Raises
    ------
    OutcomeError
        If nothing can be continued so.
    """
    known = setting.branch
    if known is not None and known.of_one_future:
        raise OutcomeError(
            _(
                "these futures are continuations of one already; continue the future that they "
                "come from, on a later day or with further acts"
            )
        )
    start = _start(setting, path, on)
    imposed = [
        *(known.imposed if known is not None else ()),
        *(_imposed(setting, text, start, True) for text in _texts(acts, "acts")),
        *(_imposed(setting, text, start, False) for text in _texts(without, "without")),
    ]
    _check_apart(imposed)
    own = None if path is None else int(setting.design.chance[path])
    return Branch(start, path, own, tuple(imposed))


def _texts(given: Sequence[str], name: str) -> list[str]:
    texts = [word(each, name) for each in listed(given, name)]
    if len(texts) > MOST_IMPOSED:
        raise OutcomeError(
            _("{name}: {n} acts; give at most {most}").format(
                name=name, n=len(texts), most=MOST_IMPOSED
            )
        )
    return texts


def _start(setting: Setting, path: int | None, on: dt.date | None) -> dt.date:
    as_of, last = setting.scenario.as_of, setting.dates[-1]
    if on is not None:
        a_day(on, "on")
    if path is None:
        if on is not None and on != as_of:
            raise OutcomeError(
                _(
                    "{on}: the record ends on {as_of}, and is continued from there; leave it out, "
                    "or name a future with {path}"
                ).format(on=option("--on", on), as_of=as_of, path=option("--path"))
            )
        return as_of
    if on is None:
        raise OutcomeError(
            _("{path}: say from which day on it is continued, with {on}").format(
                path=option("--path", path), on=option("--on")
            )
        )
    if not as_of <= on < last:
        raise OutcomeError(
            _(
                "{on}: no day from which a future could go on; give one from {first} to {last}"
            ).format(on=option("--on", on), first=as_of, last=last - dt.timedelta(days=1))
        )
    return on


def _imposed(setting: Setting, text: str, start: dt.date, happens: bool) -> Imposed:
    given = option(ACTS if happens else WITHOUT, text, argument="acts" if happens else "without")
    read = written(text, setting.scenario, given)
    name, day = read.name, read.day
    process = next((p for p in setting.scenario.processes if p.id == name), None)
    first, last = start + dt.timedelta(days=1), setting.dates[-1]
    if not day and happens:
        raise OutcomeError(
            _("{given}: say on which day, as PROCESS@DATE").format(given=given)
            + _near(setting, name, process)
        )
    if not day:
        if process is None:
            raise OutcomeError(
                _("{given}: no such process").format(given=given) + _near(setting, name, process)
            )
        return Imposed(name, first, last, happens)
    try:
        date = parse_date(day)
    except ValueError:
        raise OutcomeError(
            _("{given}: '{date}' is no date; write it like 2025-06-30").format(
                given=given, date=day
            )
        ) from None
    if not first <= date <= last:
        raise OutcomeError(
            _("{given}: no day after the branch; give one from {first} to {last}").format(
                given=given, first=first, last=last
            )
        )
    if process is None:
        row = f"{name}@{date}"
        if row not in setting.compiled.rows:
            raise OutcomeError(
                _("{given}: no such process, and no scheduled act of that day").format(given=given)
                + _near(setting, name, process)
            )
        return Imposed(row, date, date, happens)
    if happens:
        _check_at_risk(setting, process, date, given)
    return Imposed(name, date, date, happens)


def _near(setting: Setting, name: str, process: Process | None) -> str:
    if process is not None:
        return ""
    scheduled = {row.partition("@")[0] for row in setting.compiled.rows if "@" in row}
    return did_you_mean(name, {p.id for p in setting.scenario.processes} | scheduled)


def _check_at_risk(setting: Setting, process: Process, date: dt.date, given: str) -> None:
    """Refuse a day on which nobody is there to do it: one is not in office, or the day is out."""
    begin = setting.dates[0]
    day = (date - begin).days
    if not process.first_day <= day <= process.last_day:
        days = max(process.first_day, 0), min(process.last_day, setting.days - 1)
        first, last = (begin + dt.timedelta(days=each) for each in days)
        if first > last:
            raise OutcomeError(
                labelled(given, _("nobody is there to do it on any day of the play"))
            )
        raise OutcomeError(
            _(
                "{given}: nobody is there to do it on that day; give one from {first} to {last}"
            ).format(given=given, first=first, last=last)
        )


def _check_apart(imposed: Sequence[Imposed]) -> None:
    put, out = ([each for each in imposed if each.happens is so] for so in (True, False))
    for one, other in product(put, out):
        if one.row == other.row and other.first <= one.first <= other.last:
            raise OutcomeError(
                _("'{row}' is put in and taken out on {date}; say one of the two").format(
                    row=one.row.partition("@")[0], date=one.first
                )
            )
