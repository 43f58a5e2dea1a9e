"""Run fuzz targets.

``python -m fuzz TARGET [-runs=N …]`` runs one; ``python -m fuzz all N`` all of scenarios and runs,
N inputs together; ``python -m fuzz events N`` all of event files, N inputs each.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

FOLDER = Path(".fuzz")
"""Where inputs that reach new code, and inputs that crash, are kept."""

FOLLOWED = ["detente", "tomllib", "docx", "pypdf"]
"""What the fuzzer sees the inside of."""

SHARE = {
    "text": 0.08, "tables": 0.12, "acts": 0.2, "record": 0.05, "brief": 0.15, "notation": 0.2,
    "manifest": 0.1, "article": 0.08, "reading": 0.02,
}  # fmt: skip
"""Share of each target in all inputs: more of those that are fast."""

EVENTS = (
    *("gdelt", "icews", "polecat", "acled", "ucdp", "frame"),
    *("curated", "tabs", "mapped", "mapping"),
)
"""Targets of event files."""

LONGEST = {
    "text": 8192, "tables": 160, "acts": 512, "record": 8192, "brief": 1024, "notation": 64,
    "manifest": 2048, "article": 4096, "reading": 160,
    "gdelt": 1024, "icews": 1024, "polecat": 2048, "acled": 2048, "ucdp": 2048, "frame": 512,
    "curated": 512, "tabs": 512, "mapped": 512, "mapping": 1024,
}  # fmt: skip


def fuzz(target: str, options: list[str]) -> None:
    """Run a target until it has had its inputs, or crashes."""
    import detente.kernel._compiled_loop  # noqa: F401 - numba compiles it as it is

    with atheris.instrument_imports(include=FOLLOWED, exclude=["detente.kernel"]):
        from fuzz import seeds, targets

    if target in SHARE:
        targets.warm()
    corpus = FOLDER / target
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if target == "manifest":
            seeds.small_run(folder / "run")
        begin = folder / "seeds"
        begin.mkdir()
        for number, data in enumerate(seeds.seeds(target, folder / "run")):
            (begin / f"{number}").write_bytes(data)
        dictionary = folder / "dictionary"
        words = ("".join(f"\\x{b:02x}" for b in word.encode()) for word in seeds.words(target))
        dictionary.write_text("".join(f'"{word}"\n' for word in words), encoding="ascii")
        atheris.Setup(
            [
                sys.argv[0],
                f"-max_len={LONGEST[target]}",
                *([f"-dict={dictionary}"] if seeds.words(target) else []),
                f"-artifact_prefix={FOLDER}/crash-{target}-",
                "-timeout=30",
                "-rss_limit_mb=4096",
                "-print_final_stats=1",
                *options,
                str(corpus),
                str(begin),
            ],
            lambda data: targets.run(target, data),
        )
        atheris.Fuzz()


def main() -> None:
    """Read the command line."""
    target, *options = sys.argv[1:] or ["all"]
    if target not in ("all", "events"):
        fuzz(target, options)
        return
    runs = int(options[0]) if options else 1_000_000
    every = SHARE if target == "all" else dict.fromkeys(EVENTS, 1.0)
    for name, share in every.items():
        print(f"fuzzing {name}", flush=True)
        subprocess.run(
            [sys.executable, "-m", "fuzz", name, f"-runs={round(share * runs)}"], check=True
        )


if __name__ == "__main__":
    main()
