"""The comments in a merged file on edits that exclude each other."""

from collections.abc import Mapping

from paraaf.redline.merging.conflicts import Clash
from paraaf.redline.merging.report import Said
from paraaf.redline.model import MergeWords
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.flatten import part, width
from paraaf.redline.sequence.formulas import formula_text
from paraaf.redline.wml.names import new
from paraaf.redline.wml.revision_marks import ALL_MARKS


class Conflicts:
    """The conflicts of one merge, each with the comment that says so."""

    def __init__(self, words: MergeWords, writer: CommentWriter) -> None:
        self.words = words
        self.writer = writer
        self.found: list[Said] = []

    def write(self, own: list[Atom], units: Mapping[str, list[Atom]], clash: Clash) -> list[Element]:
        """Write the comment on edits that exclude each other; return its beginning, its end and its reference."""
        base = _said(own, clash.start, clash.end).strip()
        wishes = {party: self._wish(units[party], clash).strip() for party in units if party in clash.parties}
        said = "; ".join(
            self.words.wish.format(party=party, text=wish or self.words.nothing) for party, wish in wishes.items()
        )
        dates = [mark.date for party in clash.parties for atom in units[party]
                 for mark in (atom.inserted, atom.deleted) if mark is not None]  # fmt: skip
        text = self.words.conflict.format(wishes=said, base=base)
        number = self.writer.write(text, self.words.author, max(dates, default=""))
        self.found.append((number, base, wishes))
        reference = new("w:r", new("w:commentReference", id=number))
        return [new("w:commentRangeStart", id=number), new("w:commentRangeEnd", id=number), reference]

    def _wish(self, unit: list[Atom], clash: Clash) -> str:
        pieces: list[str] = []
        properties: dict[str, None] = {}
        at = 0
        for atom in unit:
            if atom.inserted is not None:
                if clash.start <= at <= clash.end and atom.deleted is None:
                    pieces.append(atom.text or ("\n" if atom.is_end else formula_text(atom.pieces)))
                continue
            size = width(atom)
            start, end = max(clash.start, at), min(clash.end, at + size)
            if start < end and atom.deleted is None:
                pieces.append(part(atom, start - at, end - at).text or formula_text(atom.pieces if size == 1 else ()))
                if atom.properties is not None and clash.is_formatting:
                    properties |= dict.fromkeys(each.tag.rpartition("}")[2] for each in atom.properties
                                                if each.tag not in ALL_MARKS)  # fmt: skip
            at += size
        text = "".join(pieces)
        if properties:
            return self.words.formatting.format(text=text, properties=", ".join(properties))
        return text


def _said(atoms: list[Atom], start: int, end: int) -> str:
    pieces: list[str] = []
    at = 0
    for atom in atoms:
        size = width(atom)
        if max(start, at) < min(end, at + size):
            said = formula_text(atom.pieces) if atom.text is None else atom.text[max(start - at, 0) : end - at]
            pieces.append(said)
        at += size
    return "".join(pieces)
