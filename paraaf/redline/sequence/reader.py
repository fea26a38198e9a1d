"""A paragraph read as a row of atoms, and when two paragraphs are the same."""

import re
from collections.abc import Callable, Hashable
from typing import Literal

from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import (
    COMMENT_REFERENCE,
    NOTE_REFERENCES,
    Atom,
    Wrapper,
    all_pieces,
    attribution_of,
    wrapper_path,
)
from paraaf.redline.sequence.field_atoms import join_fields
from paraaf.redline.wml.canonical import Canonical, Key
from paraaf.redline.wml.names import (
    DEL_INSTR,
    DEL_TEXT,
    INS,
    INSTR,
    MOVE_TO,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTPR,
    XML_SPACE,
    ZERO_WIDTH,
    P,
    R,
    T,
    child_properties,
    qn,
    qns,
    text_boxes_of,
)
from paraaf.redline.wml.revision_marks import PROPERTY_CHANGES, REVISION_CONTAINERS

_INLINE_CONTAINERS = frozenset(qns("hyperlink fldSimple customXml dir bdo"))
_TRANSPARENT = frozenset([qn("w:smartTag"), SDT_CONTENT])
_PROPERTIES = frozenset(qns("sdtPr sdtEndPr customXmlPr smartTagPr"))
_PROOF_ERROR, _FIELD_CHAR = qns("proofErr fldChar")
_IGNORED = frozenset([qn("w:lastRenderedPageBreak"), _PROOF_ERROR, *PROPERTY_CHANGES])
_FORMAT_CHANGE = qn("w:rPrChange")
_WHITESPACE = re.compile(r"[\t\r\n]")


Controls = Literal["compared", "kept", "ignored"]
"""What counts of controls within lines: that they differ, only that they are there, or nothing."""


class AtomReader:
    """Makes atoms of the paragraphs of one part."""

    def __init__(
        self,
        canonical: Canonical,
        attribution: Callable[[Element], Attribution] | None = None,
        *,
        whole_fields: bool = True,
        controls: Controls = "compared",
    ) -> None:
        self.canonical = canonical
        self.whole_fields = whole_fields
        self.controls = controls
        self.attribution = attribution or attribution_of
        self._has_fields = False

    def read(self, paragraph: Element) -> list[Atom]:
        """Return the atoms of a paragraph, text in pieces of one format; the last is its end."""
        atoms: list[Atom] = []
        pending_ranges: list[Element] = []
        self._has_fields = False
        self._inline(paragraph, (), None, None, atoms, pending_ranges)
        if self._has_fields:
            atoms = join_fields(atoms, every_field=self.whole_fields)
        properties = child_properties(paragraph, PPR)
        section = None if properties is None else properties.find(SECTPR)
        mark = None if properties is None else properties.find(RPR)
        end = Atom(("end", section is not None), pieces=(), properties=mark, format=self._format(mark),
                   before=tuple(pending_ranges), paragraph=paragraph)  # fmt: skip
        if mark is not None:
            for each in mark:
                if each.tag in REVISION_CONTAINERS:
                    self._mark(end, each)
        atoms.append(end)
        return atoms

    def _mark(self, atom: Atom, mark: Element) -> None:
        if mark.tag in (INS, MOVE_TO):
            atom.inserted = self.attribution(mark)
        else:
            atom.deleted = self.attribution(mark)

    def _format(self, properties: Element | None) -> Key:
        return None if properties is None else self.canonical.run_format(properties)

    def _inline(
        self,
        container: Element,
        within: tuple[Wrapper, ...],
        inserted: Attribution | None,
        deleted: Attribution | None,
        atoms: list[Atom],
        pending_ranges: list[Element],
    ) -> None:
        for each in container:
            tag = each.tag
            if tag == R:
                self._run(each, within, inserted, deleted, atoms, pending_ranges)
            elif tag in ZERO_WIDTH:
                if tag != _PROOF_ERROR:
                    pending_ranges.append(each)
            elif tag in REVISION_CONTAINERS:
                attribution = self.attribution(each)
                adds = tag in (INS, MOVE_TO)
                self._inline(
                    each,
                    within,
                    attribution if adds else inserted,
                    deleted if adds else attribution,
                    atoms,
                    pending_ranges,
                )
            elif tag == PPR or tag in _PROPERTIES:
                continue
            elif tag in _TRANSPARENT or (tag == SDT and self.controls == "ignored"):
                self._inline(each, within, inserted, deleted, atoms, pending_ranges)
            elif tag == SDT or tag in _INLINE_CONTAINERS:
                wrapper = Wrapper(each, None if tag == SDT and self.controls == "kept" else self._signature(each))
                count = len(atoms)
                self._inline(each, (*within, wrapper), inserted, deleted, atoms, pending_ranges)
                if len(atoms) == count:
                    pending_ranges.append(each)
            else:
                key = ("whole", self.canonical.of(each), wrapper_path(within))
                atoms.append(
                    Atom(key, None, (each,), None, None, within, tuple(pending_ranges), True, None, inserted, deleted)
                )
                pending_ranges.clear()

    def _run(
        self, run: Element, within: tuple[Wrapper, ...], inserted: Attribution | None, deleted: Attribution | None,
        atoms: list[Atom], pending_ranges: list[Element],
    ) -> None:  # fmt: skip
        properties: Element | None = None
        format_: Key = None
        path = wrapper_path(within)
        for each in run:
            tag = each.tag
            if tag == RPR:
                # They stand before anything else.
                properties, format_ = each, self._format(each)
                continue
            if tag in _IGNORED:
                continue
            if tag == COMMENT_REFERENCE:
                pending_ranges.append(run if sum(child.tag != RPR for child in run) == 1 else each)
                continue
            text = None
            if tag in (T, DEL_TEXT):
                text = _text_of(each)
                if not text:
                    continue
                last = atoms[-1] if atoms and not pending_ranges else None
                if last is not None and last.text is not None and (
                    last.within, last.inserted, last.deleted, last.format) == (within, inserted, deleted, format_
                ) and not (_has_format_change(properties) or _has_format_change(last.properties)):  # fmt: skip
                    # Where a text is cut into runs says nothing.
                    last.text += text
                    last.key = (last.text, path)
                    continue
                key: Hashable = (text, path)
            else:
                self._has_fields = self._has_fields or tag == _FIELD_CHAR
                key = ("piece", self._run_child_key(each), path)
            atoms.append(
                Atom(
                    key,
                    text,
                    (each,),
                    properties,
                    format_,
                    within,
                    tuple(pending_ranges),
                    False,
                    None,
                    inserted,
                    deleted,
                )
            )
            pending_ranges.clear()

    def _run_child_key(self, element: Element) -> Key:
        if element.tag in NOTE_REFERENCES:
            # Which note it is shows in the note itself.
            return str(element.tag)
        if element.tag in (INSTR, DEL_INSTR):
            return (INSTR, element.text)
        boxes = sum(1 for _ in text_boxes_of(element))
        return (self.canonical.of(element), boxes)

    def _signature(self, element: Element) -> Key:
        if element.tag == SDT:
            control = element.find(qn("w:sdtPr"))
            names = qns("tag alias dataBinding")
            named = [] if control is None else [self.canonical.of(each) for each in control if each.tag in names]
            if not named and control is not None:
                named = [self.canonical.of(control.find(qn("w:id")))]
            return (SDT, *named)
        return (element.tag, self.canonical.attributes_of(element))


