"""What `import detente` offers."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import detente

FILE = Path(detente.__file__)


def literal(name: str) -> object:
    """The value that is written down for a name in the package's file."""
    for node in ast.parse(FILE.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [ast.unparse(t) for t in node.targets] == [name]:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{name} is not written down as a literal")


def test_the_list_is_a_literal_sorted_and_without_repetition() -> None:
    names = literal("__all__")
    assert isinstance(names, list)
    assert names == detente.__all__
    assert len(names) == len(set(names))
    assert names == sorted(names, key=lambda n: (not n[0].isupper(), n))


def test_every_name_has_a_home_and_no_home_is_without_a_name() -> None:
    homes = literal("_HOME")
    assert isinstance(homes, dict)
    packages = literal("_PACKAGES")
    assert isinstance(packages, tuple)
    assert {*homes, *packages, "__version__"} == set(detente.__all__)


@pytest.mark.parametrize("name", detente.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    member = getattr(detente, name)
    if name == "__version__":
        assert isinstance(member, str)
        assert member
        return
    if name in detente._PACKAGES:
        assert inspect.ismodule(member)
        assert member.__doc__
        for inner in member.__all__:
            assert inspect.getdoc(getattr(member, inner)), f"{name}.{inner}"
        return
    assert member.__module__ == detente._HOME[name]
    assert member.__name__ == name
    # the class's own words, not inherited ones
    assert member.__doc__ is not None
    assert len(member.__doc__.split()) > 3
    if inspect.isclass(member):
        for attribute, value in vars(member).items():
            if not attribute.startswith("_") and callable(value):
                assert inspect.getdoc(value), f"{name}.{attribute}"


def test_star_import_gives_exactly_these() -> None:
    found: dict[str, object] = {}
    exec("from detente import *", found)
    assert set(found) - {"__builtins__"} == set(detente.__all__)


def test_dir_lists_them() -> None:
    assert sorted(detente.__all__) == dir(detente)


@pytest.mark.parametrize("name", ["simulate", "Scenrio", "_nothing"])
def test_unknown_names(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'detente' has no attribute '{name}'"):
        getattr(detente, name)


def test_the_package_says_what_it_is() -> None:
    assert detente.__doc__ is not None
    assert "detente.load" in detente.__doc__
