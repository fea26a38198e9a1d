"""What a paragraph is made of: words, punctuation, pictures, notes, formulas and fields, and its end."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.wml.canonical import Key
from paraaf.redline.wml.names import (
    qn,
    qns,
)

COMMENT_REFERENCE = qn("w:commentReference")
NOTE_REFERENCES = qns("footnoteReference endnoteReference")
AUTHOR_SEPARATOR = "; "
"""Stands between the authors of one change that several made."""


@dataclass(eq=False)
class Wrapper:
    """A hyperlink, content control or simple field that atoms are in."""

    element: Element
    signature: Key
    """When two are the same; None for one that makes no difference."""


@dataclass(eq=False, slots=True)
class Atom:
    """What a paragraph is made of; `key` says when two of them are the same."""

    key: Hashable
    text: str | None = None
    """The characters of a word; None for anything else."""
    pieces: tuple[Element, ...] = ()
    """Children of runs, or `whole` elements that stand in the paragraph themselves."""
    properties: Element | None = None
    format: Key = None
    within: tuple[Wrapper, ...] = ()
    before: tuple[Element, ...] = ()
    """Beginnings and ends of ranges that stand before it."""
    is_whole: bool = False
    paragraph: Element | None = None
    """For the end of a paragraph: the paragraph."""
    inserted: Attribution | None = None
    deleted: Attribution | None = None
    untracked_pieces: tuple[Element, ...] = ()
    """For a copy edited without tracking: the children of runs that stand for the same in the base compared with it."""
    fragments: tuple["Atom", ...] = ()
    """A word in several formats, or with a range that begins in it."""

    @property
    def is_end(self) -> bool:
        """Return whether it is the end of a paragraph."""
        return self.paragraph is not None

    def with_more_text(self, text: str) -> "Atom":
        """Return the same with more text."""
        return part_of_text(self, (self.text or "") + text, (), self.before)


@dataclass(eq=False, slots=True)
class FieldAtom(Atom):
    """A whole field: its instruction and its result."""

    parts: tuple[Atom, ...] = ()
    is_volatile: bool = False


def all_pieces(atom: Atom) -> Iterator[Element]:
    """Return the elements that an atom is made of, also those of a whole field."""
    yield from atom.pieces
    for part in atom.parts if isinstance(atom, FieldAtom) else ():
        yield from all_pieces(part)


def attribution_of(mark: Element) -> Attribution:
    """Return whose a mark is."""
    return Attribution(mark.get(qn("w:author"), ""), mark.get(qn("w:date"), ""))


def part_of_text(atom: Atom, text: str, path: Key, before: tuple[Element, ...]) -> Atom:
    """Return a piece of the text of an atom; made by hand, for there are as many as there are words."""
    return Atom(
        (text, path) if path else text,
        text,
        atom.pieces,
        atom.properties,
        atom.format,
        atom.within,
        before,
        False,
        None,
        atom.inserted,
        atom.deleted,
    )


def text_of_atoms(atoms: Iterable[Atom]) -> str:
    """Return the text of atoms."""
    return "".join(atom.text or "" for atom in atoms)


def wrapper_path(within: tuple[Wrapper, ...]) -> Key:
    """Return what an atom is within, as something that two texts can have in common."""
    return within and tuple(each.signature for each in within if each.signature is not None)
