"""What a fit says while it runs: its size before the start, and each pass."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.language.counted import acts
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, general, integer
from detente.numerics.arguments import shown

if TYPE_CHECKING:
    from detente.daily.estimate import Step
    from detente.daily.size import Size

Progress = Callable[[str], None]
"""Told a line: the size before the start, and each pass."""


def size_line(size: Size) -> str:
    """Size of a fit as a line."""
    return _(
        "{cells}; {active_pairs} of {pairs} and {active_cells} ever active; {acts}; {streamed} one "
        "by one; {coefficients}; about {megabytes} MB and {seconds} s of processor time"
    ).format(
        cells=_cell_days(size.cells),
        active_pairs=integer(size.ever_active_pairs),
        pairs=ngettext("{n} pair", "{n} pairs", size.pairs).format(n=integer(size.pairs)),
        active_cells=ngettext("{n} cell", "{n} cells", size.ever_active_cells).format(
            n=integer(size.ever_active_cells)
        ),
        acts=acts(size.event_days),
        streamed=_cell_days(size.streamed),
        coefficients=ngettext("{n} coefficient", "{n} coefficients", size.coefficients).format(
            n=integer(size.coefficients)
        ),
        megabytes=integer(round(size.memory / 1e6)),
        seconds=integer(round(size.seconds)),
    )


def _cell_days(n: int) -> str:
    return ngettext("{n} cell-day", "{n} cell-days", n).format(n=integer(n))


def step_line(step: Step) -> str:
    """A pass as a line."""
    what = (
        _(
            "Whole: log-likelihood {value}, gradient {gradient}, step {step} errors, "
            "expected gain {gain}, {seconds} s"
        )
        if step.whole
        else _(
            "Sample: log-likelihood {value}, gradient {gradient}, step {step} errors, "
            "expected gain {gain}, {seconds} s"
        )
    )
    return what.format(
        value=decimal(step.value, 4),
        gradient=general(step.gradient, 3),
        step=general(step.step, 3),
        gain=general(step.gain, 3),
        seconds=decimal(step.seconds, 1),
    )


def teller(progress: bool | Progress) -> Progress | None:
    """Where lines go: nowhere, to the standard error stream, or to a function."""
    if progress is False:
        return None
    if progress is True:
        return _to_stderr
    if not callable(progress):
        raise InputError(f"progress is {shown(progress)}; give True, False or a function")
    return progress


def _to_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
