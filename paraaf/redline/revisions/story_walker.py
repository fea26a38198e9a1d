"""A story gone through in the order in which it is read: paragraphs, what is in them, and the marks of changes."""

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import (
    ALTERNATE,
    BOX,
    CONTROL_RANGES,
    DEL_TEXT,
    FALLBACK,
    MOVE_RANGES,
    NOTHING,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    P,
    R,
    T,
    about,
    qn,
    qns,
)
from paraaf.redline.wml.revision_marks import ADDING, CHANGES, CTRLPR, NUMPR, REMOVING, WRAPPERS

CONTROLS = (SDT, *qns("customXml smartTag"))
_SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
          qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}  # fmt: skip
_TEXTS = (T, DEL_TEXT, qn("m:t"))
_APART = (P, FALLBACK, *REMOVING)
"""What is in one of these does not belong to what the paragraph around it says."""
_SAID = (T, qn("m:t"), *_SIGNS)
_PICTURES = qns("drawing pict object")
_NOTES = qns("footnoteReference endnoteReference")
_FIELD = qn("w:fldChar")
_FORMULA_RUN = qn("m:r")
_RANGES = frozenset([*MOVE_RANGES, *CONTROL_RANGES])


def sign(element: Element) -> str:
    """Return the characters that a child of a run stands for; "" if it stands for none."""
    if element.tag in _TEXTS:
        return element.text or ""
    if element.tag == qn("w:sym"):
        try:
            return chr(int(element.get(qn("w:char"), ""), 16))
        except (ValueError, OverflowError):
            return ""
    return _SIGNS.get(element.tag, "")


def is_shown(element: Element) -> bool:
    """Return whether an element stands in what Word shows, not in a copy of it for older programs."""
    return next(element.iterancestors(FALLBACK), None) is None


