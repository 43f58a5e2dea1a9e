"""Runs a command as a process of its own and says what it took.

`python -S child.py COMMAND …` prints JSON. It imports next to nothing: Linux counts the memory of
the process that starts a command towards the peak of that command, so the starter must be small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Run, wait, report."""
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss: bytes there, kilobytes here
    report = {
        "code": process.returncode,
        "wall": seconds,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * unit,
    }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
