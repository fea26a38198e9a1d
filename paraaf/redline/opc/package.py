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
from functools import cached_property
from typing import Any, TypeAlias
from urllib.parse import unquote

from lxml import etree

from paraaf.redline.errors import Reasons, UnsafeDocument, printable

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
_OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF text",
    b"MZ": "a program",
    b"<": "a web page or XML file",
}
_SAVE_AS = "open it in Word and save it as a Word document (.docx)."


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

    def named(self, name: str) -> str | None:
        """Return the part with this name as the zip spells it: part names are the same in either case."""
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

    def stored(self, name: str, content: bytes | None = None) -> tuple[int, int, int, bytes]:
        """Return how a part, or other content for it, stands in a zip: method, checksum, size and packed bytes."""
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
            raise UnsafeDocument([f"It is damaged: {printable(name)} is not correct XML; {_SAVE_AS}"]) from None
        if root is None or root.getroottree().docinfo.doctype:
            raise UnsafeDocument([f"It has a DOCTYPE in {printable(name)}, which no Word file has; {_SAVE_AS}"])
        return root

    def relationships(self, name: str = "") -> list[Relationship]:
        """Return the relationships of a part, or of the whole file."""
        folder, base = posixpath.split(name)
        rels = self.named(posixpath.join(folder, "_rels", f"{base}.rels"))
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
        return self.named(posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/"))

    @cached_property
    def document(self) -> str:
        """Return the name of the part that holds the body."""
        parts = self.related("", "officeDocument")
        if not parts:
            raise UnsafeDocument([f"It is not a Word document (.docx): it has no text part; {_SAVE_AS}"])
        return parts[0]


def _entries(docx: bytes, limits: Limits) -> dict[zipfile.ZipInfo, tuple[int, int]]:
    """Return what a zip says of its parts, and where the packed bytes of each start and end."""
    if len(docx) > limits.file_bytes:
        raise UnsafeDocument([f"It is larger than {limits.file_bytes // MEGABYTE} MB; make its pictures smaller."])
    if not docx.startswith(_LOCAL):
        raise UnsafeDocument([_not_word(docx)])
    # Counted before zipfile makes an object of each: half a million of them fit in a small file.
    if docx.count(_CENTRAL) > limits.entries:
        raise UnsafeDocument([f"It has more than {limits.entries} parts; {_SAVE_AS}"])
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            entries = {entry: _span(docx, entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError, struct.error):
        raise UnsafeDocument([f"It is not a Word document (.docx), or it is damaged; {_SAVE_AS}"]) from None
    reasons = _faults(docx, entries, limits)
    if reasons:
        raise UnsafeDocument(reasons.sentences())
    return entries


def _faults(docx: bytes, entries: Mapping[zipfile.ZipInfo, tuple[int, int]], limits: Limits) -> Reasons:
    reasons = Reasons()
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        reasons.add(f"Unpacked it is larger than {limits.inflated_bytes // MEGABYTE} MB; make its pictures smaller.")
    if sum(entry.compress_size for entry in entries) > len(docx):
        reasons.add(f"It is damaged: its parts overlap; {_SAVE_AS}")
    seen: set[str] = set()
    for entry, span in entries.items():
        name = entry.orig_filename
        if entry.flag_bits & 0x41:
            reasons.add(f"It is encrypted ({{}}); remove the password and {_SAVE_AS}", name)
        elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            reasons.add(f"It is packed in a way that Word does not use ({{}}); {_SAVE_AS}", name)
        elif span == (0, 0):
            reasons.add(f"It is damaged: {{}} is not where the file declares; {_SAVE_AS}", name)
        if entry.file_size > MEGABYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            reasons.add(f"It has a part that becomes more than {limits.ratio} times larger ({{}}); {_SAVE_AS}", name)
        if unquote(name).lower() in seen:
            reasons.add(f"It has two parts with one name ({{}}); {_SAVE_AS}", name)
        seen.add(unquote(name).lower())
        if _is_odd(name) or (name.endswith("/") and entry.file_size):
            reasons.add(f"It has a part with a name that no Word file has ({{}}); {_SAVE_AS}", name)
    if not reasons and CONTENT_TYPES.lower() not in seen:
        reasons.add(f"It is {'an OpenDocument text' if 'mimetype' in seen else 'a zip file'}, not a Word document "
                    f"(.docx); {_SAVE_AS}")  # fmt: skip
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
    return UnsafeDocument([f"It is damaged: {printable(name)} is not what the file declares; {_SAVE_AS}"])


def _not_word(docx: bytes) -> str:
    head = docx[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not docx:
        return "It is empty, so it is not a Word document (.docx)."
    if docx.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in docx:
            return f"It is protected with a password; remove that in Word and {_SAVE_AS}"
        return f"It is not a Word document (.docx) but one of the old kind (.doc) or another Office file; {_SAVE_AS}"
    kind = next((kind for magic, kind in _OTHER_KINDS.items() if head.startswith(magic)), "something else")
    return f"It is not a Word document (.docx) but {kind}; {_SAVE_AS}"
