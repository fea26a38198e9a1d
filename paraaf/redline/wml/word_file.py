"""A Word file opened for changing: its parts as trees, and out again as the same bytes for the same parts."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property

from lxml import etree

from paraaf.redline.errors import unsafe
from paraaf.redline.opc.package import (
    CONTENT_TYPES,
    DEFAULT_LIMITS,
    Element,
    Limits,
    Package,
    Relationship,
    relationships_part,
)
from paraaf.redline.wml.names import WORD, qn
from paraaf.redline.wml.strict import is_strict, to_strict, to_transitional

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_COMPRESSION_LEVEL = 5
"""How hard a file is packed: half the time of the usual 6, for a twelfth more bytes."""
_CONTENT_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONSHIP_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STORY_ROOTS = {"document", "footnotes", "endnotes", "hdr", "ftr", "comments"}
_OTHER_ROOTS = {"styles", "numbering", "glossaryDocument"}
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
        self._removed: set[str] = set()
        self._relationships: dict[str, list[Relationship]] = {}
        self._parts_by_kind: dict[str, str | None] = {}
        self._part_lists: dict[str, tuple[str, ...]] = {}
        """Which parts are stories and which can have changes, until parts come or go."""

    def copy(self) -> "WordFile":
        """Return a copy, which can be changed without changing this one."""
        copy = WordFile.__new__(WordFile)
        copy._package = self._package
        copy._new, copy._relationships = dict(self._new), dict(self._relationships)
        copy._parts_by_kind = dict(self._parts_by_kind)
        copy._strict, copy._changed, copy._removed = set(self._strict), set(self._changed), set(self._removed)
        copy._part_lists = {}
        copy._trees = {name: deepcopy(root) for name, root in self._trees.items()}
        return copy

    @cached_property
    def main_part(self) -> str:
        """Return the name of the part that holds the body."""
        return self._package.main_part

    @cached_property
    def body(self) -> Element:
        """Return the body, which will be changed."""
        body = self.change(self.main_part).find(qn("w:body"))
        if body is None:
            raise unsafe("docx.no_text")
        return body

    def names(self) -> list[str]:
        """Return the names of all parts, sorted."""
        return sorted(({*self._package.names} | set(self._new)) - self._removed)

    def stored_name(self, name: str) -> str | None:
        """Return a part's name as the file has it."""
        return name if name in self._new else self._package.stored_name(name)

    def bytes_of(self, name: str) -> bytes:
        """Return what a part holds."""
        if name in self._trees and name in self._changed:
            return self._serialized(name)
        return self._new[name] if name in self._new else self._package.read(name)

    def tree(self, name: str) -> Element:
        """Return the root of a part, to be read only."""
        if name not in self._trees:
            content = self.bytes_of(name)
            if is_strict(content):
                self._strict.add(name)
                content = to_transitional(content)
            elif name not in self._new:
                self._trees[name] = self._package.xml(name, content)
                return self._trees[name]
            self._trees[name] = etree.fromstring(content, etree.XMLParser(**_PARSER))
        return self._trees[name]

    def change(self, name: str) -> Element:
        """Return the root of a part that will be changed."""
        self._changed.add(name)
        if self._relationships.pop(name, None) is not None:
            self._part_lists.clear()
        return self.tree(name)

    def set_content(self, name: str, content: bytes) -> None:
        """Replace the content of a part."""
        self.set_root(name, self._package.xml(name, content))

    def discard_changes(self, name: str) -> None:
        """Restore a part as it was when the file was opened."""
        self._trees.pop(name, None)
        self._changed.discard(name)
        self._relationships.pop(name, None)
        self._part_lists.clear()
        self.__dict__.pop("body", None)

    def set_root(self, name: str, root: Element) -> None:
        """Replace the root of a part."""
        self._trees[name] = root
        self._changed.add(name)
        self._relationships.pop(name, None)
        self._part_lists.clear()
        self.__dict__.pop("body", None)

    def part(self, kind: str) -> str | None:
        """Return the part of this kind that the body refers to: `footnotes`, `styles`, `commentsExtended`."""
        if kind not in self._parts_by_kind:
            targets = (self.target(self.main_part, e) for e in self.relationships(self.main_part) if e.kind == kind)
            self._parts_by_kind[kind] = next((target for target in targets if target is not None), None)
        return self._parts_by_kind[kind]

    def stories(self) -> tuple[str, ...]:
        """Return the parts that people read, in the order in which changes are listed."""
        if "stories" not in self._part_lists:
            self._part_lists["stories"] = tuple(self._stories())
        return self._part_lists["stories"]

    def _stories(self) -> Iterator[str]:
        kinds = ("footnotes", "endnotes", "header", "footer", "comments")
        seen = {self.main_part: None}
        for kind in kinds:
            for relationship in self.relationships(self.main_part):
                if relationship.kind == kind and (target := self.target(self.main_part, relationship)) is not None:
                    seen[target] = None
        return (name for name in seen if _root_name(self.tree(name)) in _STORY_ROOTS)

    def word_parts(self) -> tuple[str, ...]:
        """Return all parts in which a change can be tracked: the stories first."""
        if "word parts" not in self._part_lists:
            self._part_lists["word parts"] = tuple(self._word_parts())
        return self._part_lists["word parts"]

    def _word_parts(self) -> Iterator[str]:
        seen = {*self.stories(), CONTENT_TYPES}
        yield from self.stories()
        for name in self.names():
            if (
                name.endswith(".xml")
                and name not in seen
                and _root_name(self.tree(name)) in _STORY_ROOTS | _OTHER_ROOTS
            ):
                yield name

    # Relationships

    def relationships(self, source: str) -> list[Relationship]:
        """Return the relationships of a part."""
        name = self.stored_name(relationships_part(source))
        if name is None:
            return []
        if name not in self._relationships:
            self._relationships[name] = [
                Relationship(each.get("Id", ""), each.get("Type", ""), each.get("Target", ""),
                             each.get("TargetMode", "").lower() == "external")
                for each in self.tree(name) if isinstance(each.tag, str) and each.tag.endswith("}Relationship")
            ]  # fmt: skip
        return self._relationships[name]

    def target(self, source: str, relationship: Relationship) -> str | None:
        """Return the part that a relationship points at, if it is one of this file."""
        if relationship.external:
            return None
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), relationship.target.partition("#")[0]))
        return self.stored_name(path.lstrip("/")) or self._package.target(source, relationship)

    def relate(self, source: str, relationship_type: str, target: str, *, external: bool = False) -> str:
        """Return the id by which a part refers to a target, made if it does not yet; a part is named from the root."""
        if not external:
            target = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}")
        for relationship in self.relationships(source):
            if (relationship.type, relationship.target, relationship.external) == (relationship_type, target, external):
                return relationship.id
        self._parts_by_kind.clear()
        name = self.stored_name(relationships_part(source))
        if name is None:
            name = relationships_part(source)
            self._new[name] = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
            self._removed.discard(name)
        root = self.change(name)
        taken = {each.get("Id") for each in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relationship = etree.SubElement(
            root, f"{{{_RELATIONSHIPS}}}Relationship", Id=f"rId{number}", Type=relationship_type, Target=target
        )
        if external:
            relationship.set("TargetMode", "External")
        self._relationships.pop(name, None)
        self._part_lists.clear()
        return f"rId{number}"

    # Parts

    def content_type_of(self, name: str) -> str:
        """Return the content type of a part."""
        extension = name.rpartition(".")[2].lower()
        found = ""
        for each in self.tree(self.stored_name(CONTENT_TYPES) or CONTENT_TYPES):
            if each.get("PartName", "").lower() == f"/{name}".lower():
                return str(each.get("ContentType", ""))
            if each.get("Extension", "").lower() == extension:
                found = each.get("ContentType", "")
        return found

    def add(self, name: str, content: bytes, content_type: str) -> str:
        """Add a part under this name, or the next that is free; return the name it has got."""
        stem, dot, extension = name.rpartition(".")
        stem = re.sub(r"\d+$", "", stem)
        number = 1
        while self.stored_name(name) is not None:
            name = f"{stem}{number}{dot}{extension}"
            number += 1
        self._new[name] = content
        self._part_lists.clear()
        if self.content_type_of(name) != content_type:
            types = self.change(self.stored_name(CONTENT_TYPES) or CONTENT_TYPES)
            etree.SubElement(
                types, f"{{{_CONTENT_TYPES_NAMESPACE}}}Override", PartName=f"/{name}", ContentType=content_type
            )
        return name

    def remove(self, name: str) -> None:
        """Take a part out, with what refers to it from the body."""
        for removed in (name, relationships_part(name)):
            self._removed.add(removed)
            self._new.pop(removed, None)
            self._trees.pop(removed, None)
            self._changed.discard(removed)
        rels = self.stored_name(relationships_part(self.main_part))
        if rels is not None:
            for each, relationship in zip(list(self.change(rels)), self.relationships(self.main_part), strict=False):
                if self.target(self.main_part, relationship) == name:
                    each.getparent().remove(each)
        for each in list(self.change(self.stored_name(CONTENT_TYPES) or CONTENT_TYPES)):
            if each.get("PartName", "").lower() == f"/{name}".lower():
                each.getparent().remove(each)
        self._parts_by_kind.clear()
        self._part_lists.clear()

    def clone(self, name: str) -> str:
        """Add a part that is the same as another and refers to the same parts; return its name."""
        added = self.add(name, self.bytes_of(name), self.content_type_of(name))
        rels = self.stored_name(relationships_part(name))
        if rels is not None:
            self._new[relationships_part(added)] = self.bytes_of(rels)
        return added

    def related_part(self, kind: str, root: bytes, content_type: str, relationship_type: str = "") -> Element:
        """Return the root of the part of this kind that the body refers to, made from `root` if there is none."""
        name = self.part(kind)
        if name is None:
            name = self.add(posixpath.join(posixpath.dirname(self.main_part), f"{kind}.xml"), root, content_type)
            self.relate(self.main_part, relationship_type or _RELATIONSHIP_TYPES + kind, name)
        return self.change(name)

    def _serialized(self, name: str) -> bytes:
        content: bytes = etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        return to_strict(content) if name in self._strict else content

    def save(self) -> bytes:
        """Return the file: parts sorted by name, no times of its own, so that the same parts give the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in self.names():
                entry = zipfile.ZipInfo(name, _EARLIEST)
                archive.writestr(entry, self.bytes_of(name), zipfile.ZIP_DEFLATED, _COMPRESSION_LEVEL)
        return out.getvalue()


def _root_name(element: Element) -> str:
    space, _, local = element.tag.rpartition("}")
    return local if space == f"{{{WORD}" else ""
