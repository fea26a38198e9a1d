"""Tracked changes accepted or rejected in the tree of one part; whoever calls it decides which."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.cleanup import Cleanup, unwrap
from paraaf.redline.revisions.join_paragraphs import join_paragraphs
from paraaf.redline.wml.names import (
    CONTROL_RANGES,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    INSTR,
    MOVE_FROM,
    MOVE_RANGES,
    PPR,
    RPR,
    SDT,
    SECTPR,
    TBL,
    TC,
    TR,
    TRPR,
    XML_SPACE,
    P,
    T,
    qn,
    qns,
)
from paraaf.redline.wml.revision_marks import (
    ADDING,
    ALL_MARKS,
    CELL_DEL,
    CELL_INS,
    CELL_MERGE,
    CTRLPR,
    NUMBERING,
    NUMPR,
    PROPERTY_CHANGES,
    REMOVING,
    is_revision_container,
    marks_in,
)

Decision = Callable[[Element], bool | None]
"""Whether a mark is accepted (True), rejected (False) or left as it is (None)."""

_MATH_ARGUMENTS = frozenset(qns("m:e m:sub m:sup m:num m:den m:deg m:fName m:lim m:mr"))
_KEPT_BY_PPR = (RPR, SECTPR)
_KEPT_BY = {
    PPR: _KEPT_BY_PPR,
    RPR: qns("ins del moveFrom moveTo"),
    TRPR: qns("ins del"),
    qn("w:tcPr"): (CELL_INS, CELL_DEL, CELL_MERGE),
    SECTPR: qns("headerReference footerReference"),
}


def resolve(root: Element, decide: Decision) -> Cleanup:
    """Accept and reject in a part what `decide` says; return what went with it."""
    cleanup = Cleanup(root)
    decided = [(mark, decision) for mark in marks_in(root) if (decision := decide(mark)) is not None]
    joined: list[Element] = []
    rows: list[Element] = []
    cells: list[Element] = []
    for mark, accepted in decided:
        if mark.tag in PROPERTY_CHANGES:
            _restore_properties(mark, accepted)
    _remove_controls(root, decided)
    for mark, accepted in decided:
        if mark.getparent() is None and mark is not root:
            continue
        removes = mark.tag in (REMOVING if accepted else ADDING)
        owner = mark.getparent()
        holder = owner.getparent()
        if is_revision_container(mark):
            if removes:
                cleanup.drop(mark)
            else:
                _keep_content(mark)
        elif mark.tag in MOVE_RANGES or mark.tag in CONTROL_RANGES or mark.tag in PROPERTY_CHANGES:
            _remove(mark)
        elif mark.tag == CELL_MERGE:
            _merge_cell(mark, accepted)
        elif owner.tag == CTRLPR:
            _math_control(mark, removes=removes)
        elif owner.tag == NUMPR:
            _remove(owner if removes else mark)
        elif owner.tag == TRPR:
            _remove(mark)
            if removes:
                rows.append(holder)
        elif mark.tag in (CELL_INS, CELL_DEL):
            _remove(mark)
            if removes:
                cells.append(holder)
        else:
            paragraph = holder.getparent() if owner.tag == RPR else None
            _remove(mark)
            if removes and paragraph is not None and paragraph.tag == P:
                joined.append(paragraph)
    _remove_rows_and_cells(cleanup, rows, cells)
    join_paragraphs(joined, cleanup)
    cleanup.finish()
    return cleanup


def has_marks(root: Element) -> bool:
    """Return whether a part has any mark of a tracked change."""
    return next(root.iter(*ALL_MARKS), None) is not None


def _keep_content(wrapper: Element) -> None:
    if wrapper.tag in (DEL, MOVE_FROM) and not _is_deleted(wrapper):
        for text in list(wrapper.iter(DEL_TEXT, DEL_INSTR)):
            if next(text.iterancestors(DEL, MOVE_FROM)) is wrapper:
                text.tag = T if text.tag == DEL_TEXT else INSTR
    unwrap(wrapper)


def _is_deleted(wrapper: Element) -> bool:
    """Return whether a mark stands in a deletion of the same paragraph, so that its text stays deleted text."""
    above = next(wrapper.iterancestors(DEL, P), None)
    return above is not None and bool(above.tag == DEL)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    # Properties that only held the mark say nothing any more.
    if not len(parent) and not parent.attrib and parent.tag in (RPR, TRPR, PPR) and parent.getparent() is not None:
        _remove(parent)


def _restore_properties(change: Element, accepted: bool) -> None:
    """Take a record of earlier properties away, having put them back if the change is rejected."""
    owner = change.getparent()
    if accepted or change.tag == NUMBERING or owner is None:
        return
    before = deepcopy(change[0]) if len(change) else etree.Element(owner.tag)
    kept = [each for each in owner if each.tag in _KEPT_BY.get(owner.tag, ()) or each is change]
    for each in list(owner):
        owner.remove(each)
    marks = {mark for names in _KEPT_BY.values() for mark in names} - {RPR, SECTPR}
    restored = [each for each in before if each.tag not in marks and each.tag not in PROPERTY_CHANGES]
    first = [each for each in kept if owner.tag in (RPR, SECTPR) and each is not change]
    owner.extend([*first, *restored, *(each for each in kept if each not in first)])
    if owner.tag == SECTPR:
        # Attributes say more than the layout, and are not part of what is tracked.
        for name, value in before.attrib.items():
            owner.set(name, value)


def _merge_cell(mark: Element, accepted: bool) -> None:
    cell = mark.getparent()
    value = mark.get(qn("w:vMerge" if accepted else "w:vMergeOrig"))
    for old in cell.findall(qn("w:vMerge")):
        cell.remove(old)
    if value in ("cont", "rest"):
        merge = etree.Element(qn("w:vMerge"))
        if value == "rest":
            merge.set(qn("w:val"), "restart")
        cell.replace(mark, merge)
        _sort_cell(cell)
    else:
        cell.remove(mark)


def _sort_cell(properties: Element) -> None:
    order = qns("cnfStyle tcW gridSpan hMerge vMerge")
    properties[:] = sorted(properties, key=lambda each: order.index(each.tag) if each.tag in order else len(order))


def _math_control(mark: Element, *, removes: bool) -> None:
    """Resolve a mark on a structure of a formula, such as a root; if that is removed, its arguments stay."""
    structure = mark.getparent().getparent().getparent()
    unwrap(mark)
    if not removes or structure is None or structure.getparent() is None:
        return
    at = structure.getparent().index(structure)
    inner = [each for part in structure if part.tag in _MATH_ARGUMENTS for each in part if each.tag != CTRLPR]
    structure.getparent()[at : at + 1] = inner


def _remove_controls(root: Element, decided: list[tuple[Element, bool]]) -> None:
    """Remove the content controls, but not their content, whose start lies in a range that is removed."""
    removed = [mark for mark, accepted in decided if mark.tag in CONTROL_RANGES
            and mark.tag in (REMOVING if accepted else ADDING)]  # fmt: skip
    for start in removed:
        end = start.tag.replace("Start", "End")
        number = start.get(qn("w:id"))
        controls = []
        following: Element | None = start
        while following is not None:
            following = _next_in_order(following, root)
            if following is None or (following.tag == end and following.get(qn("w:id")) == number):
                break
            if following.tag in (SDT, qn("w:customXml"), qn("w:smartTag")):
                controls.append(following)
        for control in controls:
            content = control.find(qn("w:sdtContent")) if control.tag == SDT else control
            for each in list(control):
                if each.tag in qns("sdtPr sdtEndPr customXmlPr smartTagPr"):
                    control.remove(each)
            if content is not None and content is not control:
                unwrap(content)
            unwrap(control)


def _next_in_order(element: Element, root: Element) -> Element | None:
    if len(element):
        return element[0]
    while element is not root:
        if (following := element.getnext()) is not None:
            return following
        element = element.getparent()
        if element is None:
            break
    return None


def _remove_rows_and_cells(cleanup: Cleanup, rows: list[Element], cells: list[Element]) -> None:
    for cell in cells:
        row = next(cell.iterancestors(TR), None)
        cleanup.drop(cell)
        if row is not None and next(row.iter(TC), None) is None:
            rows.append(row)
    for row in rows:
        table = next(row.iterancestors(TBL), None)
        cleanup.drop(row)
        if table is not None and next(table.iter(TR), None) is None:
            container = table.getparent()
            cleanup.drop(table)
            if container is not None and container.tag == TC and (not len(container) or container[-1].tag != P):
                etree.SubElement(container, P)


__all__ = ["XML_SPACE", "Decision", "has_marks", "resolve"]
