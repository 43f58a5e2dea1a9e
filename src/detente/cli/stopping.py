"""Whoever asks a command to stop is heard as Ctrl-C is: what is half-written goes first."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

STOPPED = 128
"""A shell's exit code for a process that a signal ended, less the number of the signal."""

ASKING = ("SIGTERM", "SIGHUP")
"""Signals of ``kill``, ``timeout``, containers and batch queues, and of a terminal that is closed;
a system may lack some."""


AGAIN = 0.05
"""Seconds after which an interrupt that was swallowed is raised once more, the callback over."""


@dataclass(slots=True)
class Stop:
    """Which signal has asked for the end."""

    number: int = signal.SIGINT
    obeyed: bool = False

    @property
    def code(self) -> int:
        """Exit code, such as 130 after Ctrl-C."""
        return STOPPED + self.number


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Raise KeyboardInterrupt for signals that ask a process to end, too.

    A signal that is ignored, as by ``nohup``, stays ignored; one that comes again while the first
    is obeyed changes nothing. An interrupt that falls into a callback, from which Python lets none
    out, is raised once more.
    """
    stop = Stop()
    before: dict[int, Any] = {}
    hook = sys.unraisablehook

    def handle(number: int, frame: FrameType | None) -> None:
        if not stop.obeyed:
            stop.obeyed, stop.number = True, number
            raise KeyboardInterrupt

    def unheard(unraisable: sys.UnraisableHookArgs) -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            stop.obeyed = False
            again = threading.Timer(AGAIN, _thread.interrupt_main, [stop.number])
            again.daemon = True
            again.start()
        else:
            hook(unraisable)

    if threading.current_thread() is threading.main_thread():
        for name in ASKING:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, handle)
    sys.unraisablehook = unheard
    try:
        yield stop
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)
