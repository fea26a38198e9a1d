"""What is no part of a letter taken out of a Word file: its parts, what refers to them, and nothing else."""

import struct
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from paraaf.redline.errors import printable, unsafe
from paraaf.redline.opc.package import CONTENT_TYPES, Element, Package, Relationship, relationships_part
from paraaf.redline.screening.policy import DROPPED_FOLDERS, DROPPED_KINDS, DROPPED_TYPES, POINTING_ELEMENTS, POLICY

_RELATIONSHIP_NAMESPACES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_MAX_REPORTED = 20
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
class DropPlan:
    """What is dropped: parts, and relationships of the parts that stay."""

    parts: set[str] = field(default_factory=set)
    relationships: set[tuple[str, str]] = field(default_factory=set)
    """The part that refers ("" for the whole file), and the id of the relationship."""
    reported: dict[Dropped, None] = field(default_factory=dict)

    def report(self, what: str, place: str = "") -> None:
        """Note what is dropped, for the report."""
        if len(self.reported) < _MAX_REPORTED:
            self.reported[Dropped(what, printable(place))] = None


def plan_drops(
    package: Package, types: Mapping[str, str], relationships: Iterable[tuple[str, Relationship]]
) -> DropPlan:
    """Return what to drop from a file, by the content types of its parts and all relationships in it.

    A part is dropped if nothing that stays refers to it.
    """
    plan = DropPlan()
    kept_targets: dict[str, list[str]] = {}
    all_targets: dict[str, list[str]] = {}
    seeds = []
    for source, relationship in relationships:
        target = package.target(source, relationship)
        what = DROPPED_KINDS.get(relationship.kind.lower())
        if what is not None:
            plan.relationships.add((source, relationship.id))
            plan.report(what, relationship.target if relationship.external else "")
        if target is not None:
            all_targets.setdefault(source, []).append(target)
            if what is None:
                kept_targets.setdefault(source, []).append(target)
            else:
                seeds.append(target)
    stays = {*_reached([""], kept_targets), CONTENT_TYPES.lower()}
    for name in package.names:
        what = _dropped_by_policy(name, types.get(name, ""))
        if what is not None and name not in stays:
            seeds.append(name)
            plan.report(what)
    gone = set(_reached(seeds, all_targets)) - stays
    plan.parts = gone | {rels for name in gone if (rels := package.stored_name(relationships_part(name))) is not None}
    return plan


def drop_parts(package: Package, plan: DropPlan, templates: Collection[str] = ()) -> Passed:
    """Return the file without what is dropped; `templates` are the parts with an element that names a template.

    Raises `UnsafeDocument` if the text itself needs what would be dropped.
    """
    if not (plan.parts or plan.relationships or templates):
        return Passed(package.docx)
    changed: dict[str, bytes] = {}
    by_source: dict[str, set[str]] = {source: set() for source in templates}
    for source, number in plan.relationships:
        by_source.setdefault(source, set()).add(number)
    for source, ids in by_source.items():
        if source in plan.parts:
            continue
        rels = package.stored_name(relationships_part(source))
        if rels is not None and ids:
            _drop_relationships(package, rels, ids, changed, plan)
        if source:
            root = package.xml(source)
            if _remove_pointing_elements(root, ids, source):
                changed[source] = _serialized(root)
                if not ids:
                    plan.report("template")
    if plan.parts:
        types = package.stored_name(CONTENT_TYPES) or CONTENT_TYPES
        changed[types] = _drop_content_types(package.xml(types), {name.lower() for name in plan.parts})
    return Passed(_repacked(package, plan.parts, changed), tuple(sorted(plan.reported, key=_policy_order)))


def _policy_order(dropped: Dropped) -> int:
    return next(place for place, row in enumerate(POLICY) if row.key == dropped.what)


def _dropped_by_policy(name: str, type_: str) -> str | None:
    for folder, what in DROPPED_FOLDERS.items():
        if name.lower().startswith(folder):
            return what
    return next((what for word, what in DROPPED_TYPES.items() if word in type_.lower()), None)


def _reached(start: Iterable[str], targets: Mapping[str, list[str]]) -> dict[str, None]:
    found = dict.fromkeys(start)
    pending = list(found)
    while pending:
        for target in targets.get(pending.pop(), ()):
            if target not in found:
                found[target] = None
                pending.append(target)
    return found


def _drop_relationships(package: Package, rels: str, ids: set[str], changed: dict[str, bytes], plan: DropPlan) -> None:
    root = package.xml(rels)
    for relationship in list(root):
        if relationship.get("Id", "") in ids:
            root.remove(relationship)
    if len(root):
        changed[rels] = _serialized(root)
    else:
        plan.parts.add(rels)


def _drop_content_types(root: Element, dropped: set[str]) -> bytes:
    for declaration in list(root):
        if declaration.get("PartName", "").lstrip("/").lower() in dropped:
            root.remove(declaration)
    return _serialized(root)


def _remove_pointing_elements(root: Element, ids: set[str], source: str) -> bool:
    """Remove the elements that point at what is dropped; return whether there were any."""
    found = []
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        points = any(
            element.get(f"{space}{name}") in ids
            for space in _RELATIONSHIP_NAMESPACES
            for name in ("id", "embed", "link")
        )
        if points and local not in POINTING_ELEMENTS:
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


def _serialized(root: Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _repacked(package: Package, gone: set[str], changed: Mapping[str, bytes]) -> bytes:
    """Return the file with some parts changed and some removed; the others keep their compressed bytes."""
    out, central, count = bytearray(), bytearray(), 0
    for name in package.names:
        if name in gone:
            continue
        method, checksum, size, packed = package.zip_entry(name, changed.get(name))
        encoded = name.encode("ascii")
        facts = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, _DAY, checksum, len(packed), size, len(encoded), 0)
        central += b"PK\x01\x02\x14\0" + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + encoded
        out += b"PK\x03\x04" + facts + encoded + packed
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(out), 0)
    return bytes(out + central + b"PK\x05\x06" + end)