class StoryWalk:
    """Goes through a story; what it comes by is told to methods that others fill in."""

    def __init__(self) -> None:
        self.paragraph = 0
        self._says: list[str] = []
        self._said: list[str] = []
        self._removed = 0
        self._added = 0

    # What is told

    def begin_mark(self, mark: Element) -> None:
        """What follows is marked, until `end_mark`."""

    def end_mark(self, mark: Element) -> None:
        """What follows is not marked by this any more."""

    def say(self, text: str) -> None:
        """Something that takes a place in the text: characters, or "" for a picture or a note."""

    def formatting(self, change: Element | None, text: str) -> None:
        """A run with a record of its earlier properties, or without."""

    def lone_mark(self, mark: Element) -> None:
        """A change of properties of a paragraph, table, section or numbering."""

    def range_mark(self, mark: Element) -> None:
        """A beginning or end of a range that moves or goes with a content control."""

    def control(self, element: Element) -> None:
        """A content control begins."""

    def end_paragraph(self, passage: str) -> None:
        """A paragraph ends, which says this with all changes accepted."""

    def apart(self, element: Element) -> None:
        """A text box, which is no part of the paragraph that it hangs on."""
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
                self._lone(block)
            elif block.tag in MOVE_RANGES or block.tag in CONTROL_RANGES:
                self.range_mark(block)
            elif block.tag in WRAPPERS:
                self._marked(block, self.blocks)
            elif block.tag == ALTERNATE:
                self.blocks(_shown(block))
            elif block.tag in CONTROLS:
                self.control(block)
                self.blocks(block)

    def table(self, element: Element) -> None:
        """Go through a table."""
        for each in element:
            if each.tag == TR:
                self._framed(each, TRPR)
            elif each.tag == TC:
                self._framed(each, TCPR)
            elif each.tag in (SDT, SDT_CONTENT) or each.tag in WRAPPERS or each.tag in CONTROLS:
                if each.tag in CONTROLS:
                    self.control(each)
                self.table(each)
            elif each.tag in MOVE_RANGES or each.tag in CONTROL_RANGES:
                self.range_mark(each)
            else:
                self._lone(each)

    def _framed(self, frame: Element, properties_name: str) -> None:
        properties = frame.find(properties_name)
        marks = [] if properties is None else [m for m in properties if m.tag in WRAPPERS or "}cell" in m.tag]
        for mark in marks:
            self.begin_mark(mark)
        if properties is not None:
            self._lone(properties)
        if frame.tag == TR:
            self.table(frame)
        else:
            self.blocks(frame)
        for mark in reversed(marks):
            self.end_mark(mark)

    def _lone(self, properties: Element) -> None:
        for mark in properties.iter(*CHANGES):
            self.lone_mark(mark)

    def _marked(self, wrapper: Element, inner: "object") -> None:
        self.begin_mark(wrapper)
        self._removed += wrapper.tag in REMOVING
        self._added += wrapper.tag in ADDING
        inner(wrapper)  # type: ignore[operator]
        self._removed -= wrapper.tag in REMOVING
        self._added -= wrapper.tag in ADDING
        self.end_mark(wrapper)

    def _paragraph(self, paragraph: Element) -> None:
        outer, before, removed, added = self._says, self._said, self._removed, self._added
        self._says, self._said = [], []
        self.paragraph += 1
        properties = about(paragraph, PPR)
        if properties is not None:
            for mark in properties:
                if mark.tag in CHANGES:
                    self.lone_mark(mark)
                elif mark.tag == NUMPR:
                    for each in mark.iterchildren(*WRAPPERS, *CHANGES):
                        self.lone_mark(each)
                elif mark.tag == qn("w:sectPr"):
                    self._lone(mark)
        self._inline(paragraph)
        self._mark(properties.find(RPR) if properties is not None else None)
        self.end_paragraph("".join(self._says))
        self._says, self._said, self._removed, self._added = outer, before, removed, added

    def _mark(self, properties: Element | None) -> None:
        children = [] if properties is None else list(properties)
        marks = sorted((each for each in children if each.tag in WRAPPERS), key=lambda each: each.tag in REMOVING)
        for mark in marks:
            self.begin_mark(mark)
        self.say("\n")
        self.formatting(next((each for each in children if each.tag in CHANGES), None), "\n")
        for mark in reversed(marks):
            self.end_mark(mark)

    def _inline(self, container: Element) -> None:
        for each in container:
            tag = each.tag
            if tag == R:
                self._run(each)
            elif tag in WRAPPERS:
                self._marked(each, self._inline)
            elif tag in NOTHING:
                if tag in _RANGES:
                    self.range_mark(each)
            elif tag == SDT:
                self.control(each)
                for content in each.iterchildren(SDT_CONTENT):
                    self._inline(content)
            elif tag == ALTERNATE:
                self._inline(_shown(each))
            elif tag == _FORMULA_RUN:
                self._formula_run(each)
            elif tag == CTRLPR:
                for mark in each.iterchildren(*WRAPPERS):
                    self.begin_mark(mark)
                    self.say("")
                    self.end_mark(mark)
            elif tag not in (PPR, RPR):
                if tag in CONTROLS:
                    self.control(each)
                self._inline(each)

    def _formula_run(self, run: Element) -> None:
        for each in run:
            if each.tag in WRAPPERS:
                self._marked(each, self._formula_run)
            elif each.tag == qn("m:t"):
                self._say(each.text or "")
            elif each.tag == RPR:
                self._lone(each)

    def _run(self, run: Element) -> None:
        properties = about(run, RPR)
        change = None if properties is None else next((each for each in properties if each.tag in CHANGES), None)
        said: list[str] = []
        for each in run:
            tag = each.tag
            if tag == RPR:
                continue
            if text := (each.text or "") if tag in _TEXTS else sign(each):
                said.append(text)
                self._say(text)
            elif tag in _PICTURES or tag == ALTERNATE:
                self._say("")
                shown = _shown(each) if tag == ALTERNATE else each
                for box in shown.iter(BOX):
                    if next(box.iterancestors(BOX, R)) is run:
                        self.apart(box)
            elif tag in _NOTES or tag == _FIELD:
                self._say("")
                for mark in each.iterchildren(*CHANGES):
                    self.lone_mark(mark)
        if said or change is not None:
            self.formatting(change, "".join(said))

    def _say(self, text: str) -> None:
        if not self._removed:
            self._says.append(text)
        self.say(text)
        if not self._added:
            self._said.append(text)

    def said(self) -> str:
        """Return what the paragraph said up to here before all changes."""
        return "".join(self._said)

    def paragraph_text(self, paragraph: Element) -> str:
        """Return what a paragraph says with its changes accepted, without what hangs on it."""
        if next(paragraph.iterancestors(FALLBACK, *REMOVING), None) is not None:
            return ""
        is_plain = True
        pieces: list[str] = []
        for each in paragraph.iterdescendants(*_SAID, *_APART):
            if each.tag in _APART:
                is_plain = False
            elif is_plain or next(each.iterancestors(*_APART)) is paragraph:
                pieces.append(sign(each))
        return "".join(pieces)


def _shown(alternates: Element) -> Element:
    return next((each for each in alternates if len(each)), alternates)
