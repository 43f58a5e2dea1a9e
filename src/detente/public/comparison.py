"""Two ensembles compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.ensemble import ensemble as ensembles
from detente.explain import compare as comparisons
from detente.numerics.arguments import called, instance
from detente.numerics.threads import check_threads
from detente.public.kind import as_kind
from detente.public.told import told

if TYPE_CHECKING:
    from detente.progress import Progress
    from detente.terminal.printed import Printed


class Comparison(comparisons.Comparison):
    """Two ensembles compared; see `detente.compare`."""

    __slots__ = ()

    def document(self) -> dict[str, Any]:
        """The comparison as plain data: the document of ``--json`` (docs/json.md)."""
        from detente.explain.document import comparison_document

        return comparison_document(self)

    def memo(self) -> list[str]:
        """What differs in at most eight sentences, in the language in force (docs/explain.md)."""
        from detente.explain.memo.compared import memo

        return memo(self)

    def summary(self) -> Printed:
        """What ``detente compare`` prints."""
        from detente.terminal.compared import show

        return told(show, self)


def compare(
    first: ensembles.Ensemble,
    second: ensembles.Ensemble,
    *,
    outcome: str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare two ensembles.

    Parameters
    ----------
    first, second : Ensemble
        With the same seed and number of paths they are compared path by path. If one goes
        further than the other, its days beyond the other's horizon do not count; where they begin
        on different dates, each day is compared with the one as long after the beginning
        (`Comparison.days`, `Comparison.spans`).
    outcome : str, optional
        Outcome whose contributions are compared; by default the one of acts that differs most.
    threads : int, optional
    progress : callable, optional
        Told how many futures are done, and how many there are.

    Returns
    -------
    Comparison

    Raises
    ------
    OutcomeError
        If they have no outcome in common, or not the one that was asked for.
    """
    for each, name in ((first, "first"), (second, "second")):
        instance(each, name, ensembles.Ensemble, "as Scenario.simulate gives it")
    check_threads(threads)
    called(progress, "progress")
    found = comparisons.compare(first, second, outcome=outcome, threads=threads, progress=progress)
    return as_kind(Comparison, found)
