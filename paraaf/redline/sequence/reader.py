"""A paragraph read as a row of atoms, and when two paragraphs are the same."""

import re
from collections.abc import Callable, Hashable
from typing import Literal

from paraaf.redline.model import Stamp
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import (
    COMMENT_REFERENCE,
    NOTE_REFERENCES,
    Atom,
    Wrapper,
    all_pieces,
    path_of,
    stamp_of,
)
from paraaf.redline.sequence.field_atoms import joined_fields
from paraaf.redline.wml.canonical import Key, Keys
from paraaf.redline.wml.names import (
    DEL_INSTR,
    DEL_TEXT,
    INSTR,
    NOTHING,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    XML_SPACE,
    P,
    R,
    T,
    about,
    boxes_of,
    qn,
    qns,
)
from paraaf.redline.wml.revision_marks import CHANGES, WRAPPERS

_INSIDE = frozenset(qns("hyperlink fldSimple customXml dir bdo"))
_TRANSPARENT = frozenset([qn("w:smartTag"), SDT_CONTENT])
_PROPERTIES = frozenset(qns("sdtPr sdtEndPr customXmlPr smartTagPr"))
_PROOF, _FIELD = qns("proofErr fldChar")
_DROPPED = frozenset([qn("w:lastRenderedPageBreak"), _PROOF, *CHANGES])
_FORMATTED = qn("w:rPrChange")
_BREAKS = re.compile(r"[\t\r\n]")


Controls = Literal["told", "kept", "left out"]
"""Of controls within lines: whether they make a difference, are kept without making one, or are as if not there."""


class Reader:
    """Makes atoms of the paragraphs of one part."""

    def __init__(
        self, keys: Keys, stamp: Callable[[Element], Stamp] | None = None, *, whole_fields: bool = True,
        controls: Controls = "told",
    ) -> None:  # fmt: skip
        self.keys = keys
        self.whole_fields = whole_fields
        self.controls = controls
        self.stamp = stamp or stamp_of
        self._has_fields = False

    def read(self, paragraph: Element) -> list[Atom]:
        """Return the atoms of a paragraph, text in pieces as long as it looks the same; the last is its end."""
        found: list[Atom] = []
        waiting: list[Element] = []
        self._has_fields = False
        self._inline(paragraph, (), None, None, found, waiting)
        if self._has_fields:
            found = joined_fields(found, every=self.whole_fields)
        properties = about(paragraph, PPR)
        section = None if properties is None else properties.find(SECTPR)
        mark = None if properties is None else properties.find(RPR)
        end = Atom(("end", section is not None), pieces=(), properties=mark, format=self._format(mark),
                   before=tuple(waiting), paragraph=paragraph)  # fmt: skip
        if mark is not None:
            for each in mark:
                if each.tag in WRAPPERS:
                    self._mark(end, each)
        found.append(end)
        return found

    def _mark(self, atom: Atom, mark: Element) -> None:
        if mark.tag in (WRAPPERS[0], WRAPPERS[3]):
            atom.inserted = self.stamp(mark)
        else:
            atom.deleted = self.stamp(mark)

    def _format(self, properties: Element | None) -> Key:
        return None if properties is None else self.keys.format(properties)

    def _inline(
        self, container: Element, within: tuple[Wrapper, ...], inserted: Stamp | None, deleted: Stamp | None,
        found: list[Atom], waiting: list[Element],
    ) -> None:  # fmt: skip
        for each in container:
            tag = each.tag
            if tag == R:
                self._run(each, within, inserted, deleted, found, waiting)
            elif tag in NOTHING:
                if tag != _PROOF:
                    waiting.append(each)
            elif tag in WRAPPERS:
                stamp = self.stamp(each)
                adds = tag in (WRAPPERS[0], WRAPPERS[3])
                self._inline(each, within, stamp if adds else inserted, deleted if adds else stamp, found, waiting)
            elif tag == PPR or tag in _PROPERTIES:
                continue
            elif tag in _TRANSPARENT or (tag == SDT and self.controls == "left out"):
                self._inline(each, within, inserted, deleted, found, waiting)
            elif tag == SDT or tag in _INSIDE:
                wrapper = Wrapper(each, None if tag == SDT and self.controls == "kept" else self._signature(each))
                count = len(found)
                self._inline(each, (*within, wrapper), inserted, deleted, found, waiting)
                if len(found) == count:
                    waiting.append(each)
            else:
                key = ("whole", self.keys.of(each), path_of(within))
                found.append(
                    Atom(key, None, (each,), None, None, within, tuple(waiting), True, None, inserted, deleted)
                )
                waiting.clear()

    def _run(
        self, run: Element, within: tuple[Wrapper, ...], inserted: Stamp | None, deleted: Stamp | None,
        found: list[Atom], waiting: list[Element],
    ) -> None:  # fmt: skip
        properties: Element | None = None
        format_: Key = None
        path = path_of(within)
        for each in run:
            tag = each.tag
            if tag == RPR:
                # They stand before anything else.
                properties, format_ = each, self._format(each)
                continue
            if tag in _DROPPED:
                continue
            if tag == COMMENT_REFERENCE:
                waiting.append(run if sum(child.tag != RPR for child in run) == 1 else each)
                continue
            text = None
            if tag in (T, DEL_TEXT):
                text = _text(each)
                if not text:
                    continue
                last = found[-1] if found and not waiting else None
                if last is not None and last.text is not None and (
                    last.within, last.inserted, last.deleted, last.format) == (within, inserted, deleted, format_
                ) and not (_has_change(properties) or _has_change(last.properties)):  # fmt: skip
                    # Where a text is cut into runs says nothing.
                    last.text += text
                    last.key = (last.text, path)
                    continue
                key: Hashable = (text, path)
            else:
                self._has_fields = self._has_fields or tag == _FIELD
                key = ("piece", self._piece(each), path)
            found.append(
                Atom(key, text, (each,), properties, format_, within, tuple(waiting), False, None, inserted, deleted)
            )
            waiting.clear()

    def _piece(self, element: Element) -> Key:
        if element.tag in NOTE_REFERENCES:
            # Which note it is shows in the note itself.
            return str(element.tag)
        if element.tag in (INSTR, DEL_INSTR):
            return (INSTR, element.text)
        boxes = sum(1 for _ in boxes_of(element))
        return (self.keys.of(element), boxes)

    def _signature(self, element: Element) -> Key:
        if element.tag == SDT:
            control = element.find(qn("w:sdtPr"))
            names = qns("tag alias dataBinding")
            named = [] if control is None else [self.keys.of(each) for each in control if each.tag in names]
            if not named and control is not None:
                named = [self.keys.of(control.find(qn("w:id")))]
            return (SDT, *named)
        return (element.tag, self.keys.of_alone(element))


