"""Paragraphs made of atoms again, with the marks of what was inserted, deleted and formatted."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.tracker import Tracker
from paraaf.redline.sequence.atoms import Atom, FieldAtom, Wrapper
from paraaf.redline.wml.canonical import Key
from paraaf.redline.wml.names import (
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    INS,
    INSTR,
    MOVE_FROM,
    MOVE_TO,
    RPR,
    SDT,
    SDT_CONTENT,
    WORD,
    XML_SPACE,
    R,
    T,
    qn,
    qns,
    text_boxes_of,
)

_CONTROLS = (SDT, qn("w:customXml"))
_CONTROL_PROPERTIES = frozenset(qns("sdtPr sdtEndPr customXmlPr"))


@dataclass(eq=False, slots=True)
class Item:
    """An atom as it stands in the result."""

    atom: Atom
    inserted: Attribution | None = None
    deleted: Attribution | None = None
    properties: Element | None = None
    """Its run properties now."""
    format: Key = None
    previous_properties: Element | None = None
    """Its run properties before; counts only with `formatted`."""
    formatted: Attribution | None = None
    within: tuple[Wrapper, ...] = ()
    before: list[Element] = field(default_factory=list)
    pieces: tuple[Element, ...] | None = None
    """The elements to use, not copies of those of the atom: they were made for this, or changes were marked in them."""


class Builder:
    """Puts items into paragraphs."""

    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker

    def fill(self, paragraph: Element, items: Iterable[Item]) -> None:
        """Add items to a paragraph; those with the same marks and format become one mark and one run."""
        writer = _ParagraphWriter(self.tracker, paragraph)
        for item in items:
            writer.add(item)
        writer.close()


class _ParagraphWriter:
    def __init__(self, tracker: Tracker, paragraph: Element) -> None:
        self.tracker = tracker
        self.paragraph = paragraph
        self._open: list[tuple[Wrapper, Element]] = []
        """The wrappers that are open, with the elements that stand for them."""
        self._wrapper_elements: dict[Element, tuple[Wrapper, set[tuple[bool, bool]], list[Item]]] = {}
        self._opened_before: set[Wrapper] = set()
        self._mark: tuple[Attribution | None, Attribution | None] | None = None
        self._parent: Element | None = None
        """Where runs go: the innermost mark, or the wrapper if there is none."""
        self._run: Element | None = None
        self._run_format: tuple[object, ...] = ()
        self._text: Element | None = None
        self._texts: list[str] = []
        """What is to stand in the text element that is being written."""
        self._keeps_spaces = False

    def add(self, item: Item) -> None:
        if item.within or self._open:
            self._open_wrappers(item)
        if item.before:
            if self._mark is not None and self._mark != (item.inserted, item.deleted):
                self._leave_mark()
            target = self._target()
            # Inside an insertion what belongs to it goes when it is rejected.
            if item.inserted is not None and item.deleted is None:
                self._enter_mark(item)
                target = self._parent if self._parent is not None else target
            for each in item.before:
                target.append(each)
            self._end_run()
            if self._mark is not None and not (item.inserted is not None and item.deleted is None):
                self._leave_mark()
        if self._mark != (item.inserted, item.deleted):
            self._leave_mark()
        if self._parent is None:
            self._enter_mark(item)
        for _, element in self._open:
            self._wrapper_elements[element][1].add((item.inserted is not None, item.deleted is not None))
            self._wrapper_elements[element][2].append(item)
        if isinstance(item.atom, FieldAtom):
            self._end_run()
            for part in item.atom.parts:
                self._piece(item, part)
            self._end_run()
        else:
            self._piece(item, item.atom)

    def close(self) -> None:
        """Write what is left, and mark the content controls that were inserted or deleted with all that is in them."""
        self._end_text()
        for element, (_, states, items) in self._wrapper_elements.items():
            if element.tag in _CONTROLS and len(states) == 1:
                inserted, deleted = next(iter(states))
                attribution = items[0].inserted if inserted else items[0].deleted
                if inserted != deleted and attribution is not None:
                    self.tracker.control(element, INS if inserted else DEL, attribution)

    def _target(self) -> Element:
        return _content_of(self._open[-1][1]) if self._open else self.paragraph

    def _end_text(self) -> None:
        if self._text is not None:
            self._text.text = self._texts[0] if len(self._texts) == 1 else "".join(self._texts)
            if self._keeps_spaces:
                self._text.set(XML_SPACE, "preserve")
            self._text = None

    def _end_run(self) -> None:
        if self._text is not None:
            self._end_text()
        self._run = None

    def _open_wrappers(self, item: Item) -> None:
        wanted = list(item.within)
        shared = 0
        while shared < min(len(wanted), len(self._open)) and self._open[shared][0] is wanted[shared]:
            shared += 1
        if shared == len(self._open) == len(wanted):
            return
        self._leave_mark()
        del self._open[shared:]
        for wrapper in wanted[shared:]:
            element = _empty_copy(wrapper, is_reused=wrapper in self._opened_before)
            self._opened_before.add(wrapper)
            self._target().append(element)
            self._open.append((wrapper, element))
            self._wrapper_elements[element] = (wrapper, set(), [])

    def _leave_mark(self) -> None:
        self._end_run()
        self._mark = self._parent = None

    def _enter_mark(self, item: Item) -> None:
        if self._parent is not None:
            return
        self._mark = (item.inserted, item.deleted)
        self._parent = self._target()
        if item.inserted is not None:
            mark = self.tracker.mark(MOVE_TO if item.inserted.move else INS, item.inserted)
            self._parent.append(mark)
            self._parent = mark
        if item.deleted is not None:
            mark = self.tracker.mark(MOVE_FROM if item.deleted.move else DEL, item.deleted)
            self._parent.append(mark)
            self._parent = mark

    def _piece(self, item: Item, atom: Atom) -> None:
        assert self._parent is not None
        is_made = item.pieces is not None and atom is item.atom
        pieces = item.pieces if item.pieces is not None and is_made else atom.pieces
        is_deletion = item.deleted is not None and not item.deleted.move
        if atom.is_whole:
            self._parent.extend(list(pieces) if is_made else deepcopy(list(pieces)))
            self._end_run()
            return
        properties, format_ = (item.properties, item.format) if atom is item.atom else (atom.properties, atom.format)
        run_format = (format_, item.formatted, id(item.previous_properties) if item.formatted is not None else 0)
        if self._run is None or self._run_format != run_format:
            self._end_text()
            self._run = etree.SubElement(self._parent, R)
            self._run_format = run_format
            if properties is not None or item.formatted is not None:
                self._format(item, properties)
        text = atom.text
        if text is not None:
            if self._text is None:
                self._text = etree.SubElement(self._run, DEL_TEXT if is_deletion else T)
                self._texts = [text]
                self._keeps_spaces = text != text.strip() or not text
            else:
                self._texts.append(text)
                self._keeps_spaces = self._keeps_spaces or text != text.rstrip()
            return
        self._end_text()
        for piece in pieces:
            copy = piece if is_made else piece.__copy__()
            copy.tail = None
            if copy.tag in (INSTR, DEL_INSTR):
                copy.tag = DEL_INSTR if is_deletion else INSTR
            self._run.append(copy)
            name, attribution = (DEL, item.deleted) if item.deleted is not None else (INS, item.inserted)
            if attribution is not None:
                for box in list(text_boxes_of(copy)) if len(copy) else ():
                    self.tracker.blocks(box, name, attribution)

    def _format(self, item: Item, properties: Element | None) -> None:
        assert self._run is not None
        if properties is None:
            run_properties = etree.SubElement(self._run, RPR)
        else:
            run_properties = properties.__copy__()
            run_properties.tail = None
            self._run.append(run_properties)
        if item.formatted is not None:
            for change in run_properties.findall(qn("w:rPrChange")):
                run_properties.remove(change)
            previous = etree.Element(RPR) if item.previous_properties is None else deepcopy(item.previous_properties)
            for change in previous.findall(qn("w:rPrChange")):
                previous.remove(change)
            self.tracker.record_properties(run_properties, qn("w:rPrChange"), previous, item.formatted)


def keep_in_controls(items: list[Item]) -> list[Item]:
    """Return items with what was put in amid a control in that control, also from a copy that lost the control."""
    last: Item | None = None
    new: list[Item] = []
    for item in items:
        if item.inserted is not None:
            new.append(item)
            continue
        if new and last is not None and not any(each.atom.is_end for each in new):
            shared = _shared_controls(last.within, item.within)
            for each in new:
                if shared and each.within[: len(shared)] != shared:
                    # A control of the copy there is the same one, under another name.
                    own = sum(wrapper.element.tag == SDT for wrapper in each.within[: len(shared)])
                    each.within = (*shared, *each.within[own:])
        last, new = item, []
    return items


def _shared_controls(one: tuple[Wrapper, ...], other: tuple[Wrapper, ...]) -> tuple[Wrapper, ...]:
    """Return the controls that two items are both in."""
    size = 0
    while size < min(len(one), len(other)) and one[size] is other[size] and one[size].element.tag == SDT:
        size += 1
    return one[:size]


def _content_of(element: Element) -> Element:
    if element.tag == SDT:
        return element.find(SDT_CONTENT)
    return element


def _empty_copy(wrapper: Wrapper, *, is_reused: bool) -> Element:
    """Return a wrapper without its content; one that is used again may not have the same id."""
    source = wrapper.element
    copy = etree.Element(source.tag, source.attrib, nsmap={"w": WORD})
    for each in source:
        if each.tag in _CONTROL_PROPERTIES:
            copy.append(deepcopy(each))
    if source.tag == SDT:
        etree.SubElement(copy, SDT_CONTENT)
        control_properties = copy.find(qn("w:sdtPr"))
        number = None if control_properties is None else control_properties.find(qn("w:id"))
        if is_reused and control_properties is not None and number is not None:
            control_properties.remove(number)
    return copy
