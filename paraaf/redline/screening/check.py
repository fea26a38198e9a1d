"""The gate: what an outside Word file must pass before any parser, converter or person's Word sees it."""

import posixpath
from collections.abc import Callable

from paraaf.redline.errors import Reasons, UnsafeDocument, printable, unsafe
from paraaf.redline.opc.package import CONTENT_TYPES, DEFAULT_LIMITS, MEGABYTE, Limits, Package, Relationship
from paraaf.redline.opc.part_kinds import (
    BINARY_KINDS,
    RELATIONSHIPS,
    content_type_refusal,
    harmful_type_refusal,
    relationship_refusal,
)
from paraaf.redline.screening.drop_parts import DropPlan, Passed, drop_parts, plan_drops
from paraaf.redline.screening.part_scan import Attributes, ElementCounter, PartScan
from paraaf.redline.screening.policy import DROPPED_KINDS

_XML_NAMES = (".xml", ".rels", ".vml", ".svg", ".htm", ".html")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_EMBEDDED_OBJECT = "docx.embedded_object"
_PACKAGE_RELS = "_rels/.rels"
_OLE, _PROGRAM = b"\xd0\xcf\x11\xe0", b"MZ"


def check(docx: bytes, limits: Limits = DEFAULT_LIMITS) -> Passed:
    """Return a Word file from outside as it may be opened; raise `UnsafeDocument` with every reason why it may not.

    What is merely no part of a letter is dropped from it, and named. Reasons are found in rounds: when the zip itself
    is not in order its parts are not looked at, and where a limit is passed it stops at once. Memory and time are
    bounded by `limits`, whatever the file.
    """
    package = Package(docx, limits)
    reasons = Reasons()
    screening = _Screening(package, reasons)
    xml = screening.run()
    if reasons:
        raise UnsafeDocument(reasons.all())
    # Only now is it safe; and whoever comes after the gate may rely on every part being correct XML.
    for name in xml:
        package.xml(name)
    return drop_parts(package, screening.drops, screening.templates)


