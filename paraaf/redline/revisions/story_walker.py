"""A walk through a story in reading order: paragraphs, what is in them, and the marks of changes."""

from collections.abc import Callable

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import (
    ALTERNATE_CONTENT,
    CONTROL_RANGES,
    DEL_TEXT,
    FALLBACK,
    MOVE_RANGES,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TCPR,
    TEXT_BOX,
    TR,
    TRPR,
    ZERO_WIDTH,
    P,
    R,
    T,
    child_properties,
    qn,
    qns,
)
from paraaf.redline.wml.revision_marks import ADDING, CTRLPR, NUMPR, PROPERTY_CHANGES, REMOVING, REVISION_CONTAINERS

CONTROLS = (SDT, *qns("customXml smartTag"))
_CHARACTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
          qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}  # fmt: skip
_TEXTS = (T, DEL_TEXT, qn("m:t"))
_NOT_OF_PARAGRAPH = (P, FALLBACK, *REMOVING)
"""What is in one of these is not part of the text of the paragraph around it."""
_TEXT_TAGS = (T, qn("m:t"), *_CHARACTERS)
_PICTURES = qns("drawing pict object")
_NOTES = qns("footnoteReference endnoteReference")
_FIELD_CHAR = qn("w:fldChar")
_MATH_RUN = qn("m:r")
_RANGES = frozenset([*MOVE_RANGES, *CONTROL_RANGES])


def run_child_text(element: Element) -> str:
    """Return the characters that a child of a run stands for; "" if it stands for none."""
    if element.tag in _TEXTS:
        return element.text or ""
    if element.tag == qn("w:sym"):
        try:
            return chr(int(element.get(qn("w:char"), ""), 16))
        except (ValueError, OverflowError):
            return ""
    return _CHARACTERS.get(element.tag, "")


def is_shown(element: Element) -> bool:
    """Return whether an element stands in what Word shows, not in a copy of it for older programs."""
    return next(element.iterancestors(FALLBACK), None) is None


