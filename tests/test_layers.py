"""Each arrow goes one way: a stage imports only from stages before it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import detente

ROOT = Path(detente.__file__).parent

ORDER = [
    "version",
    "errors",
    "language",
    "files",
    "progress",
    "documented",
    "plugins",
    "numerics",
    "charts",
    "ontology",
    "daily",  # the daily model: a library, which knows nothing of scenarios
    "rem",  # relational event models: likewise
    "events",
    "relations",
    "planes",
    "conditions",
    "states",
    "claims",
    "effects",
    "outcomes",
    "kernel",
    "scenario",
    "baseline",
    "ensemble",
    "explain",
    "fitting",
    "check",
    "seen",  # only the futures in which something is so
    "observe",  # what has happened since, and what it says
    "watch",  # what would tell most about an outcome or a claim
    "branch",  # continuations from one day
    "storylines",  # kinds of future
    "runs",  # results kept on disk
    "forecasts",  # what is forecast: written out, pledged, scored
    "report",
    "scaffold",
    "reading",  # from an article to a scenario
    "terminal",
    "public",
    "__init__",
    "web",  # the brief in the browser
    "cli",
    "__main__",
]
"""Rooms from the bottom to the top, as CONTRIBUTING.md draws them. A new folder takes its place."""


class Import(NamedTuple):
    file: str
    module: str
    when: str  # "load", "lazy" or "typing"


def stage(module: str) -> str:
    """Room of a module or file: its folder, or the file itself where it lies in none."""
    parts = module.removesuffix(".py").replace("/", ".").removeprefix("detente").split(".")
    return next(part for part in [*parts, "__init__"] if part)


def imported(node: ast.Import | ast.ImportFrom, modules: set[str]) -> Iterator[str]:
    """Modules that a statement names, those of ``from package import module`` as well."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    assert node.level == 0, "imports are absolute"
    for alias in node.names:
        inner = f"{node.module}.{alias.name}"
        yield inner if inner in modules else str(node.module)


Statement = ast.Import | ast.ImportFrom


def statements(tree: ast.AST, when: str = "load") -> Iterator[tuple[Statement, str]]:
    """Import statements, and when they run."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, when
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for part in node.body:
                yield from statements(ast.Module([part], []), "typing")
            for part in node.orelse:
                yield from statements(ast.Module([part], []), when)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from statements(node, when if when == "typing" else "lazy")
        else:
            yield from statements(node, when)


def sources() -> dict[str, str]:
    """Module name → file, relative to the package."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        file = path.relative_to(ROOT)
        parts = file.with_suffix("").parts
        if parts[-1] == "__init__":
            parts = parts[:-1]
        found[".".join(("detente", *parts))] = file.as_posix()
    return found


@functools.cache
def every_import() -> list[Import]:
    modules = sources()
    found = []
    for file in modules.values():
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        for node, when in statements(tree):
            found += [Import(file, module, when) for module in imported(node, set(modules))]
    return found


def own_imports() -> list[Import]:
    return [i for i in every_import() if i.module.split(".")[0] == "detente"]


def test_every_room_has_its_place() -> None:
    rooms = {stage(file) for file in sources().values()}
    assert rooms <= set(ORDER), f"give {sorted(rooms - set(ORDER))} a place in ORDER"
    assert set(ORDER) <= rooms, f"{sorted(set(ORDER) - rooms)} is gone; take it out of ORDER"


def test_arrows_go_one_way() -> None:
    """Whenever they run: when a file is loaded, inside a function, or for types alone."""
    place = {name: i for i, name in enumerate(ORDER)}
    back = [tuple(i) for i in own_imports() if place[stage(i.module)] > place[stage(i.file)]]
    assert not back, "point upwards"


def test_files_stand_in_no_circle() -> None:
    names = {file: module for module, file in sources().items()}
    graph: dict[str, set[str]] = {}
    for each in own_imports():
        graph.setdefault(names[each.file], set()).add(each.module)
    for file, module in names.items():
        graph.setdefault(file, set()).discard(module)
    assert list(TopologicalSorter(graph).static_order())


def test_the_package_itself_imports_only_when_asked() -> None:
    own = {i.module for i in own_imports() if i.file == "__init__.py" and i.when != "typing"}
    assert own == {"detente.version"}


def test_the_order_is_the_one_that_is_drawn() -> None:
    """CONTRIBUTING.md draws the house from the top down, a floor a line."""
    text = (ROOT.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawing = text.partition("```text house\n")[2].partition("```")[0]
    floors = [line.partition("  ")[0].strip() for line in drawing.splitlines()]
    rooms = [name for floor in reversed(floors) for name in floor.split()]
    assert rooms == [name for name in ORDER if not name.startswith("__")]


@pytest.mark.parametrize(
    ("library", "stages"),
    [
        (
            "altair",
            {
                "branch",
                "charts",
                "relations",
                "rem",
                "fitting",
                "seen",
                "observe",
                "watch",
                "storylines",
                "runs",
                "forecasts",
                "report",
            },
        ),
        ("numba", {"numerics"}),
        ("tomllib", {"ontology", "events", "scenario", "terminal", "reading"}),
        ("rich", {"terminal", "cli"}),
        ("jinja2", {"charts", "scaffold", "reading", "web"}),
        ("typer", {"cli"}),
        ("vl_convert", {"charts"}),
        ("pycountry", {"ontology", "events"}),
        ("httpx", {"events", "reading"}),
        ("spacy", {"reading"}),
        ("simplemma", {"reading"}),
        ("trafilatura", {"reading"}),
        ("pypdf", {"reading"}),
        ("docx", {"reading"}),
        ("dateparser", {"reading"}),
        ("py3langid", {"reading"}),
        ("filelock", {"events", "forecasts"}),
        ("scoringrules", {"forecasts"}),
        ("platformdirs", {"events", "reading", "web"}),
        ("fastapi", {"web"}),
        ("starlette", {"web"}),
        ("uvicorn", {"web"}),
        ("sqlite3", {"web"}),
    ],
)
def test_libraries_stay_where_they_belong(library: str, stages: set[str]) -> None:
    used = {stage(i.file) for i in every_import() if i.module.split(".")[0] == library}
    assert used <= stages


def test_compiled_code_knows_only_arrays() -> None:
    """Compiled loops see nothing of the model but numbers."""
    for each in own_imports():
        room, _, file = each.file.rpartition("/")
        if file.startswith("_compiled"):
            own = each.module.startswith(f"detente.{room.replace('/', '.')}.")
            assert own or stage(each.module) == "numerics", each
