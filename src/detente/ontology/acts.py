"""Acts: what one actor does to another, and classes of acts.

An act is a PLOVER event type, narrowed as far as one likes by mode, context, rank and CAMEO
code, written ``TYPE[.mode][/context][@rank][:cameo]``: ``CONSULT.phone@leader``,
``COERCE.restrict/economic``, ``SUPPORT/diplomatic:057``. The table behind it is
``ontology/data/acts.toml``, which names its sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.format import integer
from detente.language.hints import did_you_mean
from detente.ontology._notation import check, read
from detente.ontology._table import goldstein, keys, table
from detente.ontology.quads import Quad
from detente.ontology.wording import wording

__all__ = ["Act", "ActClass", "Quad", "describe", "describe_class", "quad_said"]

MOST_WORDS = 200
"""Quad classes and patterns that one class of acts is made of."""


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act, or a pattern for kinds of acts: a field left None is left open.

    Parameters
    ----------
    type : str
        One of PLOVER's sixteen event types, in capitals.
    mode : str, optional
        How: one of the type's modes.
    context : str, optional
        About what: one of PLOVER's contexts.
    rank : str, optional
        Who speaks: ``leader``, ``minister`` or ``official``.
    cameo : str, optional
        CAMEO code of three or four digits, of this type.

    Raises
    ------
    InputError
        If a field is not one of those allowed.
    """

    type: str
    mode: str | None = None
    context: str | None = None
    rank: str | None = None
    cameo: str | None = None

    def __post_init__(self) -> None:
        """Refuse what the table does not know."""
        check(self.type, self.mode, self.context, self.rank, self.cameo)

    @classmethod
    def parse(cls, text: str) -> Act:
        """Read an act from its notation.

        The type may be in any case; ``-`` and ``_`` are taken for each other in modes and
        contexts. Names of other PLOVER versions are translated.

        Parameters
        ----------
        text : str
            ``TYPE[.mode][/context][@rank][:cameo]``.

        Returns
        -------
        Act
            The act.

        Raises
        ------
        InputError
            If the text is not of this form, or names something unknown.
        """
        given = read(text)
        try:
            return cls(**given)
        except InputError as error:
            raise InputError(_("in act '{text}': {error}").format(text=text, error=error)) from None

    def __str__(self) -> str:
        """Canonical text; `parse` gives the same act back."""
        parts = [self.type]
        for sign, field in ((".", self.mode), ("/", self.context), ("@", self.rank)):
            if field:
                parts.append(sign + field)
        if self.cameo:
            parts.append(":" + self.cameo)
        return "".join(parts)

    @property
    def quad(self) -> Quad:
        """Quad class of the type."""
        return table().types[self.type].quad

    @property
    def goldstein(self) -> float:
        """Goldstein weight in [-10, 10]: of the CAMEO code if given, else from the table."""
        if self.cameo:
            return table().codes[self.cameo].goldstein
        return goldstein(self.type, self.mode, self.context)[0]

    @property
    def joint(self) -> bool:
        """Whether the record writes the act down for both sides.

        True of CAMEO 04x (all of CONSULT) and 057, signed agreements: the codes mirrored on the
        same day in at least 80 % of cases. Declared agreement (AGREE) is directed.
        """
        return self.type == "CONSULT" or self.cameo == "057"

    def matches(self, pattern: Act) -> bool:
        """Whether all fields that the pattern gives are equal.

        Parameters
        ----------
        pattern : Act
            Its open fields (None) match anything.

        Returns
        -------
        bool
            True if this act is one of the pattern's.
        """
        return (
            pattern.type == self.type
            and pattern.mode in (None, self.mode)
            and pattern.context in (None, self.context)
            and pattern.rank in (None, self.rank)
            and pattern.cameo in (None, self.cameo)
        )


