"""How a name stands in its sentence: governed, definite, where something is, or for nobody."""

from __future__ import annotations

from functools import cache

from detente.reading.article import Tongue
from detente.reading.who.atoms import Line, atoms_of, fold, folded_words
from detente.reading.who.groups import Group
from detente.reading.words.table import table


class Standing:
    """Words of a language that say how a name stands in its sentence."""

    def __init__(self, language: Tongue) -> None:
        self.language = language
        reference = table(language, "reference")
        places = table(language, "places")
        roles = table(language, "roles")
        self.possessive = folded_words(reference["pronouns"]["possessive"])
        self._inside = folded_words(places["within"])
        self._events = folded_words(places["events"])
        self._meetings = folded_words(places["meetings"])
        self._female = folded_words(roles["female"])
        nobody = reference["nobody"]
        self._nobody = [_split(phrase) for phrase in nobody["it"]]
        self._be = [_split(phrase) for phrase in nobody["be"]]
        self._that = folded_words(nobody["that"])
        self._verbs = frozenset(words[0] for words in self._nobody if len(words) == 1)
        self._openers = folded_words(reference["openers"])
        self._personal = folded_words(nobody["personal"])
        self._definite = folded_words(reference["definite"])
        self._governing = folded_words(reference["governing"])
        self._masculine = folded_words(reference.get("masculine", ()))

    def within(self, line: Line, index: int) -> bool:
        """Whether a preposition of place stands before a name."""
        at = index - 1
        while at >= 0 and line.atoms[at].folded in self._definite:
            at -= 1
        return at >= 0 and line.atoms[at].folded in self._inside

    def oblique(self, line: Line, index: int) -> bool:
        """Whether a preposition governs a name."""
        at = index - 1
        while at >= 0 and line.atoms[at].folded in self._definite - self._governing:
            at -= 1
        return at >= 0 and line.atoms[at].folded in self._governing | self._inside

    def held(self, line: Line, index: int) -> bool:
        """Whether a capital is where something is held."""
        if self.language == "en":
            return self.within(line, index)
        if index == 0:
            return False
        before = line.atoms[index - 1].folded
        if before in self._inside:
            return True
        if before not in ("a", "de", "d"):
            return False
        if before == "a" and index == 1:
            return True
        near = line.atoms[max(0, index - 6) : index - 1]
        return before == "a" and any(atom.folded in self._meetings for atom in near)

    def event(self, line: Line, first: int, last: int) -> bool:
        """Whether a capital names what was agreed, or held, there."""
        if self.language == "en":
            following = last < len(line.atoms) and line.gap(last - 1) == " "
            return following and line.atoms[last].folded in self._events
        if first < 2:
            return False
        link, noun = line.atoms[first - 1].folded, line.atoms[first - 2].folded
        return link in ("de", "d") and noun in self._events

    def definite(self, line: Line, index: int) -> bool:
        """Whether a definite article stands before a noun, or one of its adjectives."""
        for at in range(index - 1, max(-1, index - 3), -1):
            if line.atoms[at].folded in self._definite:
                return True
        return index == 0

    def led(self, line: Line, index: int, said: str) -> bool:
        """Whether words that refer stand with an article, or need none."""
        if index == 0:
            return True
        after = index + len(atoms_of(said))
        if after < len(line.atoms) and line.atoms[after].folded in ("of", "for", "de", "d", "du"):
            return False
        start = fold(said.split(" ")[0])
        if start in ("both", "neither", "either", "each", "the", "les", "la", "aucune", "aucun"):
            return True
        return start in ("part", "chaque", "l", "l'un") or self.definite(line, index)

    def feminine(self, line: Line, group: Group, kind: str) -> bool | None:
        """Gender of what a French sentence names, by its article, else by its ending."""
        before = line.atoms[group.first - 1].folded if group.first else ""
        if before in ("la", "une", "cette", "sa"):
            return True
        if before in ("le", "un", "ce", "du", "au", "son"):
            return False
        head = line.atoms[group.first].folded
        if kind in ("state", "party", "organisation"):
            return head.endswith("e") and head not in self._masculine
        return None

    def plural(self, line: Line, group: Group, kind: str) -> bool:
        """Whether several are named by one word."""
        before = line.atoms[group.first - 1].folded if group.first else ""
        if self.language == "fr":
            return before in ("les", "des", "aux", "ces", "leurs", "ses")
        head = line.atoms[group.last - 1].folded
        if kind in ("state", "metonym"):
            return False
        return head.endswith("s") and not head.endswith("ss") and kind != "organisation"

    def nobody(self, line: Line, index: int) -> bool:
        """Whether "it" or "il" stands for nobody, as in "it is clear that"."""
        if line.atoms[index].folded not in ("it", "il"):
            return False
        if line.atoms[index].folded == "it" and not self._opens(line, index):
            return True
        if index and line.gap(index - 1) == "-" and line.atoms[index - 1].folded in self._verbs:
            return True
        after = tuple(line.words(index + 1, index + 12))
        if any(after[: len(words)] == words for words in self._nobody):
            return True
        for words in self._be:
            if after[: len(words)] == words:
                rest = after[len(words) : len(words) + 6]
                if any(word in self._personal for word in rest):
                    return False
                return any(word in self._that for word in rest[1:])
        return False

    def _opens(self, line: Line, index: int) -> bool:
        """Whether "it" begins a clause; elsewhere it stands for a thing, or for nobody."""
        if line.starts(index) or "," in line.gap(index - 1) or ";" in line.gap(index - 1):
            return True
        return line.atoms[index - 1].folded in self._openers


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(atom.folded for atom in atoms_of(phrase))


@cache
def standing(language: Tongue) -> Standing:
    """The words of a language, read once."""
    return Standing(language)
