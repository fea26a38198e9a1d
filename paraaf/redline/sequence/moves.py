"""Moves: which marks of a copy are halves of which, and the marks of a merged file put between their ranges."""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.tracker import Tracker
from paraaf.redline.wml.names import (
    AUTHOR,
    DATE,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    ID,
    INS,
    INSTR,
    MOVE_FROM,
    MOVE_RANGES,
    MOVE_TO,
    NAME,
    PPR,
    RPR,
    TC,
    WORD,
    P,
    R,
    T,
    qn,
    qns,
)
from paraaf.redline.wml.word_file import WordFile

_STARTS = qns("moveFromRangeStart moveToRangeStart")
_MOVE_MARKS = {MOVE_FROM: "moveFrom", MOVE_TO: "moveTo"}
_NAME_SEPARATOR = "|"


def combined_move(names: Iterable[str]) -> str:
    """Return one name for what several parties did at one place; each gives the name of its move, "" if it is none."""
    found = sorted({part for name in names for part in name.split(_NAME_SEPARATOR)})
    return "" if found == [""] else _NAME_SEPARATOR.join(found)


def moves_of(file: WordFile) -> dict[Element, str]:
    """Return the marks of a file that are halves of a move, with its name; not if the other half is missing."""
    found: dict[Element, str] = {}
    for part in file.stories():
        root = file.tree(part)
        if next(root.iter(*_STARTS), None) is not None:
            found.update(_marks_in_ranges(root))
    kinds: dict[str, set[str]] = {}
    for mark, name in found.items():
        kinds.setdefault(name, set()).add(mark.tag)
    return {mark: name for mark, name in found.items() if len(kinds[name]) == 2}


def _marks_in_ranges(root: Element) -> Iterator[tuple[Element, str]]:
    opened: dict[str, str] = {}
    for each in _in_reading_order(root):
        half = "moveFrom" if "moveFrom" in each.tag else "moveTo"
        if each.tag in _STARTS:
            opened[half] = each.get(NAME, "")
        elif each.tag in MOVE_RANGES:
            opened.pop(half, None)
        elif opened.get(half):
            yield each, opened[half]


def _in_reading_order(root: Element) -> Iterator[Element]:
    """Return marks and ranges, the mark of a paragraph's end after what is in the paragraph."""
    pending_ends: list[tuple[Element, Element]] = []
    for each in root.iter(*MOVE_RANGES, *_MOVE_MARKS):
        while pending_ends and pending_ends[-1][0] not in each.iterancestors(P):
            yield pending_ends.pop()[1]
        if _is_end(each):
            pending_ends.append((_paragraph(each), each))
        else:
            yield each
    yield from (mark for _, mark in reversed(pending_ends))


def finish_moves(roots: Iterable[Element], moved: Mapping[Element, str], tracker: Tracker) -> None:
    """Put the halves of moves between ranges with names of their own.

    `moved` has the marks with the names of their moves, as `combined_move` gives them. Where another party did
    something else with the passage, or with a part of it, the halves become a deletion and an insertion: a passage can
    be moved to one place only.
    """
    halves: dict[str, dict[str, list[Element]]] = {}
    for root in roots if moved else ():
        for mark in root.iter(*_MOVE_MARKS):
            if mark in moved:
                halves.setdefault(moved[mark], {}).setdefault(mark.tag, []).append(mark)
    broken = _broken(halves)
    number = 0
    for move, both in halves.items():
        if move in broken:
            for mark in (mark for marks in both.values() for mark in marks):
                _to_plain_change(mark)
            continue
        number += 1
        for half, marks in both.items():
            _insert_range(_MOVE_MARKS[half], f"move{number}", marks, tracker)


def _broken(halves: Mapping[str, Mapping[str, list[Element]]]) -> set[str]:
    together: dict[str, set[str]] = {}
    for move in halves:
        for name in move.split(_NAME_SEPARATOR):
            together.setdefault(name, set()).add(move)
    broken = {move for move, both in halves.items() if len(both) < 2 or "" in move.split(_NAME_SEPARATOR)
              or any(len(together[name]) > 1 for name in move.split(_NAME_SEPARATOR))
              or any(_is_last_in_cell(marks) for marks in both.values())}  # fmt: skip
    while (
        more := {other for move in broken for name in move.split(_NAME_SEPARATOR) for other in together[name]} - broken
    ):
        broken |= more
    return broken


def _insert_range(half: str, name: str, marks: list[Element], tracker: Tracker) -> None:
    start = etree.Element(qn(f"w:{half}RangeStart"), nsmap={"w": WORD})
    start.set(ID, tracker.new_id())
    for each in (AUTHOR, DATE):
        if (value := marks[0].get(each)) is not None:
            start.set(each, value)
    start.set(NAME, name)
    end = etree.Element(qn(f"w:{half}RangeEnd"), nsmap={"w": WORD})
    end.set(ID, start.get(ID))
    first, last = _paragraph(marks[0]), _paragraph(marks[-1])
    inline = [each for each in marks if not _is_end(each)]
    if inline and _paragraph(inline[0]) is first:
        _child_around(first, inline[0]).addprevious(start)
    else:
        first.append(start)
    if any(_is_end(each) and _paragraph(each) is last for each in marks):
        last.addnext(end)
    else:
        _child_around(last, inline[-1]).addnext(end)


def _to_plain_change(mark: Element) -> None:
    if mark.tag == MOVE_TO:
        mark.tag = INS
        return
    mark.tag = DEL
    for text in mark.iterfind(f"{R}/*"):
        text.tag = {T: DEL_TEXT, INSTR: DEL_INSTR}.get(text.tag, text.tag)


def _is_end(mark: Element) -> bool:
    return bool(mark.getparent().tag == RPR and mark.getparent().getparent().tag == PPR)


def _is_last_in_cell(marks: list[Element]) -> bool:
    """Return whether a range would end after the last paragraph of a cell, where nothing may stand."""
    last = _paragraph(marks[-1])
    if last.getparent().tag != TC or last.getnext() is not None:
        return False
    return any(_is_end(each) and _paragraph(each) is last for each in marks)


def _paragraph(mark: Element) -> Element:
    return next(mark.iterancestors(P))


def _child_around(paragraph: Element, mark: Element) -> Element:
    """Return the child of a paragraph that a mark is in."""
    while mark.getparent() is not paragraph:
        mark = mark.getparent()
    return mark
