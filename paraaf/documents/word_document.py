"""Word files, opened and changed with python-docx, and written the same way every time."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import cast
from urllib.parse import unquote

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TARGET_MODE, RELATIONSHIP_TYPE
from docx.opc.oxml import CT_Relationships, parse_xml, serialize_part_xml
from docx.opc.package import OpcPackage
from docx.opc.part import Part, PartFactory, XmlPart
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import nsmap, qn
from docx.parts.story import StoryPart
from lxml import etree

from models.errors import UnsafeDocument
from paraaf.documents.ooxml import LANGUAGE, Element, clean, element

# python-docx knows nothing of notes: without this their text is bytes to it.
PartFactory.part_type_for[CONTENT_TYPE.WML_FOOTNOTES] = StoryPart
PartFactory.part_type_for[CONTENT_TYPE.WML_ENDNOTES] = StoryPart

_STORIES = (
    *(RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER),
    *(RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES),
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MAX_INFLATED = 400_000_000
_MAX_PROPERTY_LENGTH = 255
"""What python-docx, and Word, take for a title."""
_NOT_WORD = "file.no_word_document"
_OTHER_KIND = "file.other_kind_of_word_file"
_STRICT = "file.strict_open_xml"
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError),
    *(etree.XMLSyntaxError, InvalidXmlError, AttributeError, KeyError, ValueError),
)
"""What the zip module, lxml and python-docx raise for a file that is none of theirs."""

Dangling = frozenset[tuple[str, str]]
"""Relationships to a part that is not there, as (.rels part, id)."""


class OtherKindOfFile(UnsafeDocument):
    """A template or macro file of Word, or a document in its strict form: not one that python-docx opens."""


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


class WordDocument:
    """A Word document that is open, to be changed through `document`."""

    def __init__(self, document: Document, dangling: Dangling = frozenset()) -> None:
        self.document = document
        self._dangling = dangling

    @classmethod
    def read(cls, content: bytes) -> "WordDocument":
        """Return the file, opened; raise `UnsafeDocument` if it is no Word document. No entities, no network."""
        try:
            readable, dangling = _with_targets_that_are_there(content)
            document = docx.Document(io.BytesIO(readable))
            body = document.element.body
        except _FAULTS:
            other = _other_kind(content)
            raise OtherKindOfFile(other) if other else UnsafeDocument(_NOT_WORD) from None
        parts = list(document.part.package.iter_parts())
        roots = [part.element for part in parts if isinstance(part, XmlPart)]
        has_doctype = any(root.getroottree().docinfo.doctype for root in roots)
        if body is None or has_doctype or not all(part.content_type for part in parts):
            raise UnsafeDocument(_NOT_WORD)
        return cls(document, dangling)

    def bytes(self) -> bytes:
        """Return the file as it now is."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        with zipfile.ZipFile(buffer) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for name, relationship_id in self._dangling:
            parts[name] = _as_it_dangled(parts[name], relationship_id)
        return pack(parts)

    @property
    def body(self) -> Element:
        """Return the body of the document."""
        return self.document.element.body

    def part(self, kind: str) -> Element | None:
        """Return the root of the first part that the document refers to as this kind, if it is XML."""
        return next(iter(self.related(kind).values()), None)

    def related(self, kind: str) -> dict[str, Element]:
        """Return the roots of the XML parts that the document refers to as this kind, by relationship id."""
        return _related(self.document.part, kind)

    def stories(self) -> list[Element]:
        """Return the roots of the parts that hold text: document, headers, footers, notes."""
        found = [self.document.element]
        for kind in _STORIES:
            found += [root for root in self.related(kind).values() if root not in found]
        return found

    def describe(self, *, title: str, author: str, day: date) -> None:
        """Set title, author, language and the day of the last change; that of making too, if the file has none."""
        moment = datetime.combine(day, time.min, UTC)
        self._with_one_set_of_properties()
        properties = self.document.core_properties
        properties.title = clean(title)[:_MAX_PROPERTY_LENGTH]
        properties.author = properties.last_modified_by = clean(author)[:_MAX_PROPERTY_LENGTH]
        properties.language = LANGUAGE
        properties.created = properties.created or moment
        properties.modified = moment
        self._speak_dutch()

    def forget_properties(self) -> None:
        """Take out who made the file and when, so that it can become another document."""
        for root in _related(self.document.part.package, RELATIONSHIP_TYPE.CORE_PROPERTIES).values():
            root[:] = root.findall(qn("dc:language"))

    def _with_one_set_of_properties(self) -> None:
        """Leave one part with properties, or none, and in it the prefixes that python-docx writes dates with."""
        package = self.document.part.package
        relations = [each for each in package.rels.values() if each.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES]
        usable = [
            each for each in relations if not each.is_external and isinstance(each.target_part, CorePropertiesPart)
        ]
        for relation in relations:
            if relation not in usable[:1]:
                del package.rels[relation.rId]
        for relation in usable[:1]:
            root = relation.target_part.element
            if any(root.nsmap.get(prefix) != nsmap[prefix] for prefix in ("cp", "dc", "dcterms")):
                known = CT_CoreProperties.new()
                known.extend(list(root))
                relation.target_part._element = known

    def _speak_dutch(self) -> None:
        styles = self.part(RELATIONSHIP_TYPE.STYLES)
        path = "/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr")))
        defaults = styles.find(path) if styles is not None else None
        language = defaults.find(qn("w:lang")) if defaults is not None else None
        if language is not None:
            language.set(qn("w:val"), LANGUAGE)
        elif defaults is not None:
            defaults.append(element("w:lang", val=LANGUAGE))