def _text_of(element: Element) -> str:
    text = element.text or ""
    if "\n" in text or "\t" in text or "\r" in text:
        text = _WHITESPACE.sub(" ", text)
    if text and text[0] != " " != text[-1]:
        return text
    return text if element.get(XML_SPACE) == "preserve" else text.strip(" ")


def _has_format_change(properties: Element | None) -> bool:
    return properties is not None and properties.find(_FORMAT_CHANGE) is not None


def paragraph_key(atoms: list[Atom], canonical: Canonical, comment_keys: dict[str, Key]) -> Key:
    """Return when two paragraphs are the same, however their text is cut into runs."""
    parts: list[Hashable] = []
    text: list[str] = []
    last: tuple[Hashable, ...] | None = None
    for atom in atoms[:-1]:
        anchored = tuple(comment_keys.get(each, ()) for each in _comment_starts(atom))
        if atom.text is not None:
            style = (atom.format, wrapper_path(atom.within))
            if style == last and not anchored:
                text.append(atom.text)
                continue
            if text:
                parts.append("".join(text))
            text, last = [atom.text], style
            parts += [style, *anchored]
        else:
            if text:
                parts.append("".join(text))
            text, last = [], None
            parts += [atom.key, atom.format, tuple(_text_box_text(piece) for piece in all_pieces(atom)), *anchored]
    if text:
        parts.append("".join(text))
    end = atoms[-1]
    assert end.paragraph is not None
    properties = end.paragraph.find(PPR)
    section = None if properties is None else properties.find(SECTPR)
    anchored = tuple(comment_keys.get(each, ()) for each in _comment_starts(end))
    return (*parts, canonical.paragraph_format(properties), end.format, canonical.of(section), *anchored)


def _comment_starts(atom: Atom) -> list[str]:
    return [each.get(qn("w:id"), "") for each in atom.before if each.tag == qn("w:commentRangeStart")] + [
        reference.get(qn("w:id"), "") for each in atom.before for reference in each.iter(COMMENT_REFERENCE)
    ]


def _text_box_text(piece: Element) -> Key:
    boxes = list(text_boxes_of(piece)) if len(piece) else []
    return tuple(
        "".join(each.text or "" if each.tag != P else "\n" for each in box.iter(T, DEL_TEXT, P)) for box in boxes
    )
