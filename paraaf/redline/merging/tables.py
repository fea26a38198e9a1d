"""One table of the base with what all parties made of it, by row and cell: those of the copies laid beside its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

from paraaf.redline.merging.base_story import BaseMismatch
from paraaf.redline.merging.conflicts import joint_attribution
from paraaf.redline.merging.context import FirstChange
from paraaf.redline.merging.layout import Layout, Nested
from paraaf.redline.merging.party import Party
from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.flatten import ElementPair
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.names import DEL, INS, TBLPR, TC, TCPR, TR, TRPR, ensure_properties, insert_property, qn, qns
from paraaf.redline.wml.revision_marks import CELL_DEL, CELL_INS, CELL_MERGE
from paraaf.redline.wml.tables import rows_or_cells

_CHANGES = {TBLPR: qn("w:tblPrChange"), TRPR: qn("w:trPrChange"), TCPR: qn("w:tcPrChange"),
            qn("w:tblGrid"): qn("w:tblGridChange")}  # fmt: skip
_COMING_AND_GOING = {TR: (TRPR, INS, DEL), TC: (TCPR, CELL_INS, CELL_DEL)}
"""Where a row or cell says that it was inserted or deleted."""
_MARKS = frozenset([INS, DEL, CELL_INS, CELL_DEL, CELL_MERGE, *qns("tblPrExChange")])


@dataclass(frozen=True)
class TablePart:
    """A row or cell of a party's copy."""

    pair: ElementPair
    inserted: Attribution | None
    deleted: Attribution | None


def table_parts(party: Party, pair: ElementPair, kind: str) -> list[TablePart]:
    """Return the rows or cells of a table or row, with who inserted or deleted them."""
    copies = [] if pair.copy is None else _parts_of(party, pair.copy, kind, is_copy=True)
    if pair.untracked is None:
        return copies
    untracked_parts = _parts_of(party, pair.untracked, kind, is_copy=False)
    if pair.copy is None:
        return untracked_parts
    result: list[TablePart] = []
    at = 0
    for untracked in untracked_parts:
        if untracked.deleted is not None and untracked.inserted is None:
            result.append(untracked)
            continue
        while at < len(copies) and copies[at].inserted is not None:
            result.append(copies[at])
            at += 1
        if at == len(copies):
            raise BaseMismatch
        copy = copies[at]
        at += 1
        if untracked.inserted is not None:
            # Taken from the copy, for what is tracked in it.
            result.append(TablePart(copy.pair, untracked.inserted, copy.deleted))
        else:
            result.append(TablePart(ElementPair(copy.pair.copy, untracked.pair.untracked), None, copy.deleted))
    return result + copies[at:]


def beside(
    party: Party, pair: ElementPair, kind: str, count: int
) -> tuple[list[list[TablePart]], list[TablePart], list[TablePart]]:
    """Return for each row or cell of the base what was inserted before it, what became of it, and what came last."""
    before: list[list[TablePart]] = [[]]
    kept: list[TablePart] = []
    for each in table_parts(party, pair, kind):
        if each.inserted is not None:
            before[-1].append(each)
        else:
            kept.append(each)
            before.append([])
    if len(kept) != count:
        raise BaseMismatch
    return before[:-1], kept, before[-1]


def _parts_of(party: Party, container: Element, kind: str, *, is_copy: bool) -> list[TablePart]:
    properties, added, gone = _COMING_AND_GOING[kind]
    result = []
    for each in rows_or_cells(container, kind):
        marks = [each.find(f"{properties}/{name}") for name in (added, gone)]
        inserted, deleted = (None if mark is None else party.attribution(mark) for mark in marks)
        result.append(TablePart(ElementPair(each) if is_copy else ElementPair(None, each), inserted, deleted))
    return result


