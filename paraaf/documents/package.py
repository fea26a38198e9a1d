"""Word files as packages of parts: read, changed part by part, and written the same way every time."""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

from lxml import etree

from models.errors import UnsafeDocument
from paraaf.documents.ooxml import LANGUAGE, Element, clean, parse, qn, serialize

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MAX_INFLATED = 400_000_000
_NOT_WORD = "The file is not a Word document (.docx)."


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of the parts, sorted by name; the same parts give the same bytes."""
    return zip_files(sorted(parts.items()))


def zip_files(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip of the files in this order, with fixed times; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, date_time=_EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


class Package:
    """A Word file that is open: XML asked for with `xml` may be changed, all other parts stay as they were."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._trees: dict[str, Element] = {}
        self.main = self._main_part()
        body = self.xml(self.main).find(qn("w:body"))
        if body is None:
            raise UnsafeDocument(_NOT_WORD)
        self.body: Element = body

    @classmethod
    def read(cls, content: bytes) -> "Package":
        """Return the file's parts; raise `UnsafeDocument` if it is no Word document."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(info.file_size for info in archive.infolist()) > _MAX_INFLATED:
                    raise UnsafeDocument("The file is too large to be opened.")
                parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
            return cls(parts)
        except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, NotImplementedError, RuntimeError, EOFError):
            raise UnsafeDocument(_NOT_WORD) from None

    def xml(self, name: str) -> Element:
        """Return the root of a part, to be changed in place."""
        if name not in self._trees:
            self._trees[name] = parse(self.parts[name])
        return self._trees[name]

    def bytes(self) -> bytes:
        """Return the file as it now is."""
        return pack(self.parts | {name: serialize(root) for name, root in self._trees.items()})

    def related(self, source: str, kind: str) -> dict[str, str]:
        """Return the parts of one kind ("header") that a part refers to, by relationship id."""
        name = _relationships_of(source)
        if name not in self.parts and name not in self._trees:
            return {}
        found = {}
        for relation in self.xml(name):
            if relation.get("Type", "").rsplit("/", 1)[-1] == kind and relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), relation.get("Target", "")))
                found[str(relation.get("Id"))] = target.lstrip("/")
        return {key: target for key, target in found.items() if target in self.parts}

    def part(self, kind: str) -> Element | None:
        """Return the root of the only part of a kind ("styles") that the document has, if it has one."""
        target = next(iter(self.related(self.main, kind).values()), None)
        return self.xml(target) if target else None

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of a new relationship; `kind` is a name ("header") or a whole URL."""
        name = _relationships_of(source)
        if name not in self.parts:
            self.parts[name] = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
        root = self.xml(name)
        taken = {relation.get("Id") for relation in root}
        number = next(n for n in range(len(root) + 1, 2 * len(root) + 3) if f"rId{n}" not in taken)
        relation = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=f"rId{number}")
        relation.set("Type", kind if "/" in kind else f"{OFFICE}/{kind}")
        relation.set("Target", target)
        if external:
            relation.set("TargetMode", "External")
        return f"rId{number}"

    def add(self, name: str, content_type: str, root: Element) -> None:
        """Add a part."""
        self.parts[name] = serialize(root)
        types = self.xml("[Content_Types].xml")
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def content_type(self, name: str) -> str:
        """Return what kind of part a part says it is."""
        for override in self.xml("[Content_Types].xml").iterfind(f"{{{CONTENT_TYPES}}}Override"):
            if override.get("PartName") == f"/{name}":
                return str(override.get("ContentType", ""))
        return ""

    def stories(self) -> dict[str, Element]:
        """Return the parts that hold text (body, headers, footers, notes), by name."""
        names = [self.main]
        for kind in ("header", "footer", "footnotes", "endnotes"):
            names += [name for name in self.related(self.main, kind).values() if name not in names]
        return {name: self.xml(name) for name in names}

    def describe(self, *, title: str, author: str, day: date) -> None:
        """Set title, author, language and the day of the last change; that of making too, if the file has none."""
        root = self._core_properties()
        _set_property(root, "dc:title", title)
        if root.find(f"{{{CORE['dcterms']}}}created") is None:
            _set_property(root, "dcterms:created", f"{day.isoformat()}T00:00:00Z")
        _set_property(root, "dc:creator", author)
        _set_property(root, "cp:lastModifiedBy", author)
        _set_property(root, "dcterms:modified", f"{day.isoformat()}T00:00:00Z")
        _set_property(root, "dc:language", LANGUAGE)
        self._speak_dutch()

    def _main_part(self) -> str:
        for relation in self.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(str(relation.get("Target"))).lstrip("/")
        raise UnsafeDocument(_NOT_WORD)

    def _core_properties(self) -> Element:
        name = self._core_part()
        root = self.xml(name)
        if any(root.nsmap.get(prefix) != uri for prefix, uri in CORE.items()):
            # The type of a date is written with a prefix, so that prefix has to be known.
            known = etree.Element(root.tag, nsmap=CORE)
            known.extend(list(root))
            root = self._trees[name] = known
        return root

    def _core_part(self) -> str:
        for relation in self.xml("_rels/.rels"):
            target = str(relation.get("Target", "")).lstrip("/")
            if relation.get("Type") == _CORE_RELATION and target in self.parts:
                return target
        root = etree.Element(f"{{{CORE['cp']}}}coreProperties", nsmap=CORE)
        self.add("docProps/core.xml", _CORE_TYPE, root)
        self.relate("", _CORE_RELATION, "docProps/core.xml")
        return "docProps/core.xml"

    def _speak_dutch(self) -> None:
        styles = self.part("styles")
        path = "/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr")))
        defaults = styles.find(path) if styles is not None else None
        language = defaults.find(qn("w:lang")) if defaults is not None else None
        if language is not None:
            language.set(qn("w:val"), LANGUAGE)
        elif defaults is not None:
            defaults.append(etree.Element(qn("w:lang"), {qn("w:val"): LANGUAGE}))


def _relationships_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _set_property(root: Element, name: str, text: str) -> None:
    prefix, _, local = name.partition(":")
    node = root.find(f"{{{CORE[prefix]}}}{local}")
    if node is None:
        node = etree.SubElement(root, f"{{{CORE[prefix]}}}{local}")
    if prefix == "dcterms":
        node.set(f"{{{CORE['xsi']}}}type", "dcterms:W3CDTF")
    node.text = clean(text)
