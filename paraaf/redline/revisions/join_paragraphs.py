"""Paragraphs whose marks were removed: their content joins the paragraph after them."""

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.cleanup import Cleanup
from paraaf.redline.wml.names import PPR, SDT, SDT_CONTENT, TBL, ZERO_WIDTH, P, qn

_CONTAINERS = (SDT, SDT_CONTENT, qn("w:customXml"))


def join_paragraphs(paragraphs: list[Element], cleanup: Cleanup) -> None:
    """Join each of these, given in order, to the one that follows it, whose properties stay.

    One with nothing in it goes. Where no paragraph follows, one with something in it stays as it is.
    """
    # From the last to the first: several in a row become one with what comes after them.
    for paragraph in reversed(paragraphs):
        if paragraph.getparent() is None:
            continue
        content = [each for each in paragraph if each.tag != PPR]
        is_empty = all(each.tag in ZERO_WIDTH for each in content)
        following = _following(paragraph)
        if following is not None:
            at = 1 if len(following) and following[0].tag == PPR else 0
            following[at:at] = content
            cleanup.drop(paragraph)
        elif is_empty and (preceding := _preceding(paragraph)) is not None:
            preceding.extend(content)
            cleanup.drop(paragraph)
        elif is_empty and _next_block(paragraph) is not None:
            cleanup.drop(paragraph)


def _following(paragraph: Element) -> Element | None:
    """Return the paragraph that comes next in the text, unless a table or the end comes first."""
    block = _next_block(paragraph)
    while block is not None and block.tag in _CONTAINERS:
        block = next((each for each in block if each.tag in (P, TBL, *_CONTAINERS)), None)
    return block if block is not None and block.tag == P else None


def _next_block(paragraph: Element) -> Element | None:
    block = paragraph
    while True:
        found = next((each for each in block.itersiblings() if each.tag in (P, TBL, *_CONTAINERS)), None)
        if found is not None:
            return found
        block = block.getparent()
        if block is None or block.tag not in _CONTAINERS:
            return None


def _preceding(paragraph: Element) -> Element | None:
    """Return the paragraph just before one, so that a cell or body still ends with a paragraph."""
    block = paragraph
    while True:
        found = next((each for each in block.itersiblings(preceding=True) if each.tag in (P, TBL, *_CONTAINERS)), None)
        if found is not None:
            while found is not None and found.tag in _CONTAINERS:
                found = next((each for each in reversed(found) if each.tag in (P, TBL, *_CONTAINERS)), None)
            return found if found is not None and found.tag == P else None
        block = block.getparent()
        if block is None or block.tag not in _CONTAINERS:
            return None
