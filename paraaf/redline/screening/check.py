"""The gate: what an outside Word file must pass before any parser, converter or person's Word sees it."""

import posixpath
from collections.abc import Callable

from paraaf.redline.errors import Reasons, UnsafeDocument, printable, unsafe
from paraaf.redline.opc.package import CONTENT_TYPES, DEFAULT_LIMITS, MEGABYTE, Limits, Package, Relationship
from paraaf.redline.opc.part_kinds import (
    BINARY_KINDS,
    RELATIONSHIPS,
    why_harmful,
    why_not_relationship,
    why_not_type,
)
from paraaf.redline.screening.drop_parts import Dropping, Passed, what_goes, without
from paraaf.redline.screening.part_scan import Attributes, PartScan, Tally
from paraaf.redline.screening.policy import DROPPED_KINDS

_XML_NAMES = (".xml", ".rels", ".vml", ".svg", ".htm", ".html")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OBJECT = "docx.embedded_object"
_ALL_LINES = "_rels/.rels"
_OLE, _PROGRAM = b"\xd0\xcf\x11\xe0", b"MZ"


def check(docx: bytes, limits: Limits = DEFAULT_LIMITS) -> Passed:
    """Return a Word file from outside as it may be opened; raise `UnsafeDocument` with every reason why it may not.

    What is merely no part of a letter is dropped from it, and named. Reasons are found in rounds: when the zip itself
    is not in order its parts are not looked at, and where a limit is passed it stops at once. Memory and time are
    bounded by `limits`, whatever the file.
    """
    package = Package(docx, limits)
    reasons = Reasons()
    gate = _Gate(package, reasons)
    xml = gate.run()
    if reasons:
        raise UnsafeDocument(reasons.all())
    # Only now is it safe; and whoever comes after the gate may rely on every part being correct XML.
    for name in xml:
        package.xml(name)
    return without(package, gate.dropping, gate.templates)


class _Gate:
    def __init__(self, package: Package, reasons: Reasons) -> None:
        self.package = package
        self.reasons = reasons
        self.tally = Tally(package.limits)
        self.by_extension: dict[str, str] = {}
        self.by_part: dict[str, str] = {}
        self.relationships: list[tuple[str, Relationship]] = []
        self.dropping = Dropping()
        self.templates: set[str] = set()
        """Parts with an element that names a template."""

    def run(self) -> set[str]:
        """Look at everything that stays; return the parts of it that are XML."""
        types = self.package.named(CONTENT_TYPES) or CONTENT_TYPES
        self._scan(types, self._type_found)
        main = self._main()
        xml = {name for name in self.package.names if _looks_like_xml(self.package, name) or self._is_xml_type(name)}
        if sum(self.package.size(name) for name in xml) > self.package.limits.xml_bytes:
            most = self.package.limits.xml_bytes // MEGABYTE
            raise unsafe("docx.too_much_text", megabytes=most)
        scanned = {types, self.package.named(_ALL_LINES), *self._lines_first(xml)}
        self.dropping = what_goes(self.package, {n: self._type(n) for n in self.package.names}, self.relationships)
        for name in self.package.names:
            if name in self.dropping.parts:
                if reason := why_harmful(self._type(name)):
                    self.reasons.add(reason, name)
                continue
            if name != types:
                self._judge_type(name, is_main=name == main)
            if name not in xml:
                if self._first_bytes(name).startswith((_OLE, _PROGRAM)):
                    self.reasons.add(_OBJECT, name)
            elif name not in scanned:
                self._scan(name, self._relationship_found(name))
        for source, relationship in self.relationships:
            is_dropped = (source, relationship.id) in self.dropping.lines and relationship.kind.lower() in DROPPED_KINDS
            if source not in self.dropping.parts and not is_dropped:
                self._judge_relationship(source, relationship, xml - self.dropping.parts)
        return xml - self.dropping.parts

    def _lines_first(self, xml: set[str]) -> set[str]:
        """Look at the parts that say what refers to what, since that settles what is looked at at all."""
        names = {name for name in xml if name.lower().endswith(".rels") and name.lower() != _ALL_LINES}
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
        PartScan(name, self.tally, self.reasons, found).run(self.package.chunks(name))

    def _type_found(self, element: str, attributes: Attributes) -> None:
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
        source = self.package.named(source) or source

        def found(element: str, attributes: Attributes) -> None:
            if element == "attachedTemplate":
                self.templates.add(rels)
            if element == "Relationship":
                # Each costs far more to judge than an element to count.
                self.tally.add(20, 0)
                external = attributes.get("TargetMode", "").strip().lower() == "external"
                type_, target = attributes.get("Type", ""), attributes.get("Target", "")
                self.relationships.append((source, Relationship(attributes.get("Id", ""), type_, target, external)))

        return found

    def _main(self) -> str:
        """Return the name of the part that holds the body, as the relationships of the whole file say."""
        rels = self.package.named(_ALL_LINES)
        if rels is not None:
            self._scan(rels, self._relationship_found(rels))
        bodies = {self.package.target("", line) for _, line in self.relationships if line.kind == "officeDocument"}
        if len(bodies) != 1 or None in bodies:
            raise unsafe("docx.not_one_text")
        return str(bodies.pop())

    def _type(self, name: str) -> str:
        return self.by_part.get(name.lower()) or self.by_extension.get(name.rpartition(".")[2].lower(), "")

    def _is_xml_type(self, name: str) -> bool:
        return self._type(name).lower().endswith(("+xml", "/xml"))

    def _judge_type(self, name: str, *, is_main: bool) -> None:
        kind = self._type(name)
        reason = why_not_type(kind, is_main=is_main)
        if reason is None and name.endswith(".rels") != (kind.lower() == RELATIONSHIPS.lower()):
            reason = "docx.not_as_declared"
        if reason is not None:
            self.reasons.add(reason, name)

    def _judge_relationship(self, source: str, line: Relationship, xml: set[str]) -> None:
        target = self.package.target(source, line)
        place = target or line.target
        reason = why_not_relationship(line.type, line.target, external=line.external)
        if reason is None and line.kind == "officeDocument" and source:
            reason = "docx.refers_to_other"
        if reason is None and line.kind not in BINARY_KINDS and target is not None and target not in xml:
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