class TableMerge:
    """Merges tables of one part; `nested` merges what their cells hold."""

    def __init__(self, layout: Layout, nested: Nested) -> None:
        self.context = layout.context
        self.names = layout.names
        self.nested = nested

    def plan(self, party: str, table: Element, pair: ElementPair) -> None:
        """Read all that a party made of a table; `BaseMismatch` if it is not one of this base."""
        rows = list(rows_or_cells(table, TR))
        owner = self.context.parties[party]
        for row, frame in zip(rows, beside(owner, pair, TR, len(rows))[1], strict=True):
            cells = list(rows_or_cells(row, TC))
            for cell, part in zip(cells, beside(owner, frame.pair, TC, len(cells))[1], strict=True):
                self.nested.plan(party, cell, part.pair)

    def merge(self, table: Element, versions: Mapping[str, ElementPair]) -> None:
        """Merge what parties made of a table."""
        self._properties(table, TBLPR, versions)
        self._properties(table, qn("w:tblGrid"), versions)
        self._parts(table, TR, versions)

    def _parts(self, container: Element, kind: str, versions: Mapping[str, ElementPair]) -> None:
        own = list(rows_or_cells(container, kind))
        laid = {party: beside(self.context.parties[party], pair, kind, len(own))
                for party, pair in versions.items()}  # fmt: skip
        for at, each in enumerate(own):
            for frame in self._inserted({party: before[at] for party, (before, _, _) in laid.items()}):
                each.addprevious(frame)
            kept = {party: frames[at] for party, (_, frames, _) in laid.items()}
            deleted = [frame.deleted for frame in kept.values() if frame.deleted is not None]
            inner_versions = {party: frame.pair for party, frame in kept.items()}
            if kind == TR:
                self._properties(each, TRPR, inner_versions)
                self._parts(each, TC, inner_versions)
            else:
                self._properties(each, TCPR, inner_versions)
                self.nested.container(each, inner_versions)
            if deleted:
                insert_property(
                    ensure_properties(each),
                    self.context.tracker.mark(DEL if kind == TR else CELL_DEL, joint_attribution(deleted)),
                )
        last = own[-1] if own else None
        for frame in self._inserted({party: end for party, (_, _, end) in laid.items()}):
            if last is None:
                container.append(frame)
            else:
                last.addnext(frame)
            last = frame

    def _inserted(self, frames: Mapping[str, list[TablePart]]) -> list[Element]:
        """Return the rows or cells that parties inserted at one place; equal ones once."""
        groups: list[tuple[str, list[tuple[str, TablePart]]]] = []
        for party, own in frames.items():
            for frame in own:
                element = frame.pair.copy if frame.pair.copy is not None else frame.pair.untracked
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
            attributions: list[Attribution] = [each.inserted for _, each in members if each.inserted is not None]
            result.append(self.context.imported_part(party, frame.pair, self.names, joint_attribution(attributions)))
        return result

    def _properties(self, owner: Element, name: str, versions: Mapping[str, ElementPair]) -> None:
        """Give a table, row or cell of the base the properties that parties gave it."""
        canonical = Canonical(self.context.file, self.names.base)
        first = FirstChange(self.context)
        for party, pair in versions.items():
            for source in (pair.copy, pair.untracked):
                theirs = None if source is None else source.find(name)
                change = next((each for each in theirs if each.tag in (_CHANGES[name], CELL_MERGE)), None) \
                    if theirs is not None else None  # fmt: skip
                if theirs is None or change is None:
                    continue
                apply = partial(self._apply, owner, name, party, theirs, change)
                first.add(party, change, canonical.of(theirs), apply)

    def _apply(self, owner: Element, name: str, party: str, theirs: Element, change: Element) -> Element:
        context = self.context
        attribution = context.parties[party].attribution(change)
        target = owner.find(name)
        if target is None:
            target = ensure_properties(owner)
        if change.tag == CELL_MERGE:
            mark = context.tracker.mark(CELL_MERGE, attribution)
            for key, value in change.attrib.items():
                if "erge" in key:
                    mark.set(key, value)
            insert_property(target, mark)
            return mark
        was = etree.Element(name)
        was.extend([each for each in list(target) if each.tag not in _MARKS])
        for each in theirs:
            if each.tag not in _MARKS and each is not change:
                target.append(context.plain_copy(each))
        record = context.tracker.mark(change.tag, None if name == qn("w:tblGrid") else attribution, was)
        context.sources[record] = list(attribution.sources)
        insert_property(target, record)
        return record
