"""One table of the base with what all parties made of it, by row and cell."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree

from paraaf.redline.comparing.sides import inner
from paraaf.redline.merging.conflicts import joint
from paraaf.redline.merging.frames import Frame, beside
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Stamp
from paraaf.redline.sequence.flatten import Version
from paraaf.redline.wml.canonical import Keys
from paraaf.redline.wml.names import DEL, INS, TBLPR, TC, TCPR, TR, TRPR, properties, put, qn, qns
from paraaf.redline.wml.revision_marks import CELL_DEL, CELL_INS, CELL_MERGE

if TYPE_CHECKING:
    from paraaf.redline.merging.story import StoryMerge

_CHANGES = {TBLPR: qn("w:tblPrChange"), TRPR: qn("w:trPrChange"), TCPR: qn("w:tcPrChange"),
            qn("w:tblGrid"): qn("w:tblGridChange")}  # fmt: skip
_MARKS = frozenset([INS, DEL, CELL_INS, CELL_DEL, CELL_MERGE, *qns("tblPrExChange")])


class TableMerge:
    """Merges tables for the merge of a story."""

    def __init__(self, story: "StoryMerge") -> None:
        self.story = story

    def plan(self, party: str, table: Element, version: Version) -> None:
        """Read all that a party made of a table; `Mismatch` if it is not one of this base."""
        rows = list(inner(table, TR))
        owner = self.story.merging.parties[party]
        for row, frame in zip(rows, beside(owner, version, TR, len(rows))[1], strict=True):
            cells = list(inner(row, TC))
            for cell, part in zip(cells, beside(owner, frame.version, TC, len(cells))[1], strict=True):
                self.story.plan(party, cell, part.version)

    def merge(self, table: Element, versions: Mapping[str, Version]) -> None:
        """Merge what parties made of a table."""
        self._properties(table, TBLPR, versions)
        self._properties(table, qn("w:tblGrid"), versions)
        self._frames(table, TR, versions)

    def _frames(self, container: Element, kind: str, versions: Mapping[str, Version]) -> None:
        own = list(inner(container, kind))
        laid = {party: beside(self.story.merging.parties[party], version, kind, len(own))
                for party, version in versions.items()}  # fmt: skip
        for at, each in enumerate(own):
            for frame in self._inserted({party: before[at] for party, (before, _, _) in laid.items()}):
                each.addprevious(frame)
            kept = {party: frames[at] for party, (_, frames, _) in laid.items()}
            deleted = [frame.deleted for frame in kept.values() if frame.deleted is not None]
            inner_versions = {party: frame.version for party, frame in kept.items()}
            if kind == TR:
                self._properties(each, TRPR, inner_versions)
                self._frames(each, TC, inner_versions)
            else:
                self._properties(each, TCPR, inner_versions)
                self.story.container(each, inner_versions)
            if deleted:
                put(properties(each), self.story.merging.tracker.mark(DEL if kind == TR else CELL_DEL, joint(deleted)))
        last = own[-1] if own else None
        for frame in self._inserted({party: end for party, (_, _, end) in laid.items()}):
            if last is None:
                container.append(frame)
            else:
                last.addnext(frame)
            last = frame

    def _inserted(self, frames: Mapping[str, list[Frame]]) -> list[Element]:
        """Return the rows or cells that parties inserted at one place; equal ones once."""
        groups: list[tuple[str, list[tuple[str, Frame]]]] = []
        for party, own in frames.items():
            for frame in own:
                element = frame.version.copy if frame.version.copy is not None else frame.version.untracked
                said = "\x1f".join(element.itertext()) if element is not None else ""
                same = next((each for each in groups if each[0] == said and
                             all(other != party for other, _ in each[1])), None)  # fmt: skip
                if same is not None:
                    same[1].append((party, frame))
                else:
                    groups.append((said, [(party, frame)]))
        result = []
        for _, members in groups:
            party, frame = members[0]
            stamps: list[Stamp] = [each.inserted for _, each in members if each.inserted is not None]
            result.append(self.story.merging.brought_frame(party, frame.version, self.story, joint(stamps)))
        return result

    def _properties(self, owner: Element, name: str, versions: Mapping[str, Version]) -> None:
        """Give a table, row or cell of the base the properties that parties gave it."""
        merging = self.story.merging
        keys = Keys(merging.file, self.story.base_part)
        done: tuple[object, Element] | None = None
        for party, version in versions.items():
            for source in (version.copy, version.untracked):
                theirs = None if source is None else source.find(name)
                change = next((each for each in theirs if each.tag in (_CHANGES[name], CELL_MERGE)), None) \
                    if theirs is not None else None  # fmt: skip
                if theirs is None or change is None:
                    continue
                key = keys.of(theirs)
                if done is not None and key == done[0]:
                    merging.also(done[1], party, change)
                elif done is not None:
                    merging.leave_out(party, "formatting", change, "")
                else:
                    done = (key, self._apply(owner, name, party, theirs, change))

    def _apply(self, owner: Element, name: str, party: str, theirs: Element, change: Element) -> Element:
        merging = self.story.merging
        stamp = merging.parties[party].stamp(change)
        target = owner.find(name)
        if target is None:
            target = properties(owner)
        if change.tag == CELL_MERGE:
            mark = merging.tracker.mark(CELL_MERGE, stamp)
            for key, value in change.attrib.items():
                if "erge" in key:
                    mark.set(key, value)
            put(target, mark)
            return mark
        was = etree.Element(name)
        was.extend([each for each in list(target) if each.tag not in _MARKS])
        for each in theirs:
            if each.tag not in _MARKS and each is not change:
                target.append(merging.plain_copy(each))
        record = merging.tracker.mark(change.tag, None if name == qn("w:tblGrid") else stamp, was)
        merging.sources[record] = list(stamp.sources)
        put(target, record)
        return record
