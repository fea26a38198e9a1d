"""The end of a text: its last paragraph mark can neither come nor go, so the marks stand one paragraph earlier."""

from copy import deepcopy

from lxml import etree

from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.tracker import Tracker
from paraaf.redline.sequence.block_diff import Step
from paraaf.redline.wml.names import DEL, INS, PPR, RPR, SECTPR, P, ensure_properties, insert_property, qn

_CHANGE = qn("w:pPrChange")


def shift_end(placed: list[tuple[Step, Element]], tracker: Tracker, attribution: Attribution) -> None:
    """Let paragraphs that were added or removed at the end of a text begin with the mark of the one before them.

    As Word does it: the mark of the paragraph that stays is the one that came or went, and the last one takes its
    place. `placed` are the steps of the text with what stands in the result.
    """
    if not placed:
        return
    last = placed[-1][0]
    if (last.old is None) == (last.new is None) or last.move:
        return
    name, is_added = (INS, True) if last.old is None else (DEL, False)
    start = len(placed)
    while start and _is_alike(placed[start - 1], is_added=is_added):
        start -= 1
    if start == len(placed) or not start:
        return
    stays, end = placed[start - 1][1], placed[-1][1]
    step = placed[start - 1][0]
    if stays.tag != P or step.old is None or step.new is None or stays.find(f"{PPR}/{SECTPR}") is not None:
        return
    if stays.find(f"{PPR}/{RPR}/{name}") is not None or stays.find(f"{PPR}/{RPR}/{DEL}") is not None:
        return
    tracker.paragraph_end(stays, name, attribution)
    marks = end.find(f"{PPR}/{RPR}")
    mark = marks.find(name)
    marks.remove(mark)
    if not len(marks):
        marks.getparent().remove(marks)
    now, before = _properties_now_and_before(stays)
    if is_added:
        # Rejected, what is left is the paragraph that stayed, as it was.
        _record_properties(end, _properties_now_and_before(end)[0], before, tracker, attribution)
    else:
        # Accepted, it is the paragraph that stayed, as it is now.
        _record_properties(end, now, _properties_now_and_before(end)[0], tracker, attribution)


def _is_alike(placed: tuple[Step, Element], *, is_added: bool) -> bool:
    step, block = placed
    return not step.move and block.tag == P and (step.old is None, step.new is None) == (is_added, not is_added)


def _properties_now_and_before(paragraph: Element) -> tuple[list[Element], list[Element]]:
    """Return the properties of a paragraph, and those that it had before."""
    paragraph_properties = paragraph.find(PPR)
    if paragraph_properties is None:
        return [], []
    now = [each for each in paragraph_properties if each.tag not in (RPR, SECTPR, _CHANGE)]
    change = paragraph_properties.find(_CHANGE)
    return now, now if change is None else list(change[0])


def _record_properties(
    paragraph: Element, now: list[Element], before: list[Element], tracker: Tracker, attribution: Attribution
) -> None:
    if [etree.tostring(each, method="c14n") for each in now] == [
        etree.tostring(each, method="c14n") for each in before
    ]:
        return
    now, before = deepcopy(now), deepcopy(before)
    paragraph_properties = ensure_properties(paragraph)
    for each in list(paragraph_properties):
        if each.tag not in (RPR, SECTPR):
            paragraph_properties.remove(each)
    for each in now:
        insert_property(paragraph_properties, each)
    old = etree.Element(PPR)
    old.extend(before)
    tracker.record_properties(paragraph_properties, _CHANGE, old, attribution)