class StoryWalker:
    """Walks through a story, and calls a method for each thing on the way; subclasses override these."""

    def __init__(self) -> None:
        self.paragraph = 0
        self._accepted: list[str] = []
        self._original: list[str] = []
        self._removed = 0
        self._added = 0

    # Called on the way

    def begin_mark(self, mark: Element) -> None:
        """What follows is marked, until `end_mark`."""

    def end_mark(self, mark: Element) -> None:
        """What follows is not marked by this any more."""

    def text(self, text: str) -> None:
        """Something that takes a place in the text: characters, or "" for a picture or a note."""

    def formatting(self, change: Element | None, text: str) -> None:
        """A run with a record of its earlier properties, or without."""

    def property_mark(self, mark: Element) -> None:
        """A change of properties of a paragraph, table, section or numbering."""

    def range_mark(self, mark: Element) -> None:
        """A start or end of a range of a move or of a content control."""

    def control(self, element: Element) -> None:
        """A content control begins."""

    def end_paragraph(self, passage: str) -> None:
        """A paragraph ends, which says this with all changes accepted."""

    def text_box(self, element: Element) -> None:
        """A text box, which is not part of the paragraph that it is anchored in."""
        self.blocks(element)

    # The walk

    def blocks(self, container: Element) -> None:
        """Go through paragraphs and tables."""
        for block in container:
            if block.tag == P:
                self._paragraph(block)
            elif block.tag == TBL:
                self.table(block)
            elif block.tag == SDT:
                self.control(block)
                for content in block.iterchildren(SDT_CONTENT):
                    self.blocks(content)
            elif block.tag == qn("w:sectPr"):
                self._property_marks(block)
            elif block.tag in MOVE_RANGES or block.tag in CONTROL_RANGES:
                self.range_mark(block)
            elif block.tag in REVISION_CONTAINERS:
                self._container(block, self.blocks)
            elif block.tag == ALTERNATE_CONTENT:
                self.blocks(_chosen_branch(block))
            elif block.tag in CONTROLS:
                self.control(block)
                self.blocks(block)

    def table(self, element: Element) -> None:
        """Go through a table."""
        for each in element:
            if each.tag == TR:
                self._row_or_cell(each, TRPR)
            elif each.tag == TC:
                self._row_or_cell(each, TCPR)
            elif each.tag in (SDT, SDT_CONTENT) or each.tag in REVISION_CONTAINERS or each.tag in CONTROLS:
                if each.tag in CONTROLS:
                    self.control(each)
                self.table(each)
            elif each.tag in MOVE_RANGES or each.tag in CONTROL_RANGES:
                self.range_mark(each)
            else:
                self._property_marks(each)

    def _row_or_cell(self, element: Element, properties_tag: str) -> None:
        properties = element.find(properties_tag)
        marks = (
            [] if properties is None else [m for m in properties if m.tag in REVISION_CONTAINERS or "}cell" in m.tag]
        )
        for mark in marks:
            self.begin_mark(mark)
        if properties is not None:
            self._property_marks(properties)
        if element.tag == TR:
            self.table(element)
        else:
            self.blocks(element)
        for mark in reversed(marks):
            self.end_mark(mark)

    def _property_marks(self, properties: Element) -> None:
        for mark in properties.iter(*PROPERTY_CHANGES):
            self.property_mark(mark)

    def _container(self, container: Element, walk: Callable[[Element], None]) -> None:
        self.begin_mark(container)
        self._removed += container.tag in REMOVING
        self._added += container.tag in ADDING
        walk(container)
        self._removed -= container.tag in REMOVING
        self._added -= container.tag in ADDING
        self.end_mark(container)

    def _paragraph(self, paragraph: Element) -> None:
        outer, before, removed, added = self._accepted, self._original, self._removed, self._added
        self._accepted, self._original = [], []
        self.paragraph += 1
        properties = child_properties(paragraph, PPR)
        if properties is not None:
            for mark in properties:
                if mark.tag in PROPERTY_CHANGES:
                    self.property_mark(mark)
                elif mark.tag == NUMPR:
                    for each in mark.iterchildren(*REVISION_CONTAINERS, *PROPERTY_CHANGES):
                        self.property_mark(each)
                elif mark.tag == qn("w:sectPr"):
                    self._property_marks(mark)
        self._inline(paragraph)
        self._paragraph_mark(properties.find(RPR) if properties is not None else None)
        self.end_paragraph("".join(self._accepted))
        self._accepted, self._original, self._removed, self._added = outer, before, removed, added

    def _paragraph_mark(self, properties: Element | None) -> None:
        children = [] if properties is None else list(properties)
        marks = sorted(
            (each for each in children if each.tag in REVISION_CONTAINERS), key=lambda each: each.tag in REMOVING
        )
        for mark in marks:
            self.begin_mark(mark)
        self.text("\n")
        self.formatting(next((each for each in children if each.tag in PROPERTY_CHANGES), None), "\n")
        for mark in reversed(marks):
            self.end_mark(mark)

    def _inline(self, container: Element) -> None:
        for each in container:
            tag = each.tag
            if tag == R:
                self._run(each)
            elif tag in REVISION_CONTAINERS:
                self._container(each, self._inline)
            elif tag in ZERO_WIDTH:
                if tag in _RANGES:
                    self.range_mark(each)
            elif tag == SDT:
                self.control(each)
                for content in each.iterchildren(SDT_CONTENT):
                    self._inline(content)
            elif tag == ALTERNATE_CONTENT:
                self._inline(_chosen_branch(each))
            elif tag == _MATH_RUN:
                self._math_run(each)
            elif tag == CTRLPR:
                for mark in each.iterchildren(*REVISION_CONTAINERS):
                    self.begin_mark(mark)
                    self.text("")
                    self.end_mark(mark)
            elif tag not in (PPR, RPR):
                if tag in CONTROLS:
                    self.control(each)
                self._inline(each)

    def _math_run(self, run: Element) -> None:
        for each in run:
            if each.tag in REVISION_CONTAINERS:
                self._container(each, self._math_run)
            elif each.tag == qn("m:t"):
                self._pass_text(each.text or "")
            elif each.tag == RPR:
                self._property_marks(each)

    def _run(self, run: Element) -> None:
        properties = child_properties(run, RPR)
        change = (
            None if properties is None else next((each for each in properties if each.tag in PROPERTY_CHANGES), None)
        )
        texts: list[str] = []
        for each in run:
            tag = each.tag
            if tag == RPR:
                continue
            if text := (each.text or "") if tag in _TEXTS else run_child_text(each):
                texts.append(text)
                self._pass_text(text)
            elif tag in _PICTURES or tag == ALTERNATE_CONTENT:
                self._pass_text("")
                shown = _chosen_branch(each) if tag == ALTERNATE_CONTENT else each
                for box in shown.iter(TEXT_BOX):
                    if next(box.iterancestors(TEXT_BOX, R)) is run:
                        self.text_box(box)
            elif tag in _NOTES or tag == _FIELD_CHAR:
                self._pass_text("")
                for mark in each.iterchildren(*PROPERTY_CHANGES):
                    self.property_mark(mark)
        if texts or change is not None:
            self.formatting(change, "".join(texts))

    def _pass_text(self, text: str) -> None:
        if not self._removed:
            self._accepted.append(text)
        self.text(text)
        if not self._added:
            self._original.append(text)

    def original_text(self) -> str:
        """Return the text of the paragraph up to here before all changes."""
        return "".join(self._original)

    def paragraph_text(self, paragraph: Element) -> str:
        """Return the text of a paragraph with its changes accepted, without that of its text boxes."""
        if next(paragraph.iterancestors(FALLBACK, *REMOVING), None) is not None:
            return ""
        is_plain = True
        pieces: list[str] = []
        for each in paragraph.iterdescendants(*_TEXT_TAGS, *_NOT_OF_PARAGRAPH):
            if each.tag in _NOT_OF_PARAGRAPH:
                is_plain = False
            elif is_plain or next(each.iterancestors(*_NOT_OF_PARAGRAPH)) is paragraph:
                pieces.append(run_child_text(each))
        return "".join(pieces)


def _chosen_branch(alternates: Element) -> Element:
    return next((each for each in alternates if len(each)), alternates)
