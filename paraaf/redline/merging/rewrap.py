"""Content controls around paragraphs that a word processor lost, or put elsewhere: put back as the base has them.

A control takes its paragraphs out of the text around it. A copy without it would have nothing in common with the base
there, though not a word of it was changed.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.block_diff import Block, align
from paraaf.redline.wml.names import (
    CONTROL_RANGES,
    DEL_TEXT,
    INS,
    MOVE_TO,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    TRPR,
    WORD,
    P,
    T,
    qn,
)
from paraaf.redline.wml.tables import rows_or_cells

_CONTROLS = (SDT, qn("w:customXml"))
_ADDED = (INS, MOVE_TO)


@dataclass(frozen=True)
class _Span:
    """A control, and which of the paragraphs and tables of its container are in it."""

    control: Element
    start: int
    end: int


@dataclass(frozen=True)
class _Flat:
    """The paragraphs and tables of a container as if it had no controls, and the controls, outer ones first."""

    leaves: list[Element]
    spans: list[_Span]

    @property
    def shape(self) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in self.spans]


def adopt_controls(base: Element, copy: Element) -> bool:
    """Give a body, cell, header or footer of a copy the controls around paragraphs that the base has; no others.

    Return whether it had others. What was put in at the edge of a control belongs to it if it holds a text of more
    than one paragraph; a control around one paragraph is a field. Controls whose coming or going is tracked stay as
    they are, and so do all others beside them.
    """
    if next(base.iter(*_CONTROLS), None) is None and next(copy.iter(*_CONTROLS), None) is None:
        return False
    ours, theirs = _flat(base), _flat(copy)
    places = _places(ours.leaves, theirs.leaves)
    changed = False
    for at, place in enumerate(places):
        if place is not None and ours.leaves[place].tag == TBL == theirs.leaves[at].tag:
            changed |= _cells(ours.leaves[place], theirs.leaves[at])
    if any(each.tag in CONTROL_RANGES for each in _direct(copy)):
        return changed
    wanted = _wanted(ours, places)
    if [(each.start, each.end) for each in wanted] == theirs.shape:
        return changed
    for span in theirs.spans:
        _unwrap(span.control)
    for span in wanted:
        _wrap(theirs.leaves, span)
    return True


def _flat(container: Element) -> _Flat:
    leaves: list[Element] = []
    spans: list[_Span] = []
    _flatten(container, leaves, spans)
    return _Flat(leaves, sorted(spans, key=lambda each: (each.start, -each.end)))


def _flatten(container: Element, leaves: list[Element], spans: list[_Span]) -> None:
    for each in container:
        if each.tag in (P, TBL):
            leaves.append(each)
        elif each.tag in _CONTROLS:
            start, at = len(leaves), len(spans)
            content = each.find(SDT_CONTENT) if each.tag == SDT else each
            if content is not None:
                _flatten(content, leaves, spans)
            spans.insert(at, _Span(each, start, len(leaves)))


def _direct(container: Element) -> Iterator[Element]:
    """Return what stands between the paragraphs and tables of a container, also within its controls."""
    for each in container:
        yield each
        if each.tag in (*_CONTROLS, SDT_CONTENT):
            yield from _direct(each)


def _places(ours: Sequence[Element], theirs: Sequence[Element]) -> list[int | None]:
    """Return for each paragraph and table of a copy which of the base it is; None for what was put in."""
    units: list[list[int]] = []
    texts: list[tuple[str, str]] = []
    free: set[int] = set()
    waiting: list[int] = []
    said = ""
    for at, leaf in enumerate(theirs):
        own = _original(leaf)
        waiting.append(at)
        said += own
        if _is_added(leaf):
            if not said.strip():
                # Nothing of the base is in it: it was put in before whatever comes next.
                free.add(at)
            continue
        units.append(waiting)
        texts.append((_kind(leaf), " ".join(said.split())))
        waiting, said = [], ""
    olds = [
        Block(kind, (kind, text), text) for kind, text in ((_kind(e), " ".join(_original(e).split())) for e in ours)
    ]
    news = [Block(kind, (kind, text), text) for kind, text in texts]
    places: list[int | None] = [None] * len(theirs)
    for step in align(olds, news, match_last=True, moves=False):
        if step.old is not None and step.new is not None:
            for at in units[step.new]:
                places[at] = None if at in free else step.old
    return places


def _kind(leaf: Element) -> str:
    return "p" if leaf.tag == P else "tbl"


def _original(leaf: Element) -> str:
    """Return what a paragraph or table said before the tracked changes in it."""
    return "".join(
        each.text or "" for each in leaf.iter(T, DEL_TEXT) if next(each.iterancestors(*_ADDED), None) is None
    )


def _is_added(leaf: Element) -> bool:
    """Return whether the end of a paragraph, or all of a table, was inserted with tracking."""
    if leaf.tag == P:
        return any(leaf.find(f"{PPR}/{RPR}/{name}") is not None for name in _ADDED)
    rows = list(rows_or_cells(leaf, TR))
    return bool(rows) and all(row.find(f"{TRPR}/{INS}") is not None for row in rows)


def _wanted(ours: _Flat, places: Sequence[int | None]) -> list[_Span]:
    """Return where the controls of the base are to stand in a copy."""
    wanted: list[_Span] = []
    for span in ours.spans:
        found = [at for at, place in enumerate(places) if place is not None and span.start <= place < span.end]
        if not found:
            continue
        start, end = found[0], found[-1] + 1
        if span.end - span.start > 1:
            least, most = _room(wanted, start, end, len(places))
            while start > least and places[start - 1] is None:
                start -= 1
            while end < most and places[end] is None:
                end += 1
        wanted.append(_Span(span.control, start, end))
    return wanted


def _room(wanted: Sequence[_Span], start: int, end: int, size: int) -> tuple[int, int]:
    """Return how far a control may reach: not into one before it, nor out of one around it."""
    around = [each for each in wanted if each.start <= start and end <= each.end]
    least = max([0, *(each.end for each in wanted if each.end <= start), *(each.start for each in around)])
    return least, min([size, *(each.end for each in around)])


def _unwrap(control: Element) -> None:
    content = control.find(SDT_CONTENT) if control.tag == SDT else control
    at = control.getparent().index(control)
    kept = [] if content is None else [each for each in content if not each.tag.endswith("Pr")]
    control.getparent()[at : at + 1] = kept


def _wrap(leaves: Sequence[Element], span: _Span) -> None:
    control = span.control
    wrapper = etree.Element(control.tag, control.attrib, nsmap={"w": WORD})
    wrapper.extend([deepcopy(each) for each in control if each.tag.endswith("Pr")])
    content = etree.SubElement(wrapper, SDT_CONTENT) if control.tag == SDT else wrapper
    first, last = leaves[span.start], leaves[span.end - 1]
    moved = [first]
    while moved[-1] is not last:
        moved.append(moved[-1].getnext())
    first.addprevious(wrapper)
    content.extend(moved)


def _cells(ours: Element, theirs: Element) -> bool:
    """Give the cells of a table the controls that those of the base have, if they are the same cells."""
    rows = [list(rows_or_cells(table, TR)) for table in (ours, theirs)]
    rows[1] = [row for row in rows[1] if row.find(f"{TRPR}/{INS}") is None]
    cells = [[list(rows_or_cells(row, TC)) for row in each] for each in rows]
    if [len(each) for each in cells[0]] != [len(each) for each in cells[1]]:
        return False
    pairs = [pair for one, other in zip(*cells, strict=True) for pair in zip(one, other, strict=True)]
    changed = [adopt_controls(one, other) for one, other in pairs]
    return any(changed)
