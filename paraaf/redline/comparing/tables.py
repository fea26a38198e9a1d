"""Tables compared by row and cell, in place."""

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.tracker import Tracker
from paraaf.redline.sequence.block_diff import Block, align
from paraaf.redline.wml.canonical import Keys
from paraaf.redline.wml.names import (
    DEL,
    INS,
    SDT,
    SDT_CONTENT,
    TBL,
    TBLGRID,
    TBLPR,
    TC,
    TCPR,
    TR,
    TRPR,
    P,
    properties,
    put,
    qn,
)
from paraaf.redline.wml.revision_marks import CELL_DEL, CELL_INS, CHANGES

if TYPE_CHECKING:
    from paraaf.redline.comparing.story import StoryComparison

_THROUGH = (SDT, SDT_CONTENT, qn("w:customXml"))
_BLOCK_TAGS = (P, TBL, SDT, qn("w:customXml"))
_CHANGE_NAMES = {TBLPR: "tblPrChange", TRPR: "trPrChange", TCPR: "tcPrChange"}


class TableComparison:
    """Compares tables for the comparison of a story."""

    def __init__(self, story: "StoryComparison") -> None:
        self.story = story

    def block(self, table: Element, side: int) -> Block:
        """Return what is known of a table; how wide its columns are does not make it another one."""
        rows = [self._row(row, side) for row in inner(table, TR)]
        key = ("tbl", self._keys(side).of(table.find(TBLPR)), *(each.key for each in rows))
        return Block("tbl", key, "\n".join(each.text for each in rows))

    def compare(self, old: Element, new: Element) -> None:
        """Mark in the old table what is different in the new one."""
        self._properties(old, new, TBLPR)
        self._grid(old, new)
        olds, news = list(inner(old, TR)), list(inner(new, TR))
        steps = align([self._row(each, 0) for each in olds], [self._row(each, 1) for each in news],
                      ends_meet=False, moves=False)  # fmt: skip
        cursor: Element | None = None
        for step in steps:
            if step.old is None and step.new is not None:
                row = self.story.brought(news[step.new])
                if cursor is not None:
                    cursor.addnext(row)
                elif olds:
                    olds[0].addprevious(row)
                else:
                    old.append(row)
                self._tracker.rows([row], INS, self.story.stamp)
                cursor = row
            elif step.old is not None:
                cursor = olds[step.old]
                if step.new is None:
                    self.story.notes_deleted(cursor)
                    self._tracker.rows([cursor], DEL, self.story.stamp)
                elif step.is_same:
                    self._same(cursor, news[step.new])
                else:
                    self._compare_row(cursor, news[step.new])

    @property
    def _tracker(self) -> Tracker:
        return self.story.marking.tracker

    def _keys(self, side: int) -> Keys:
        return (self.story.old_keys, self.story.new_keys)[side]

    def _row(self, row: Element, side: int) -> Block:
        cells = [self._cell(cell, side) for cell in inner(row, TC)]
        key = ("tr", self._keys(side).of(row.find(TRPR)), *(each.key for each in cells))
        return Block("tr", key, "\t".join(each.text for each in cells))

    def _cell(self, cell: Element, side: int) -> Block:
        blocks = [self.story.block(each, side) for each in cell if each.tag in _BLOCK_TAGS]
        key = ("tc", self._keys(side).of(cell.find(TCPR)), *(each.key for each in blocks))
        return Block("tc", key, "\n".join(each.text for each in blocks))

    def _compare_row(self, old: Element, new: Element) -> None:
        self._properties(old, new, TRPR)
        olds, news = list(inner(old, TC)), list(inner(new, TC))
        if len(olds) == len(news):
            for one, other in zip(olds, news, strict=True):
                self._compare_cell(one, other)
            return
        steps = align([self._cell(each, 0) for each in olds], [self._cell(each, 1) for each in news],
                      ends_meet=False, moves=False)  # fmt: skip
        cursor: Element | None = None
        for step in steps:
            if step.old is None and step.new is not None:
                cell = self.story.brought(news[step.new])
                if cursor is not None:
                    cursor.addnext(cell)
                else:
                    olds[0].addprevious(cell)
                put(properties(cell), self._tracker.mark(CELL_INS, self.story.stamp))
                self._tracker.blocks(cell, INS, self.story.stamp)
                cursor = cell
            elif step.old is not None:
                cursor = olds[step.old]
                if step.new is None:
                    self.story.notes_deleted(cursor)
                    put(properties(cursor), self._tracker.mark(CELL_DEL, self.story.stamp))
                    self._tracker.blocks(cursor, DEL, self.story.stamp)
                else:
                    self._compare_cell(cursor, news[step.new])

    def _compare_cell(self, old: Element, new: Element) -> None:
        self._properties(old, new, TCPR)
        self.story.container(old, new)

    def _same(self, old: Element, new: Element) -> None:
        for one, other in zip(inner(old, TC), inner(new, TC), strict=True):
            self.story.container(one, other)

    def _properties(self, old: Element, new: Element, name: str) -> None:
        ours, theirs = old.find(name), new.find(name)
        if self._keys(0).of(ours) == self._keys(1).of(theirs) or (ours is None and theirs is None):
            return
        was = None if ours is None else deepcopy(ours)
        own = properties(old)
        for each in list(own):
            own.remove(each)
        for each in list(theirs) if theirs is not None else ():
            if each.tag not in CHANGES:
                own.append(deepcopy(each))
        self._tracker.changed(own, qn(f"w:{_CHANGE_NAMES[name]}"), was, self.story.stamp)

    def _grid(self, old: Element, new: Element) -> None:
        ours, theirs = old.find(TBLGRID), new.find(TBLGRID)
        if ours is None or theirs is None or len(ours) == len(theirs):
            return
        was = deepcopy(ours)
        for each in list(ours):
            ours.remove(each)
        ours.extend(deepcopy(list(theirs)))
        ours.append(self._tracker.mark(qn("w:tblGridChange"), None, was))


def inner(container: Element, wanted: str) -> Iterator[Element]:
    """Return the rows of a table or the cells of a row, also those in a content control."""
    for each in container:
        if each.tag == wanted:
            yield each
        elif each.tag in _THROUGH:
            yield from inner(each, wanted)