def _text(element: Element) -> str:
    text = element.text or ""
    if "\n" in text or "\t" in text or "\r" in text:
        text = _BREAKS.sub(" ", text)
    if text and text[0] != " " != text[-1]:
        return text
    return text if element.get(XML_SPACE) == "preserve" else text.strip(" ")


def _has_change(properties: Element | None) -> bool:
    return properties is not None and properties.find(_FORMATTED) is not None


def paragraph_key(atoms: list[Atom], keys: Keys, numbers: dict[str, Key]) -> Key:
    """Return when two paragraphs are the same, however their text is cut into runs."""
    parts: list[Hashable] = []
    text: list[str] = []
    last: tuple[Hashable, ...] | None = None
    for atom in atoms[:-1]:
        anchors = tuple(numbers.get(each, ()) for each in _comment_starts(atom))
        if atom.text is not None:
            now = (atom.format, path_of(atom.within))
            if now == last and not anchors:
                text.append(atom.text)
                continue
            if text:
                parts.append("".join(text))
            text, last = [atom.text], now
            parts += [now, *anchors]
        else:
            if text:
                parts.append("".join(text))
            text, last = [], None
            parts += [atom.key, atom.format, tuple(_box_text(piece) for piece in all_pieces(atom)), *anchors]
    if text:
        parts.append("".join(text))
    end = atoms[-1]
    assert end.paragraph is not None
    properties = end.paragraph.find(PPR)
    section = None if properties is None else properties.find(SECTPR)
    anchors = tuple(numbers.get(each, ()) for each in _comment_starts(end))
    return (*parts, keys.paragraph_format(properties), end.format, keys.of(section), *anchors)


def _comment_starts(atom: Atom) -> list[str]:
    return [each.get(qn("w:id"), "") for each in atom.before if each.tag == qn("w:commentRangeStart")] + [
        reference.get(qn("w:id"), "") for each in atom.before for reference in each.iter(COMMENT_REFERENCE)
    ]


def _box_text(piece: Element) -> Key:
    boxes = list(boxes_of(piece)) if len(piece) else []
    return tuple(
        "".join(each.text or "" if each.tag != P else "\n" for each in box.iter(T, DEL_TEXT, P)) for box in boxes
    )
