"""The names of WordprocessingML as lxml writes them, and the order in which properties stand."""

from collections.abc import Iterable, Iterator

from lxml import etree

from paraaf.redline.opc.package import Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W16CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PREFIXES = {"w": WORD, "m": MATH, "r": RELATIONSHIPS, "mc": COMPATIBILITY, "w14": W14, "w15": W15, "w16cid": W16CID}


def qn(name: str) -> str:
    """Return lxml's form of a prefixed name: `w:p`."""
    prefix, _, local = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def qns(names: str) -> tuple[str, ...]:
    """Return lxml's form of several names, separated by spaces; those without a prefix are Word's own."""
    return tuple(qn(name if ":" in name else f"w:{name}") for name in names.split())


P, R, T, TBL, TR, TC, SDT, SDT_CONTENT = qns("p r t tbl tr tc sdt sdtContent")
PPR, RPR, TBLPR, TRPR, TCPR, SECTPR, TBLGRID = qns("pPr rPr tblPr trPr tcPr sectPr tblGrid")
INS, DEL, MOVE_FROM, MOVE_TO = qns("ins del moveFrom moveTo")
DEL_TEXT, INSTR, DEL_INSTR = qns("delText instrText delInstrText")
ID, AUTHOR, DATE, VAL, NAME = qns("id author date val name")
ALTERNATE_CONTENT, FALLBACK = qns("mc:AlternateContent mc:Fallback")
TEXT_BOX = qn("w:txbxContent")

RANGE_STARTS = qns("bookmarkStart commentRangeStart permStart")
RANGE_ENDS = qns("bookmarkEnd commentRangeEnd permEnd")
MOVE_RANGES = qns("moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd")
CONTROL_RANGES = qns(
    "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
    "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd"
)
RANGES = frozenset([*RANGE_STARTS, *RANGE_ENDS, *MOVE_RANGES, *CONTROL_RANGES])
ZERO_WIDTH = RANGES | {qn("w:proofErr")}
"""What takes no place in the text."""

PROPERTIES = frozenset(qns("pPr rPr tblPr trPr tcPr sectPr tblGrid tblPrEx sdtPr sdtEndPr"))

_ORDER = {
    PPR: "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    TRPR: "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden "
    "ins del trPrChange",
    TCPR: "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "headers cellIns cellDel cellMerge tcPrChange",
}
_RANKS = {parent: {name: at for at, name in enumerate(qns(order))} for parent, order in _ORDER.items()}
_PROPERTIES_OF = {P: PPR, R: RPR, TR: TRPR, TC: TCPR, TBL: TBLPR}


def insert_property(parent: Element, child: Element) -> None:
    """Insert a child among an element's properties where the schema wants it."""
    ranks = _RANKS.get(parent.tag, {})
    rank = ranks.get(child.tag, len(ranks))
    for at, each in enumerate(parent):
        if ranks.get(each.tag, -1) > rank:
            parent.insert(at, child)
            return
    parent.append(child)


def ensure_properties(owner: Element) -> Element:
    """Return the properties element of a paragraph, run, row, cell or table, made if it has none."""
    name = _PROPERTIES_OF[owner.tag]
    found = owner.find(name)
    if found is None:
        found = etree.Element(name, nsmap={"w": WORD})
        # A row may have exceptions to the table's properties before its own.
        owner.insert(1 if owner.tag == TR and len(owner) and owner[0].tag == qn("w:tblPrEx") else 0, found)
    return found


def child_properties(owner: Element, name: str) -> Element | None:
    """Return the properties element of this name, which stands before all other children; None if there is none."""
    size = len(owner)
    if not size:
        return None
    first = owner[0]
    if first.tag == name:
        return first
    return next(owner.iterchildren(name), None) if size > 1 else None


def make_element(name: str, *children: Element, **attributes: str) -> Element:
    """Return a new Word element; attributes are Word's own."""
    element = etree.Element(qn(name), nsmap={"w": WORD})
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    return element


def is_inside(element: Element, names: Iterable[str]) -> bool:
    """Return whether an element has an ancestor with one of these names."""
    return next(element.iterancestors(*names), None) is not None


def set_text(element: Element, text: str) -> None:
    """Set the text of a text element, keeping the spaces at its ends."""
    element.text = text
    if text != text.strip() or not text:
        element.set(XML_SPACE, "preserve")


def text_boxes_of(element: Element) -> Iterator[Element]:
    """Return the text boxes in a drawing, also those of the copy for older programs, but not boxes within boxes."""
    return (
        box for box in element.iter(TEXT_BOX) if not any(up.tag == TEXT_BOX for up in _ancestors_up_to(box, element))
    )


def _ancestors_up_to(inner: Element, outer: Element) -> Iterator[Element]:
    for each in inner.iterancestors():
        if each is outer:
            return
        yield each
