"""Two parts that are compared, read side by side: what their blocks are, and what comes over from the new one."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from paraaf.redline.comparing.context import CompareContext
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import NOTE_REFERENCES, Atom, text_of_atoms
from paraaf.redline.sequence.block_diff import Block
from paraaf.redline.sequence.reader import AtomReader, Controls, paragraph_key
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.names import RANGES, SDT, SDT_CONTENT, TBL, TBLPR, TC, TCPR, TR, TRPR, P, qn
from paraaf.redline.wml.tables import rows_or_cells

BLOCKS = {P: "p", TBL: "tbl", SDT: "sdt", qn("w:customXml"): "sdt"}


class Nested(Protocol):
    """Compares what is inside a paragraph or table: text boxes, cells, notes and sections."""

    def container(self, old: Element, new: Element) -> None:
        """Compare what two cells or text boxes hold."""

    def notes(self, old: Element, new: Element) -> None:
        """Compare the notes that two references mean."""

    def section(self, old: Element, new: Element) -> None:
        """Compare two sections."""


class Sides:
    """One part of the old file and one of the new; `side` is 0 for what the old one has, 1 for the new one."""

    def __init__(self, context: CompareContext, old_part: str, new_part: str) -> None:
        self.context = context
        self.old_part, self.new_part = old_part, new_part
        self.canonical = Canonical(context.old, old_part), Canonical(context.new, new_part)
        kinds: tuple[Controls, Controls] = ("compared", "compared") if context.with_controls else ("kept", "ignored")
        self.readers = (
            AtomReader(self.canonical[0], controls=kinds[0]),
            AtomReader(self.canonical[1], controls=kinds[1]),
        )
        self.comment_keys = context.comment_keys()
        self._atoms: dict[Element, list[Atom]] = {}

    def text_finder(self, side: int) -> Callable[[Element], str]:
        """Return what finds the text of a paragraph; it is not kept here, where it would refer to itself."""
        return partial(self._text, side)

    # Blocks

    def block(self, element: Element, side: int) -> Block:
        """Return what is known of a block."""
        kind = BLOCKS[element.tag]
        if kind == "p":
            key = paragraph_key(self.atoms(element, side), self.canonical[side], self.comment_keys[side])
            return Block(kind, key, self.text_finder(side), element)
        if kind == "tbl":
            return self._table(element, side)
        content = element.find(SDT_CONTENT) if element.tag == SDT else element
        nested = [self.block(each, side) for each in content if each.tag in BLOCKS] if content is not None else []
        return Block(kind, (kind, *(each.key for each in nested)), " ".join(each.text for each in nested))

    def _table(self, table: Element, side: int) -> Block:
        """Return what is known of a table; how wide its columns are does not make it another one."""
        rows = [self.row(row, side) for row in rows_or_cells(table, TR)]
        key = ("tbl", self.canonical[side].of(table.find(TBLPR)), *(each.key for each in rows))
        return Block("tbl", key, "\n".join(each.text for each in rows))

    def row(self, row: Element, side: int) -> Block:
        """Return what is known of a row of a table."""
        cells = [self.cell(cell, side) for cell in rows_or_cells(row, TC)]
        key = ("tr", self.canonical[side].of(row.find(TRPR)), *(each.key for each in cells))
        return Block("tr", key, "\t".join(each.text for each in cells))

    def cell(self, cell: Element, side: int) -> Block:
        """Return what is known of a cell of a table."""
        blocks = [self.block(each, side) for each in cell if each.tag in BLOCKS]
        key = ("tc", self.canonical[side].of(cell.find(TCPR)), *(each.key for each in blocks))
        return Block("tc", key, "\n".join(each.text for each in blocks))

    def atoms(self, paragraph: Element, side: int) -> list[Atom]:
        """Return the atoms of a paragraph, read once."""
        if paragraph not in self._atoms:
            self._atoms[paragraph] = self.readers[side].read(paragraph)
        return self._atoms[paragraph]

    def _text(self, side: int, paragraph: Element) -> str:
        atoms = self.atoms(paragraph, side)
        return text_of_atoms(atoms) or "".join("\ufffc" for each in atoms if each.text is None and not each.is_end)

    # From the new part to the old one

    def imported(self, element: Element) -> Element:
        """Return a copy of an element of the new file, fit to stand in the old one, with the notes it refers to."""
        copy = self.import_(element)
        self.ranges(copy)
        self.notes_inserted(copy)
        return copy

    def import_(self, element: Element) -> Element:
        """Return a copy of an element of the new file, with what it needs from other parts."""
        return self.context.importer.import_element(element, self.new_part, self.old_part)

    def ranges(self, copy: Element) -> None:
        """Make the ranges in a copy of the new file's those that the old one should have."""
        for each in list(copy.iter(*RANGES, qn("w:commentReference"))):
            own = self.context.imported_range(each)
            if own is None:
                each.getparent().remove(each)
            else:
                each.getparent().replace(each, own)

    def notes_inserted(self, copy: Element) -> None:
        """Import the notes that a copy of the new file's refers to."""
        for each in copy.iter(*NOTE_REFERENCES):
            self.context.note_inserted(each)

    def notes_deleted(self, element: Element) -> None:
        """Mark the notes that an element refers to as deleted."""
        for each in element.iter(*NOTE_REFERENCES):
            self.context.note_deleted(each)
