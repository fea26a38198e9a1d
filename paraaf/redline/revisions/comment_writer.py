"""Comments put into a Word file, with the parts that keep their threads."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.comments import EX_DONE, EX_ID, EX_PARENT, PARA_ID, paragraph_id, threads_of
from paraaf.redline.revisions.content_importer import Importer, adopt_namespaces
from paraaf.redline.wml.names import (
    AUTHOR,
    COMPATIBILITY,
    DATE,
    ID,
    RELATIONSHIPS,
    W14,
    W15,
    W16CID,
    WORD,
    P,
    make_element,
    qn,
    qns,
    set_text,
)
from paraaf.redline.wml.word_file import WordFile

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_RELATIONSHIP_TYPES = {
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    "commentsIds": "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
    "people": "http://schemas.microsoft.com/office/2011/relationships/people",
}
_NAMESPACES = {"w": WORD, "w14": W14, "w15": W15, "w16cid": W16CID, "mc": COMPATIBILITY, "r": RELATIONSHIPS}
_COMMENT_EX = qn("w15:commentEx")
_PARAGRAPH_ID, _DURABLE_ID = qns("w16cid:paraId w16cid:durableId")
_PERSON_AUTHOR = qn("w15:author")
_MAX_PARAGRAPH_ID = 0x7FFFFFFF
"""Paragraph ids are smaller than this."""


class CommentWriter:
    """Adds comments to one Word file."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._used_paragraph_ids: set[str] | None = None
        self._imported: dict[tuple[int, str], str] = {}
        self._paragraph_ids: dict[tuple[int, str], str] = {}
        self._sources: dict[int, _SourceComments] = {}
        self._next: int | None = None
        self._roots: dict[str, Element] = {}
        self._elements: dict[str, Element] = {}

    def import_comment(self, source: WordFile, number: str, importer: Importer) -> str:
        """Add a comment of another file with its thread and state; return the id that it has got."""
        known = (id(source), number)
        if known in self._imported:
            return self._imported[known]
        theirs = self._sources.get(id(source))
        if theirs is None:
            theirs = self._sources[id(source)] = _SourceComments(source)
        comment, old_paragraph = theirs.comments[number]
        root = self._root("comments")
        copy = importer.import_element(comment, theirs.part, str(self.file.part("comments")))
        self._imported[known] = id_ = self._next_id(root)
        self._elements[id_] = copy
        copy.set(ID, id_)
        own_paragraph = self._assign_paragraph_id(copy)
        root.append(copy)
        parent, resolved = theirs.threads.get(old_paragraph, ("", False))
        if old_paragraph:  # LibreOffice writes none
            self._paragraph_ids[id(source), old_paragraph] = own_paragraph
        if parent and parent in theirs.numbers:
            self.import_comment(source, theirs.numbers[parent], importer)
        self._add_to_thread(own_paragraph, self._paragraph_ids.get((id(source), parent), ""), resolved=resolved)
        for durable in theirs.durable.get(old_paragraph, ()):
            line = etree.SubElement(self._root("commentsIds"), qn("w16cid:commentId"))
            line.set(_PARAGRAPH_ID, own_paragraph)
            line.set(_DURABLE_ID, own_paragraph if durable is None else durable)
        self._add_people(theirs.people.get(comment.get(AUTHOR, ""), ()))
        return id_

    def set_author(self, number: str, author: str) -> None:
        """Give an imported comment an author."""
        self._elements[number].set(AUTHOR, author)

    def register(self, source: WordFile, number: str, id_: str) -> None:
        """Register a comment of another file as one that is here already, so that replies to it are put under it."""
        self._imported[id(source), number] = id_
        part, here = source.part("comments"), self.file.part("comments")
        if part is None or here is None:
            return
        theirs = next(each for each in source.tree(part) if each.get(ID) == number)
        ours = next(each for each in self.file.change(here) if each.get(ID) == id_)
        if not paragraph_id(ours):
            self._root("comments")
            self._assign_paragraph_id(ours)
            self._add_to_thread(paragraph_id(ours), "", resolved=False)
        self._paragraph_ids[id(source), paragraph_id(theirs)] = paragraph_id(ours)
        if threads_of(source).get(paragraph_id(theirs), ("", False))[1]:
            for line in self._root("commentsExtended"):
                if line.get(EX_ID, "").upper() == paragraph_id(ours):
                    line.set(EX_DONE, "1")

    def write(self, text: str, author: str, date: str, initials: str = "", parent: str = "") -> str:
        """Add a comment of our own; return its id. `parent` is the id of the comment that it answers."""
        root = self._root("comments")
        comment = make_element("w:comment", id=self._next_id(root), author=author, initials=initials)
        if date:
            comment.set(DATE, date)
        for line in text.split("\n"):
            text_element = make_element("w:t")
            set_text(text_element, line)
            comment.append(make_element("w:p", make_element("w:r", text_element)))
        self._assign_paragraph_id(comment)
        root.append(comment)
        replied_to = next((each for each in root if each.get(ID) == parent), None) if parent else None
        self._add_to_thread(
            paragraph_id(comment), "" if replied_to is None else paragraph_id(replied_to), resolved=False
        )
        return str(comment.get(ID))

    def _root(self, kind: str) -> Element:
        """Return the root of a part of comments, which knows the names that they take; made if there is none."""
        if kind not in self._roots:
            self._roots[kind] = self._ensure_root(kind)
        return self._roots[kind]

    def _ensure_root(self, kind: str) -> Element:
        namespace, element_name = (W15, kind) if kind in ("commentsExtended", "people") else (WORD, kind)
        if kind == "commentsIds":
            namespace = W16CID
        root_name = {"commentsExtended": "commentsEx"}.get(element_name, element_name)
        empty = etree.Element(f"{{{namespace}}}{root_name}", nsmap=_NAMESPACES)
        empty.set(qn("mc:Ignorable"), "w14 w15 w16cid")
        root = self.file.related_part(
            kind, etree.tostring(empty), _CONTENT_TYPE.format(kind), _RELATIONSHIP_TYPES.get(kind, "")
        )
        if kind == "comments" and "w14" not in root.nsmap:
            return adopt_namespaces(self.file, str(self.file.part(kind)), empty)
        return root

    def _next_id(self, root: Element) -> str:
        if self._next is None:
            numbers = [int(each.get(ID, "0")) for each in root if each.get(ID, "0").lstrip("-").isdigit()]
            self._next = max([-1, *numbers]) + 1
        self._next += 1
        return str(self._next - 1)

    def _assign_paragraph_id(self, comment: Element) -> str:
        """Give the last paragraph of a comment an id that nothing else in the file has; return it."""
        if self._used_paragraph_ids is None:
            self._used_paragraph_ids = {
                each.get(PARA_ID, "").upper()
                for part in self.file.word_parts() for each in self.file.tree(part).iter(P)
            }  # fmt: skip
        paragraph = next(comment.iterchildren(P, reversed=True), None)
        if paragraph is None:
            paragraph = etree.SubElement(comment, P)
        number = len(self._used_paragraph_ids) + 0x10000000
        while (id_ := f"{number:08X}") in self._used_paragraph_ids:
            number = (number + 1) % _MAX_PARAGRAPH_ID
        self._used_paragraph_ids.add(id_)
        paragraph.set(PARA_ID, id_)
        return id_

    def _add_to_thread(self, paragraph: str, parent: str, *, resolved: bool) -> None:
        attributes = {EX_ID: paragraph, EX_PARENT: parent} if parent else {EX_ID: paragraph}
        etree.SubElement(self._root("commentsExtended"), _COMMENT_EX, attributes | {EX_DONE: "1" if resolved else "0"})

    def _add_people(self, lines: Iterable[Element]) -> None:
        for each in lines:
            root = self._root("people")
            if all(known.get(_PERSON_AUTHOR) != each.get(_PERSON_AUTHOR) for known in root):
                root.append(deepcopy(each))


class _SourceComments:
    """The comments of another file, read once."""

    def __init__(self, file: WordFile) -> None:
        part = file.part("comments")
        assert part is not None
        self.part = part
        self.comments = {each.get(ID, ""): (each, paragraph_id(each)) for each in reversed(file.tree(part))}
        """By number, with their paragraph ids."""
        self.numbers = {paragraph: number for number, (_, paragraph) in self.comments.items()}
        self.threads = threads_of(file)
        self.durable: dict[str, list[str | None]] = {}
        for each in _children_of_part(file, "commentsIds"):
            self.durable.setdefault(each.get(_PARAGRAPH_ID, "").upper(), []).append(each.get(_DURABLE_ID))
        self.people: dict[str, list[Element]] = {}
        for each in _children_of_part(file, "people"):
            if (author := each.get(_PERSON_AUTHOR)) is not None:
                self.people.setdefault(author, []).append(each)


def _children_of_part(file: WordFile, kind: str) -> Iterable[Element]:
    part = file.part(kind)
    return () if part is None else file.tree(part)
