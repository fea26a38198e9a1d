"""Elements as values that can be compared, without what Word changes by itself: ids, save marks, spelling marks."""

import hashlib
from collections.abc import Hashable, Iterable

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import FALLBACK, RELATIONSHIPS, RPR, SECTPR, TEXT_BOX, W14, ZERO_WIDTH, qn, qns
from paraaf.redline.wml.revision_marks import MARKS
from paraaf.redline.wml.word_file import WordFile

_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_RELATIONSHIP_ATTRIBUTE = f"{{{RELATIONSHIPS}}}"
_VOLATILE = (f"{{{W14}}}", _WP14, f"{_OFFICE}spid", f"{_OFFICE}gfxdata", qn("w:rsid"))
_IGNORED = frozenset([*ZERO_WIDTH, *MARKS, *qns("lastRenderedPageBreak noProof lang webHidden"), FALLBACK])
_RENUMBERED = ("docPr", "cNvPr", "shape", "shapetype", "rect", "group", "textbox")
"""Word numbers drawings anew at each save."""

Key = Hashable


class Canonical:
    """Gives canonical keys of the elements of one part; the target of a relationship counts, not its id."""

    def __init__(self, file: WordFile, part: str) -> None:
        self.file = file
        self.part = part
        self._targets: dict[str, str] | None = None

    def of(self, element: Element | None, without: Iterable[str] = ()) -> Key:
        """Return the key of an element and all in it; text boxes count as empty. `without` leaves children out."""
        if element is None:
            return None
        skipped = frozenset(without)
        children = [] if element.tag == TEXT_BOX else [
            self.of(each) for each in element if each.tag not in _IGNORED and each.tag not in skipped
        ]  # fmt: skip
        if not children and element.tag in (RPR, qn("w:pPr")):
            return None
        text = (element.text or "").strip() if not len(element) else ""
        return (element.tag, self.attributes_of(element), text, *children)

    def run_format(self, properties: Element | None) -> Key:
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

    def attributes_of(self, element: Element) -> Key:
        """Return the key of an element's attributes."""
        if not element.attrib:
            return ()
        local = element.tag.rpartition("}")[2]
        kept = []
        for name, value in element.attrib.items():
            if name.startswith(_VOLATILE) or name == "{http://www.w3.org/XML/1998/namespace}space":
                continue
            if local in _RENUMBERED and name in ("id", "name"):
                continue
            if name.startswith(_RELATIONSHIP_ATTRIBUTE):
                value = self.target(value)
            kept.append((name, value))
        return tuple(sorted(kept))
