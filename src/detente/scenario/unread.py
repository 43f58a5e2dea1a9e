"""Tables that lie among the texts of a scenario, and that it does not name."""

from __future__ import annotations

from collections.abc import Callable, Container

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.scenario.file import RecordEntry, ScenarioFile, StoreEntry
from detente.scenario.folder import Source
from detente.scenario.record.acts import separator_of
from detente.scenario.record.history import separator_of as history_separator_of
from detente.scenario.record.taken import FILE

USUAL = RecordEntry.model_fields["file"].default


def check_unread(source: Source, file: ScenarioFile, read: Container[str]) -> None:
    """Refuse acts that nobody reads: whoever put them there believes that they count.

    Those are CSV files that begin with the columns of a record's acts or are called ``acts.csv``,
    ones that begin with those of a history, and a ``record.json`` beside a record that is not taken
    from a store.

    Parameters
    ----------
    source : Source
    file : ScenarioFile
    read : container of str
        Names of the texts that have been read.

    Raises
    ------
    ScenarioError
        If there are any.
    """
    for name in sorted(source.names()):
        if name not in read and _has(source, name, history_separator_of):
            raise ScenarioError(
                _(
                    "{place}: no history names this file, so its values would not count; write "
                    'history = "{name}", or take the file away'
                ).format(place=f"{source.name}/{name}", name=name)
            )
        if name not in read and (name in (FILE, USUAL) or _has(source, name, separator_of)):
            raise ScenarioError(
                _(
                    "{place}: no [record] names this file, so its acts would not count; {remedy}, "
                    "or take the file away"
                ).format(place=f"{source.name}/{name}", remedy=_remedy(name, file))
            )


def _has(source: Source, name: str, separator: Callable[[str], str | None]) -> bool:
    """Whether a file begins with the columns of which this says what divides them."""
    if not name.lower().endswith(".csv"):
        return False
    try:
        text = source.text(name)
    except ScenarioError:
        return False  # no text: not a record's
    return separator(text) is not None


def _remedy(name: str, file: ScenarioFile) -> str:
    """What would make it count."""
    record = file.record
    if name == FILE:
        return _('write record = "store"')
    if isinstance(record, StoreEntry):
        return _('write owned = "{name}" in it if claims own its acts').format(name=name)
    if record is not None:
        return _("move its lines to {file}").format(file=record.file)
    named = "" if name == USUAL else f'file = "{name}", '
    return _("write record = {{ {named}since = DATE }}, DATE the first day that it covers").format(
        named=named
    )
