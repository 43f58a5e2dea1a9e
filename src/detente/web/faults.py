"""What is answered where something is wrong: a status, one line, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.errors import DetenteError, ScenarioError, one_line
from detente.language.current import gettext as _
from detente.web.library import UnknownError
from detente.web.work import BusyError, SupersededError


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
    if isinstance(error, SupersededError):
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
