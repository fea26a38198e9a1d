"""Paragraphs of a merged story put in their places, and the properties that parties gave them."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from lxml import etree

from paraaf.redline.merging.context import FirstChange, MergeContext, PartNames
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.builder import Builder, Item
from paraaf.redline.sequence.flatten import BlockAtom, ElementPair
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.names import (
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    RPR,
    SECTPR,
    TBL,
    P,
    ensure_properties,
    insert_property,
    qn,
)
from paraaf.redline.wml.revision_marks import REVISION_CONTAINERS


class Nested(Protocol):
    """Reads and merges what is inside a paragraph or table: text boxes and cells."""

    def plan(self, party: str, base: Element, pair: ElementPair) -> None:
        """Read all that a party made of a container; `BaseMismatch` if it is not one of this base."""

    def container(self, base: Element, versions: Mapping[str, ElementPair]) -> None:
        """Merge what parties made of a container."""


class Layout:
    """Lays out what parties made of one part of the base."""

    def __init__(self, context: MergeContext, names: PartNames) -> None:
        self.context = context
        self.names = names
        self.builder = Builder(context.tracker)
        self.trailing_ranges: dict[int, list[Element]] = {}
        """Ends of ranges that are to stand after an item, by the id of that."""

    def write_paragraphs(self, items: list[Item], before: Element | None = None, after: Element | None = None) -> None:
        """Make paragraphs of items, with those of the base in their places."""
        line: list[Item] = []
        cursor = after

        def place(block: Element) -> None:
            nonlocal cursor
            if cursor is not None:
                cursor.addnext(block)
            elif before is not None:
                before.addprevious(block)
            cursor = block

        for item in items:
            atom = item.atom
            if isinstance(atom, BlockAtom):
                place(atom.element)
                for each in item.before:
                    atom.element.addprevious(each)
                if atom.element.tag != TBL and item.inserted is not None:
                    self.context.tracker.control(atom.element, INS, item.inserted)
                    cursor = atom.element.getnext()
                continue
            if atom.paragraph is None:
                line.append(item)
                continue
            paragraph = atom.paragraph
            if item.inserted is not None:
                place(paragraph)
            else:
                cursor = paragraph
            self._fill(paragraph, line)
            paragraph.extend(item.before)
            paragraph.extend(self.trailing_ranges.pop(id(item), ()))
            if item.inserted is not None:
                self.context.tracker.paragraph_end(paragraph, MOVE_TO if item.inserted.move else INS, item.inserted)
            if item.deleted is not None:
                self.context.tracker.paragraph_end(paragraph, MOVE_FROM if item.deleted.move else DEL, item.deleted)
            line = []
        if line:
            paragraph = etree.Element(P)
            place(paragraph)
            self._fill(paragraph, line)

    def _fill(self, paragraph: Element, line: list[Item]) -> None:
        for at, item in enumerate(line) if self.trailing_ranges else ():
            if rest := self.trailing_ranges.pop(id(item), None):
                if at + 1 < len(line):
                    line[at + 1].before[:0] = rest
                    self.builder.fill(paragraph, line)
                else:
                    self.builder.fill(paragraph, line)
                    paragraph.extend(rest)
                return
        self.builder.fill(paragraph, line)

    def end_properties(self, paragraph: Element, over: Mapping[str, Atom]) -> None:
        """Give the end of a paragraph of the base the properties that parties gave it."""
        about = {party: None if atom.paragraph is None else atom.paragraph.find(PPR) for party, atom in over.items()}
        if all(each is None for each in about.values()):
            return
        for name, holder in ((qn("w:pPrChange"), PPR), (qn("w:rPrChange"), f"{PPR}/{RPR}")):
            first = FirstChange(self.context)
            for party, atom in over.items():
                own = about[party]
                found = None if own is None else own.find(name if holder == PPR else f"{RPR}/{name}")
                if found is None:
                    continue
                source = found.getparent()
                canonical = Canonical(self.context.file, self.names.base)
                key = canonical.paragraph_format(source) if holder == PPR else canonical.run_format(source)
                first.add(party, found, key, partial(self._apply, paragraph, party, source, found, holder, atom))

    def _apply(
        self, paragraph: Element, party: str, source: Element, change: Element, holder: str, atom: Atom
    ) -> Element:
        target = ensure_properties(paragraph)
        if holder != PPR:
            mark = target.find(RPR)
            if mark is None:
                mark = etree.Element(RPR)
                insert_property(target, mark)
            target = mark
        kept = (RPR, SECTPR, *REVISION_CONTAINERS)
        was = etree.Element(target.tag)
        was.extend([each for each in list(target) if each.tag not in kept])
        for each in source:
            if each.tag not in kept and each is not change:
                own = self.context.import_(party, each, self.names, atom)
                insert_property(target, own) if holder == PPR else target.append(own)
        record = self.context.tracker.mark(change.tag, self.context.parties[party].attribution(change), was)
        insert_property(target, record) if holder == PPR else target.append(record)
        return record
