"""Each arrow goes one way: a stage imports only from stages before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import detente

ROOT = Path(detente.__file__).parent

ORDER = [
    "errors",
    "files",
    "progress",
    "language",
    "jit",  # kernel/jit.py: the compiler
    "philox",  # kernel/philox.py: the draws, which need nothing of the model
    "_compiled_math",  # kernel/_compiled_math.py: arithmetic over arrays
    "rem",  # relational event models: a library, which knows nothing of scenarios
    "ontology",
    "events",
    "brief",
    "planes",
    "relations",
    "claims",
    "effects",
    "outcomes",
    "program",
    "kernel",
    "scenario",
    "ensemble",
    "fitting",
    "runs",
    "explain",
    "check",
    "report",
    "scaffold",
    "terminal",
    "cli",
]
"""Stages from left to right. A new folder takes its place here."""

EXCEPTIONS = {
    # `scenario.simulate(...)` is how an ensemble is asked for; imported when it is called.
    ("scenario/scenario.py", "detente.ensemble.ensemble", "typing"),
    ("scenario/scenario.py", "detente.ensemble.simulate", "lazy"),
    # `scenario.fit(...)`
    ("scenario/scenario.py", "detente.fitting.result", "typing"),
    ("scenario/scenario.py", "detente.fitting.fit", "lazy"),
    # `fit.chart(...)`
    ("fitting/result.py", "detente.report.chart_file", "lazy"),
    # `ensemble.explain(...)`, likewise
    ("ensemble/ensemble.py", "detente.explain.explanation", "typing"),
    ("ensemble/ensemble.py", "detente.explain.explanation", "lazy"),
    # `model.plot()` and `goodness_of_fit(…).plot()`
    ("rem/models/uses.py", "detente.report.rem_picture", "typing"),
    ("rem/models/uses.py", "detente.report.rem_chart", "lazy"),
    ("rem/goodness/simulated.py", "detente.report.rem_picture", "typing"),
    ("rem/goodness/simulated.py", "detente.report.rem_fit_chart", "lazy"),
    # `ensemble.report(...)`
    ("ensemble/ensemble.py", "detente.report.write", "lazy"),
}
"""(file, module, when): all that may point to the right."""


class Import(NamedTuple):
    file: str
    module: str
    when: str  # "load", "lazy" or "typing"


def stage(module: str) -> str:
    """Stage of a module or file: its folder, but for the parts of the kernel that stand apart."""
    parts = module.removesuffix(".py").replace("/", ".").removeprefix("detente.").split(".")
    apart = parts[0] == "kernel" and parts[1:2] in (["jit"], ["philox"], ["_compiled_math"])
    return parts[1] if apart else parts[0]


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


def every_import() -> list[Import]:
    modules = sources()
    found = []
    for file in modules.values():
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        for node, when in statements(tree):
            found += [Import(file, module, when) for module in imported(node, set(modules))]
    return found


IMPORTS = every_import()
OWN = [i for i in IMPORTS if i.module.startswith("detente.") and i.file != "__init__.py"]


def test_every_stage_has_its_place() -> None:
    stages = {stage(file) for file in sources().values()} - {"__init__"}
    assert stages <= set(ORDER), f"give {sorted(stages - set(ORDER))} a place in ORDER"
    assert set(ORDER) <= stages, f"{sorted(set(ORDER) - stages)} is gone; take it out of ORDER"


def test_arrows_go_one_way() -> None:
    place = {name: i for i, name in enumerate(ORDER)}
    back = {tuple(i) for i in OWN if place[stage(i.module)] > place[stage(i.file)]}
    assert back <= EXCEPTIONS, f"point to the right: {sorted(back - EXCEPTIONS)}"
    assert back == EXCEPTIONS, f"no longer needed: {sorted(EXCEPTIONS - back)}"


def test_no_exception_runs_when_a_module_is_loaded() -> None:
    assert all(when in ("lazy", "typing") for _, _, when in EXCEPTIONS)


def test_modules_load_without_circles() -> None:
    names = {file: module for module, file in sources().items()}
    graph: dict[str, set[str]] = {}
    for each in OWN:
        if each.when == "load":
            graph.setdefault(names[each.file], set()).add(each.module)
    assert list(TopologicalSorter(graph).static_order())


def test_the_package_itself_imports_only_when_asked() -> None:
    own = {i.when for i in IMPORTS if i.file == "__init__.py" and i.module.startswith("detente")}
    assert own == {"typing"}


@pytest.mark.parametrize(
    ("library", "stages"),
    [
        ("altair", {"report"}),
        ("numba", {"kernel", "jit"}),
        ("tomllib", {"ontology", "events", "scenario", "terminal"}),
        ("rich", {"terminal", "cli"}),
        ("jinja2", {"report", "scaffold"}),
        ("typer", {"cli"}),
        ("vl_convert", {"report"}),
        ("pycountry", {"ontology", "events"}),
        ("httpx", {"events"}),
        ("filelock", {"events"}),
        ("platformdirs", {"events"}),
    ],
)
def test_libraries_stay_where_they_belong(library: str, stages: set[str]) -> None:
    used = {stage(i.file) for i in IMPORTS if i.module.split(".")[0] == library}
    assert used <= stages


def test_the_kernel_knows_only_arrays() -> None:
    """The compiled loop sees nothing of the model but numbers."""
    for each in OWN:
        if each.file.startswith("kernel/_compiled"):
            assert stage(each.module) in ("jit", "philox", "_compiled_math", "kernel"), each
        if each.file.startswith("rem/engine/_compiled"):
            own = each.module.startswith("detente.rem.engine.")
            assert own or stage(each.module) in ("jit", "philox"), each