class _Screening:
    def __init__(self, package: Package, reasons: Reasons) -> None:
        self.package = package
        self.reasons = reasons
        self.counter = ElementCounter(package.limits)
        self.by_extension: dict[str, str] = {}
        self.by_part: dict[str, str] = {}
        self.relationships: list[tuple[str, Relationship]] = []
        self.drops = DropPlan()
        self.templates: set[str] = set()
        """Parts with an element that names a template."""

    def run(self) -> set[str]:
        """Look at everything that stays; return the parts of it that are XML."""
        types = self.package.stored_name(CONTENT_TYPES) or CONTENT_TYPES
        self._scan(types, self._content_type_found)
        main = self._main_part()
        xml = {name for name in self.package.names if _looks_like_xml(self.package, name) or self._is_xml_type(name)}
        if sum(self.package.size(name) for name in xml) > self.package.limits.xml_bytes:
            most = self.package.limits.xml_bytes // MEGABYTE
            raise unsafe("docx.too_much_text", megabytes=most)
        scanned = {types, self.package.stored_name(_PACKAGE_RELS), *self._scan_rels(xml)}
        self.drops = plan_drops(
            self.package, {n: self._content_type(n) for n in self.package.names}, self.relationships
        )
        for name in self.package.names:
            if name in self.drops.parts:
                if reason := harmful_type_refusal(self._content_type(name)):
                    self.reasons.add(reason, name)
                continue
            if name != types:
                self._judge_content_type(name, is_main=name == main)
            if name not in xml:
                if self._first_bytes(name).startswith((_OLE, _PROGRAM)):
                    self.reasons.add(_EMBEDDED_OBJECT, name)
            elif name not in scanned:
                self._scan(name, self._relationship_found(name))
        for source, relationship in self.relationships:
            is_dropped = (
                source,
                relationship.id,
            ) in self.drops.relationships and relationship.kind.lower() in DROPPED_KINDS
            if source not in self.drops.parts and not is_dropped:
                self._judge_relationship(source, relationship, xml - self.drops.parts)
        return xml - self.drops.parts

    def _scan_rels(self, xml: set[str]) -> set[str]:
        """Look at the parts that say what refers to what, since that settles what is looked at at all."""
        names = {name for name in xml if name.lower().endswith(".rels") and name.lower() != _PACKAGE_RELS}
        for name in self.package.names:
            if name in names:
                self._scan(name, self._relationship_found(name))
        return names

    def _first_bytes(self, name: str) -> bytes:
        """Return how a part begins, having inflated all of it: only then is it what the zip declares."""
        first = b""
        for chunk in self.package.chunks(name):
            first = first or chunk
        return first

    def _scan(self, name: str, found: Callable[[str, Attributes], None]) -> None:
        PartScan(name, self.counter, self.reasons, found).run(self.package.chunks(name))

    def _content_type_found(self, element: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").partition(";")[0].strip()
        if element == "Default":
            table, key = self.by_extension, attributes.get("Extension", "").lower()
        elif element == "Override":
            table, key = self.by_part, attributes.get("PartName", "").lstrip("/").lower()
        else:
            return
        # Which of the two counts differs by reader.
        if table.setdefault(key, kind).lower() != kind.lower():
            self.reasons.add("docx.says_two_things", key)

    def _relationship_found(self, rels: str) -> Callable[[str, Attributes], None]:
        folder, base = posixpath.split(rels)
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        source = self.package.stored_name(source) or source

        def found(element: str, attributes: Attributes) -> None:
            if element == "attachedTemplate":
                self.templates.add(rels)
            if element == "Relationship":
                # Each costs far more to judge than an element to count.
                self.counter.add(20, 0)
                external = attributes.get("TargetMode", "").strip().lower() == "external"
                type_, target = attributes.get("Type", ""), attributes.get("Target", "")
                self.relationships.append((source, Relationship(attributes.get("Id", ""), type_, target, external)))

        return found

    def _main_part(self) -> str:
        """Return the name of the part that holds the body, as the relationships of the whole file say."""
        rels = self.package.stored_name(_PACKAGE_RELS)
        if rels is not None:
            self._scan(rels, self._relationship_found(rels))
        bodies = {self.package.target("", line) for _, line in self.relationships if line.kind == "officeDocument"}
        if len(bodies) != 1 or None in bodies:
            raise unsafe("docx.not_one_text")
        return str(bodies.pop())

    def _content_type(self, name: str) -> str:
        return self.by_part.get(name.lower()) or self.by_extension.get(name.rpartition(".")[2].lower(), "")

    def _is_xml_type(self, name: str) -> bool:
        return self._content_type(name).lower().endswith(("+xml", "/xml"))

    def _judge_content_type(self, name: str, *, is_main: bool) -> None:
        kind = self._content_type(name)
        reason = content_type_refusal(kind, is_main=is_main)
        if reason is None and name.endswith(".rels") != (kind.lower() == RELATIONSHIPS.lower()):
            reason = "docx.not_as_declared"
        if reason is not None:
            self.reasons.add(reason, name)

    def _judge_relationship(self, source: str, relationship: Relationship, xml: set[str]) -> None:
        target = self.package.target(source, relationship)
        place = target or relationship.target
        reason = relationship_refusal(relationship.type, relationship.target, external=relationship.external)
        if reason is None and relationship.kind == "officeDocument" and source:
            reason = "docx.refers_to_other"
        if reason is None and relationship.kind not in BINARY_KINDS and target is not None and target not in xml:
            reason = "docx.not_as_declared"
        if reason is not None:
            self.reasons.add(reason, printable(place))


def _looks_like_xml(package: Package, name: str) -> bool:
    """Return whether any reader could take this part for XML, whatever the file says that it is."""
    if name.lower().endswith(_XML_NAMES):
        return True
    head = next(package.chunks(name), b"")[:200]
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(b"<")