def _related(source: OpcPackage | Part, kind: str) -> dict[str, Element]:
    relations = (each for each in source.rels.values() if each.reltype == kind and not each.is_external)
    return {each.rId: each.target_part.element for each in relations if isinstance(each.target_part, XmlPart)}


def _other_kind(content: bytes) -> str:
    """Return what to say of a file that is one of Word's but no document that python-docx opens."""
    try:
        package = OpcPackage.open(io.BytesIO(content))
    except _FAULTS:
        return ""
    for relation in package.rels.values():
        if relation.reltype.endswith("/officeDocument") and not relation.is_external:
            kind = relation.target_part.content_type
            if "wordprocessingml" not in kind and "ms-word" not in kind:
                return ""
            return _STRICT if relation.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT else _OTHER_KIND
    return ""


def _with_targets_that_are_there(content: bytes) -> tuple[bytes, Dangling]:
    """Return a file that python-docx can open, and which of its relationships lead nowhere.

    python-docx takes part names literally and fails on a relationship to a part that is not there. Word writes such
    relationships for lost pictures ("NULL"), other programs for links within the document ("#bookmark"): python-docx
    issues 797 and 1351. For as long as the file is open they are called external, since those are left alone.
    """
    dangling: set[tuple[str, str]] = set()
    mended: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MAX_INFLATED:
            raise UnsafeDocument("file.too_large_to_open")
        names = {info.filename for info in archive.infolist() if not info.is_dir()}
        folded = {unquote(name).lower(): name for name in sorted(names)}
        for name in sorted(each for each in names if each.endswith(".rels")):
            root = cast("CT_Relationships", parse_xml(archive.read(name)))  # type: ignore[arg-type]
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in root.Relationship_lst:
                if not all(relation.get(each) for each in ("Id", "Type", "Target")):
                    raise UnsafeDocument(_NOT_WORD)
                if relation.get("TargetMode") == RELATIONSHIP_TARGET_MODE.EXTERNAL:
                    continue
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/")
                if target in names:
                    continue
                meant = folded.get(unquote(target).lower())
                if meant:
                    relation.set("Target", f"/{meant}")
                else:
                    relation.set("TargetMode", RELATIONSHIP_TARGET_MODE.EXTERNAL)
                    dangling.add((name, relation.get("Id")))
                mended[name] = serialize_part_xml(root)
        if not mended:
            return content, frozenset()
        parts = {name: mended.get(name) or archive.read(name) for name in names}
    return pack(parts), frozenset(dangling)


def _as_it_dangled(relationships: bytes, relationship_id: str) -> bytes:
    root = cast("CT_Relationships", parse_xml(relationships))  # type: ignore[arg-type]
    for relation in root.Relationship_lst:
        if relation.get("Id") == relationship_id:
            relation.attrib.pop("TargetMode", None)
    return serialize_part_xml(root)
