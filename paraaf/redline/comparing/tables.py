"""Tables compared by row and cell, in place."""

from copy import deepcopy

from paraaf.redline.comparing.sides import Nested, Sides
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.block_diff import align
from paraaf.redline.wml.names import (
    DEL,
    INS,
    TBLGRID,
    TBLPR,
    TC,
    TCPR,
    TR,
    TRPR,
    ensure_properties,
    insert_property,
    qn,
)
from paraaf.redline.wml.revision_marks import CELL_DEL, CELL_INS, PROPERTY_CHANGES
from paraaf.redline.wml.tables import rows_or_cells

_CHANGE_NAMES = {TBLPR: "tblPrChange", TRPR: "trPrChange", TCPR: "tcPrChange"}


class TableComparison:
    """Compares tables of two parts; `nested` compares what their cells hold."""

    def __init__(self, sides: Sides, nested: Nested) -> None:
        self.sides = sides
        self.nested = nested
        self.attribution = sides.context.attribution
        self._tracker = sides.context.tracker

    def compare(self, old: Element, new: Element) -> None:
        """Mark in the old table what is different in the new one."""
        self._properties(old, new, TBLPR)
        self._grid(old, new)
        olds, news = list(rows_or_cells(old, TR)), list(rows_or_cells(new, TR))
        steps = align([self.sides.row(each, 0) for each in olds], [self.sides.row(each, 1) for each in news],
                      match_last=False, moves=False)  # fmt: skip
        cursor: Element | None = None
        for step in steps:
            if step.old is None and step.new is not None:
                row = self.sides.imported(news[step.new])
                if cursor is not None:
                    cursor.addnext(row)
                elif olds:
                    olds[0].addprevious(row)
                else:
                    old.append(row)
                self._tracker.rows([row], INS, self.attribution)
                cursor = row
            elif step.old is not None:
                cursor = olds[step.old]
                if step.new is None:
                    self.sides.notes_deleted(cursor)
                    self._tracker.rows([cursor], DEL, self.attribution)
                elif step.is_same:
                    self._same(cursor, news[step.new])
                else:
                    self._compare_row(cursor, news[step.new])

    def _compare_row(self, old: Element, new: Element) -> None:
        self._properties(old, new, TRPR)
        olds, news = list(rows_or_cells(old, TC)), list(rows_or_cells(new, TC))
        if len(olds) == len(news):
            for one, other in zip(olds, news, strict=True):
                self._compare_cell(one, other)
            return
        steps = align([self.sides.cell(each, 0) for each in olds], [self.sides.cell(each, 1) for each in news],
                      match_last=False, moves=False)  # fmt: skip
        cursor: Element | None = None
        for step in steps:
            if step.old is None and step.new is not None:
                cell = self.sides.imported(news[step.new])
                if cursor is not None:
                    cursor.addnext(cell)
                else:
                    olds[0].addprevious(cell)
                insert_property(ensure_properties(cell), self._tracker.mark(CELL_INS, self.attribution))
                self._tracker.blocks(cell, INS, self.attribution)
                cursor = cell
            elif step.old is not None:
                cursor = olds[step.old]
                if step.new is None:
                    self.sides.notes_deleted(cursor)
                    insert_property(ensure_properties(cursor), self._tracker.mark(CELL_DEL, self.attribution))
                    self._tracker.blocks(cursor, DEL, self.attribution)
                else:
                    self._compare_cell(cursor, news[step.new])

    def _compare_cell(self, old: Element, new: Element) -> None:
        self._properties(old, new, TCPR)
        self.nested.container(old, new)

    def _same(self, old: Element, new: Element) -> None:
        for one, other in zip(rows_or_cells(old, TC), rows_or_cells(new, TC), strict=True):
            self.nested.container(one, other)

    def _properties(self, old: Element, new: Element, name: str) -> None:
        ours, theirs = old.find(name), new.find(name)
        if self.sides.canonical[0].of(ours) == self.sides.canonical[1].of(theirs) or (ours is None and theirs is None):
            return
        was = None if ours is None else deepcopy(ours)
        own = ensure_properties(old)
        for each in list(own):
            own.remove(each)
        for each in list(theirs) if theirs is not None else ():
            if each.tag not in PROPERTY_CHANGES:
                own.append(deepcopy(each))
        self._tracker.record_properties(own, qn(f"w:{_CHANGE_NAMES[name]}"), was, self.attribution)

    def _grid(self, old: Element, new: Element) -> None:
        ours, theirs = old.find(TBLGRID), new.find(TBLGRID)
        if ours is None or theirs is None or len(ours) == len(theirs):
            return
        was = deepcopy(ours)
        for each in list(ours):
            ours.remove(each)
        ours.extend(deepcopy(list(theirs)))
        ours.append(self._tracker.mark(qn("w:tblGridChange"), None, was))
