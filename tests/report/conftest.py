"""The hostile scenario, and pages of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import forms
from tests.report import pages


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(pages.hostile(tmp_path_factory.mktemp("hostile") / "scenario"))


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory, hostile: str) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"hostile": pages.text(hostile)}
    if forms.whole:
        made["built-in"] = pages.text(pages.BUILT_IN, None, "fr")
    for name, content in made.items():
        (folder / f"{name}.html").write_text(content, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}
