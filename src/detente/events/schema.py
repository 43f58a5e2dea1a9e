"""The one schema that every event takes, and how a fact lies in the store.

A *fact* is what a source tells: who did what to whom on a day, directed, once however many stories
told it. The store keeps facts. An *act* is what they mean: facts of a joint code are one act of the
pair on that day. Acts are made from facts when they are read, so that nothing is lost.
"""

from __future__ import annotations

FORMAT = 4
"""Version of a store's format; 1 had no deaths, 2 did not say how entities were placed, 3 had no
days of publication."""

FACT = {
    "date": "DATE",
    "source": "VARCHAR",
    "target": "VARCHAR",
    "source_state": "VARCHAR",
    "target_state": "VARCHAR",
    "source_rank": "VARCHAR",
    "target_rank": "VARCHAR",
    "code": "VARCHAR",
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "context": "VARCHAR",
    "quad": "UTINYINT",
    "goldstein": "DOUBLE",
    "echo": "BOOLEAN",
    "reports": "INTEGER",
    "event_id": "VARCHAR",
    "revision": "BIGINT",
    "deaths": "INTEGER",
    "published": "DATE",
    "file": "VARCHAR",
}
"""Columns of a segment of the store, with DuckDB's types."""

ACT = {
    "date": "DATE",
    "source": "VARCHAR",
    "target": "VARCHAR",
    "source_state": "VARCHAR",
    "target_state": "VARCHAR",
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "context": "VARCHAR",
    "rank": "VARCHAR",
    "code": "VARCHAR",
    "scheme": "VARCHAR",
    "quad": "UTINYINT",
    "goldstein": "DOUBLE",
    "joint": "BOOLEAN",
    "echo": "BOOLEAN",
    "reports": "INTEGER",
    "deaths": "INTEGER",
    "published": "DATE",
    "dataset": "VARCHAR",
    "event_id": "VARCHAR",
    "file": "VARCHAR",
}
"""Columns of the view ``acts``, and of every frame."""

BETWEEN = "source_state IS NOT NULL AND target_state IS NOT NULL AND source_state <> target_state"
"""SQL of what makes a fact one between two states or blocs."""

ECHO_DAYS = 1
"""An act told more than so many days after its date is an echo.

GDELT dates "a year ago", "last month" and "last week" to exactly that day. Yesterday's is news.
"""

JOINT_SHARE = 0.8
"""Share of mirrored facts from which a code is joint (DESIGN.md)."""

FEWEST = 20
"""Facts from which the share is measured; with fewer, the code's usual nature holds."""
