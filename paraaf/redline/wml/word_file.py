"""A Word file opened for changing: its parts as trees, and out again as the same bytes for the same parts."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property, lru_cache

from lxml import etree

from paraaf.redline.errors import unsafe
from paraaf.redline.opc.package import CONTENT_TYPES, DEFAULT_LIMITS, Element, Limits, Package, Relationship
from paraaf.redline.wml.names import WORD, qn

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_EFFORT = 5
"""How hard a file is packed: half the time of the usual 6, for a twelfth more bytes."""
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math":
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}  # fmt: skip
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINES = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STORIES = {"document", "footnotes", "endnotes", "hdr", "ftr", "comments"}
_OTHERS = {"styles", "numbering", "glossaryDocument"}
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False,
           "remove_comments": True, "remove_pis": True}  # fmt: skip


class WordFile:
    """The parts of a Word file, to be read and changed; nothing is written before `save`."""

    def __init__(self, docx: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        self._package = Package(docx, limits)
        self._new: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self._strict: set[str] = set()
        self._changed: set[str] = set()
        self._gone: set[str] = set()
        self._lines: dict[str, list[Relationship]] = {}
        self._kinds: dict[str, str | None] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        """Which parts are stories and which can have changes, until parts come or go."""

    def copied(self) -> "WordFile":
        """Return another of the same, which can be changed apart."""
        copy = WordFile.__new__(WordFile)
        copy._package = self._package
        copy._new, copy._kinds, copy._lines = dict(self._new), dict(self._kinds), dict(self._lines)
        copy._strict, copy._changed, copy._gone = set(self._strict), set(self._changed), set(self._gone)
        copy._listed = {}
        copy._trees = {name: deepcopy(root) for name, root in self._trees.items()}
        return copy

    @cached_property
    def main(self) -> str:
        """Return the name of the part that holds the body."""
        return self._package.document

    @cached_property
    def body(self) -> Element:
        """Return the body, which will be changed."""
        body = self.change(self.main).find(qn("w:body"))
        if body is None:
            raise unsafe("docx.no_text")
        return body

    def names(self) -> list[str]:
        """Return the names of all parts, sorted."""
        return sorted(({*self._package.names} | set(self._new)) - self._gone)

    def named(self, name: str) -> str | None:
        """Return a part's name as the file spells it."""
        return name if name in self._new else self._package.named(name)

    def bytes_of(self, name: str) -> bytes:
        """Return what a part holds."""
        if name in self._trees and name in self._changed:
            return self._written(name)
        return self._new[name] if name in self._new else self._package.read(name)

    def tree(self, name: str) -> Element:
        """Return the root of a part, to be read only."""
        if name not in self._trees:
            content = self.bytes_of(name)
            if b"purl.oclc.org" in content:
                self._strict.add(name)
                for strict, usual in _STRICT.items():
                    content = content.replace(b'"' + strict + b'"', b'"' + usual + b'"')
                    content = content.replace(b"'" + strict + b"'", b"'" + usual + b"'")
            elif name not in self._new:
                self._trees[name] = self._package.xml(name, content)
                return self._trees[name]
            self._trees[name] = etree.fromstring(content, etree.XMLParser(**_PARSER))
        return self._trees[name]

    def change(self, name: str) -> Element:
        """Return the root of a part that will be changed."""
        self._changed.add(name)
        if self._lines.pop(name, None) is not None:
            self._listed.clear()
        return self.tree(name)

    def put(self, name: str, content: bytes) -> None:
        """Give a part other content."""
        self.replace(name, self._package.xml(name, content))

    def forget(self, name: str) -> None:
        """Have a part as it was when the file was opened."""
        self._trees.pop(name, None)
        self._changed.discard(name)
        self._lines.pop(name, None)
        self._listed.clear()
        self.__dict__.pop("body", None)

    def replace(self, name: str, root: Element) -> None:
        """Give a part another root."""
        self._trees[name] = root
        self._changed.add(name)
        self._lines.pop(name, None)
        self._listed.clear()
        self.__dict__.pop("body", None)

    def part(self, kind: str) -> str | None:
        """Return the part of this kind that the body refers to: `footnotes`, `styles`, `commentsExtended`."""
        if kind not in self._kinds:
            self._kinds[kind] = next(
                (target for line in self.relationships(self.main)
                 if line.kind == kind and (target := self.target(self.main, line)) is not None), None
            )  # fmt: skip
        return self._kinds[kind]

    def stories(self) -> tuple[str, ...]:
        """Return the parts that people read, in the order in which changes are listed."""
        if "stories" not in self._listed:
            self._listed["stories"] = tuple(self._stories())
        return self._listed["stories"]

    def _stories(self) -> Iterator[str]:
        kinds = ("footnotes", "endnotes", "header", "footer", "comments")
        seen = {self.main: None}
        for kind in kinds:
            for line in self.relationships(self.main):
                if line.kind == kind and (target := self.target(self.main, line)) is not None:
                    seen[target] = None
        return (name for name in seen if _root(self.tree(name)) in _STORIES)

    def word_parts(self) -> tuple[str, ...]:
        """Return all parts in which a change can be tracked: the stories first."""
        if "word parts" not in self._listed:
            self._listed["word parts"] = tuple(self._word_parts())
        return self._listed["word parts"]

    def _word_parts(self) -> Iterator[str]:
        seen = {*self.stories(), CONTENT_TYPES}
        yield from self.stories()
        for name in self.names():
            if name.endswith(".xml") and name not in seen and _root(self.tree(name)) in _STORIES | _OTHERS:
                yield name

    # Relationships

    def relationships(self, source: str) -> list[Relationship]:
        """Return the relationships of a part."""
        name = self.named(_lines_of(source))
        if name is None:
            return []
        if name not in self._lines:
            self._lines[name] = [
                Relationship(each.get("Id", ""), each.get("Type", ""), each.get("Target", ""),
                             each.get("TargetMode", "").lower() == "external")
                for each in self.tree(name) if isinstance(each.tag, str) and each.tag.endswith("}Relationship")
            ]  # fmt: skip
        return self._lines[name]

    def target(self, source: str, line: Relationship) -> str | None:
        """Return the part that a relationship points at, if it is one of this file."""
        if line.external:
            return None
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), line.target.partition("#")[0]))
        return self.named(path.lstrip("/")) or self._package.target(source, line)

    def relate(self, source: str, type_: str, target: str, *, external: bool = False) -> str:
        """Return the id by which a part refers to a target, made if it does not yet; a part is named from the root."""
        if not external:
            target = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}")
        for line in self.relationships(source):
            if (line.type, line.target, line.external) == (type_, target, external):
                return line.id
        self._kinds.clear()
        name = self.named(_lines_of(source))
        if name is None:
            name = _lines_of(source)
            self._new[name] = f'<Relationships xmlns="{_LINES}"/>'.encode()
            self._gone.discard(name)
        root = self.change(name)
        taken = {each.get("Id") for each in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        line = etree.SubElement(root, f"{{{_LINES}}}Relationship", Id=f"rId{number}", Type=type_, Target=target)
        if external:
            line.set("TargetMode", "External")
        self._lines.pop(name, None)
        self._listed.clear()
        return f"rId{number}"

    # Parts

    def type_of(self, name: str) -> str:
        """Return the content type of a part."""
        extension = name.rpartition(".")[2].lower()
        found = ""
        for each in self.tree(self.named(CONTENT_TYPES) or CONTENT_TYPES):
            if each.get("PartName", "").lower() == f"/{name}".lower():
                return str(each.get("ContentType", ""))
            if each.get("Extension", "").lower() == extension:
                found = each.get("ContentType", "")
        return found

    def add(self, name: str, content: bytes, type_: str) -> str:
        """Add a part under this name, or the next that is free; return the name it has got."""
        stem, dot, extension = name.rpartition(".")
        stem = re.sub(r"\d+$", "", stem)
        number = 1
        while self.named(name) is not None:
            name = f"{stem}{number}{dot}{extension}"
            number += 1
        self._new[name] = content
        self._listed.clear()
        if self.type_of(name) != type_:
            types = self.change(self.named(CONTENT_TYPES) or CONTENT_TYPES)
            etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=type_)
        return name

    def remove(self, name: str) -> None:
        """Take a part out, with what refers to it from the body."""
        for gone in (name, _lines_of(name)):
            self._gone.add(gone)
            self._new.pop(gone, None)
            self._trees.pop(gone, None)
            self._changed.discard(gone)
        lines = self.named(_lines_of(self.main))
        if lines is not None:
            for each, line in zip(list(self.change(lines)), self.relationships(self.main), strict=False):
                if self.target(self.main, line) == name:
                    each.getparent().remove(each)
        for each in list(self.change(self.named(CONTENT_TYPES) or CONTENT_TYPES)):
            if each.get("PartName", "").lower() == f"/{name}".lower():
                each.getparent().remove(each)
        self._kinds.clear()
        self._listed.clear()

    def clone(self, name: str) -> str:
        """Add a part that is the same as another and refers to the same parts; return its name."""
        own = self.add(name, self.bytes_of(name), self.type_of(name))
        lines = self.named(_lines_of(name))
        if lines is not None:
            self._new[_lines_of(own)] = self.bytes_of(lines)
        return own

    def related_part(self, kind: str, root: bytes, content_type: str, type_: str = "") -> Element:
        """Return the root of the part of this kind that the body refers to, made from `root` if there is none."""
        name = self.part(kind)
        if name is None:
            name = self.add(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"), root, content_type)
            self.relate(self.main, type_ or _KINDS + kind, name)
        return self.change(name)

    def _written(self, name: str) -> bytes:
        content: bytes = etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        if name in self._strict:
            for strict, usual in _STRICT.items():
                content = content.replace(b'"' + usual + b'"', b'"' + strict + b'"')
        return content

    def save(self) -> bytes:
        """Return the file: parts sorted by name, no times of its own, so that the same parts give the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in self.names():
                about = zipfile.ZipInfo(name, _EARLIEST)
                archive.writestr(about, self.bytes_of(name), zipfile.ZIP_DEFLATED, _EFFORT)
        return out.getvalue()


@lru_cache(1000)
def _lines_of(source: str) -> str:
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _root(element: Element) -> str:
    space, _, local = element.tag.rpartition("}")
    return local if space == f"{{{WORD}" else ""
