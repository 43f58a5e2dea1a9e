"""Progress of long work: bars with the time to go on a terminal, nothing in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from detente.language.current import gettext as _
from detente.progress import Progress as Report
from detente.progress import Stage


@contextmanager
def stages(*, kernel: bool = True, one: bool = False) -> Iterator[Stage]:
    """Give a function that begins a stage by its name and returns whom to tell how far it is.

    Parameters
    ----------
    kernel : bool
        Whether the work needs the kernel, which is compiled once.
    one : bool
        Show only the stage that was begun last, for work of many small ones.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name: None
        return
    if kernel:
        from detente.kernel.cache import is_compiled

        if not is_compiled():
            text = _("First run: compiling the kernel, once (ten to thirty seconds) …")
            console.print(text, style="dim")
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as bar:

        def begin(name: str) -> Report:
            if one:
                for before in bar.task_ids:
                    bar.remove_task(before)
            task = bar.add_task(name, total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield begin
