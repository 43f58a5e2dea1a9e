"""What is answered where something is wrong: a status, one line, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.errors import DetenteError, ScenarioError, one_line
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.value_words import what_is_right
from detente.web.drafts import ConflictError
from detente.web.library import UnknownError
from detente.web.work import BusyError, SupersededError

LONGEST_KEY = 60
"""Characters of a key that an error repeats."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that is an error.

    Attributes
    ----------
    status : int
        Of HTTP.
    error : str
        One line: what is wrong, and what would be right.
    where : dict or None
        File, line and key of a scenario, where it is that.
    """

    status: int
    error: str
    where: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """As the API answers it."""
        return {"error": self.error, "where": self.where}


def fault(error: BaseException) -> Fault:
    """Say what an error means to whoever asked."""
    if isinstance(error, UnknownError):
        return Fault(404, one_line(str(error)))
    if isinstance(error, SupersededError | ConflictError):
        return Fault(409, one_line(str(error)))
    if isinstance(error, BusyError):
        return Fault(503, one_line(str(error)))
    if isinstance(error, MemoryError):
        return Fault(503, _("out of memory; ask for fewer paths, or an earlier last day"))
    if isinstance(error, ScenarioError):
        location = next((each for each in error.locations if each is not None), None)
        where = None if location is None else location.document()
        return Fault(400, one_line(error.faults[0] if error.faults else str(error)), where)
    if isinstance(error, DetenteError):
        return Fault(400, one_line(str(error)))
    raise error


def misread(problem: Any) -> Fault:
    """Say what is wrong with a key of a query, or of a body, that has not the form it should."""
    key = ".".join(str(part) for part in problem["loc"][1:]) or str(problem["loc"][0])
    key = key if len(key) <= LONGEST_KEY else key[:LONGEST_KEY] + "…"
    if problem["type"] == "extra_forbidden":
        return Fault(400, one_line(_("no setting '{key}'").format(key=key)))
    return Fault(400, one_line(labelled(key, what_is_right(problem))))
