"""Elements removed from a part without breaking the ranges that start or end in them."""

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import (
    DEL,
    ID,
    INS,
    RANGE_ENDS,
    RANGE_STARTS,
    RANGES,
    SDT,
    SDT_CONTENT,
    P,
    qn,
    qns,
)

_REFERENCES = qns("footnoteReference endnoteReference commentReference")
_CONTAINERS = frozenset(qns("hyperlink smartTag fldSimple dir bdo m:r m:oMath m:oMathPara m:ctrlPr"))
"""What means nothing without something in it."""
_FIELD_CHAR = qn("w:fldChar")
_RANGE_OF = {name: name.replace("Start", "").replace("End", "") for name in (*RANGE_STARTS, *RANGE_ENDS)}
"""The range that a name begins or ends."""


def unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def drop_unpaired_ranges(root: Element) -> None:
    """Remove starts and ends of bookmarks and comments without their counterpart."""
    by_range: dict[tuple[str, str], list[Element]] = {}
    for each in root.iter(*_RANGE_OF):
        by_range.setdefault((_RANGE_OF[each.tag], each.get(ID, "")), []).append(each)
    for marks in by_range.values():
        if len(marks) == 2 and marks[0].tag != marks[1].tag:
            continue
        starts = [each for each in marks if "Start" in each.tag]
        ends = [each for each in marks if "End" in each.tag]
        for each in [*starts[1:], *ends[1:]] if starts and ends else marks:
            each.getparent().remove(each)


class Cleanup:
    """Removes elements from one part, and then what has no meaning without them."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.references: dict[str, set[str]] = {name: set() for name in _REFERENCES}
        """The ids of the notes and comments whose references went."""
        self._kept_ranges: list[Element] = []
        self._emptied: dict[Element, None] = {}
        self._has_fields = False

    def drop(self, element: Element) -> None:
        """Take an element out; beginnings and ends of ranges in it stay in its place."""
        parent = element.getparent()
        if parent is None:
            return
        self._has_fields = self._has_fields or next(element.iter(_FIELD_CHAR), None) is not None
        for each in element.iter(*_REFERENCES):
            self.references[each.tag].add(each.get(ID, ""))
        ranges = list(element.iter(*RANGES))
        at = parent.index(element)
        parent[at : at + 1] = ranges
        self._kept_ranges += ranges
        if parent.tag in _CONTAINERS or parent.tag == SDT_CONTENT:
            self._emptied[parent] = None

    def finish(self) -> None:
        """Remove ranges and wrappers that have nothing left in them."""
        self._ranges()
        if self._has_fields:
            self._fields()
        for container in self._emptied:
            self._drop_if_empty(container)

    def removed_ids(self, names: str) -> set[str]:
        """Return the ids whose references went, and that nothing in the part refers to any more."""
        name = qn(f"w:{names}")
        if not self.references[name]:
            return set()
        return self.references[name] - {each.get(ID, "") for each in self.root.iter(name)}

    def _ranges(self) -> None:
        starts = {
            (each.tag.replace("Start", ""), each.get(ID)): each for each in self._kept_ranges if "Start" in each.tag
        }
        for end in self._kept_ranges:
            start = starts.get((end.tag.replace("End", ""), end.get(ID))) if "End" in end.tag else None
            for each in (start, end) if start is not None else ():
                if each.getparent() is not None:
                    each.getparent().remove(each)
        comments = self.removed_ids("commentReference")
        if comments:
            for each in list(self.root.iter(*qns("commentRangeStart commentRangeEnd"))):
                if each.get(ID) in comments:
                    each.getparent().remove(each)

    def _fields(self) -> None:
        """Take out the middle or end of a field whose beginning went: Word may mark only a part of one."""
        depth = 0
        for each in list(self.root.iter(_FIELD_CHAR)):
            if next(each.iterancestors(INS, DEL), None) is not None:
                continue
            kind = each.get(qn("w:fldCharType"))
            if kind == "begin":
                depth += 1
            elif not depth:
                each.getparent().remove(each)
            elif kind == "end":
                depth -= 1

    def _drop_if_empty(self, container: Element) -> None:
        parent = container.getparent()
        if parent is None or any(each.tag not in RANGES and not each.tag.endswith("Pr") for each in container):
            return
        if container.tag == SDT_CONTENT:
            # A control within a line may be empty; around paragraphs it may not.
            if parent.tag == SDT and parent.getparent() is not None and next(parent.iterancestors(P), None) is None:
                at = parent.getparent().index(parent)
                parent.getparent()[at : at + 1] = [each for each in container if each.tag in RANGES]
            return
        at = parent.index(container)
        parent[at : at + 1] = [each for each in container if each.tag in RANGES]
        if parent.tag in _CONTAINERS:
            self._drop_if_empty(parent)
