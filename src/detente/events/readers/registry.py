"""The readers that are there: the built-in ones and those of other packages, by one door."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.errors import InputError
from detente.events.readers.base import Head, Layout, Reader, title_of
from detente.language.current import gettext as _
from detente.language.format import semicolons, written
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.plugins import plugins

GROUP = "detente.readers"
"""Entry point group; each entry is a class without arguments that is a `Reader`."""


BUILT_IN = {
    "acled": "detente.events.readers.acled:Acled",
    "gdelt": "detente.events.readers.gdelt:Gdelt",
    "icews": "detente.events.readers.icews:Icews",
    "polecat": "detente.events.readers.polecat:Polecat",
    "ucdp": "detente.events.readers.ucdp:Ucdp",
}
"""Name → reader, as in an entry point. A new one is a file beside this and a line here."""


class NoReaderError(InputError):
    """A file that no reader knows: another table of events, for which there may be a mapping."""


@cache
def readers() -> Mapping[str, Reader]:
    """Readers by name.

    Raises
    ------
    InputError
        If one of another package cannot be loaded.
    """
    return plugins(GROUP, _("reader"), BUILT_IN, lambda _name, found: _checked(found()))


def _checked(reader: Reader) -> Reader:
    """A reader that has what the import asks of it.

    Raises
    ------
    AttributeError, ValueError
        If it has not.
    """
    from detente.events.joint import LABEL
    from detente.events.placing.codes import SCHEMES
    from detente.events.readers.mapping_file import is_dataset
    from detente.events.readers.rules import Rule

    for attribute in ("title", "layout", "fields", "code"):
        getattr(reader, attribute)
    if not is_dataset(reader.dataset):
        raise ValueError(
            _("{dataset} is no name of a data source, such as 'icews'").format(
                dataset=written(reader.dataset)
            )
        )
    for word, known in (
        (reader.scheme, LABEL),
        (reader.countries, SCHEMES),
        (reader.identity, ("fact", "id")),
    ):
        if word not in known:
            raise ValueError(
                _("{word} is none of {known}").format(word=written(word), known=", ".join(known))
            )
    silent = [rule for rule in Rule if rule not in reader.rules]
    if silent:
        raise ValueError(
            _("it does not say whether it has the rule '{silent}'").format(silent=silent[0])
        )
    return reader


def recognise(head: Head, named: str | None = None) -> tuple[Reader, Layout]:
    """Find the reader of a file.

    Parameters
    ----------
    head : Head
    named : str, optional
        The only reader that may be taken.

    Raises
    ------
    InputError
        If there is none, or more than one.
    """
    known = readers()
    if named is not None:
        if named not in known:
            raise InputError(
                _("{given}: no such reader{meant}").format(
                    given=option("--reader", named), meant=did_you_mean(named, known)
                )
            )
        layout = known[named].layout(head)
        if layout is None:
            raise InputError(
                _("{head}: not recognised as {title}").format(
                    head=head.name, title=title_of(known[named])
                )
            )
        return known[named], layout
    fitting = [(reader, layout) for reader in known.values() if (layout := reader.layout(head))]
    if len(fitting) > 1:
        names = _(" or ").join(reader.dataset for reader, _layout in fitting)
        raise InputError(
            _("{file}: could be {names}; name one with {option}").format(
                file=head.name, names=names, option=option("--reader")
            )
        )
    if not fitting:
        titles = semicolons(title_of(reader) for reader in known.values())
        raise NoReaderError(
            _(
                "{file}: no event file that is known ({titles}); for any other table of events, "
                "CSV or Parquet, say what its columns mean in a file and name it with {option}; "
                "--draft FILE (in Python, `drafts` of the report) gives one to begin with"
            ).format(
                file=head.name,
                titles=titles,
                option=option("--map", argument="mapping"),
            )
        )
    return fitting[0]
