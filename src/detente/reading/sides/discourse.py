"""What a text as a whole, and the sentences before, tell of those who play in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from detente.reading.grammar.roles import subject
from detente.reading.proposal import Named
from detente.reading.sentence import Mention, Sentence

Pair = tuple[str, str, float]


class Discourse:
    """A text, for whoever asks who is spoken of.

    Parameters
    ----------
    sentences : sequence of Sentence
    actors : sequence of Named
        Who is named, with the number of sentences.
    pairs : sequence of (str, str, float)
        Who faces whom, the likeliest first.

    Attributes
    ----------
    share : mapping of str to float
        Id of an actor → in how many sentences it is named, as a share of the most.
    pair : tuple of str
        The two in question.
    called : mapping of str to str
        Id of an actor → its name.
    faces : mapping of str to str
        Id of an actor → whom it faces most.
    """

    def __init__(
        self, sentences: Sequence[Sentence], actors: Sequence[Named], pairs: Sequence[Pair]
    ) -> None:
        self.sentences = sentences
        counts: Counter[str] = Counter()
        self._named: dict[str, set[str]] = {}
        for sentence in sentences:
            named = dict.fromkeys((m.actor for m in sentence.mentions if m.actor), 1)
            counts.update(named)
            self._named.setdefault(sentence.place.document, set()).update(named)
        most = max(counts.values(), default=1)
        self.share: Mapping[str, float] = {each: n / most for each, n in counts.items()}
        self.known = tuple(sorted((each.id for each in actors), key=lambda id_: -counts[id_]))
        self.pair = pairs[0][:2] if pairs else ()
        self.called: Mapping[str, str] = {each.id: each.name for each in actors}
        self.faces: dict[str, str] = {}
        for one, other, _weight in pairs:
            self.faces.setdefault(one, other)
            self.faces.setdefault(other, one)
        self._subjects: dict[int, tuple[Mention | None, ...]] = {}

    def subjects(self, index: int) -> tuple[Mention | None, ...]:
        """The subject of each clause of a sentence, where it is an actor."""
        found = self._subjects.get(index)
        if found is None:
            sentence = self.sentences[index]
            found = tuple(subject(sentence, at) for at in range(len(sentence.clauses)))
            self._subjects[index] = found
        return found

    def before(self, index: int) -> list[int]:
        """The sentences of the same paragraph that stand before a sentence, the nearest first."""
        found = []
        for at in range(index - 1, -1, -1):
            if not self.together(at, index):
                break
            found.append(at)
        return found

    def together(self, one: int, other: int) -> bool:
        """Whether two sentences stand in the same paragraph."""
        first, second = self.sentences[one].place, self.sentences[other].place
        return (first.document, first.paragraph) == (second.document, second.paragraph)

    def candidates(self, index: int) -> list[str]:
        """Who may be meant in a sentence: whom it names, and whom its article does.

        Of several articles others are meant only where its own does not name two.
        """
        sentence = self.sentences[index]
        here = (each.actor for each in sentence.mentions if each.actor)
        named = self._named[sentence.place.document]
        known = [each for each in self.known if each in named]
        return list(dict.fromkeys((*here, *(known if len(known) > 1 else self.known))))

    def names(self, index: int, actor: str) -> bool:
        """Whether a sentence names an actor."""
        return any(each.actor == actor for each in self.sentences[index].mentions)