@dataclass(frozen=True, slots=True)
class ActClass:
    """A set of acts: quad classes, and patterns that do not lie in one of them.

    Build it with `parse`, which leaves out what is said twice; equal sets so have equal text,
    which serves as the name of planes.
    """

    quads: tuple[Quad, ...] = ()
    patterns: tuple[Act, ...] = ()

    @classmethod
    def parse(cls, value: str | Iterable[str]) -> ActClass:
        """Read a class of acts.

        Parameters
        ----------
        value : str or iterable of str
            A quad label (``material-conflict``), ``cooperation``, ``conflict``, ``any``, an act
            as a pattern, several of these joined by ``+``, or a list of such.

        Returns
        -------
        ActClass
            Their union.

        Raises
        ------
        InputError
            If the list is empty or a member cannot be read.
        """
        items = [value] if isinstance(value, str) else list(value)
        words = [word.strip() for item in items for word in item.split("+") if word.strip()]
        if not words:
            raise InputError(_("a class of acts is empty; write at least one, or 'any'"))
        if len(words) > MOST_WORDS:
            raise InputError(
                _("a class of {words} acts is too long; at most {most}").format(
                    words=integer(len(words)), most=MOST_WORDS
                )
            )
        quads: set[Quad] = set()
        patterns: set[Act] = set()
        for word in words:
            found = _quads_of(word)
            if found:
                quads.update(found)
            else:
                patterns.add(_pattern(word))
        return cls(tuple(sorted(quads)), _least(patterns, quads))

    def __str__(self) -> str:
        """Canonical text; `parse` gives the same class back."""
        wide = next((name for name, quads in _WIDE.items() if quads == self.quads), None)
        labels = [wide] if wide else [quad.label for quad in self.quads]
        return "+".join([*labels, *map(str, self.patterns)])

    @property
    def joint(self) -> bool:
        """Whether every act of the class is a joint one, so that none has a direction."""
        return not self.quads and all(pattern.joint for pattern in self.patterns)

    def contains(self, act: Act) -> bool:
        """Whether an act is in the class.

        Parameters
        ----------
        act : Act
            Any act.

        Returns
        -------
        bool
            True if its quad class is listed or a pattern matches.
        """
        return act.quad in self.quads or any(act.matches(p) for p in self.patterns)


_WIDE: dict[str, tuple[Quad, ...]] = {
    "any": tuple(Quad),
    "cooperation": (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION),
    "conflict": (Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT),
}

_VERBAL = (Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT)


def _quads_of(word: str) -> tuple[Quad, ...]:
    """Quad classes that a word stands for; none if it is no such word."""
    name = word.lower().replace(" ", "-").replace("_", "-")
    if name in _WIDE:
        return _WIDE[name]
    return tuple(quad for quad in Quad if quad.label == name)


def _pattern(word: str) -> Act:
    """Read a pattern; the message also proposes the names of wide classes."""
    try:
        return Act.parse(word)
    except InputError as error:
        if any(sign in word for sign in "./@:"):
            raise
        names = [*_WIDE, *(quad.label for quad in Quad)]
        meant = did_you_mean(word.lower(), names)
        raise InputError(
            _("no class of acts '{word}'{meant} (or an act: {error})").format(
                word=word, meant=meant, error=error
            )
        ) from None


def _least(patterns: set[Act], quads: set[Quad]) -> tuple[Act, ...]:
    """Patterns in order, without those that a quad class or another pattern covers."""
    kept = [
        p
        for p in patterns
        if p.quad not in quads and not any(p != q and p.matches(q) for q in patterns)
    ]
    return tuple(sorted(kept, key=str))


def describe(act: Act) -> str:
    """Say an act in the language in force.

    Parameters
    ----------
    act : Act
        Any act.

    Returns
    -------
    str
        A noun phrase, such as ``telephone call between leaders``.
    """
    words = wording(language())
    phrases = words.phrases[act.type]
    key = next(key for key in keys(act.mode, act.context) if key in phrases)
    text, said = phrases[key], "/" in key
    usual = goldstein(act.type, act.mode, act.context)[1]
    if act.cameo and usual != (act.cameo,):
        named = words.codes.get(act.cameo)
        text = named or f"{text} (CAMEO {act.cameo})"
        said = act.context == "diplomatic" if named else said
    if act.context and not said:
        about = words.about if act.quad in _VERBAL else " ({context})"
        text += about.format(context=words.contexts[act.context])
    if act.rank:
        text += f" {(words.between if act.joint else words.by)[act.rank]}"
    return text


def describe_class(acts: ActClass) -> str:
    """Say a class of acts in the language in force: its quad classes, then its patterns."""
    wide = next((name for name, quads in _WIDE.items() if quads == acts.quads), None)
    said = [_wide_said(wide)] if wide else [quad_said(quad) for quad in acts.quads]
    return ", ".join([*said, *map(describe, acts.patterns)])


def quad_said(quad: Quad) -> str:
    """Name of a quad class in the language in force."""
    return {
        Quad.VERBAL_COOPERATION: _("verbal cooperation"),
        Quad.MATERIAL_COOPERATION: _("material cooperation"),
        Quad.VERBAL_CONFLICT: _("verbal conflict"),
        Quad.MATERIAL_CONFLICT: _("material conflict"),
    }[quad]


def _wide_said(name: str) -> str:
    return {
        "any": _("all acts"),
        "cooperation": _("cooperation"),
        "conflict": _("conflict"),
    }[name]
