"""Elements taken out of a part without breaking what only begins or ends in them."""

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
_SHELLS = frozenset(qns("hyperlink smartTag fldSimple dir bdo m:r m:oMath m:oMathPara m:ctrlPr"))
"""What means nothing without something in it."""
_FIELD = qn("w:fldChar")
_WHICH = {name: name.replace("Start", "").replace("End", "") for name in (*RANGE_STARTS, *RANGE_ENDS)}
"""The range that a name begins or ends."""


def unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def drop_halves(root: Element) -> None:
    """Take out beginnings and ends of bookmarks and comments whose other half is not there."""
    halves: dict[tuple[str, str], list[Element]] = {}
    for each in root.iter(*_WHICH):
        halves.setdefault((_WHICH[each.tag], each.get(ID, "")), []).append(each)
    for found in halves.values():
        if len(found) == 2 and found[0].tag != found[1].tag:
            continue
        starts = [each for each in found if "Start" in each.tag]
        ends = [each for each in found if "End" in each.tag]
        for each in [*starts[1:], *ends[1:]] if starts and ends else found:
            each.getparent().remove(each)


class Pruning:
    """What has been taken out of one part, and what that leaves to be put in order."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.references: dict[str, set[str]] = {name: set() for name in _REFERENCES}
        """The ids of the notes and comments whose references went."""
        self._saved: list[Element] = []
        self._shells: dict[Element, None] = {}
        self._has_fields = False

    def drop(self, element: Element) -> None:
        """Take an element out; beginnings and ends of ranges in it stay in its place."""
        parent = element.getparent()
        if parent is None:
            return
        self._has_fields = self._has_fields or next(element.iter(_FIELD), None) is not None
        for each in element.iter(*_REFERENCES):
            self.references[each.tag].add(each.get(ID, ""))
        ranges = list(element.iter(*RANGES))
        at = parent.index(element)
        parent[at : at + 1] = ranges
        self._saved += ranges
        if parent.tag in _SHELLS or parent.tag == SDT_CONTENT:
            self._shells[parent] = None

    def tidy(self) -> None:
        """Remove ranges and wrappers that have nothing left in them."""
        self._ranges()
        if self._has_fields:
            self._fields()
        for shell in self._shells:
            self._shell(shell)

    def gone(self, names: str) -> set[str]:
        """Return the ids whose references went, and that nothing in the part refers to any more."""
        name = qn(f"w:{names}")
        if not self.references[name]:
            return set()
        return self.references[name] - {each.get(ID, "") for each in self.root.iter(name)}

    def _ranges(self) -> None:
        starts = {(each.tag.replace("Start", ""), each.get(ID)): each for each in self._saved if "Start" in each.tag}
        for end in self._saved:
            start = starts.get((end.tag.replace("End", ""), end.get(ID))) if "End" in end.tag else None
            for each in (start, end) if start is not None else ():
                if each.getparent() is not None:
                    each.getparent().remove(each)
        comments = self.gone("commentReference")
        if comments:
            for each in list(self.root.iter(*qns("commentRangeStart commentRangeEnd"))):
                if each.get(ID) in comments:
                    each.getparent().remove(each)

    def _fields(self) -> None:
        """Take out the middle or end of a field whose beginning went: Word may mark only a part of one."""
        opened = 0
        for each in list(self.root.iter(_FIELD)):
            if next(each.iterancestors(INS, DEL), None) is not None:
                continue
            sort = each.get(qn("w:fldCharType"))
            if sort == "begin":
                opened += 1
            elif not opened:
                each.getparent().remove(each)
            elif sort == "end":
                opened -= 1

    def _shell(self, shell: Element) -> None:
        parent = shell.getparent()
        if parent is None or any(each.tag not in RANGES and not each.tag.endswith("Pr") for each in shell):
            return
        if shell.tag == SDT_CONTENT:
            # A control within a line may be empty; around paragraphs it may not.
            if parent.tag == SDT and parent.getparent() is not None and next(parent.iterancestors(P), None) is None:
                at = parent.getparent().index(parent)
                parent.getparent()[at : at + 1] = [each for each in shell if each.tag in RANGES]
            return
        at = parent.index(shell)
        parent[at : at + 1] = [each for each in shell if each.tag in RANGES]
        if parent.tag in _SHELLS:
            self._shell(parent)
