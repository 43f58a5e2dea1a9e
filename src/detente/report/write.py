"""Write a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.ensemble.all_futures import check_all
from detente.files.reasons import cannot_write
from detente.files.targets import check_new_folder, check_target
from detente.files.write import is_special, write_text
from detente.language.current import gettext as _
from detente.language.current import language as language_in_force
from detente.language.current import use_language
from detente.numerics.arguments import called, instance, listed, place, word
from detente.numerics.threads import check_threads
from detente.report.findings import chosen_outcome, find

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.progress import Stage


ENDINGS = (".html", ".htm")


def check_page(path: str | Path) -> None:
    """Refuse a file whose ending says that it is something else than a page.

    Raises
    ------
    InputError
        If it does not end in ``.html`` or ``.htm``; standard output, devices and pipes have none.
    """
    if str(path) in ("", "-") or is_special(Path(path)):
        return
    ending = Path(path).suffix.lower()
    if ending in ENDINGS:
        return
    if ending == ".pdf":
        why = _("a report is a page; name a file that ends in .html, and print it from a browser")
    else:
        why = _("a report is a page; name a file that ends in .html")
    raise cannot_write(path, why)


def write_report(
    ensemble: Ensemble,
    path: str | Path,
    *,
    outcome: str | None = None,
    seen: Sequence[object] = (),
    charts: str | Path | None = None,
    overwrite: bool = False,
    language: str | None = None,
    threads: int | None = None,
    stage: Stage | None = None,
) -> None:
    """Write a report of an ensemble: one HTML file that opens from disk and needs no network.

    The same ensemble and options give the same file, byte for byte, with the same versions of
    the program and its libraries.

    Parameters
    ----------
    ensemble : Ensemble
    path : str or Path
        Of the file; ``-`` is standard output.
    outcome : str, optional
        The outcome that is explained; by default the first that is listed.
    seen : sequence
        What is seen, each as `Ensemble.seen` takes it: what it changes has a section of its own.
    charts : str or Path, optional
        A new folder for every chart as SVG and PNG.
    overwrite : bool
        Whether a page and charts of the same names are replaced.
    language : {"en", "fr"}, optional
        By default the language in force.
    threads : int, optional
        The result does not depend on it.
    stage : callable, optional
        Told the name of each stage of the work.

    Raises
    ------
    OutcomeError
        If there is no such outcome.
    InputError
        If there is no such language, or something cannot be written: the page is no ``.html``, or
        what is there is not to be replaced.
    """
    from detente.ensemble.ensemble import Ensemble

    instance(ensemble, "ensemble", Ensemble, "as Scenario.simulate gives it")
    place(path, "path")
    check_all(ensemble)
    if charts is not None:
        place(charts, "charts")
    if language is not None:
        word(language, "language")
    check_threads(threads)
    called(stage, "stage")
    with use_language(language_in_force() if language is None else language):
        chosen = chosen_outcome(ensemble.scenario, outcome)
        check_page(path)
        check_target(str(path), overwrite)
        if charts is not None:
            check_new_folder(charts, overwrite)
            if Path(charts).absolute() == Path(path).absolute():
                raise cannot_write(charts, _("the page has the same name"))
        found = find(ensemble, chosen, seen=listed(seen, "seen"), threads=threads, stage=stage)
        # Altair and the converter are heavy; nothing of them before there is something to draw
        from detente.charts.render import write_charts
        from detente.report.page import page
        from detente.report.render import html

        whole = page(found)
        text = html(whole, stage)
        if charts is not None:
            write_charts(whole.figures(), charts, stage, overwrite=overwrite)
        write_text(str(path), text)
