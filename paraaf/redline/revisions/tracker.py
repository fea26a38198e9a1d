"""Marks of tracked changes put on paragraphs, tables and what is in them."""

from collections.abc import Iterable

from lxml import etree

from paraaf.redline.model import Stamp
from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import (
    AUTHOR,
    DATE,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    ID,
    INS,
    INSTR,
    MOVE_FROM,
    MOVE_TO,
    NOTHING,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    TRPR,
    WORD,
    P,
    R,
    T,
    boxes_of,
    properties,
    put,
    qn,
    qns,
)

_PROPERTIES = frozenset(qns("pPr rPr sdtPr sdtEndPr customXmlPr smartTagPr"))
_CONTROLS = (SDT, qn("w:customXml"))
_WHOLE = frozenset(qns("m:oMath m:oMathPara"))
_IDS = etree.XPath("//w:*/@w:id", namespaces={"w": WORD}, smart_strings=False)
_NAMES = {"w": WORD}
_CONTROL_NAMES = {INS: "customXmlIns", DEL: "customXmlDel", MOVE_FROM: "customXmlMoveFrom", MOVE_TO: "customXmlMoveTo"}


class Tracker:
    """Puts marks of changes, each with an id that no other has."""

    def __init__(self, first: int) -> None:
        self.next = first
        self._blanks: dict[tuple[str, str, str], Element] = {}
        """A mark of each kind and stamp: to copy one is far cheaper than to make one."""

    def mark(self, name: str, stamp: Stamp | None, *children: Element) -> Element:
        """Return a new mark by its lxml name."""
        known = (name, "", "") if stamp is None else (name, stamp.author, stamp.date)
        blank = self._blanks.get(known)
        if blank is None:
            blank = self._blanks[known] = _blank(name, stamp)
        element = blank.__copy__()
        element.set(ID, self.number())
        if children:
            element.extend(children)
        return element

    def number(self) -> str:
        """Return an id that no mark has yet."""
        self.next += 1
        return str(self.next - 1)

    # Whole blocks

    def blocks(self, blocks: Iterable[Element], name: str, stamp: Stamp) -> None:
        """Mark paragraphs, tables and content controls as inserted, deleted or moved, with all that is in them."""
        for block in list(blocks):
            if block.tag == P:
                self.paragraph(block, name, stamp)
            elif block.tag == TBL:
                self.rows(block.iter(TR), name, stamp, within=block)
            elif block.tag in _CONTROLS:
                content = block.find(SDT_CONTENT) if block.tag == SDT else block
                if content is not None:
                    self.blocks(content, name, stamp)
                    self.control(block, name, stamp)

    def rows(self, rows: Iterable[Element], name: str, stamp: Stamp, within: Element | None = None) -> None:
        """Mark rows with all that is in them; those of a table within the table are marked as its content."""
        for row in list(rows):
            if within is not None and next(row.iterancestors(TBL)) is not within:
                continue
            kind = INS if name in (INS, MOVE_TO) else DEL
            if row.find(f"{TRPR}/{kind}") is None:
                put(properties(row), self.mark(kind, stamp))
            for cell in row.iter(TC):
                if next(cell.iterancestors(TR)) is row:
                    self.blocks(cell, INS if name in (INS, MOVE_TO) else DEL, stamp)

    def paragraph(self, paragraph: Element, name: str, stamp: Stamp) -> None:
        """Mark a paragraph, its end and what is in it."""
        self.end(paragraph, name, stamp)
        self.inline(paragraph, name, stamp)

    def end(self, paragraph: Element, name: str, stamp: Stamp) -> None:
        """Mark the end of a paragraph."""
        about = properties(paragraph)
        mark = about.find(RPR)
        if mark is None:
            mark = etree.Element(RPR)
            put(about, mark)
        if mark.find(name) is not None:
            return
        # An insertion stands before a deletion of the same.
        at = sum(1 for each in mark if each.tag in (INS, MOVE_TO)) if name in (DEL, MOVE_FROM) else 0
        mark.insert(at, self.mark(name, stamp))

    def inline(self, container: Element, name: str, stamp: Stamp) -> None:
        """Mark what is in a paragraph, hyperlink or control."""
        wrapper: Element | None = None
        for each in list(container):
            if name == INS and each.tag in (INS, MOVE_TO):
                # What somebody tracked already stays theirs.
                wrapper = None
            elif each.tag == R or each.tag in _WHOLE or (name == INS and each.tag in (DEL, MOVE_FROM)):
                if wrapper is None:
                    wrapper = self.mark(name, stamp)
                    each.addprevious(wrapper)
                wrapper.append(each)
                self.piece(each, name, stamp)
            elif each.tag in NOTHING or each.tag in _PROPERTIES:
                wrapper = None
            else:
                wrapper = None
                content = each.find(SDT_CONTENT) if each.tag == SDT else each
                if content is not None:
                    self.inline(content, name, stamp)
                if each.tag in _CONTROLS:
                    self.control(each, name, stamp)

    def piece(self, run: Element, name: str, stamp: Stamp) -> None:
        """Make a run fit to stand in a mark: deleted text has a name of its own, and text boxes are marked inside."""
        if name == DEL:
            for each in run.iterchildren(T, INSTR):
                each.tag = DEL_TEXT if each.tag == T else DEL_INSTR
        for box in list(boxes_of(run)):
            self.blocks(box, name, stamp)

    def control(self, control: Element, name: str, stamp: Stamp) -> None:
        """Mark a content control itself as inserted or deleted, apart from what is in it."""
        if control.getparent() is None:
            return
        content = control.find(SDT_CONTENT) if control.tag == SDT else control
        kind = _CONTROL_NAMES[name]
        starts = [self.mark(qn(f"w:{kind}RangeStart"), stamp) for _ in range(2)]
        ends = [etree.Element(qn(f"w:{kind}RangeEnd"), nsmap={"w": WORD}) for _ in range(2)]
        for start, end in zip(starts, ends, strict=True):
            end.set(ID, start.get(ID))
        control.addprevious(starts[0])
        at = sum(1 for each in content if each.tag in _PROPERTIES)
        content.insert(at, ends[0])
        content.append(starts[1])
        control.addnext(ends[1])

    def changed(self, owner: Element, name: str, before: Element | None, stamp: Stamp | None) -> None:
        """Record in an element's properties what they were before."""
        old = etree.Element(owner.tag) if before is None else before
        put(owner, self.mark(name, stamp, old))


def _blank(name: str, stamp: Stamp | None) -> Element:
    about = {ID: ""}
    if stamp is not None:
        about[AUTHOR] = stamp.author
        if stamp.date:
            about[DATE] = stamp.date
    return etree.Element(name, about, nsmap=_NAMES)


def first_free_id(roots: Iterable[Element]) -> int:
    """Return a number above every id that a mark or range in these parts has."""
    numbers = (value for root in roots for value in _IDS(root))
    return 1 + max((int(value) for value in numbers if value.isdigit() and len(value) < 10), default=0)


__all__ = ["PPR", "Tracker", "first_free_id"]
