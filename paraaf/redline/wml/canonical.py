"""Elements as values that can be compared, without what Word changes by itself: ids, save marks, spelling marks."""

import hashlib
from collections.abc import Hashable, Iterable

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import BOX, FALLBACK, NOTHING, RELATIONSHIPS, RPR, SECTPR, W14, qn, qns
from paraaf.redline.wml.revision_marks import MARKS
from paraaf.redline.wml.word_file import WordFile

_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_LINK = f"{{{RELATIONSHIPS}}}"
_VOLATILE = (f"{{{W14}}}", _WP14, f"{_OFFICE}spid", f"{_OFFICE}gfxdata", qn("w:rsid"))
_IGNORED = frozenset([*NOTHING, *MARKS, *qns("lastRenderedPageBreak noProof lang webHidden"), FALLBACK])
_UNNAMED = ("docPr", "cNvPr", "shape", "shapetype", "rect", "group", "textbox")
"""Drawings number themselves anew at each save."""

Key = Hashable


class Keys:
    """Keys of the elements of one part; what a relationship points at counts, not the id that it has."""

    def __init__(self, file: WordFile, part: str) -> None:
        self.file = file
        self.part = part
        self._targets: dict[str, str] | None = None
        self._known: dict[Element, Key] = {}

    def of(self, element: Element | None, without: Iterable[str] = ()) -> Key:
        """Return the key of an element and all in it; text boxes count as empty. `without` leaves children out."""
        if element is None:
            return None
        skipped = frozenset(without)
        children = [] if element.tag == BOX else [
            self.of(each) for each in element if each.tag not in _IGNORED and each.tag not in skipped
        ]  # fmt: skip
        if not children and element.tag in (RPR, qn("w:pPr")):
            return None
        text = (element.text or "").strip() if not len(element) else ""
        return (element.tag, self._attributes(element), text, *children)

    def of_alone(self, element: Element) -> Key:
        """Return the key of an element without what is in it."""
        return self._attributes(element)

    def format(self, properties: Element | None) -> Key:
        """Return the key of a run's properties."""
        if properties is None or not len(properties):
            return None
        # Runs share few formats; most of them are one tag with one value.
        return frozenset(self.of(each) for each in properties if each.tag not in _IGNORED) or None

    def paragraph_format(self, properties: Element | None) -> Key:
        """Return the key of a paragraph's properties, without those of its mark and its section."""
        if properties is None:
            return None
        return frozenset(self.of(e) for e in properties if e.tag not in _IGNORED and e.tag not in (RPR, SECTPR)) or None

    def target(self, id_: str) -> str:
        """Return what a relationship points at, as something that two files can have in common."""
        if self._targets is None:
            self._targets = {}
            for line in self.file.relationships(self.part):
                target = self.file.target(self.part, line)
                if target is None:
                    self._targets[line.id] = f"{line.kind} {line.target}"
                else:
                    digest = hashlib.sha256(self.file.bytes_of(target)).hexdigest()
                    self._targets[line.id] = f"{line.kind} {digest}"
        return self._targets.get(id_, id_)

    def _attributes(self, element: Element) -> Key:
        if not element.attrib:
            return ()
        local = element.tag.rpartition("}")[2]
        kept = []
        for name, value in element.attrib.items():
            if name.startswith(_VOLATILE) or name == "{http://www.w3.org/XML/1998/namespace}space":
                continue
            if local in _UNNAMED and name in ("id", "name"):
                continue
            if name.startswith(_LINK):
                value = self.target(value)
            kept.append((name, value))
        return tuple(sorted(kept))
