"""Take the pictures of pages for README.md and docs: `python -m tools.screenshot`.

It needs a Chromium of the system, as the tests of the pages do.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

import detente
from tools.generate_docs import DOCS, SCENARIO

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTH, HEIGHT = 1120, 1000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PORT = 8099
PLAYED = {
    "play.png": "force=needs-both-sides:false&credence=personal-rapport:0.8&outcome=leaders-meet",
    "seen.png": "outcome=leaders-meet&seen=ministers-talk before 2025-03-01",
}
"""Settings of the page of a scenario that are shown."""
ALL = "() => !document.body.innerText.includes('the others are being played')"


def main() -> None:
    """Write docs/report.png, the head of a report, and the settings of `PLAYED`."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium found; install the distribution's package")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        report(opened)
        play(opened)
        opened.close()


def report(browser: Browser) -> None:
    """The head of the report of the built-in scenario."""
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "report.html"
        detente.load(SCENARIO).simulate(paths=10_000, seed=1).report(page_file)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.as_uri())
        page.wait_for_function("document.documentElement.dataset.drawn")
        page.screenshot(path=DOCS / "report.png")
        page.close()


def play(browser: Browser) -> None:
    """The page of the built-in scenario, with all futures of each setting there."""
    with served() as address:
        for name, query in PLAYED.items():
            page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-GB")
            page.goto(f"{address}/play/{SCENARIO}?{query}", timeout=600_000)
            page.wait_for_function(ALL, timeout=600_000)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=DOCS / name)
            page.close()


@contextmanager
def served() -> Iterator[str]:
    """A server of the built-in scenarios; gives its address."""
    command = [sys.executable, "-m", "detente", "serve", "--no-browser", "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            server.stdout.readline()  # it says where, once it answers
            yield f"http://127.0.0.1:{PORT}"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
