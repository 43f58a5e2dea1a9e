"""`detente read`: from articles to a scenario."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import (
    CountedDataset,
    CountedStore,
    Horizon,
    Language,
    Overwrite,
    Parties,
    Title,
    a_date,
)
from detente.cli.printing import dump
from detente.cli.targets import check_file, check_folder
from detente.errors import InputError
from detente.files.stderr import aside
from detente.files.targets import check_elsewhere
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.current import marked, ngettext
from detente.language.hints import did_you_mean
from detente.scenario.folder import SCENARIO

if TYPE_CHECKING:
    from detente.reading.article import Tongue
    from detente.reading.start import Begun

ABOUT = {
    "reading.md": marked("what was read and why, sentence by sentence: begin here"),
    "scenario.toml": marked("the proposals as a scenario; every decision in it is yours"),
    "brief.md": marked("what the text asserts, one neutral passage for each claim"),
    "acts.csv": marked("the acts that the text reports"),
    "scenario.schema.json": marked("for editors that complete and check scenario.toml"),
}

Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLE…",
        help="Text, Markdown, HTML, PDF or DOCX, in English or French.",
        show_default=False,
    ),
]
Folder = Annotated[
    str,
    typer.Option("-o", "--output", metavar="PATH", help="A new folder; its name is the id."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Last day that is known.",
        show_default="the day of the article, else today",
    ),
]
Pair = Annotated[
    str | None,
    typer.Option(
        metavar="A,B", help="Who faces whom.", show_default="those who do most in the text"
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        metavar="KIND",
        help="What the text is about, as detente new has it.",
        show_default="by its words",
    ),
]
TextLanguage = Annotated[
    str | None,
    typer.Option(
        metavar="en|fr", help="Language of the articles.", show_default="as they are seen to be"
    ),
]
RulesOnly = Annotated[
    bool,
    typer.Option("--rules-only", help="Use no model of the language, even where one is installed."),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Let a language model propose as well: an OpenAI-compatible endpoint, such as "
        "http://127.0.0.1:11434/v1. The sentences of the text are sent there; a key is taken "
        "from $DETENTE_MODEL_KEY.",
        show_default="nothing is sent anywhere",
    ),
]
ModelName = Annotated[
    str | None, typer.Option(metavar="NAME", help="Name of the language model there.")
]
Record = Annotated[
    bool, typer.Option("--record", help="Count rates in the event store, where it has them.")
]
ReadAsJson = Annotated[
    str | None,
    typer.Option(metavar="FILE|-", help="Write what was read as JSON ('-': stdout)."),
]


def read(
    articles: Articles,
    folder: Folder,
    as_of: AsOf = None,
    horizon: Horizon = None,
    pair: Pair = None,
    party: Parties = None,
    kind: Kind = None,
    title: Title = None,
    text_language: TextLanguage = None,
    rules_only: RulesOnly = False,
    model: Model = None,
    model_name: ModelName = None,
    record: Record = False,
    store: CountedStore = None,
    dataset: CountedDataset = None,
    json: ReadAsJson = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Read articles and propose a scenario: claims, voices, effects, each with its place."""
    from detente.cli.progress import stages
    from detente.reading.needs import check_installed

    check_installed()  # before anything is imported that needs it
    from detente.reading.settings import ReadSettings
    from detente.reading.start import articles_of, prepare, write

    check_elsewhere(folder)
    check_folder(folder, overwrite, SCENARIO)
    check_file(json, overwrite)
    settings = ReadSettings(
        as_of=a_date("--as-of", as_of),
        horizon=horizon,
        pair=_a_pair(pair),
        parties=party or [],
        kind=kind,
        title=title,
        text_language=_a_tongue(text_language),
        grammar=not rules_only,
        model=model,
        model_name=model_name,
        record=record,
        store=store,
        dataset=dataset,
    )
    from pathlib import Path

    with stages() as stage:
        found = articles_of(articles, settings)
        begun = prepare(
            Path(folder).name,
            found,
            settings,
            say=aside,
            progress=stage(_("Answers of the language model")) if model else None,
            trial=stage,
        )
    write(folder, begun, overwrite=overwrite)
    if json is not None:
        dump(json, begun.document())
    if json != "-":
        write_text("-", "\n".join(_told(folder, begun, articles)) + "\n")


def _a_pair(text: str | None) -> tuple[str, str] | None:
    """Two names of ``--pair``.

    Raises
    ------
    InputError
        If they are not two.
    """
    if text is None:
        return None
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or not all(names):
        raise InputError(_("--pair {text}: name two actors, such as FRA,DEU").format(text=text))
    return names[0], names[1]


def _a_tongue(text: str | None) -> Tongue | None:
    from detente.reading.article import TONGUES

    for tongue in TONGUES:
        if tongue == text:
            return tongue
    if text is None:
        return None
    raise InputError(
        _("--text-language {text}: texts in English (en) and French (fr) are read").format(
            text=text
        )
        + did_you_mean(text, TONGUES)
    )


def _told(folder: str, begun: Begun, articles: Sequence[str]) -> Iterator[str]:
    """What was read and written, and what to do next."""
    from detente.language.format import day, integer
    from detente.terminal.text import clean

    reading = begun.reading
    n = len(reading.proposals)
    yield ngettext(
        "{n} proposal from {sentences} sentences", "{n} proposals from {sentences} sentences", n
    ).format(n=integer(n), sentences=integer(sum(not s.heading for s in reading.sentences)))
    one, other = (clean(member.name) for member in begun.drafted.parts.pair)
    yield _("{one} and {other}, as of {day}").format(one=one, other=other, day=day(begun.as_of))
    if not begun.dated:
        yield _("The text has no date: today is taken (--as-of says otherwise)")
    elif begun.dated == "file":
        yield _("The text states no date: that of its file is taken (--as-of says otherwise)")
    elif begun.dated == "told":
        yield _(
            "The text states no date: the last day that it tells of is taken (--as-of says "
            "otherwise)"
        )
    yield from reading.lost
    yield _("Wrote {path}").format(path=clean(folder))
    yield from (f"  {name:<20}  {_(ABOUT[name])}" for name in begun.files)
    yield _("Next:")
    sources: list[Any] = []
    for article, file in zip(reading.articles, articles, strict=True):
        sources += ["--source", f"{article.id}={file}"]
    for command in (
        ["detente", "check", folder, *sources],
        ["detente", "simulate", folder],
        ["detente", "claims", folder],
    ):
        yield f"  {shlex.join(command)}"
