"""Possible holders of offices: each with the condition under which the person holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from detente.conditions.lower import plane_of
from detente.planes.builder import CONSTANT, Builder
from detente.scenario.file import ScenarioFile


def possible_holders(file: ScenarioFile) -> Mapping[str, Callable[[Builder], str]]:
    """Holders who may or may not come to hold an office, with what lowers their condition."""
    return {
        holder.id: partial(plane_of, holder.if_)
        for office in file.offices
        for holder in office.holders
        if holder.if_ is not None
    }


def looked_at(builder: Builder) -> Iterator[tuple[str, Callable[[], str]]]:
    """The conditions of holders, each with what lowers it, so that faults are told."""
    for holder in builder.possible:
        yield holder, partial(builder.where_held, CONSTANT, holder)
