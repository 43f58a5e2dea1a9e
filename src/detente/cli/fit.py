"""What `detente fit` does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.figure import check_figure
from detente.cli.app import dump
from detente.cli.options import a_date
from detente.cli.progress import stages
from detente.cli.relations import check_outside
from detente.cli.run import check_apart
from detente.errors import InputError
from detente.files import check_target, output
from detente.language.current import gettext as _
from detente.terminal.console import console

if TYPE_CHECKING:
    from detente.fitting.fit import Fitting
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Asked:
    """What `detente fit` was asked for; None is what was left out."""

    scenario: str
    first: str | None
    last: str | None
    dataset: str | None
    profile: list[str]
    out: str | None
    chart: str | None
    json: str | None
    store: str | None

    def check(self) -> None:
        """Refuse what could not be written, before any work.

        Raises
        ------
        InputError
            If a target cannot be written, or two are the same.
        """
        if self.chart is not None:
            check_figure(self.chart, "--chart")
        named: dict[str, str] = {}
        for option, target in (("--out", self.out), ("--chart", self.chart), ("--json", self.json)):
            if target is None or target == "-":
                continue
            check_target(target)
            real = os.path.realpath(target)
            if real in named:
                raise InputError(
                    f"{option} {target}: {named[real]} has the same name; name another"
                )
            named[real] = option
        if self.out == "-" and self.json == "-":
            raise InputError("--out - and --json -: only one of them can go to standard output")


def run_fit(asked: Asked) -> None:
    """Read, fit, write, print."""
    first, last = a_date("--from", asked.first), a_date("--to", asked.last)
    if first is not None and last is not None and last < first:
        raise InputError(f"--from {first} lies after --to {last}; swap them")
    asked.check()
    from detente.events.store.store import open_store
    from detente.fitting.fit import Fitting
    from detente.fitting.history import take_history

    scenario = _load(asked)
    folder = open_store(asked.store).folder
    for target in (asked.out, asked.chart, asked.json):
        check_outside(folder, target)
    history = take_history(scenario, asked.store, asked.dataset, first, last)
    fitting = Fitting.of(scenario, history, asked.profile)
    quiet = "-" in (asked.json, asked.out)
    _say_size(fitting, quiet)
    with stages() as stage:
        fit = fitting.run(lambda name: stage(_stage(name)))
    if asked.out is not None:
        fit.write(asked.out)
    if asked.chart is not None:
        fit.figure().save(asked.chart)
    if asked.json is not None:
        dump(asked.json, fit.document())
    if quiet:
        return
    from detente.terminal.fitted import show

    with output():
        show(console(), fit)
        for name in (asked.out, asked.chart):
            if name is not None:
                text = _("Written to {file}").format(file=name)
                console().print(text, markup=False, soft_wrap=True)


def _stage(name: str) -> str:
    return _("what each effect earns") if name == "earned" else name


def _load(asked: Asked) -> Scenario:
    """The scenario without the fit that it names, which may be of an older one."""
    from detente.scenario.folder import Folder, find
    from detente.scenario.read import read

    scenario = read(Folder(find(asked.scenario)), asked.store, fitted=False)
    for target in (asked.chart, asked.json, asked.out):
        check_apart(scenario, target)
    return scenario


def _say_size(fitting: Fitting, quiet: bool) -> None:
    """Say what the fit will take before it begins, and refuse what does not fit into memory."""
    from detente.numerics.memory import check_memory
    from detente.terminal.fitted import show_size

    needed = fitting.size()
    check_memory(
        needed.bytes,
        f"{needed.rows:,} days at risk with {needed.coefficients} coefficients take",
        "choose fewer days (--from)",
    )
    if not quiet:
        with output():
            show_size(console(), needed)
