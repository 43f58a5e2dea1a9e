"""Take the picture of a report for docs/report.md: `python -m tools.screenshot`.

It needs a Chromium of the system, as the tests of the report do.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import detente
from tools.generate_docs import DOCS, SCENARIO

WIDTH, HEIGHT = 1120, 1000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Write docs/report.png: the head of the report of the built-in scenario."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium found; install the distribution's package")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        detente.load(SCENARIO).simulate(paths=10_000, seed=1).report(page_file)
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.as_uri())
        page.wait_for_function("document.documentElement.dataset.drawn")
        page.screenshot(path=DOCS / "report.png")
        opened.close()


if __name__ == "__main__":
    main()
