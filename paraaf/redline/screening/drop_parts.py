"""What is no part of a letter taken out of a Word file: its parts, what refers to them, and nothing else."""

import posixpath
import struct
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from paraaf.redline.errors import printable, unsafe
from paraaf.redline.opc.package import CONTENT_TYPES, Element, Package, Relationship
from paraaf.redline.screening.policy import DROPPED_FOLDERS, DROPPED_KINDS, DROPPED_TYPES, POINTING, POLICY

_RELATED = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_MOST = 20
_DAY = 0x21
"""The first of January 1980: the same file in gives the same bytes out."""


@dataclass(frozen=True)
class Dropped:
    """Something that was taken out of a file."""

    what: str
    """A key of the policy."""
    place: str = ""
    """Where it pointed, if that was outside the file."""


@dataclass(frozen=True)
class Passed:
    """A Word file that may be opened: as it came, or without what is no part of a letter."""

    docx: bytes
    dropped: tuple[Dropped, ...] = ()


@dataclass
class Dropping:
    """What goes: parts, and the relationships of parts that stay."""

    parts: set[str] = field(default_factory=set)
    lines: set[tuple[str, str]] = field(default_factory=set)
    """The part that refers ("" for the whole file), and the id of the relationship."""
    told: dict[Dropped, None] = field(default_factory=dict)

    def tell(self, what: str, place: str = "") -> None:
        """Note what goes, to be told."""
        if len(self.told) < _MOST:
            self.told[Dropped(what, printable(place))] = None


def what_goes(package: Package, types: Mapping[str, str], lines: Iterable[tuple[str, Relationship]]) -> Dropping:
    """Return what goes out of a file, by the content types of its parts and all relationships in it.

    A part goes if nothing that stays refers to it.
    """
    dropping = Dropping()
    kept: dict[str, list[str]] = {}
    every: dict[str, list[str]] = {}
    seeds = []
    for source, line in lines:
        target = package.target(source, line)
        what = DROPPED_KINDS.get(line.kind.lower())
        if what is not None:
            dropping.lines.add((source, line.id))
            dropping.tell(what, line.target if line.external else "")
        if target is not None:
            every.setdefault(source, []).append(target)
            if what is None:
                kept.setdefault(source, []).append(target)
            else:
                seeds.append(target)
    stays = {*_reached([""], kept), CONTENT_TYPES.lower()}
    for name in package.names:
        what = _dropped_by_itself(name, types.get(name, ""))
        if what is not None and name not in stays:
            seeds.append(name)
            dropping.tell(what)
    gone = set(_reached(seeds, every)) - stays
    dropping.parts = gone | {rels for name in gone if (rels := package.named(_lines_of(name))) is not None}
    return dropping


def without(package: Package, dropping: Dropping, templates: Collection[str] = ()) -> Passed:
    """Return the file without what goes; `templates` are the parts with an element that names a template.

    Raises `UnsafeDocument` if the text itself needs what would go.
    """
    if not (dropping.parts or dropping.lines or templates):
        return Passed(package.docx)
    changed: dict[str, bytes] = {}
    by_source: dict[str, set[str]] = {source: set() for source in templates}
    for source, number in dropping.lines:
        by_source.setdefault(source, set()).add(number)
    for source, ids in by_source.items():
        if source in dropping.parts:
            continue
        rels = package.named(_lines_of(source))
        if rels is not None and ids:
            _without_lines(package, rels, ids, changed, dropping)
        if source:
            root = package.xml(source)
            if _let_go(root, ids, source):
                changed[source] = _written(root)
                if not ids:
                    dropping.tell("template")
    if dropping.parts:
        types = package.named(CONTENT_TYPES) or CONTENT_TYPES
        changed[types] = _without_types(package.xml(types), {name.lower() for name in dropping.parts})
    return Passed(_packed(package, dropping.parts, changed), tuple(sorted(dropping.told, key=_in_order)))


def _in_order(dropped: Dropped) -> int:
    return next(place for place, row in enumerate(POLICY) if row.key == dropped.what)


def _dropped_by_itself(name: str, type_: str) -> str | None:
    for folder, what in DROPPED_FOLDERS.items():
        if name.lower().startswith(folder):
            return what
    return next((what for word, what in DROPPED_TYPES.items() if word in type_.lower()), None)


def _reached(begin: Iterable[str], lines: Mapping[str, list[str]]) -> dict[str, None]:
    found = dict.fromkeys(begin)
    todo = list(found)
    while todo:
        for target in lines.get(todo.pop(), ()):
            if target not in found:
                found[target] = None
                todo.append(target)
    return found


def _lines_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _without_lines(package: Package, rels: str, ids: set[str], changed: dict[str, bytes], dropping: Dropping) -> None:
    root = package.xml(rels)
    for line in list(root):
        if line.get("Id", "") in ids:
            root.remove(line)
    if len(root):
        changed[rels] = _written(root)
    else:
        dropping.parts.add(rels)


def _without_types(root: Element, gone: set[str]) -> bytes:
    for line in list(root):
        if line.get("PartName", "").lstrip("/").lower() in gone:
            root.remove(line)
    return _written(root)


def _let_go(root: Element, ids: set[str], source: str) -> bool:
    """Take the elements out that point at what goes; return whether there were any."""
    found = []
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        points = any(element.get(f"{space}{name}") in ids for space in _RELATED for name in ("id", "embed", "link"))
        if points and local not in POINTING:
            raise unsafe("docx.refers_to_other", source)
        if local == "attachedTemplate" or points:
            found.append(element)
    if any(etree.QName(element).localname == "attachedTemplate" for element in found):
        # Without its template the letter would take the styles of whoever opens it.
        found += [element for element in root if etree.QName(element).localname == "linkStyles"]
    for element in found:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return bool(found)


def _written(root: Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _packed(package: Package, gone: set[str], changed: Mapping[str, bytes]) -> bytes:
    """Return the file with some parts changed and some gone; the others keep their packed bytes."""
    out, central, count = bytearray(), bytearray(), 0
    for name in package.names:
        if name in gone:
            continue
        method, checksum, size, packed = package.stored(name, changed.get(name))
        encoded = name.encode("ascii")
        facts = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, _DAY, checksum, len(packed), size, len(encoded), 0)
        central += b"PK\x01\x02\x14\0" + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + encoded
        out += b"PK\x03\x04" + facts + encoded + packed
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(out), 0)
    return bytes(out + central + b"PK\x05\x06" + end)
