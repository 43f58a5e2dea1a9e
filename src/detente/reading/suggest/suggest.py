"""A reading with a language model's proposals beside its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer
from detente.progress import Progress
from detente.reading.proposal import Reading
from detente.reading.suggest.answer import Suggested, held
from detente.reading.suggest.endpoint import Endpoint, NoAnswerError
from detente.reading.suggest.kept import Kept, cache_folder
from detente.reading.suggest.merge import merged
from detente.reading.suggest.question import Question, questions

FAILURES = 3
"""Questions in a row without an answer after which no more are sent."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent: questions that have no kept answer, and the characters of their text."""

    host: str
    questions: int
    characters: int
    kept: int

    def told(self) -> str:
        """In one line."""
        if not self.questions:
            return _("Nothing is sent to {host}: all answers are kept from before").format(
                host=self.host
            )
        n = self.questions
        return ngettext(
            "{n} question goes to {host}: a sentence with its neighbours, {characters} characters "
            "in all",
            "{n} questions go to {host}: each a sentence with its neighbours, {characters} "
            "characters in all",
            n,
        ).format(n=integer(n), host=self.host, characters=integer(self.characters))


def suggested(
    reading: Reading,
    endpoint: Endpoint,
    *,
    say: Callable[[str], None],
    progress: Progress | None = None,
    folder: Path | None = None,
) -> Reading:
    """Ask a language model about each sentence, and merge what stands.

    Parameters
    ----------
    reading : Reading
    endpoint : Endpoint
    say : callable
        Told what will be sent before anything is.
    progress : callable, optional
    folder : Path, optional
        Where answers are kept; by default in the user's cache.

    Raises
    ------
    InputError
        If the endpoint refuses, or gives no answer several times in a row.
    """
    kept = Kept(folder or cache_folder(), endpoint.address, endpoint.model)
    asked = list(questions(reading))
    answers = {question.sentence: kept.get(question) for question in asked}
    new = [question for question in asked if answers[question.sentence] is None]
    characters = sum(len(question.user) for question in new)
    say(Plan(endpoint.host, len(new), characters, len(asked) - len(new)).told())
    failed = _ask(endpoint, kept, new, answers, progress)
    kept.prune()
    ids = [actor.id for actor in reading.actors]
    found: dict[int, tuple[Suggested, ...]] = {}
    dropped = unread = 0
    for index, text in answers.items():
        if text is None:
            continue
        answer = held(text, reading.sentences[index], ids)
        if answer is None:
            unread += 1
            continue
        dropped += answer.dropped
        found[index] = answer.proposals
    told = _told(endpoint.model, failed, unread, dropped)
    result = merged(reading, found, endpoint.model)
    return replace(result, lost=[*result.lost, *told])


def _ask(
    endpoint: Endpoint,
    kept: Kept,
    new: list[Question],
    answers: dict[int, str | None],
    progress: Progress | None,
) -> int:
    """Ask what has not been asked; how many questions got no answer."""
    failed = row = 0
    for done, question in enumerate(new, start=1):
        try:
            answers[question.sentence] = answer = endpoint.ask(question)
            kept.put(question, answer)
            row = 0
        except NoAnswerError as error:
            failed, row = failed + 1, row + 1
            if row >= FAILURES and failed == done:
                raise InputError(
                    _("--model: {host} gave no answer {n} times: {why}").format(
                        host=endpoint.host, n=row, why=error
                    )
                ) from None
        if progress is not None:
            progress(done, len(new))
    return failed


def _told(model: str, failed: int, unread: int, dropped: int) -> list[str]:
    """What of a model's work was lost, in sentences."""
    found = []
    if failed:
        found.append(
            ngettext(
                "{model} gave no answer about {n} sentence",
                "{model} gave no answer about {n} sentences",
                failed,
            ).format(model=model, n=integer(failed))
        )
    if unread:
        found.append(
            ngettext(
                "{n} answer of {model} was none of the form that was asked for",
                "{n} answers of {model} were none of the form that was asked for",
                unread,
            ).format(model=model, n=integer(unread))
        )
    if dropped:
        found.append(
            ngettext(
                "{n} proposal of {model} was dropped: the text does not bear it out",
                "{n} proposals of {model} were dropped: the text does not bear them out",
                dropped,
            ).format(model=model, n=integer(dropped))
        )
    return found
