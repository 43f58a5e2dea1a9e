"""Errors as those see them who do not have the server's files: with names within a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from detente.errors import InputError, ScenarioError, one_line


def within(text: str, folder: object, name: str) -> str:
    """A text in which files of a folder are called by their own names, and it by `name`."""
    for place in dict.fromkeys((str(folder), one_line(str(folder)))):
        text = text.replace(f"{place}/", "").replace(f"{place}\\", "").replace(place, name)
    return text


@contextmanager
def named_within(folder: object, name: str) -> Iterator[None]:
    """Have what is wrong with a folder say its files by their own names.

    Where it lies is nothing to those whom a server lets in, and a draft lies in none.

    Parameters
    ----------
    folder : path or str
        As errors call it.
    name : str
        What it is called itself.
    """
    try:
        yield
    except ScenarioError as error:
        raise ScenarioError(
            within(str(error), folder, name),
            [within(fault, folder, name) for fault in error.faults],
            [
                None if each is None else replace(each, file=within(each.file, folder, name))
                for each in error.locations
            ],
        ) from None
    except InputError as error:
        told = within(str(error), folder, name)
        if told == str(error):
            raise
        raise InputError(told) from None
