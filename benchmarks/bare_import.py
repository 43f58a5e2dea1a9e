"""The floor of an import: DuckDB reads the same columns of a file and writes them to Parquet.

`python -m benchmarks.bare_import FILE TARGET`.
"""

from __future__ import annotations

import sys

import duckdb

from detente.events.readers.base import literal, name
from detente.events.readers.gdelt import columns

READ = (
    *("GLOBALEVENTID", "SQLDATE", "Actor1Name", "Actor1CountryCode", "Actor2Name"),
    *("Actor2CountryCode", "EventCode", "NumMentions", "NumSources", "NumArticles", "DATEADDED"),
)
"""The columns that the import reads."""


def main() -> None:
    """Read, write."""
    source, target = sys.argv[1:]
    types = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns(58))
    duckdb.execute(
        f"COPY (SELECT {', '.join(map(name, READ))} FROM read_csv({literal(source)}, "
        "auto_detect = false, delim = '\t', quote = '', escape = '', header = false, "
        f"columns = {{{types}}})) TO {literal(target)} (FORMAT parquet)"
    )


if __name__ == "__main__":
    main()
