"""Formulas that several parties changed: Word tracks changes inside one, but has no room there for two opinions."""

from collections.abc import Iterable

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.resolve import resolve
from paraaf.redline.wml.names import MATH, make_element
from paraaf.redline.wml.revision_marks import MARKS, REMOVING

_TEXT = f"{{{MATH}}}t"


def formula_text(pieces: Iterable[Element]) -> str:
    """Return the signs of a formula with the changes in it accepted; "" for anything else."""
    return "".join(
        each.text or "" for piece in pieces for each in piece.iter(_TEXT)
        if next(each.iterancestors(*REMOVING), None) is None
    )  # fmt: skip


def is_changed(pieces: Iterable[Element]) -> bool:
    """Return whether changes are tracked inside a formula."""
    return any(next(piece.iter(*MARKS), None) is not None for piece in pieces)


def formula_key(pieces: Iterable[Element]) -> tuple[tuple[str, str], ...]:
    """Return what a formula is made of, the marks in it among that; equal ones were changed in the same way."""
    return tuple((each.tag, each.text or "") for piece in pieces for each in piece.iter(etree.Element))


def with_changes_accepted(piece: Element) -> tuple[Element, ...]:
    """Return a formula with the changes in it accepted, nothing if none of it is left then; the formula is used up."""
    holder = make_element("w:r", piece)
    resolve(holder, lambda _: True)
    return tuple(holder)
