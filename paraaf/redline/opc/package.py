"""The parts of a Word file, read safely: nothing is inflated past its limits, no parser meets an entity or a network.

Opening one settles what the zip itself can settle: that it is a Word file, how large it becomes, the names in it,
encryption. What the parts say is judged by `paraaf.redline.screening.check`.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias
from urllib.parse import unquote

from lxml import etree

from paraaf.redline.errors import Reasons, UnsafeDocument, unsafe

Element: TypeAlias = Any
"""An lxml element; lxml has no types of its own."""

CONTENT_TYPES = "[Content_Types].xml"
MEGABYTE = 1_000_000
_CHUNK = 1 << 18
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4sHHHHHIIIHH")
_MAGIC = {
    b"%PDF": "docx.pdf",
    b"{\\rtf": "docx.rtf",
    b"MZ": "docx.program",
    b"<": "docx.web_page",
}


@dataclass(frozen=True)
class Limits:
    """How large a Word file may be; the defaults hold some 500 pages with pictures."""

    file_bytes: int = 30 * MEGABYTE
    entries: int = 2_000
    inflated_bytes: int = 120 * MEGABYTE
    xml_bytes: int = 32 * MEGABYTE
    """All XML parts together."""
    ratio: int = 200
    """How many times larger a part of more than a megabyte may become."""
    elements: int = 250_000
    attributes: int = 500_000
    depth: int = 200
    """Elements within elements; libxml2 itself stops at 256."""
    tag_bytes: int = 4 * MEGABYTE


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Relationship:
    """One line of a .rels part."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """Return the last word of its type: `footnotes`, `image`."""
        return self.type.rpartition("/")[2]


class Package:
    """A Word file opened for reading; `UnsafeDocument` when the zip is not one that may be read."""

    def __init__(self, docx: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        self.docx = docx
        self.limits = limits
        entries = _entries(docx, limits)
        self._entries = {entry.filename: entry for entry in entries}
        self._spans = dict(zip(self._entries, entries.values(), strict=True))
        self._folded = {name.lower(): name for name in self._entries}

    @property
    def names(self) -> list[str]:
        """Return the name of every part, without a slash in front."""
        return [name for name in self._entries if not name.endswith("/")]

    def stored_name(self, name: str) -> str | None:
        """Return the part with this name as the zip has it: part names are compared without case."""
        return self._folded.get(name.lower())

    def size(self, name: str) -> int:
        """Return how many bytes a part inflates to."""
        return self._entries[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Return a part's bytes piece by piece; `UnsafeDocument` if they are not what the zip declares."""
        entry = self._entries[name]
        start, end = self._spans[name]
        packed = memoryview(self.docx)[start:end]
        inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
        total = checksum = 0
        rest: bytes | memoryview = packed
        try:
            while True:
                if inflate is None:
                    piece, rest = bytes(rest[:_CHUNK]), rest[_CHUNK:]
                    done = not rest
                else:
                    piece = inflate.decompress(rest, _CHUNK)
                    rest = inflate.unconsumed_tail
                    done = inflate.eof or (not rest and not piece)
                total += len(piece)
                checksum = zlib.crc32(piece, checksum)
                if total > entry.file_size:
                    raise _damaged(name)
                if piece:
                    yield piece
                if done:
                    break
        except zlib.error:
            raise _damaged(name) from None
        # Bytes after the end would be seen by one reader and not by another.
        if total != entry.file_size or checksum != entry.CRC:
            raise _damaged(name)
        if inflate is not None and (not inflate.eof or inflate.unused_data):
            raise _damaged(name)

    def read(self, name: str) -> bytes:
        """Return a part's bytes."""
        return b"".join(self.chunks(name))

    def zip_entry(self, name: str, content: bytes | None = None) -> tuple[int, int, int, bytes]:
        """Return a part, or other content for it, as a zip entry: method, checksum, size and compressed bytes."""
        if content is not None:
            pack = zlib.compressobj(6, zlib.DEFLATED, -15)
            return zipfile.ZIP_DEFLATED, zlib.crc32(content), len(content), pack.compress(content) + pack.flush()
        entry = self._entries[name]
        start, end = self._spans[name]
        return entry.compress_type, entry.CRC, entry.file_size, self.docx[start:end]

    def xml(self, name: str, content: bytes | None = None) -> Element:
        """Return the root element of a part; `content` are its bytes, if they were read already."""
        try:
            root = etree.fromstring(self.read(name) if content is None else content, _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            raise unsafe("docx.bad_xml", name) from None
        if root is None or root.getroottree().docinfo.doctype:
            raise unsafe("docx.doctype", name)
        return root

    def relationships(self, name: str = "") -> list[Relationship]:
        """Return the relationships of a part, or of the whole file."""
        rels = self.stored_name(relationships_part(name))
        if rels is None:
            return []
        return [
            Relationship(
                line.get("Id", ""),
                line.get("Type", ""),
                line.get("Target", ""),
                line.get("TargetMode", "").lower() == "external",
            )
            for line in self.xml(rels)
            if line.tag.rpartition("}")[2] == "Relationship"
        ]

    def related(self, name: str, kind: str) -> list[str]:
        """Return the parts that a part refers to as this kind, in the order of its relationships."""
        parts = [self.target(name, line) for line in self.relationships(name) if line.kind == kind]
        return [part for part in parts if part is not None]

    def target(self, source: str, relationship: Relationship) -> str | None:
        """Return the part that a relationship points at, if it is one of this file."""
        return None if relationship.external else self.resolve(source, relationship.target)

    def resolve(self, source: str, target: str) -> str | None:
        """Return the part that `target` means when `source` says so, if there is one."""
        path = unquote(target.partition("#")[0])
        return self.stored_name(posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/"))

    @cached_property
    def main_part(self) -> str:
        """Return the name of the part that holds the body."""
        parts = self.related("", "officeDocument")
        if not parts:
            raise unsafe("docx.no_text_part")
        return parts[0]


@lru_cache(1000)
def relationships_part(source: str) -> str:
    """Return the name of the part that holds the relationships of a part, or of the whole file for ""."""
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _entries(docx: bytes, limits: Limits) -> dict[zipfile.ZipInfo, tuple[int, int]]:
    """Return what a zip says of its parts, and where the packed bytes of each start and end."""
    if len(docx) > limits.file_bytes:
        raise unsafe("docx.too_large", megabytes=limits.file_bytes // MEGABYTE)
    if not docx.startswith(_LOCAL):
        raise unsafe(_other_kind(docx))
    # Counted before zipfile makes an object of each: half a million of them fit in a small file.
    if docx.count(_CENTRAL) > limits.entries:
        raise unsafe("docx.too_many_parts", most=limits.entries)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            entries = {entry: _span(docx, entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, ValueError, OSError, struct.error):
        raise unsafe("docx.no_zip") from None
    reasons = _faults(docx, entries, limits)
    if reasons:
        raise UnsafeDocument(reasons.all())
    return entries


def _faults(docx: bytes, entries: Mapping[zipfile.ZipInfo, tuple[int, int]], limits: Limits) -> Reasons:
    reasons = Reasons()
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        reasons.add("docx.too_large_unpacked", megabytes=limits.inflated_bytes // MEGABYTE)
    if sum(entry.compress_size for entry in entries) > len(docx):
        reasons.add("docx.parts_overlap")
    seen: set[str] = set()
    for entry, span in entries.items():
        name = entry.orig_filename
        if entry.flag_bits & 0x41:
            reasons.add("docx.encrypted", name)
        elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            reasons.add("docx.odd_packing", name)
        elif span == (0, 0):
            reasons.add("docx.not_where_declared", name)
        if entry.file_size > MEGABYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            reasons.add("docx.inflates_too_much", name, ratio=limits.ratio)
        if unquote(name).lower() in seen:
            reasons.add("docx.same_name_twice", name)
        seen.add(unquote(name).lower())
        if _is_odd(name) or (name.endswith("/") and entry.file_size):
            reasons.add("docx.odd_name", name)
    if not reasons and CONTENT_TYPES.lower() not in seen:
        reasons.add("docx.open_document" if "mimetype" in seen else "docx.zip")
    return reasons


def _is_odd(name: str) -> bool:
    steps = unquote(name).removesuffix("/").split("/")
    return "\\" in unquote(name) or ":" in name or not name.isascii() or not name.isprintable() or \
        any(step in ("", ".", "..") for step in steps)  # fmt: skip


def _span(docx: bytes, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Return where a part's packed bytes start and end; (0, 0) if its own header says something else."""
    try:
        header = _LOCAL_HEADER.unpack_from(docx, entry.header_offset)
    except struct.error:
        return 0, 0
    signature, flags, method, name_length, extra_length = header[0], header[2], header[3], header[9], header[10]
    at = entry.header_offset + _LOCAL_HEADER.size
    name = docx[at : at + name_length].decode("utf-8" if flags & 0x800 else "cp437", "replace")
    start = at + name_length + extra_length
    agrees = signature == _LOCAL and not flags & 0x41 and method == entry.compress_type and name == entry.orig_filename
    return (start, start + entry.compress_size) if agrees and start + entry.compress_size <= len(docx) else (0, 0)


def _damaged(name: str) -> UnsafeDocument:
    return unsafe("docx.not_as_declared", name)


def _other_kind(docx: bytes) -> str:
    """Return the code of what a file is instead."""
    head = docx[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not docx:
        return "docx.empty"
    if docx.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in docx:
            return "docx.password"
        return "docx.old_kind"
    return next((code for magic, code in _MAGIC.items() if head.startswith(magic)), "docx.something_else")
