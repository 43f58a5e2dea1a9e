"""The form in which tests run, what coverage follows, compiling once for all, and a browser."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests import forms

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# How fast an example runs is the machine's affair: no deadline, and no complaint about slow
# ones. Examples repeat from run to run.
EXAMPLES = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("short", EXAMPLES, max_examples=25)
settings.register_profile("whole", EXAMPLES, max_examples=100)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="run all tests, each in its whole form")


def pytest_configure(config: pytest.Config) -> None:
    forms.whole = config.getoption("whole")
    settings.load_profile("whole" if forms.whole else "short")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [] if forms.whole else [i for i in items if i.get_closest_marker("whole")]
    if left_out:
        items[:] = [item for item in items if not item.get_closest_marker("whole")]
        config.hook.pytest_deselected(items=left_out)
    if config.pluginmanager.hasplugin("_cov"):
        cover_first_examples(items)


def cover_first_examples(items: list[pytest.Item]) -> None:
    """Coverage follows a test by the first values of its parameters that the short form has too.

    It pauses for all others, which run the same lines, or few more: followed line by line Python
    takes twice as long. What is reported is thus less than what is covered, never more.
    """
    followed: set[tuple[Path, str]] = set()
    for item in items:
        test = (item.path, getattr(item, "originalname", item.name))
        if test in followed or item.get_closest_marker("whole"):
            item.add_marker(pytest.mark.no_cover)
        else:
            followed.add(test)


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One process compiles a file's loops while the others wait, and take them from the disk.

    In a fresh clone each would otherwise compile them for itself, for half a minute and more.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    from numba.core.dispatcher import Dispatcher

    folder = tmp_path_factory.getbasetemp().parent
    compile_here = Dispatcher.compile

    @functools.cache
    def lock(source: str) -> FileLock:
        return FileLock(folder / f"{Path(source).stem}.lock", thread_local=False)

    def compile_alone(self: Any, signature: Any) -> Any:
        with lock(self.py_func.__code__.co_filename):
            return compile_here(self, signature)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Dispatcher, "compile", compile_alone)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium: install the distribution's package to test in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()
