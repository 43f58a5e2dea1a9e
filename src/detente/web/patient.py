"""HTTP over a connection whose client may be slow, but not for ever."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


def patient(asking: float, taking: float) -> type[Patient]:
    """The protocol with its patience.

    Parameters
    ----------
    asking : float
        Seconds in which the head of a request has to be there.
    taking : float
        Seconds in which a client has to take what lies ready for it.
    """
    return type("Patient", (Patient,), {"asking": asking, "taking": taking})


class Patient(H11Protocol):
    """Closes a connection on which the head of a request does not come, or no answer is taken.

    The server itself waits for both for ever, so that a few hundred clients that send one letter a
    minute, or read none, would leave no connection for others.
    """

    asking = 20.0
    taking = 60.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waits: asyncio.TimerHandle | None = None
        self._full: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait from the first letter of a head, and no longer when it is whole."""
        super().data_received(data)
        if self._answering():
            self._stop_waiting()
        elif self._waits is None:
            self._wait()

    def on_response_complete(self) -> None:
        """Leave the time between two requests to the server."""
        self._stop_waiting()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        self._stop_holding()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait until the client takes what lies ready."""
        super().pause_writing()
        if self._full is None:
            self._full = self.loop.call_later(self.taking, self._give_up)

    def resume_writing(self) -> None:
        """Wait no more: it has taken it."""
        self._stop_holding()
        super().resume_writing()

    def _answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # None before the first request
        return cycle is not None and not cycle.response_complete

    def _wait(self) -> None:
        self._waits = self.loop.call_later(self.asking, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _stop_holding(self) -> None:
        if self._full is not None:
            self._full.cancel()
            self._full = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()
