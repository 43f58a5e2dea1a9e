"""Every document of JSON says which version it has, and docs/ describes that one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import detente

SOURCE = Path(detente.__file__).parent
DOCS = SOURCE.parents[1] / "docs"


def constants(tree: ast.Module) -> dict[str, object]:
    """Names that stand for a constant in a file."""
    found: dict[str, object] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        (target,) = node.targets
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for name, value in zip(names, values, strict=False):
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                found[name.id] = value.value
    return found


def documents() -> Iterator[tuple[str, object, object]]:
    """File, format and version of every dictionary that has a format."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        known = constants(tree)

        def worth(node: ast.expr | None, known: dict[str, object] = known) -> object:
            if isinstance(node, ast.Name):
                return known.get(node.id)
            return node.value if isinstance(node, ast.Constant) else None

        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                keys = {
                    worth(key): value for key, value in zip(node.keys, node.values, strict=True)
                }
                if str(worth(keys.get("format"))).startswith("detente-"):
                    yield path.name, worth(keys["format"]), worth(keys.get("version"))


def test_every_document_has_a_version_that_is_described() -> None:
    found = list(documents())
    assert len(found) >= 12
    text = "\n".join(path.read_text("utf-8") for path in DOCS.glob("*.md"))
    for file, name, version in found:
        assert isinstance(version, int), f"{file}: {name} has no version"
        assert re.search(rf"`{name}`, version {version}\b", text), f"{name} is not described"
