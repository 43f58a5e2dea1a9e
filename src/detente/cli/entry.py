"""Run the command line: exit codes and one line for each error, never a traceback."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

from detente.cli.app import app
from detente.cli.encoding import fall_back, lost
from detente.cli.misuse import misuse
from detente.cli.options import spoken
from detente.cli.stopping import stoppable
from detente.errors import DetenteError, one_line
from detente.files.reasons import reason
from detente.files.stderr import aside
from detente.files.stdout import output, unread
from detente.language.current import gettext as _
from detente.language.current import use_language
from detente.language.faults import listed
from detente.language.format import labelled

INTERRUPTED = 130
"""Exit code after Ctrl-C, whatever meets it first."""

NAME = "detente"
"""What the program is called in its help, however it was begun."""


def main() -> None:
    """Run the command line, and never a traceback.

    The exit code is 2 for bad input; 130, 143 or 129 after Ctrl-C, SIGTERM or SIGHUP; 0 if nobody
    reads the output to its end.
    """
    with use_language(spoken(sys.argv[1:])):
        _main()


def _main() -> None:
    if sys.stdout is None:
        sys.exit(_failed(_("standard output is closed; direct it to a file, or to /dev/null")))
    fall_back()
    with stoppable() as stop:
        code = _run()
        try:
            with output():
                pass
        except DetenteError as error:
            code = code or _failed(str(error))
            unread()
        except KeyboardInterrupt:
            code = INTERRUPTED
        note = lost()
        if note is not None:
            aside(note)
        if code == INTERRUPTED:
            code = stop.code
            aside(_("interrupted"))
            if any(not t.daemon for t in threading.enumerate() if t is not threading.main_thread()):
                os._exit(code)  # a thread that compiles cannot be told to stop
    sys.exit(code)


def _run() -> int:
    try:
        return int(app(prog_name=NAME, standalone_mode=False) or 0)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # the library that reads options met it
            unread()
            return 0
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except DetenteError as error:
        return _failed(*listed(error))
    except MemoryError:
        return _failed(_("out of memory; play fewer --paths, or to an earlier day with --until"))
    except OSError as error:
        return _failed(labelled(error.filename, reason(error)) if error.filename else reason(error))
    except Exception as error:  # of the library that reads the command line
        if not hasattr(error, "format_message"):
            raise
        return _misused(error)


def _misused(error: Any) -> int:
    """Say in one line what is wrong with the options; the help, where nothing was asked for."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return 2
    return _failed(misuse(error))


def _failed(*messages: str) -> int:
    for message in messages:
        aside(_("error: {message}").format(message=one_line(message)))
    return 2
