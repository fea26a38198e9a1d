"""Marks of tracked changes put on paragraphs, tables and what is in them."""

from collections.abc import Iterable

from lxml import etree

from paraaf.redline.model import Attribution
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
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    TRPR,
    WORD,
    ZERO_WIDTH,
    P,
    R,
    T,
    ensure_properties,
    insert_property,
    qn,
    qns,
    text_boxes_of,
)

_PROPERTIES = frozenset(qns("pPr rPr sdtPr sdtEndPr customXmlPr smartTagPr"))
_CONTROLS = (SDT, qn("w:customXml"))
_MATH = frozenset(qns("m:oMath m:oMathPara"))
_ALL_IDS = etree.XPath("//w:*/@w:id", namespaces={"w": WORD}, smart_strings=False)
_NAMES = {"w": WORD}
_CONTROL_NAMES = {INS: "customXmlIns", DEL: "customXmlDel", MOVE_FROM: "customXmlMoveFrom", MOVE_TO: "customXmlMoveTo"}


class Tracker:
    """Puts marks of changes, each with an id that no other has."""

    def __init__(self, first: int) -> None:
        self.next_id = first
        self._templates: dict[tuple[str, str, str], Element] = {}
        """A mark of each kind and attribution: to copy one is far cheaper than to make one."""

    def mark(self, name: str, attribution: Attribution | None, *children: Element) -> Element:
        """Return a new mark by its lxml name."""
        known = (name, "", "") if attribution is None else (name, attribution.author, attribution.date)
        template = self._templates.get(known)
        if template is None:
            template = self._templates[known] = _template(name, attribution)
        element = template.__copy__()
        element.set(ID, self.new_id())
        if children:
            element.extend(children)
        return element

    def new_id(self) -> str:
        """Return an id that no mark has yet."""
        self.next_id += 1
        return str(self.next_id - 1)

    # Whole blocks

    def blocks(self, blocks: Iterable[Element], name: str, attribution: Attribution) -> None:
        """Mark paragraphs, tables and content controls as inserted, deleted or moved, with all that is in them."""
        for block in list(blocks):
            if block.tag == P:
                self.paragraph(block, name, attribution)
            elif block.tag == TBL:
                self.rows(block.iter(TR), name, attribution, within=block)
            elif block.tag in _CONTROLS:
                content = block.find(SDT_CONTENT) if block.tag == SDT else block
                if content is not None:
                    self.blocks(content, name, attribution)
                    self.control(block, name, attribution)

    def rows(self, rows: Iterable[Element], name: str, attribution: Attribution, within: Element | None = None) -> None:
        """Mark rows with all that is in them; those of a table within the table are marked as its content."""
        for row in list(rows):
            if within is not None and next(row.iterancestors(TBL)) is not within:
                continue
            kind = INS if name in (INS, MOVE_TO) else DEL
            if row.find(f"{TRPR}/{kind}") is None:
                insert_property(ensure_properties(row), self.mark(kind, attribution))
            for cell in row.iter(TC):
                if next(cell.iterancestors(TR)) is row:
                    self.blocks(cell, INS if name in (INS, MOVE_TO) else DEL, attribution)

    def paragraph(self, paragraph: Element, name: str, attribution: Attribution) -> None:
        """Mark a paragraph, its end and what is in it."""
        self.paragraph_end(paragraph, name, attribution)
        self.inline(paragraph, name, attribution)

    def paragraph_end(self, paragraph: Element, name: str, attribution: Attribution) -> None:
        """Mark the end of a paragraph."""
        paragraph_properties = ensure_properties(paragraph)
        mark = paragraph_properties.find(RPR)
        if mark is None:
            mark = etree.Element(RPR)
            insert_property(paragraph_properties, mark)
        if mark.find(name) is not None:
            return
        # An insertion stands before a deletion of the same.
        at = sum(1 for each in mark if each.tag in (INS, MOVE_TO)) if name in (DEL, MOVE_FROM) else 0
        mark.insert(at, self.mark(name, attribution))

    def inline(self, container: Element, name: str, attribution: Attribution) -> None:
        """Mark what is in a paragraph, hyperlink or control."""
        wrapper: Element | None = None
        for each in list(container):
            if name == INS and each.tag in (INS, MOVE_TO):
                # What somebody tracked already stays theirs.
                wrapper = None
            elif each.tag == R or each.tag in _MATH or (name == INS and each.tag in (DEL, MOVE_FROM)):
                if wrapper is None:
                    wrapper = self.mark(name, attribution)
                    each.addprevious(wrapper)
                wrapper.append(each)
                self.run_content(each, name, attribution)
            elif each.tag in ZERO_WIDTH or each.tag in _PROPERTIES:
                wrapper = None
            else:
                wrapper = None
                content = each.find(SDT_CONTENT) if each.tag == SDT else each
                if content is not None:
                    self.inline(content, name, attribution)
                if each.tag in _CONTROLS:
                    self.control(each, name, attribution)

    def run_content(self, run: Element, name: str, attribution: Attribution) -> None:
        """Adapt the content of a run to the mark around it: deleted text has its own element, boxes get marks."""
        if name == DEL:
            for each in run.iterchildren(T, INSTR):
                each.tag = DEL_TEXT if each.tag == T else DEL_INSTR
        for box in list(text_boxes_of(run)):
            self.blocks(box, name, attribution)

    def control(self, control: Element, name: str, attribution: Attribution) -> None:
        """Mark a content control itself as inserted or deleted, without its content."""
        if control.getparent() is None:
            return
        content = control.find(SDT_CONTENT) if control.tag == SDT else control
        kind = _CONTROL_NAMES[name]
        starts = [self.mark(qn(f"w:{kind}RangeStart"), attribution) for _ in range(2)]
        ends = [etree.Element(qn(f"w:{kind}RangeEnd"), nsmap={"w": WORD}) for _ in range(2)]
        for start, end in zip(starts, ends, strict=True):
            end.set(ID, start.get(ID))
        control.addprevious(starts[0])
        at = sum(1 for each in content if each.tag in _PROPERTIES)
        content.insert(at, ends[0])
        content.append(starts[1])
        control.addnext(ends[1])

    def record_properties(
        self, owner: Element, name: str, before: Element | None, attribution: Attribution | None
    ) -> None:
        """Record in an element's properties what they were before."""
        old = etree.Element(owner.tag) if before is None else before
        insert_property(owner, self.mark(name, attribution, old))


def _template(name: str, attribution: Attribution | None) -> Element:
    attributes = {ID: ""}
    if attribution is not None:
        attributes[AUTHOR] = attribution.author
        if attribution.date:
            attributes[DATE] = attribution.date
    return etree.Element(name, attributes, nsmap=_NAMES)


def first_free_id(roots: Iterable[Element]) -> int:
    """Return a number above every id that a mark or range in these parts has."""
    numbers = (value for root in roots for value in _ALL_IDS(root))
    return 1 + max((int(value) for value in numbers if value.isdigit() and len(value) < 10), default=0)


__all__ = ["PPR", "Tracker", "first_free_id"]
